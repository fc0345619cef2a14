"""The live claims in memory: found by slug or text, listed, and matched by the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claims_db.claims import lookup
from claims_db.claims.packs import Scope
from claims_db.engine.index import ClaimIndex
from claims_db.values import Claim, ClaimKey


class Catalogue:
    """Claims by pack and slug, and the index over them. Lists are sorted when somebody asks, then kept."""

    def __init__(self, claims: Iterable[Claim] = ()) -> None:
        known = list(claims)
        self.index = ClaimIndex(known)
        self._packs: dict[str, dict[str, Claim]] = {}
        self._sorted: dict[str, tuple[Claim, ...]] = {}
        for claim in known:
            self._packs.setdefault(claim.pack, {})[claim.slug] = claim

    def put(self, claim: Claim) -> None:
        """Add a claim, or replace the one with its key."""
        self.index.put(claim)
        self._packs.setdefault(claim.pack, {})[claim.slug] = claim
        self._sorted.pop(claim.pack, None)

    def remove(self, claim: Claim) -> None:
        """Take a claim out; one that is not there is no error."""
        self.index.remove(claim.key)
        self._packs.get(claim.pack, {}).pop(claim.slug, None)
        self._sorted.pop(claim.pack, None)

    def keys(self) -> Iterator[ClaimKey]:
        """The keys of all claims."""
        return (ClaimKey(pack, slug) for pack, claims in self._packs.items() for slug in claims)

    def get(self, key: ClaimKey) -> Claim | None:
        """The claim of that key."""
        return self._packs.get(key.pack, {}).get(key.slug)

    def find(self, name: str, scope: Scope) -> Claim | None:
        """The claim of that slug, the scope's own before others, else the only one that holds the name."""
        keys = (ClaimKey(pack, name) for pack in scope.in_order())
        return next(filter(None, map(self.get, keys)), None) or lookup.named(name, self.claims(scope))

    def claims(self, scope: Scope) -> tuple[Claim, ...]:
        """The claims of the scope: its own first, then pack by pack, each by slug."""
        return tuple(claim for pack in scope.in_order() for claim in self.pack_claims(pack))

    def pack_claims(self, pack: str) -> tuple[Claim, ...]:
        """The claims of one pack by slug."""
        if pack not in self._sorted:
            by_slug = self._packs.get(pack, {})
            self._sorted[pack] = tuple(by_slug[slug] for slug in sorted(by_slug))
        return self._sorted[pack]
