"""Which claim somebody means by what they type: its slug, or a part of its slug or text. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from claims_db.values import Claim


def holding(typed: str, claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims whose slug or text holds what is typed, in whatever case."""
    wanted = typed.casefold().strip()
    return (claim for claim in claims if wanted in claim.slug or wanted in claim.text.casefold())


def completing(typed: str, claims: Sequence[Claim], limit: int) -> tuple[Claim, ...]:
    """The first of them, those that begin with it before the others."""
    wanted = typed.casefold().strip()

    def begins(claim: Claim) -> bool:
        return claim.slug.startswith(wanted) or claim.text.casefold().startswith(wanted)

    first = tuple(islice(filter(begins, claims), limit))
    others = (claim for claim in holding(typed, claims) if not begins(claim))
    return first + tuple(islice(others, limit - len(first)))


def named(typed: str, claims: Sequence[Claim]) -> Claim | None:
    """The first claim of that very slug, else the only one that holds what is typed."""
    for claim in claims:
        if claim.slug == typed:
            return claim
    alone = list(islice(holding(typed, claims), 2))
    return alone[0] if len(alone) == 1 else None
