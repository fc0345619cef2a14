"""Fact-checks as schema.org's ClaimReview (https://schema.org/ClaimReview), read from and written for any publisher.

Fields that schema.org lacks go where its definitions allow: phrasings are other names of the claim, `happened` is the
time that the review covers, `as_of` the time that its content refers to. A feed that Footnote wrote says so
(`sdPublisher`), and its slugs and citations are kept; in other feeds the review itself is the source.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TypeGuard

from claims_db.claims.slugs import slug_of
from claims_db.errors import InvalidPackError, InvalidValueError, UnknownRatingError
from claims_db.files import fields
from claims_db.files.fields import Record
from claims_db.files.found_elsewhere import FOUND, found_reviews, is_found
from claims_db.files.habits import NO_HABITS, Habits
from claims_db.files.pack import Json, Progress, Reading, claim_json, pack_json, parse_json, source_json
from claims_db.files.rating_names import review_rating
from claims_db.files.refusals import Refusals
from claims_db.files.rows import RowGroups, source_key
from claims_db.files.schema_org import Names, address, host_of, single, text, types
from claims_db.files.text_files import read_lines
from claims_db.languages import QUESTION_MARKS
from claims_db.languages.days import stamped_day
from claims_db.requirements import require_web_address
from claims_db.values import Citation, Claim, Pack, Source

_OURS = "Footnote"
CONTAINERS = ("dataFeedElement", "item", "itemListElement", "@graph")
_MAX_NESTING = 20
# What may stand after the mark of a question that is quoted.
_AFTER_A_MARK = " '\"”’»」』)"


def read_feed(feed: object, pack: Pack, progress: Progress, habits: Habits = NO_HABITS) -> Reading:
    """Read the reviews of a feed, a list, a graph or a single one; raises InvalidPackError where there are none."""
    return read_elements([feed], 1, pack, progress, Names(feed), habits)


def read_elements(
    elements: Iterable[object], number: int, pack: Pack, progress: Progress, names: Names, habits: Habits
) -> Reading:
    """Read the reviews in the `number` elements of a feed, one by one; raises InvalidPackError as `read_feed`.

    `names` are those of the whole feed.
    """
    taken = _Taken(pack, "review", habits)
    reviews = 0
    for done, element in enumerate(elements, 1):
        for review in _reviews(element):
            reviews += 1
            taken.take(reviews, review, names)
        progress(done, number)
    if not reviews:
        raise InvalidPackError(("the file holds neither a pack nor a ClaimReview",))
    return taken.reading()


def are_elements(members: Record) -> bool:
    """Whether only the lists under the names in `CONTAINERS` matter, so that their elements can be read one by one."""
    is_review = "claimReviewed" in members or "ClaimReview" in types(members)
    return not is_review and not is_ours(members)


def read_lines_of_reviews(path: Path, pack: Pack, progress: Progress, habits: Habits = NO_HABITS) -> Reading:
    """Read a file with one review a line."""
    taken = _Taken(pack, "line", habits)
    for number, line in enumerate(read_lines(path, skipped=taken.refused.add, at=progress), 1):
        try:
            whole = parse_json(line.strip("\ufeff")) if line.strip() else []
        except InvalidValueError as error:
            taken.refused.add(number, str(error))
            continue
        names = Names(whole)
        for review in _reviews(whole):
            taken.take(number, review, names)
    return taken.reading()


class _Taken:
    """What is taken of a feed so far, and what is not, by the number of the review or its line (`unit`)."""

    def __init__(self, pack: Pack, unit: str, habits: Habits) -> None:
        self._pack = pack
        self._habits = habits
        self._groups = RowGroups()
        self.refused = Refusals(unit)
        self._undated = Refusals(unit)

    def take(self, number: int, review: object, names: Names) -> None:
        """Take one review, or tell why not; `names` are those that it may refer to."""
        try:
            row = fields.record(review, "a review")
            claim, rating = _reviewed_claim(row, names), review_rating(row, self._habits.ratings)
            source = _source(row, claim, names, self._day(number, row))
            self._groups.add(Claim(slug_of(claim), claim, rating, (Citation(source),), pack=self._pack.slug))
        except UnknownRatingError as error:
            self.refused.add(number, str(error), kind=f"rating {error.key}")
        except InvalidValueError as error:
            self.refused.add(number, str(error))

    def _day(self, number: int, review: Record) -> date | None:
        """The day of publication; what is no whole day is told, and costs the review nothing but its day."""
        written = single(review.get("datePublished"))
        if written is None:
            return None
        language = self._habits.dates.language if self._habits.dates else single(review.get("inLanguage"))
        day = stamped_day(str(written), language if isinstance(language, str) else None)
        if day is None:
            self._undated.add(number, f"{str(written)[:40]!r} names no day, so it is kept without one")
        return day

    def reading(self) -> Reading:
        """All of it."""
        notes = (*self._undated.sentences(), *self._groups.disagreements())
        return Reading(
            self._pack,
            self._groups.claims(),
            self.refused.sentences(),
            complete=False,
            notes=notes,
            refused=self.refused.number,
        )


def _reviews(value: object, depth: int = 0) -> Iterator[object]:
    """Everything that is a review or may be meant as one: a graph holds pages and people too, a feed empty items."""
    if value is None:
        return
    if isinstance(value, list) and depth < _MAX_NESTING:
        for each in value:
            yield from _reviews(each, depth + 1)
    elif not isinstance(value, Mapping) or "claimReviewed" in value or "ClaimReview" in types(value):
        yield value
    elif is_found(value):
        yield from found_reviews(value)
    elif inner := [value[name] for name in (*CONTAINERS, FOUND) if name in value]:
        yield from _reviews(inner, depth + 1)
    elif not types(value):
        yield value


def _reviewed_claim(review: Record, names: Names) -> str:
    """The claim that is reviewed, perhaps in its own record; raises InvalidValueError for none, or a question."""
    items = review.get("itemReviewed")
    claims = [
        each
        for each in (items if isinstance(items, list) else [items])
        if isinstance(each, Mapping) and (not types(each) or "Claim" in types(each))
    ]
    given = [text(review, "claimReviewed"), names.of(claims), *(text(each, "text") for each in claims)]
    stated = [each for each in given if each]
    if not stated:
        raise InvalidValueError("'claimReviewed' is missing")
    for each in stated:
        if not each.rstrip(_AFTER_A_MARK).endswith(QUESTION_MARKS):
            return each
    raise InvalidValueError(f"{stated[0][:120]!r} is a question; a claim states what the rating is about")


def _source(review: Record, claim: str, names: Names, published: date | None) -> Source:
    """The review as a publication; one without a title is named after its claim."""
    if url := address(review, "url"):
        require_web_address(url)
    publisher = names.of(review.get("author")) or names.of(review.get("publisher")) or (url and host_of(url))
    if not publisher:
        raise InvalidValueError("it names no publisher: 'author' needs a 'name'")
    title = text(review, "headline") or text(review, "name") or claim
    return Source(source_key(url or title, publisher), title, publisher, url=url, published=published)


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
    return isinstance(feed, Mapping) and _inner(feed, "sdPublisher", "name") == _OURS


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
