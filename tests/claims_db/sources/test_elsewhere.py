"""What is asked of Google's search of fact-checks, and what is believed of its answers."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from claims_db.errors import UnreachableError
from claims_db.sources import elsewhere
from claims_db.sources.elsewhere import FoundReview, look_elsewhere, reviews_in
from claims_db.sources.web.fetching import Fetcher, FetchLimits
from claims_db.values import Rating

KEY = "not-a-real-key"
REVIEW = {
    "publisher": {"name": "Goose Facts", "site": "facts.example"},
    "url": "https://facts.example/geese",
    "title": "No, geese do not vote",
    "reviewDate": "2021-03-18T00:00:00Z",
    "textualRating": "Mostly false",
    "languageCode": "en",
}
CLAIM = {"text": "Geese may vote in towns.", "claimant": "A goose", "claimReview": [REVIEW]}
FOUND = FoundReview(
    "Geese may vote in towns.",
    "https://facts.example/geese",
    "No, geese do not vote",
    "Goose Facts",
    date(2021, 3, 18),
    "Mostly false",
    Rating.MOSTLY_FALSE,
)
Site = Callable[[httpx.Request], httpx.Response]


def body(*claims: object) -> bytes:
    return json.dumps({"claims": list(claims)}).encode()


async def ask(site: Site, words: str = "geese vote") -> tuple[FoundReview, ...]:
    async with Fetcher.open(FetchLimits(total_seconds=0.2), transport=httpx.MockTransport(site)) as fetcher:
        return await look_elsewhere(fetcher, words, KEY)


def answering(status: int = 200, content: bytes = b"{}", kind: str = "application/json", **headers: str) -> Site:
    return lambda _: httpx.Response(status, headers={"content-type": kind, **headers}, content=content)


async def test_one_request_asks_for_the_words_and_no_robots_txt() -> None:
    asked = list[httpx.Request]()

    def site(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return answering(content=body(CLAIM))(request)

    assert await ask(site, "geese & ganders\nvote") == (FOUND,)
    (request,) = asked
    assert request.headers["accept"] == "application/json"
    assert str(request.url).startswith("https://factchecktools.googleapis.com/v1alpha1/claims:search?")
    assert parse_qs(urlsplit(str(request.url)).query) == {
        "query": ["geese & ganders vote"],
        "pageSize": ["5"],
        "key": [KEY],
    }


@pytest.mark.parametrize("words", ["goose " * 700, "鵝" * 4000, "🪿" * 4000, "\udcff goose"], ids=ascii)
async def test_however_long_the_words_are_the_question_fits(words: str) -> None:
    assert await ask(answering(), words) == ()


@pytest.mark.parametrize(
    ("site", "sentence"),
    [
        (answering(400), elsewhere.NO_KEY),
        (answering(403), elsewhere.NO_KEY),
        (answering(429), elsewhere.BUSY),
        (answering(500), elsewhere.UNREACHABLE),
        (answering(302, location="https://thief.example/"), elsewhere.UNREACHABLE),
        (answering(kind="text/html"), elsewhere.UNREACHABLE),
        (answering(content=b"x" * 9_000_000), elsewhere.UNREACHABLE),
        (answering(content=b"["), elsewhere.UNREADABLE),
    ],
)
async def test_a_failure_is_a_sentence_without_the_key_and_the_words(site: Site, sentence: str) -> None:
    with pytest.raises(UnreachableError) as caught:
        await ask(site)
    assert str(caught.value) == sentence
    told = "".join(traceback.format_exception(caught.value))
    assert KEY not in told
    assert "geese" not in told


async def test_a_slow_answer_is_a_sentence() -> None:
    def site(_: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("")

    with pytest.raises(UnreachableError, match="too long"):
        await ask(site)


@pytest.mark.parametrize(
    "answer",
    [b"", b"null", b"[]", b"7", b"\xff", b'{"claims": ', b"[" * 100_000],
    ids=["nothing", "null", "list", "number", "no text", "cut", "deep"],
)
def test_what_is_no_answer_is_refused(answer: bytes) -> None:
    with pytest.raises(UnreachableError):
        reviews_in(answer)


@pytest.mark.parametrize(
    "claim",
    [
        None,
        7,
        {},
        CLAIM | {"claimReview": {"url": "https://facts.example/"}},
        CLAIM | {"claimReview": [None, [], "x"]},
        CLAIM | {"text": None},
        CLAIM | {"claimReview": [REVIEW | {"url": "javascript:alert(1)"}]},
        CLAIM | {"claimReview": [REVIEW | {"url": "http://localhost/"}]},
        CLAIM | {"claimReview": [REVIEW | {"url": ["https://facts.example/"]}]},
    ],
    ids=repr,
)
def test_what_is_no_fact_check_is_left_out(claim: object) -> None:
    assert reviews_in(body(claim, CLAIM)) == (FOUND,)


def test_what_is_not_said_stays_open() -> None:
    bare = {"url": "https://facts.example/geese", "publisher": "x", "reviewDate": 7, "textualRating": "Four geese"}
    (found,) = reviews_in(body(CLAIM | {"claimReview": [bare]}))
    assert (found.title, found.publisher, found.published) == (FOUND.claim, "facts.example", None)
    assert (found.written, found.rating) == ("Four geese", None)


def test_there_are_five_at_most_and_none_is_endless() -> None:
    found = reviews_in(body(*[CLAIM | {"text": "goose " * 10_000, "claimReview": [REVIEW] * 4}] * 9))
    assert len(found) == elsewhere.MOST_FOUND
    assert max(len(each.claim) for each in found) <= 500
