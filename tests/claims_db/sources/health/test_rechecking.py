"""Sources looked at again, through the real store and the real fetcher, with a web that the test makes up."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest

from claims_db.actors import Actor
from claims_db.claims.packs import Scope
from claims_db.errors import InvalidValueError, NotFoundError, Obstacle, UnreachableError
from claims_db.health import State
from claims_db.service import ClaimService
from claims_db.sources.health.archive import Wayback, closest_copy
from claims_db.sources.web.fetching import Fetcher
from claims_db.values import Citation, Claim, Rating, Source

DAY = date(2022, 5, 1)
HARBOUR = Scope("harbour", frozenset({"harbour"}))
COPY = "https://web.archive.org/web/20220101000000/https://post.example/a"
PAGE = f"<title>Harbour report</title><p>It has 200 steps. {'More of the story is told here. ' * 20}</p>"
Site = Callable[[httpx.Request], httpx.Response]


def html(text: str = PAGE) -> httpx.Response:
    return httpx.Response(200, headers={"content-type": "text/html; charset=utf-8"}, text=text)


def claim(number: int = 0, url: str = "https://post.example/a", *, key: str = "report") -> Claim:
    source = Source(key, "Harbour report", "The Harbour Post", url=url)
    text = f"The old lighthouse number {number} has two hundred steps."
    return Claim(f"lighthouse-{number}", text, Rating.TRUE, (Citation(source, "200 steps"),), pack="harbour")


@asynccontextmanager
async def store(path: Path, *claims: Claim) -> AsyncIterator[ClaimService]:
    async with ClaimService.open(path) as service:
        for each in claims:
            await service.add(each, actor=Actor("keeper"))
        yield service


async def looked(service: ClaimService, site: Site, today: date = DAY, *, saves: bool | None = None) -> list[State]:
    async with Fetcher.open(transport=httpx.MockTransport(site)) as fetcher:
        archive = None if saves is None else Wayback(fetcher, saves=saves)
        checked = await service.sources.check(
            await service.sources.entries(["harbour"]), fetcher, today, archive=archive
        )
    return [each.now.state for each in checked]


def always(status: int) -> Site:
    return lambda _request: httpx.Response(status)


def moved(request: httpx.Request) -> httpx.Response:
    return html() if request.url.path == "/b" else httpx.Response(301, headers={"location": "/b"})


def unnamed(_request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("no such name")


SITES: list[tuple[str, Site, State]] = [
    ("there", lambda _request: html(), State.ALIVE),
    ("no markup", lambda _request: httpx.Response(200, headers={"content-type": "video/mp4"}), State.ALIVE),
    ("moved", moved, State.MOVED),
    ("another page", lambda _request: html("<title>Parked domain</title>"), State.CHANGED),
    ("the quote taken out", lambda _request: html(PAGE.replace("200", "90")), State.CHANGED),
    *[(f"status {status}", always(status), State.COULD_NOT_CHECK) for status in (401, 403, 404, 410, 429, 451, 500)],
    ("no connection", unnamed, State.COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("site", "state"), [row[1:] for row in SITES], ids=[row[0] for row in SITES])
async def test_one_look_tells_what_it_tells(path: Path, site: Site, state: State) -> None:
    async with store(path, claim()) as service:
        assert await looked(service, site) == [state]


@pytest.mark.parametrize("status", [401, 403, 429, 451, 500, 503])
async def test_what_keeps_us_out_is_never_gone(path: Path, status: int) -> None:
    async with store(path, claim()) as service:
        for days in range(0, 100, 10):
            assert await looked(service, always(status), DAY + timedelta(days)) == [State.COULD_NOT_CHECK]


@pytest.mark.parametrize("status", [404, 410])
async def test_a_page_missing_on_three_days_is_gone_and_stays_so_in_the_store(path: Path, status: int) -> None:
    async with store(path, claim()) as service:
        states = [await looked(service, always(status), DAY + timedelta(days)) for days in (0, 0, 2, 4)]
        assert [state for (state,) in states] == [State.COULD_NOT_CHECK] * 3 + [State.GONE]
    async with ClaimService.open(path) as service:
        found = (await service.find("lighthouse-0", HARBOUR)).citations[0].source.health
        assert found is not None
        assert (found.state, found.status) == (State.GONE, str(status))
        (entry,) = await service.sources.entries(["harbour"])
        assert [(turn.day, turn.state) for turn in await service.sources.history(entry)] == [
            (DAY + timedelta(4), State.GONE)
        ]


async def test_how_a_source_fares_is_known_at_once_and_is_no_change_of_its_claims(path: Path) -> None:
    async with store(path, claim(0), claim(1)) as service:
        before = await service.find("lighthouse-0", HARBOUR)
        await looked(service, lambda _request: html())
        for number in (0, 1):
            health = (await service.find(f"lighthouse-{number}", HARBOUR)).citations[0].source.health
            assert health is not None
            assert health.reached == DAY
        assert len(await service.history(before.key)) == 1
        edited = await service.edit(before, replace(before, tags=("harbour",)), actor=Actor("keeper"))
        known = (await service.find(edited.slug, HARBOUR)).citations[0].source.health
        assert known is not None
        assert known.reached == DAY


async def test_an_address_is_asked_once_for_all_that_cite_it(path: Path) -> None:
    asked: list[str] = []

    def site(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return html()

    async with store(path, claim(0), claim(1, key="again")) as service:
        assert await looked(service, site) == [State.ALIVE] * 2
    assert [each for each in asked if not each.endswith("robots.txt")] == ["https://post.example/a"]


async def test_where_no_server_answers_we_are_cut_off_and_nothing_is_missing(path: Path) -> None:
    """A host without internet finds no name at all; with it, a name that is not found counts."""
    async with store(path, claim(0), claim(1, "https://mail.example/", key="mail")) as service:
        assert await failures(service, {"post.example", "mail.example"}) == [0, 0]
        assert await failures(service, {"post.example"}) == [0, 1]


async def failures(service: ClaimService, unnamed: set[str]) -> list[int]:
    """How often each source was missing, after a look from where some names are not found."""

    def site(request: httpx.Request) -> httpx.Response:
        if request.url.host in unnamed:
            raise UnreachableError("there is no such name", Obstacle.DNS)
        return html(PAGE)

    async with Fetcher.open(transport=httpx.MockTransport(site)) as fetcher:
        checked = await service.sources.check(await service.sources.entries(["harbour"]), fetcher, DAY)
    return [each.now.failures for each in sorted(checked, key=lambda each: each.entry.source.key)]


async def test_hosts_are_asked_beside_each_other_and_none_twice_at_once(path: Path) -> None:
    under_way: dict[str, int] = {}
    most: dict[str, int] = {}
    together = 0

    async def site(request: httpx.Request) -> httpx.Response:
        nonlocal together
        host = request.url.host
        under_way[host] = under_way.get(host, 0) + 1
        most[host] = max(most.get(host, 0), under_way[host])
        together = max(together, sum(under_way.values()))
        await asyncio.sleep(0.001)
        under_way[host] -= 1
        return html()

    many = [claim(at, f"https://post-{at % 5}.example/{at}", key=f"report-{at}") for at in range(40)]
    async with store(path, *many) as service, Fetcher.open(transport=httpx.MockTransport(site)) as fetcher:
        heard: list[int] = []
        await service.sources.check(await service.sources.entries(["harbour"]), fetcher, DAY, done=heard.append)
    assert set(most.values()) == {1}
    assert together > 1
    assert sum(heard) == 40


async def test_sources_fall_due_one_after_another(path: Path) -> None:
    month = timedelta(days=30)
    async with store(
        path, *(claim(at, f"https://post.example/{at}", key=f"report-{at}") for at in range(4))
    ) as service:
        assert len(await service.sources.due(DAY, month, 2)) == 2
        await looked(service, lambda _request: html())
        later = [each.pack for each in await service.sources.due(DAY + timedelta(days=1), month, 99)]
        assert "harbour" not in later
        later = [each.pack for each in await service.sources.due(DAY + timedelta(days=40), month, 99)]
        assert later.count("harbour") == 4


async def test_another_address_starts_anew(path: Path) -> None:
    async with store(path, claim(0), claim(1)) as service:
        await looked(service, moved)
        entry = await service.sources.find("report", HARBOUR)
        assert entry.health is not None
        assert entry.health.moved_to == "https://post.example/b"
        changed = await service.sources.replace_address(entry, "https://post.example/b", actor=Actor("keeper"))
        assert [each.slug for each in changed] == ["lighthouse-0", "lighthouse-1"]
        (again,) = await service.sources.entries(["harbour"])
        assert (again.source.url, again.health) == ("https://post.example/b", None)
        assert (await service.find("lighthouse-0", HARBOUR)).citations[0].source.health is None
        assert [change.actor for change in await service.history(changed[0].key)] == [Actor("keeper"), Actor("keeper")]
        with pytest.raises(NotFoundError, match="changed in the meantime"):
            await service.sources.replace_address(entry, "https://post.example/c", actor=Actor("keeper"))
        with pytest.raises(InvalidValueError, match="not a web address"):
            await service.sources.replace_address(again, "file:///etc/passwd", actor=Actor("keeper"))


def wayback(copies: int, asked: list[str]) -> Site:
    """A web whose page is there, and an archive that holds that many copies of it."""

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(f"{request.url.host}{request.url.path}")
        if request.url.host == "archive.org":
            closest = {"closest": {"available": True, "status": "200", "url": COPY.replace("https:", "http:", 1)}}
            found = closest if copies else {}
            return httpx.Response(200, json={"archived_snapshots": found})
        if request.url.path.startswith("/save/"):
            return httpx.Response(302, headers={"location": COPY})
        return html()

    return answer


@pytest.mark.parametrize(
    ("copies", "saves", "copy"),
    [(1, False, COPY), (0, False, None), (0, True, COPY), (1, None, None)],
    ids=["found", "none to be found", "saved", "not asked for"],
)
async def test_an_archived_copy_is_found_or_made(path: Path, copies: int, saves: bool | None, copy: str | None) -> None:
    asked: list[str] = []
    async with store(path, claim()) as service:
        assert await looked(service, wayback(copies, asked), saves=saves) == [State.ALIVE]
        (entry,) = await service.sources.entries(["harbour"])
        assert entry.health is not None
        assert entry.health.copy == copy
    assert any("/save/" in each for each in asked) is (saves is True)


async def test_an_archive_that_fails_costs_nothing_but_the_copy(path: Path) -> None:
    def site(request: httpx.Request) -> httpx.Response:
        return httpx.Response(500) if request.url.host == "archive.org" else html()

    async with store(path, claim()) as service:
        assert await looked(service, site, saves=True) == [State.ALIVE]


def answer(**closest: object) -> bytes:
    return json.dumps(
        {"archived_snapshots": {"closest": {"available": True, "status": "200", "url": COPY} | closest}}
    ).encode()


NO_COPY = [
    b"",
    b"[]",
    b"[" * 100_000,
    b'{"archived_snapshots": []}',
    b'{"archived_snapshots": {"closest": null}}',
    answer(available=False),
    answer(status="404"),
    answer(url=7),
    answer(url="https://evil.example/web/2022/x"),
    answer(url="javascript://web.archive.org/%0aalert(1)"),
    answer(url="https://web.archive.org@evil.example/"),
    answer(url="https://web.archive.org/web/2022/a b"),
    answer(url="https://[web.archive.org/"),
    answer(url=COPY + "x" * 3000),
]


@pytest.mark.parametrize("body", NO_COPY, ids=range(len(NO_COPY)))
def test_what_an_archive_says_is_believed_only_of_itself(body: bytes) -> None:
    assert closest_copy(answer()) == COPY
    assert closest_copy(body) is None
