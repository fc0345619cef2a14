"""Fact-checks that others published, from Google's Fact Check Tools API; nothing of it is stored here.

https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, urlsplit

from claims_db.errors import FootnoteError, InvalidValueError, Obstacle, UnreachableError
from claims_db.files.rating_names import rating_named
from claims_db.sources.page.days import stamped_day
from claims_db.sources.page.markup import one_line
from claims_db.sources.web.addresses import normalise
from claims_db.values import Rating

if TYPE_CHECKING:
    from claims_db.sources.web.fetching import Fetched

_SEARCH = "https://factchecktools.googleapis.com/v1alpha1/claims:search"
MOST_FOUND = 5
_LONGEST_QUERY = 150
"""Letters: in an address one takes twelve signs at most, and the whole has to fit."""
_LONGEST_TEXT = 500

NO_KEY = "Google did not take this host's key for its search of fact-checks; whoever hosts Footnote can put that right."
BUSY = "Google's search of fact-checks has been asked too often; try again later."
SLOW = "Google's search of fact-checks took too long to answer; try again later."
UNREACHABLE = "Google's search of fact-checks cannot be reached just now; try again later."
UNREADABLE = "Google's search of fact-checks gave an answer that cannot be read."


@dataclass(frozen=True, slots=True)
class FoundReview:
    """One fact-check. `written` is its rating in the publisher's words; `rating` is None where that is none of ours."""

    claim: str
    address: str
    title: str
    publisher: str
    published: date | None
    written: str
    rating: Rating | None


class Asks(Protocol):
    """What asks services that are made for programs."""

    async def ask(self, address: str, accept: tuple[str, ...]) -> Fetched:
        """The answer; raises RefusedAddressError and UnreachableError."""


async def look_elsewhere(asks: Asks, words: str, key: str) -> tuple[FoundReview, ...]:
    """Fact-checks that Google finds for the words, which it learns. Raises UnreachableError, which never holds the key.

    Errors on the way name the address, and with it the key and the words: none of them goes further than this.
    """
    try:
        answer = await asks.ask(_question(words, key), ("application/json",))
    except FootnoteError as error:
        raise _without_key(error) from None
    return reviews_in(answer.body)


def _question(words: str, key: str) -> str:
    query = quote(_shortened(words), safe="", errors="replace")
    return f"{_SEARCH}?query={query}&pageSize={MOST_FOUND}&key={quote(key, safe='')}"


def _shortened(words: str) -> str:
    plain = " ".join(words.split())
    if len(plain) <= _LONGEST_QUERY:
        return plain
    cut = plain[: _LONGEST_QUERY + 1]
    return cut.rpartition(" ")[0] or cut[:_LONGEST_QUERY]


def _without_key(error: FootnoteError) -> UnreachableError:
    kind = error.kind if isinstance(error, UnreachableError) else Obstacle.CONNECTION
    status = error.status if isinstance(error, UnreachableError) else None
    if status in {400, 401, 403}:
        return UnreachableError(NO_KEY, kind, status=status)
    sentence = {Obstacle.BUSY: BUSY, Obstacle.TIMEOUT: SLOW}.get(kind, UNREACHABLE)
    return UnreachableError(sentence, kind, status=status)


def reviews_in(body: bytes) -> tuple[FoundReview, ...]:
    """The fact-checks of an answer, as far as they are ones. Raises UnreachableError where it is no answer at all."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, Mapping):
        raise UnreachableError(UNREADABLE, Obstacle.BROKEN)
    return tuple(islice(_reviews(answer), MOST_FOUND))


def _reviews(answer: Mapping[object, object]) -> Iterator[FoundReview]:
    for claim in _records(answer.get("claims")):
        for review in _records(claim.get("claimReview")):
            found = _review(_text(claim.get("text")), review)
            if found:
                yield found


def _review(claim: str, review: Mapping[object, object]) -> FoundReview | None:
    """None where it does not say what was checked, or has no address that could be opened."""
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
    return FoundReview(
        claim=claim,
        address=address,
        title=_text(review.get("title")) or claim,
        publisher=_text(publisher.get("name")) or _text(publisher.get("site")) or urlsplit(address).hostname or "",
        published=stamped_day(_text(review.get("reviewDate"))),
        written=written,
        rating=_rating(written),
    )


def _rating(written: str) -> Rating | None:
    try:
        return rating_named(written)
    except InvalidValueError:
        return None


def _records(value: object) -> Iterator[Mapping[object, object]]:
    return (each for each in value if isinstance(each, Mapping)) if isinstance(value, list) else iter(())


def _text(value: object) -> str:
    return one_line(value[:_LONGEST_TEXT]) if isinstance(value, str) else ""
