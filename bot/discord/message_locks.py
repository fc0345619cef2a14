"""One thing after the other, where two events are about the same message."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from weakref import WeakValueDictionary


class MessageLocks:
    """A lock for each key that somebody holds or waits for.

    Without it an edit or a deletion that comes while the reply is still on its way would find no reply to change,
    and two people who write the same thing at once would get two cards.
    """

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()

    def of(self, key: Hashable) -> asyncio.Lock:
        """The key's lock, for `async with`."""
        return self._locks.setdefault(key, asyncio.Lock())
