"""A page, a host or an address at fault fails itself: the others are checked, and what is learnt of them is kept."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from claims_db.actors import Actor
from claims_db.errors import InvalidValueError, StoreError, Trouble
from claims_db.health import State
from claims_db.service import ClaimService
from claims_db.sources.health.rechecking import Checked, Opens, SourceEntry, recheck
from claims_db.sources.web.fetching import Fetched, Fetcher
from claims_db.values import Citation, Claim, Rating, Source

from ..hostile import Answer, Server, endless, opened, sends, server

DAY = date(2022, 5, 1)
GOOD = sends(f"<title>Harbour report</title>{'<p>More of the story is told here.' * 20}".encode())


def claim(key: str, url: str) -> Claim:
    source = Source(key, "Harbour report", "The Harbour Post", url=url)
    text = f"The lighthouse of {key} has two hundred steps."
    return Claim(key, text, Rating.TRUE, (Citation(source),), pack="harbour")


@asynccontextmanager
async def store(path: Path, **urls: str) -> AsyncIterator[ClaimService]:
    """A store with a source for each address, as an earlier Footnote may have taken it."""
    async with ClaimService.open(path) as service:
        for key in urls:
            await service.add(claim(key, "https://post.example/"), actor=Actor("keeper"))
    with closing(sqlite3.connect(path)) as db, db:
        db.executemany("UPDATE sources SET url = ? WHERE key = ?", [(url, key) for key, url in urls.items()])
    async with ClaimService.open(path) as service:
        yield service


async def states(service: ClaimService) -> dict[str, State | None]:
    """What the file holds of each source."""
    entries = await service.sources.entries(["harbour"])
    return {each.source.key: each.health.state if each.health else None for each in entries}


def redirects(location: str) -> Answer:
    return sends(b"", f"Location: {location}", status="302 Found")


FAULTS = {
    "an encoding that there is not": sends(b"<meta charset=undefined><title>Harbour report</title>\xff"),
    "an encoding of Python's own": sends(b"<meta charset=unicode_escape><title>Harbour report</title>\\N\xff"),
    "letters that are none": redirects("http://xn--zzzzzzzz.test/"),
    "letters that are none, further on": redirects("http://www.xn--a.test/"),
    "a name without end": redirects(f"http://{'a' * 300}.test/"),
    "a port that there is not": redirects("http://site.test:99999/"),
    "half an address": redirects("http://[::1"),
    "a pause without end": sends(b"", f"Retry-After: Mon, 01 Jan {'9' * 30} 00:00:00 GMT", status="503 Busy"),
    "a zone without end": sends(b"", f"Retry-After: Mon, 01 Jan 2022 00:00:00 +{'9' * 30}", status="429 Busy"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_a_page_at_fault_fails_itself_alone(path: Path, fault: Answer, caplog: pytest.LogCaptureFixture) -> None:
    async with server() as site, opened(site) as fetcher:
        site.pages = {"/": GOOD, "/fault": fault}
        urls = {"before": site.address(host="a.test"), "fault": site.address("/fault"), "after": site.address()}
        async with store(path, **urls) as service:
            await service.sources.check(await service.sources.entries(["harbour"]), fetcher, DAY)
            found = await states(service)
            assert (found["before"], found["after"]) == (State.ALIVE, State.ALIVE)
            assert found["fault"] is not None
    assert caplog.records == [], "no fault of Footnote's own"


@pytest.mark.parametrize("host", ["xn--zzzzzzzz.test", "www.xn--a.test", f"{'a' * 64}.test", "a..test"])
async def test_a_stored_address_at_fault_fails_itself_alone(
    path: Path, host: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with server() as site, opened(site) as fetcher:
        site.pages = {"/": GOOD}
        async with store(path, fault=f"http://{host}/", good=site.address()) as service:
            await service.sources.check(await service.sources.entries(["harbour"]), fetcher, DAY)
            assert await states(service) == {"fault": State.COULD_NOT_CHECK, "good": State.ALIVE}
    assert caplog.records == [], "no fault of Footnote's own"


class Broken:
    """What opens pages, with a fault of its own at one of them."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    async def fetch(self, address: str, accept: tuple[str, ...] = ()) -> Fetched:
        if "fault" in address:
            raise ZeroDivisionError
        return await self._fetcher.fetch(address, accept)


async def test_a_fault_of_our_own_is_logged_and_harms_no_other(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with server() as site, opened(site) as fetcher:
        site.pages = {"/": GOOD}
        async with store(path, fault=site.address("/fault"), good=site.address()) as service:
            await service.sources.check(await service.sources.entries(["harbour"]), Broken(fetcher), DAY)
            assert await states(service) == {"fault": State.COULD_NOT_CHECK, "good": State.ALIVE}
    assert "the source harbour/fault could not be checked" in caplog.text


async def test_what_was_learnt_is_stored_though_another_host_never_answers(path: Path) -> None:
    async with server() as site, opened(site, total=60) as fetcher:
        site.pages = {"/": GOOD, "/slow": endless(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"a", 0.05)}
        async with store(path, slow=site.address("/slow", "slow.test"), good=site.address()) as service:
            heard = asyncio.Event()
            entries = await service.sources.entries(["harbour"])
            checking = asyncio.create_task(
                service.sources.check(entries, fetcher, DAY, done=lambda _number: heard.set())
            )
            await asyncio.wait_for(heard.wait(), 10)
            assert await states(service) == {"good": State.ALIVE, "slow": None}
            checking.cancel()
            await asyncio.wait([checking])
        async with ClaimService.open(path) as service:
            assert await states(service) == {"good": State.ALIVE, "slow": None}


async def test_a_store_that_fails_is_told_as_it_is() -> None:
    async def full(_checked: Sequence[Checked]) -> None:
        raise StoreError(Trouble.FULL, "the disk is full")

    async with server() as site, opened(site) as fetcher:
        entry = SourceEntry(1, "harbour", claim("good", site.address()).citations[0].source, ("good",))
        with pytest.raises(StoreError, match="host is full"):
            await recheck([entry], fetcher, DAY, full)


async def silent(writer: asyncio.StreamWriter) -> None:
    """No answer, for longer than anybody waits."""
    await asyncio.sleep(30)
    writer.close()


def asked(site: Server, host: str) -> int:
    return sum(f"Host: {host}:" in head and "/robots.txt" not in head for head in site.asked)


async def test_a_silent_host_is_not_asked_for_all_its_pages(path: Path) -> None:
    async with server() as site, opened(site, total=0.3) as fetcher:
        site.pages = {"/robots.txt": sends(b""), "/good": GOOD} | {f"/{at}": silent for at in range(6)}
        urls = {f"page-{at}": site.address(f"/{at}", "silent.test") for at in range(6)}
        async with store(path, **urls, good=site.address("/good")) as service:
            await service.sources.check(await service.sources.entries(["harbour"]), fetcher, DAY)
            found = await states(service)
            assert found.pop("good") is State.ALIVE
            assert set(found.values()) == {State.COULD_NOT_CHECK}
        assert asked(site, "silent.test") == 2


async def days_asked(path: Path, fetcher: Opens, days: int) -> list[int]:
    """The days, from the first, on which the one source is due; each with a start of its own."""
    found = []
    for day in range(days):
        today = DAY + timedelta(days=day)
        async with ClaimService.open(path) as service:
            due = [each for each in await service.sources.due(today, timedelta(days=30), 99) if each.pack == "harbour"]
            if due:
                found.append(day)
                await service.sources.check(due, fetcher, today)
    return found


async def test_a_host_that_never_answers_right_waits_longer_each_time(path: Path) -> None:
    async with server() as site, opened(site) as fetcher:
        site.pages = {"/": sends(b"", status="500 Broken")}
        async with store(path, broken=site.address()):
            pass
        assert await days_asked(path, fetcher, 60) == [0, 7, 21, 49]


@pytest.mark.parametrize("url", ["https://xn--zzzzzzzz.example/", "https://a..example/", "https://post.example:99999/"])
async def test_no_address_at_fault_is_taken_and_one_that_was_taken_before_is_in_nobodys_way(
    path: Path, url: str
) -> None:
    async with store(path, old=url) as service:
        with pytest.raises(InvalidValueError, match="is not the name of a website"):
            await service.add(claim("new", url), actor=Actor("keeper"))
        (entry,) = await service.sources.entries(["harbour"])
        assert [
            each.slug
            for each in await service.sources.replace_address(entry, "https://post.example/new", actor=Actor("keeper"))
        ] == ["old"]
        (entry,) = await service.sources.entries(["harbour"])
        with pytest.raises(InvalidValueError, match="is not the name of a website"):
            await service.sources.replace_address(entry, url, actor=Actor("keeper"))
