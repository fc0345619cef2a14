"""Rows of files that name no slugs: grouped into claims, and matched to the claims that are stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from claims_db.claims.revisions import Stored, require_openable, sources_of, with_free_keys
from claims_db.claims.slugs import free_slug, slug_of
from claims_db.values import Claim, Rating, Source

Part = TypeVar("Part")
_MOST_TOLD = 10


def source_key(title: str, publisher: str) -> str:
    """The key of a source that comes without one."""
    return slug_of(f"{publisher} {title}")


class RowGroups:
    """Rows grouped by claim: a row with the text and rating of an earlier one adds its sources to that claim."""

    def __init__(self) -> None:
        self._slugs: dict[tuple[str, Rating], str] = {}
        self._claims: dict[str, Claim] = {}
        self._sources: dict[str, Source] = {}
        # The ratings of claims that have several, in their order, by the slug of the first.
        self._rated: dict[str, dict[Rating, None]] = {}

    def add(self, row: Claim) -> None:
        """Add a row; its slug, and the keys of its sources, get a number where they are taken.

        Raises InvalidValueError for an address that cannot be opened.
        """
        require_openable(sources_of([row]).values())
        row = with_free_keys(row, self._sources)
        self._sources.update(sources_of([row]))
        if slug := self._slugs.get((row.text, row.rating)):
            claim = self._claims[slug]
            self._claims[slug] = replace(
                claim,
                citations=_once(claim.citations + row.citations),
                phrasings=_once(claim.phrasings + row.phrasings),
                tags=_once(claim.tags + row.tags),
                as_of=claim.as_of or row.as_of,
                happened=claim.happened or row.happened,
            )
            return
        slug = free_slug(row.slug, self._claims)
        first = self._claims.get(row.slug)
        if first and first.rating is not row.rating and _bare(first.text) == _bare(row.text):
            self._rated.setdefault(first.slug, {first.rating: None})[row.rating] = None
        self._slugs[row.text, row.rating] = slug
        self._claims[slug] = row if slug == row.slug else replace(row, slug=slug)

    def disagreements(self) -> tuple[str, ...]:
        """A sentence for each of the first claims that have several ratings, and one for the number of the others."""
        told = [
            f"{self._claims[slug].text[:120]!r} is rated {' and '.join(ratings)}; each is a claim of its own"
            for slug, ratings in islice(self._rated.items(), _MOST_TOLD)
        ]
        more = len(self._rated) - len(told)
        return (*told, f"{more:,} more claims have several ratings") if more else tuple(told)

    def claims(self) -> tuple[Claim, ...]:
        """The claims, in the order of their first rows."""
        return tuple(self._claims.values())


def _bare(text: str) -> str:
    return text.casefold().strip(" .!\"'“”")


def _once(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(dict.fromkeys(parts))


def matched_to_stored(stored: Stored, rows: Sequence[Claim]) -> tuple[Claim, ...]:
    """The rows with the slugs of the stored claims that they are about, and what the file leaves out filled in."""
    slug_for = _stored_slugs(stored, rows)
    found: dict[str, Claim] = {}
    taken = set(stored)
    sources: dict[str, Source] = {}
    for row in rows:
        slug = slug_for(row)
        slug = free_slug(row.slug, taken) if slug is None or slug in found else slug
        taken.add(slug)
        claim = row if slug == row.slug else replace(row, slug=slug)
        claim = with_free_keys(_completed(claim, stored[slug].claim) if slug in stored else claim, sources)
        sources.update(sources_of([claim]))
        found[slug] = claim
    return tuple(found.values())


def with_stored_lines(stored: Stored, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Claims from a file that cannot hold lines, with the lines that are stored."""
    known = ((claim, stored[claim.slug].claim if claim.slug in stored else claim) for claim in claims)
    return tuple(replace(claim, must_match=old.must_match, must_not_match=old.must_not_match) for claim, old in known)


def _stored_slugs(stored: Stored, rows: Sequence[Claim]) -> Callable[[Claim], str | None]:
    """Finds the stored claim that a row is about: by its text, else by the slug made from its text, else by address.

    An address counts only where one claim and one row have it: a page may review several claims.
    """
    by_text = {each.claim.text: slug for slug, each in stored.items()}
    named = {by_text.get(row.text, row.slug) for row in rows}
    by_address = _by_address(each.claim for slug, each in stored.items() if slug not in named)
    in_one_row = _by_address(rows)

    def slug_for(row: Claim) -> str | None:
        slug = by_text.get(row.text, row.slug)
        if slug in stored:
            return slug
        return next((by_address[each] for each in _addresses(row) if each in by_address and each in in_one_row), None)

    return slug_for


def _by_address(claims: Iterable[Claim]) -> dict[str, str]:
    """For each address that only one claim cites, the slug of that claim."""
    citing = [(address, claim.slug) for claim in claims for address in _addresses(claim)]
    times = Counter(address for address, _ in citing)
    return {address: slug for address, slug in citing if times[address] == 1}


def _addresses(claim: Claim) -> set[str]:
    return {citation.source.url for citation in claim.citations if citation.source.url}


def _completed(row: Claim, stored: Claim) -> Claim:
    """The row, with what it leaves blank taken from the stored claim."""
    if row == stored:
        return row
    citations = []
    for citation in stored.citations:
        old = citation.source
        new = next((each.source for each in row.citations if _same(each.source, old)), old)
        url, published = new.url or old.url, new.published or old.published
        source = replace(old, title=new.title, publisher=new.publisher, url=url, published=published)
        citations.append(replace(citation, source=source))
    added = [each for each in row.citations if not any(_same(each.source, known.source) for known in stored.citations)]
    return replace(
        row,
        citations=(*citations, *added),
        as_of=row.as_of or stored.as_of,
        happened=row.happened or stored.happened,
        phrasings=row.phrasings or stored.phrasings,
        tags=row.tags or stored.tags,
        must_match=row.must_match or stored.must_match,
        must_not_match=row.must_not_match or stored.must_not_match,
    )


def _same(one: Source, other: Source) -> bool:
    if one.url and one.url == other.url:
        return True
    return (one.title, one.publisher) == (other.title, other.publisher)
