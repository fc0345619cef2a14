"""What is worth keeping in memory for a while, and never in the database."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept")


class Recent(Generic[Key, Kept]):
    """The newest `most` entries; the oldest makes room."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Key, Kept] = OrderedDict()

    def put(self, key: Key, value: Kept) -> None:
        """Keep a value, as the newest."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def get(self, key: Key) -> Kept | None:
        """The value, if it is still kept."""
        return self._kept.get(key)

    def take(self, key: Key) -> Kept | None:
        """The value, which is kept no longer: whoever comes second gets None."""
        return self._kept.pop(key, None)
