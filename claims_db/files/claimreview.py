"""Fact-checks as schema.org's ClaimReview (https://schema.org/ClaimReview), read from and written for any publisher.

Fields that schema.org lacks go where its definitions allow: phrasings are other names of the claim, `happened` is the
time that the review covers, `as_of` the time that its content refers to. A feed that Footnote wrote says so
(`sdPublisher`), and its slugs and citations are kept; in other feeds the review itself is the source.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeGuard
from urllib.parse import urlsplit

from claims_db.claims.slugs import slug_of
from claims_db.errors import InvalidPackError, InvalidValueError
from claims_db.files import fields
from claims_db.files.fields import Record
from claims_db.files.pack import Json, Reading, claim_json, pack_json, parse_json, source_json
from claims_db.files.rating_names import review_rating
from claims_db.files.rows import RowGroups, source_key
from claims_db.files.text_files import read_lines
from claims_db.requirements import require_web_address
from claims_db.values import Citation, Claim, Interval, Pack, Source

_OURS = "Footnote"
CONTAINERS = ("dataFeedElement", "item", "itemListElement", "@graph")
_MAX_NESTING = 20


def read_feed(feed: object, pack: Pack, progress: Callable[[int, int], None]) -> Reading:
    """Read the reviews of a feed, a list, a graph or a single one; raises InvalidPackError where there are none."""
    return read_elements([feed], 1, pack, progress)


def read_elements(elements: Iterable[object], number: int, pack: Pack, progress: Callable[[int, int], None]) -> Reading:
    """Read the reviews in the `number` elements of a feed, one by one; raises InvalidPackError as `read_feed`."""
    groups, problems, reviews = RowGroups(), list[str](), 0
    for done, element in enumerate(elements, 1):
        for review in _reviews(element):
            reviews += 1
            _take(groups, problems, f"review {reviews}", review, pack.slug)
        progress(done, number)
    if not reviews:
        raise InvalidPackError(("the file holds neither a pack nor a ClaimReview",))
    return Reading(pack, groups.claims(), tuple(problems), complete=False)


def are_elements(members: Record) -> bool:
    """Whether only the lists under the names in `CONTAINERS` matter, so that their elements can be read one by one."""
    is_review = "claimReviewed" in members or "ClaimReview" in _types(members)
    return not is_review and not is_ours(members)


def read_lines_of_reviews(path: Path, pack: Pack, progress: Callable[[int, int], None]) -> Reading:
    """Read a file with one review a line."""
    groups, problems = RowGroups(), list[str]()
    lines = read_lines(path, skipped=lambda number, why: problems.append(f"line {number}: {why}"), at=progress)
    for number, line in enumerate(lines, 1):
        try:
            reviews = list(_reviews(parse_json(line.strip("\ufeff")))) if line.strip() else []
        except InvalidValueError as error:
            problems.append(f"line {number}: {error}")
            continue
        for review in reviews:
            _take(groups, problems, f"line {number}", review, pack.slug)
    return Reading(pack, groups.claims(), tuple(problems), complete=False)


def _take(groups: RowGroups, problems: list[str], where: str, review: object, pack: str) -> None:
    try:
        row = fields.record(review, "a review")
        text = fields.text(row, "claimReviewed").strip()
        groups.add(Claim(slug_of(text), text, review_rating(row), (Citation(_source(row, text)),), pack=pack))
    except InvalidValueError as error:
        problems.append(f"{where}: {error}")


def _reviews(value: object, depth: int = 0) -> Iterator[object]:
    """Everything that is a review or may be meant as one; a graph holds pages and people too."""
    if isinstance(value, list) and depth < _MAX_NESTING:
        for each in value:
            yield from _reviews(each, depth + 1)
    elif not isinstance(value, Mapping) or "claimReviewed" in value or "ClaimReview" in _types(value):
        yield value
    elif inner := [value[name] for name in CONTAINERS if name in value]:
        yield from _reviews(inner, depth + 1)
    elif not _types(value):
        yield value


def _types(value: Record) -> set[str]:
    named = value.get("@type")
    names = named if isinstance(named, list) else [named]
    return {re.split(r"[/:#]", name)[-1] for name in names if isinstance(name, str)}


def _source(review: Record, text: str) -> Source:
    """The review as a publication; one without a title is named after its claim.

    It has a day of publication only where the review gives a whole day, not a month or a year.
    """
    if url := fields.optional_text(review, "url"):
        require_web_address(url)
    publisher = _name(review.get("author")) or _name(review.get("publisher")) or (url and urlsplit(url).hostname)
    if not publisher:
        raise InvalidValueError("it names no publisher: 'author' needs a 'name'")
    title = fields.optional_text(review, "headline") or fields.optional_text(review, "name") or text
    written = fields.optional_text(review, "datePublished")
    day = Interval.parse(written.strip().partition("T")[0].partition(" ")[0]) if written else None
    published = day.first if day and day.first == day.last else None
    return Source(source_key(url or title, publisher), title, publisher, url=url, published=published)


def _name(value: object) -> str | None:
    """The name of a person or organisation, given as a record, as plain text, or as a list, where the first counts."""
    party = value[0] if isinstance(value, list) and value else value
    if isinstance(party, str):
        return fields.optional_text({"name": party}, "name")
    return fields.optional_text(party, "name") if isinstance(party, Mapping) else None


# Feeds that Footnote wrote: the pack format under schema.org's names, ours on the left.

_HEAD = {"slug": "identifier", "title": "name", "description": "description", "licence": "license"}
_CLAIM = {
    "slug": "identifier", "text": "claimReviewed", "as_of": "contentReferenceTime", "happened": "temporalCoverage",
    "tags": "keywords",
}  # fmt: skip
_SOURCE = {
    "key": "identifier", "title": "name", "url": "url", "published": "datePublished", "archive_url": "archivedAt",
}  # fmt: skip


def is_ours(feed: object) -> TypeGuard[Record]:
    """Whether the feed was written by `write_claimreview`."""
    return isinstance(feed, Mapping) and _name(feed.get("sdPublisher")) == _OURS


def as_pack(feed: Record) -> Json:
    """A feed that Footnote wrote, in the pack format and unchecked: reading the pack checks it."""
    reviews = [review for review in _list(feed, "dataFeedElement") if isinstance(review, Mapping)]
    cited = [each for review in reviews for each in _list(review, "citation") if isinstance(each, Mapping)]
    sources = {str(source.get("identifier")): source for source in cited}
    return {
        "pack": _ours(feed, _HEAD),
        "sources": [
            _ours(source, _SOURCE)
            | {"publisher": _inner(source, "publisher", "name"), "author": _inner(source, "author", "name")}
            for source in sources.values()
        ],
        "claims": [_claim_row(review) for review in reviews],
    }


def _list(value: Record, name: str) -> list[object]:
    found = value.get(name)
    return found if isinstance(found, list) else []


def _ours(row: Record, names: Mapping[str, str]) -> Json:
    return {ours: row.get(theirs) for ours, theirs in names.items()}


def _theirs(row: Record, names: Mapping[str, str]) -> Json:
    return {theirs: row[ours] for ours, theirs in names.items() if ours in row}


def _inner(row: Record, outer: str, name: str) -> object:
    found = row.get(outer)
    return found.get(name) if isinstance(found, Mapping) else None


def _claim_row(review: Record) -> Json:
    citations = [
        {"source": each.get("identifier"), "quote": each.get("text")}
        for each in _list(review, "citation")
        if isinstance(each, Mapping)
    ]
    return _ours(review, _CLAIM) | {
        "rating": _inner(review, "reviewRating", "alternateName"),
        "phrasings": _inner(review, "itemReviewed", "alternateName"),
        "citations": citations,
    }


def write_claimreview(pack: Pack, claims: Iterable[Claim]) -> Iterator[str]:
    """The pack as a DataFeed, piece by piece: one review a line, sorted by slug."""
    head = {"@context": "https://schema.org", "@type": "DataFeed", "sdPublisher": _party("Organization", _OURS)}
    yield _dump(head | _theirs(pack_json(pack), _HEAD))[:-1] + ', "dataFeedElement": ['
    before = "\n"
    for claim in sorted(claims, key=lambda claim: claim.slug):
        yield before + _dump(_review(claim))
        before = ",\n"
    yield "\n]}\n"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _party(kind: str, name: str) -> Json:
    return {"@type": kind, "name": name}


def _review(claim: Claim) -> Json:
    """One claim as a review by the publisher of its first source."""
    source = claim.citations[0].source
    row = _theirs(source_json(source), {"url": "url", "published": "datePublished"})
    return (
        {"@type": "ClaimReview", "author": _party("Organization", source.publisher)}
        | row
        | {
            **_theirs(claim_json(claim, lambda _source: None), _CLAIM),
            "reviewRating": {"@type": "Rating", "alternateName": claim.rating.value},
            "itemReviewed": {"@type": "Claim", "alternateName": list(claim.phrasings)},
            "citation": [_work(citation) for citation in claim.citations],
        }
    )


def _work(citation: Citation) -> Json:
    source = citation.source
    work = {"@type": "CreativeWork"} | _theirs(source_json(source), _SOURCE)
    work["publisher"] = _party("Organization", source.publisher)
    if source.author:
        work["author"] = _party("Person", source.author)
    if citation.quote:
        work["text"] = citation.quote
    return work
