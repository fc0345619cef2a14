"""Pages are read in a program of their own, which may end or be ended."""

from __future__ import annotations

import json
from types import MappingProxyType

import pytest

from claims_db import programs
from claims_db.errors import UnreachableError
from claims_db.sources.page.facts import page_facts
from claims_db.sources.page.reading_process import PageReader
from claims_db.sources.web.fetching import Fetched

from ..saved_pages import saved_pages


def fetched(body: bytes, address: str = "https://news.example/story") -> Fetched:
    return Fetched(address, address, 200, MappingProxyType({}), "text/html", body, None, None, ())


async def test_apart_a_page_says_the_same() -> None:
    page = next(page for page in saved_pages() if page.facts.claim_review and page.facts.published)
    async with PageReader.open() as reader:
        assert await reader.facts(fetched(page.body, page.address)) == page.facts


async def test_what_would_keep_a_parser_busy_for_minutes_is_given_up() -> None:
    endless = b"<meta " + b"".join(b"a%d=1 " % number for number in range(200_000)) + b">"
    async with PageReader.open(seconds=1) as reader:
        with pytest.raises(UnreachableError, match="too tangled"):
            await reader.facts(fetched(endless))


async def test_the_program_finds_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    assert "secret" not in json.dumps(programs.environment())


def test_both_read_the_same_bytes_of_any_size() -> None:
    assert page_facts(b"<title>A story" + b" " * 8_000_000, "text/html", None, "https://a.example/").title == "A story"
