"""Rows that state one claim and its sources, without slugs of their own, gathered into the claims of a pack."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from claims_db.claims.revisions import sources_of, spare_sources
from claims_db.claims.slugs import free_slug, slug_of
from claims_db.values import Claim, Rating, Source

Part = TypeVar("Part")


def source_key(title: str, publisher: str) -> str:
    """The key of a source that comes without one."""
    return slug_of(f"{publisher} {title}")


class Drafts:
    """The claims gathered so far; a row with the text and rating of an earlier one adds its sources to that claim."""

    def __init__(self) -> None:
        self._slugs: dict[tuple[str, Rating], str] = {}
        self._claims: dict[str, Claim] = {}
        self._sources: dict[str, Source] = {}

    def take(self, row: Claim) -> None:
        """Add a row; its slug and its sources' keys get a number where others have them."""
        claim = spare_sources(row, self._sources)
        self._sources.update(sources_of([claim]))
        if known := self._slugs.get((claim.text, claim.rating)):
            self._claims[known] = _joined(self._claims[known], claim)
            return
        slug = free_slug(claim.slug, self._claims)
        self._slugs[claim.text, claim.rating] = slug
        self._claims[slug] = claim if slug == claim.slug else replace(claim, slug=slug)

    def claims(self) -> tuple[Claim, ...]:
        """The claims, in the order of their first rows."""
        return tuple(self._claims.values())


def _joined(claim: Claim, row: Claim) -> Claim:
    return replace(
        claim,
        citations=_once(claim.citations + row.citations),
        phrasings=_once(claim.phrasings + row.phrasings),
        tags=_once(claim.tags + row.tags),
        as_of=claim.as_of or row.as_of,
        happened=claim.happened or row.happened,
    )


def _once(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(dict.fromkeys(parts))
