"""Fact-checks by other publishers, from Google's Fact Check Tools API. None of them is stored here.

https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, urlsplit

from claims_db.errors import FootnoteError, InvalidValueError, Obstacle, UnreachableError
from claims_db.files.rating_names import rating_named
from claims_db.languages.days import stamped_day
from claims_db.sources.page.markup import one_line
from claims_db.sources.web.addresses import normalise
from claims_db.values import Rating

if TYPE_CHECKING:
    from claims_db.sources.web.fetching import Fetched

_SEARCH = "https://factchecktools.googleapis.com/v1alpha1/claims:search"
MOST_FOUND = 5
_LONGEST_QUERY = 150
"""Characters: percent-encoded, one takes up to twelve, and the whole address has to fit."""
_LONGEST_TEXT = 500

NO_KEY = "Google refused this bot's key for its fact-check search. Whoever hosts Footnote can fix that."
BUSY = "Google's fact-check search has had too many requests. Try again later."
SLOW = "Google's fact-check search took too long to answer. Try again later."
UNREACHABLE = "Google's fact-check search cannot be reached just now. Try again later."
UNREADABLE = "Google's fact-check search sent an answer that cannot be read."


@dataclass(frozen=True, slots=True)
class FoundReview:
    """One fact-check. `written` is its rating in the publisher's words; `rating` is ours, None where no word fits."""

    claim: str
    address: str
    title: str
    publisher: str
    published: date | None
    written: str
    rating: Rating | None


class Asks(Protocol):
    """Whatever asks services that are made for programs."""

    async def ask(self, address: str, accept: tuple[str, ...]) -> Fetched:
        """The answer; raises RefusedAddressError and UnreachableError."""


async def look_elsewhere(asks: Asks, words: str, key: str) -> tuple[FoundReview, ...]:
    """Fact-checks that Google finds for the words; Google sees the words. Raises UnreachableError, without the key.

    Errors of the fetcher name the address, which holds the key and the words, so none of them is passed on.
    """
    asked = " ".join(words.split())
    if len(asked) > _LONGEST_QUERY:  # cut between words
        asked = asked[: _LONGEST_QUERY + 1].rpartition(" ")[0] or asked[:_LONGEST_QUERY]
    query = quote(asked, safe="", errors="replace")
    address = f"{_SEARCH}?query={query}&pageSize={MOST_FOUND}&key={quote(key, safe='')}"
    try:
        answer = await asks.ask(address, ("application/json",))
    except FootnoteError as error:
        kind, status = Obstacle.CONNECTION, None
        if isinstance(error, UnreachableError):
            kind, status = error.kind, error.status
        sentence = {Obstacle.BUSY: BUSY, Obstacle.TIMEOUT: SLOW}.get(kind, UNREACHABLE)
        raise UnreachableError(NO_KEY if status in {400, 401, 403} else sentence, kind, status=status) from None
    return reviews_in(answer.body)


def reviews_in(body: bytes) -> tuple[FoundReview, ...]:
    """The usable fact-checks in an answer. Raises UnreachableError where it is not an answer at all."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, Mapping):
        raise UnreachableError(UNREADABLE, Obstacle.BROKEN)
    found = (
        _review(_text(claim.get("text")), review)
        for claim in _records(answer.get("claims"))
        for review in _records(claim.get("claimReview"))
    )
    return tuple(islice(filter(None, found), MOST_FOUND))


def _review(claim: str, review: Mapping[object, object]) -> FoundReview | None:
    """None where it does not say what was checked, or has no address that can be opened."""
    try:
        given = review.get("url")
        address = normalise(given if isinstance(given, str) else "")
    except InvalidValueError:
        return None
    if not claim:
        return None
    named = review.get("publisher")
    publisher = named if isinstance(named, Mapping) else {}
    written = _text(review.get("textualRating"))
    rating = None
    with suppress(InvalidValueError):
        rating = rating_named(written)
    return FoundReview(
        claim=claim,
        address=address,
        title=_text(review.get("title")) or claim,
        publisher=_text(publisher.get("name")) or _text(publisher.get("site")) or urlsplit(address).hostname or "",
        published=stamped_day(_text(review.get("reviewDate"))),
        written=written,
        rating=rating,
    )


def _records(value: object) -> Iterator[Mapping[object, object]]:
    return (each for each in value if isinstance(each, Mapping)) if isinstance(value, list) else iter(())


def _text(value: object) -> str:
    return one_line(value[:_LONGEST_TEXT]) if isinstance(value, str) else ""
