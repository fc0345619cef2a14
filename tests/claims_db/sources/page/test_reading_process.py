"""Pages are read in a program of their own, which may end or be ended."""

from __future__ import annotations

import asyncio
import json
from types import MappingProxyType

import pytest

from claims_db import programs
from claims_db.errors import UnreachableError
from claims_db.sources.page.facts import PageFacts, page_facts
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


async def test_a_page_that_ends_the_program_ends_it_for_itself_alone() -> None:
    story = fetched(b"<title>A harbour story</title>")
    nested = fetched(b"<meta " + b"".join(b"a%d=1 " % number for number in range(200_000)) + b">")
    async with PageReader.open(seconds=5) as reader:
        read = await asyncio.gather(*(reader.facts(page) for page in (story, nested, story)), return_exceptions=True)
    assert [each.title if isinstance(each, PageFacts) else type(each) for each in read] == [
        "A harbour story", UnreachableError, "A harbour story",
    ]  # fmt: skip


async def test_a_program_that_an_earlier_page_broke_is_not_the_next_ones_fault() -> None:
    story = fetched(b"<title>A harbour story</title>")
    async with PageReader.open() as reader:
        assert await reader.still_says(story, [("A harbour story", ())]) == [True]
        assert reader._program is not None
        reader._program.kill()
        await reader._program.wait()
        wanted: list[tuple[str, tuple[str, ...]]] = [("A harbour story", ()), ("Another tale altogether", ())]
        assert await reader.still_says(story, wanted) == [True, False]


async def test_the_program_does_not_outlive_its_reader() -> None:
    async with PageReader.open() as reader:
        await reader.facts(fetched(b"<title>A harbour story</title>"))
        program = reader._program
    assert program is not None
    assert program.returncode is not None


HEAVY = {
    "marks without end": ("a" + "\u0300\u0316" * 75_000).encode(),
    "letters that become eighteen": ("\ufdfa" * 600_000).encode(),
    "brackets without end": b"<" * 2_000_000,
    "an encoding that there is not": b"<meta charset=undefined>" + b"\xff" * 300_000,
}


@pytest.mark.parametrize("body", HEAVY.values(), ids=HEAVY)
async def test_nothing_that_a_page_holds_holds_up_the_event_loop(body: bytes) -> None:
    """Each of the first two took the loop for many seconds."""
    ticks = 0
    reading = True

    async def tick() -> None:
        nonlocal ticks
        while reading:
            await asyncio.sleep(0.01)
            ticks += 1

    ticking = asyncio.create_task(tick())
    loop = asyncio.get_running_loop()
    async with PageReader.open() as reader:
        began = loop.time()
        await reader.still_says(fetched(body), [("A harbour story", ("two hundred steps",))])
        took = loop.time() - began
    reading = False
    await ticking
    assert ticks > took / 0.01 / 20


async def test_the_program_finds_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    assert "secret" not in json.dumps(programs.environment())


def test_both_read_the_same_bytes_of_any_size() -> None:
    assert page_facts(b"<title>A story" + b" " * 8_000_000, "text/html", None, "https://a.example/").title == "A story"
