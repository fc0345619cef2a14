"""The live claims in memory: found by slug, listed, completed as somebody types, and matched by the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from claims_db.claims.packs import Scope
from claims_db.engine.index import ClaimIndex
from claims_db.errors import NotFoundError
from claims_db.values import Claim


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

    def find(self, slug: str, scope: Scope) -> Claim:
        """The claim of that slug, the scope's own before others; raises NotFoundError."""
        for pack in _in_order(scope):
            if claim := self._packs.get(pack, {}).get(slug):
                return claim
        raise NotFoundError(f"there is no claim {slug[:120]!r} here")

    def claims(self, scope: Scope) -> Iterator[Claim]:
        """The claims of the scope: its own first, then pack by pack, each by slug."""
        return (claim for pack in _in_order(scope) for claim in self.pack_claims(pack))

    def pack_claims(self, pack: str) -> tuple[Claim, ...]:
        """The claims of one pack by slug."""
        if pack not in self._sorted:
            by_slug = self._packs.get(pack, {})
            self._sorted[pack] = tuple(by_slug[slug] for slug in sorted(by_slug))
        return self._sorted[pack]

    def complete(self, typed: str, scope: Scope, limit: int) -> tuple[Claim, ...]:
        """Claims whose slug or text holds what is typed, those first that begin with it."""
        wanted = typed.casefold().strip()
        beginning = islice((claim for claim in self.claims(scope) if _begins(claim, wanted)), limit)
        first = tuple(beginning)
        holding = (claim for claim in self.claims(scope) if _holds(claim, wanted) and not _begins(claim, wanted))
        return first + tuple(islice(holding, limit - len(first)))


def _in_order(scope: Scope) -> list[str]:
    return [scope.own, *sorted(scope.packs - {scope.own})]


def _begins(claim: Claim, wanted: str) -> bool:
    return claim.slug.startswith(wanted) or claim.text.casefold().startswith(wanted)


def _holds(claim: Claim, wanted: str) -> bool:
    return wanted in claim.slug or wanted in claim.text.casefold()
