"""Rows of files without slugs, recognised as claims that are stored; what such a file leaves out stays as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from claims_db.claims.revisions import Stored, sources_of, spare_sources
from claims_db.claims.slugs import free_slug
from claims_db.values import Citation, Claim, Source


def adopted(stored: Stored, rows: Sequence[Claim]) -> tuple[Claim, ...]:
    """The rows under the slugs of the stored claims that they are about."""
    stored_slug = _recognition(stored, rows)
    found: dict[str, Claim] = {}
    taken = set(stored)
    sources: dict[str, Source] = {}
    for row in rows:
        slug = stored_slug(row)
        slug = free_slug(row.slug, taken) if slug is None or slug in found else slug
        taken.add(slug)
        claim = row if slug == row.slug else replace(row, slug=slug)
        claim = spare_sources(_completed(claim, stored[slug].claim) if slug in stored else claim, sources)
        sources.update(sources_of([claim]))
        found[slug] = claim
    return tuple(found.values())


def keeping_lines(stored: Stored, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Claims of a file that cannot hold lines, with the lines that are stored."""
    kept = ((claim, stored[claim.slug].claim if claim.slug in stored else claim) for claim in claims)
    return tuple(
        replace(claim, must_match=known.must_match, must_not_match=known.must_not_match) for claim, known in kept
    )


def _recognition(stored: Stored, rows: Sequence[Claim]) -> Callable[[Claim], str | None]:
    """Which stored claim a row is about: that of its text, else of the slug that its text gives, else of its address.

    An address tells only where one claim and one row have it: pages may review several claims.
    """
    by_text = {each.claim.text: slug for slug, each in stored.items()}
    named = {by_text.get(row.text, row.slug) for row in rows}
    by_address = _by_address(each.claim for slug, each in stored.items() if slug not in named)
    of_one_row = _by_address(rows)

    def recognised(row: Claim) -> str | None:
        slug = by_text.get(row.text, row.slug)
        if slug in stored:
            return slug
        return next((by_address[each] for each in _addresses(row) if each in by_address and each in of_one_row), None)

    return recognised


def _by_address(claims: Iterable[Claim]) -> dict[str, str]:
    """The slug of the claim that alone cites an address."""
    citing = [(address, claim.slug) for claim in claims for address in _addresses(claim)]
    times = Counter(address for address, _ in citing)
    return {address: slug for address, slug in citing if times[address] == 1}


def _addresses(claim: Claim) -> set[str]:
    return {citation.source.url for citation in claim.citations if citation.source.url}


def _completed(row: Claim, stored: Claim) -> Claim:
    if row == stored:
        return row
    citations = [_renewed(citation, row.citations) for citation in stored.citations]
    new = [each for each in row.citations if not any(_same(each.source, known.source) for known in stored.citations)]
    return replace(
        row,
        citations=(*citations, *new),
        as_of=row.as_of or stored.as_of,
        happened=row.happened or stored.happened,
        phrasings=row.phrasings or stored.phrasings,
        tags=row.tags or stored.tags,
        must_match=row.must_match or stored.must_match,
        must_not_match=row.must_not_match or stored.must_not_match,
    )


def _renewed(citation: Citation, rows: Sequence[Citation]) -> Citation:
    known = citation.source
    said = next((each.source for each in rows if _same(each.source, known)), known)
    source = replace(
        known,
        title=said.title,
        publisher=said.publisher,
        url=said.url or known.url,
        published=said.published or known.published,
    )
    return replace(citation, source=source)


def _same(one: Source, other: Source) -> bool:
    if one.url and one.url == other.url:
        return True
    return (one.title, one.publisher) == (other.title, other.publisher)
