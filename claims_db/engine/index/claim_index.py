"""The claims of all packs in memory, each pack by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from claims_db.engine.index.pack_index import PackIndex
from claims_db.engine.index.scoped_index import ScopedIndex
from claims_db.values import Claim, ClaimKey


class ClaimIndex:
    """An index for each pack. What is asked is asked `within` some of them, and no other one is looked at."""

    def __init__(self, claims: Iterable[Claim] = ()) -> None:
        self._packs: dict[str, PackIndex] = {}
        for claim in claims:
            self.put(claim)

    def __len__(self) -> int:
        return sum(map(len, self._packs.values()))

    def put(self, claim: Claim) -> None:
        """Add a claim, or replace the one with its key."""
        self._packs.setdefault(claim.pack, PackIndex(claim.pack)).put(claim)

    def remove(self, key: ClaimKey) -> None:
        """Forget a claim; one that is not there is no error."""
        if key.pack in self._packs:
            self._packs[key.pack].remove(key.slug)

    def within(self, packs: Collection[str], /) -> ScopedIndex:
        """The claims of these packs; to be asked for again after a change."""
        return ScopedIndex({pack: self._packs[pack] for pack in packs if pack in self._packs})
