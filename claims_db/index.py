"""The claims in memory, and which of them a statement may be about. No storage, no asyncio."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from claims_db.values import Claim, ClaimKey


class ClaimIndex:
    """Claims by key."""

    def __init__(self, claims: Iterable[Claim] = ()) -> None:
        self._claims: dict[ClaimKey, Claim] = {}
        for claim in claims:
            self.put(claim)

    def put(self, claim: Claim) -> None:
        """Add a claim, or replace the one with its key."""
        self._claims[claim.key] = claim

    def remove(self, key: ClaimKey) -> None:
        """Forget a claim; one that is not there is no error."""
        self._claims.pop(key, None)

    def get(self, key: ClaimKey) -> Claim | None:
        """The claim of that key."""
        return self._claims.get(key)

    def claims(self, packs: Container[str]) -> Iterator[Claim]:
        """The claims of these packs, in the order they came."""
        return (claim for claim in self._claims.values() if claim.pack in packs)
