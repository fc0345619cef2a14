"""`footnote check --elsewhere`, against answers that the test gives in Google's place."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from click.testing import CliRunner, Result

from bot.settings import Settings
from bot.terminal.commands.main import footnote
from bot.words import elsewhere_text
from claims_db.sources.web.fetching import Fetcher

from .conftest import Footnote

KEY = "not-a-real-key"
WORDS = "geese vote in towns of Erewhon"
REVIEW = {
    "url": "https://facts.example/geese",
    "publisher": {"name": "Goose Facts"},
    "title": "No, geese do not vote\u001b[2J",
    "textualRating": "Four geese",
}
FOUND = httpx.Response(200, json={"claims": [{"text": "Geese may vote.", "claimReview": [REVIEW]}]})


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_FACTCHECK_KEY", KEY)


def check(answer: httpx.Response, *arguments: str) -> Result:
    @asynccontextmanager
    async def opening(_: Settings) -> AsyncIterator[Fetcher]:
        async with Fetcher.open(transport=httpx.MockTransport(lambda _: answer)) as fetcher:
            yield fetcher

    words = ["check", "--elsewhere", *arguments, WORDS]
    return CliRunner().invoke(footnote, words, obj=opening, prog_name="footnote")


def test_without_a_key_it_says_what_to_do(run: Footnote) -> None:
    result = run("check", "--elsewhere", WORDS)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"Error: {elsewhere_text.NEEDS_KEY}\n"


@pytest.mark.usefixtures("key")
def test_what_others_published_stands_below_the_answer() -> None:
    result = check(FOUND)
    assert result.exit_code == 0
    assert result.stdout.rstrip().splitlines()[-5:] == [
        elsewhere_text.IN_STORE,
        "1. No, geese do not vote[2J, Goose Facts",
        "  https://facts.example/geese",
        "  Checked there: “Geese may vote.”",
        "  Rated there: Four geese",
    ]


@pytest.mark.usefixtures("key")
def test_the_same_for_programs() -> None:
    assert json.loads(check(FOUND, "--json").stdout)["elsewhere"] == [
        {
            "claim": "Geese may vote.",
            "title": "No, geese do not vote[2J",
            "publisher": "Goose Facts",
            "published": None,
            "url": "https://facts.example/geese",
            "rated": "Four geese",
            "rating": None,
        }
    ]


@pytest.mark.usefixtures("key")
def test_a_failure_ends_with_a_sentence_and_without_the_key() -> None:
    result = check(httpx.Response(500))
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert KEY not in result.output


@pytest.mark.usefixtures("key")
def test_nothing_found_is_said() -> None:
    assert check(httpx.Response(200, json={})).stdout.rstrip().splitlines()[-1] == elsewhere_text.NOTHING
