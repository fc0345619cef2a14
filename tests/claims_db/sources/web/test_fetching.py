"""What a fetch asks, follows and gives back, with answers that the test gives itself."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import httpx
import pytest

from claims_db.errors import Obstacle, RefusedAddressError, UnreachableError
from claims_db.sources.web.answers import retry_after
from claims_db.sources.web.fetching import Fetched, Fetcher, FetchLimits

ROOT = Path(__file__).parents[4]
Site = Callable[[httpx.Request], httpx.Response]
PAGE = {"content-type": "text/html; charset=utf-8"}


async def fetched(site: Site, address: str = "https://example.com/", *, page: str | None = None) -> Fetched:
    async with Fetcher.open(FetchLimits(), transport=httpx.MockTransport(site), page=page) as fetcher:
        return await fetcher.fetch(address)


def leading(steps: dict[str, tuple[int, str]]) -> Site:
    """A web in which each address of `steps` redirects, and each other is a page."""

    def answer(request: httpx.Request) -> httpx.Response:
        status, location = steps.get(str(request.url), (200, ""))
        return httpx.Response(status, headers=PAGE | ({"location": location} if location else {}), content=b"page")

    return answer


async def test_a_page_comes_with_what_its_server_says_of_it() -> None:
    found = await fetched(leading({}), "https://Example.com/a?utm_source=chat#part")
    assert (found.asked, found.address) == ("https://example.com/a", "https://example.com/a")
    assert (found.status, found.content_type, found.charset, found.body) == (200, "text/html", "utf-8", b"page")
    assert (found.moved_to, found.hops) == (None, ())


@pytest.mark.parametrize(
    ("first", "second", "moved_to"),
    [
        pytest.param(301, 308, "https://c.example/", id="for good"),
        pytest.param(301, 302, "https://b.example/", id="for good, then for now"),
        pytest.param(302, 301, None, id="for now"),
    ],
)
async def test_redirects_are_followed_and_shown(first: int, second: int, moved_to: str | None) -> None:
    site = leading({"https://a.example/": (first, "https://b.example/"), "https://b.example/": (second, "//c.example")})
    found = await fetched(site, "https://a.example/")
    assert found.address == "https://c.example/"
    assert found.hops == ("https://a.example/", "https://b.example/")
    assert found.moved_to == moved_to


async def test_a_slash_at_the_end_is_no_move() -> None:
    assert (await fetched(leading({"https://a.example/x": (301, "/x/")}), "https://a.example/x")).moved_to is None


async def test_redirects_end() -> None:
    steps = {f"https://a.example/{at}": (302, f"/{at + 1}") for at in range(6)}
    with pytest.raises(UnreachableError) as error:
        await fetched(leading(steps), "https://a.example/0")
    assert error.value.kind is Obstacle.REDIRECTS
    assert len((await fetched(leading(steps), "https://a.example/1")).hops) == 5


@pytest.mark.parametrize(
    "location", ["http://a.example/", "ftp://b.example/", "http://u:p@b.example/", "https://b.example:22/"]
)
async def test_a_redirect_to_what_is_refused_is_refused(location: str) -> None:
    with pytest.raises(RefusedAddressError):
        await fetched(leading({"https://a.example/": (301, location)}), "https://a.example/")


def sites(robots: httpx.Response, page: httpx.Response | None = None) -> tuple[Site, list[str]]:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return (
            robots if request.url.path == "/robots.txt" else page or httpx.Response(200, headers=PAGE, content=b"page")
        )

    return answer, asked


@pytest.mark.parametrize(
    ("robots", "obstacle"),
    [
        pytest.param(httpx.Response(200, text="User-agent: *\nDisallow: /"), Obstacle.ROBOTS, id="forbidden"),
        pytest.param(httpx.Response(200, text="User-agent: *\nDisallow: /x"), None, id="allowed"),
        pytest.param(httpx.Response(404), None, id="no such file"),
        pytest.param(httpx.Response(403), None, id="not for us"),
        pytest.param(httpx.Response(500), Obstacle.STATUS, id="server error"),
        pytest.param(httpx.Response(429), Obstacle.BUSY, id="too many"),
        pytest.param(httpx.Response(301, headers={"location": "/robots.txt"}), None, id="redirect without end"),
        pytest.param(
            httpx.Response(301, headers={"location": "http://127.1/"}), None, id="redirect to what is refused"
        ),
    ],
)
async def test_robots_txt_is_asked_first_and_heard(robots: httpx.Response, obstacle: Obstacle | None) -> None:
    site, asked = sites(robots)
    if obstacle is None:
        assert (await fetched(site)).body == b"page"
        assert asked[0] == "/robots.txt"
    else:
        with pytest.raises(UnreachableError) as error:
            await fetched(site)
        assert error.value.kind is obstacle
        assert set(asked) == {"/robots.txt"}


async def test_robots_txt_of_every_site_on_the_way_is_heard() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return httpx.Response(200, text="User-agent: *\nDisallow: /" if request.url.host == "b.example" else "")
        return httpx.Response(302, headers={"location": "https://b.example/"})

    with pytest.raises(UnreachableError) as error:
        await fetched(answer, "https://a.example/")
    assert error.value.kind is Obstacle.ROBOTS


@pytest.mark.parametrize("status", [429, 503])
async def test_a_host_that_asks_to_come_back_later_is_left_alone(status: int) -> None:
    site, asked = sites(httpx.Response(404), httpx.Response(status, headers={"retry-after": "120"}))
    async with Fetcher.open(transport=httpx.MockTransport(site)) as fetcher:
        for _ in range(3):
            with pytest.raises(UnreachableError) as error:
                await fetcher.fetch("https://example.com/")
            assert error.value.kind is Obstacle.BUSY
            assert 110 < (error.value.retry_after or 0) <= 120
    assert asked == ["/robots.txt", "/"]


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        pytest.param("120", 120, id="seconds"),
        pytest.param("999999999", 86400, id="a day at most"),
        pytest.param("Wed, 01 Jan 2020 00:02:00 GMT", 120, id="date"),
        pytest.param("Wed, 01 Jan 2020 00:02:00 -0000", 120, id="date without a zone"),
        pytest.param("Wed, 01 Jan 2010 00:00:00 GMT", 0, id="date that has passed"),
        pytest.param("-5", None, id="negative"),
        pytest.param("soon", None, id="word"),
        pytest.param("", None, id="nothing"),
        pytest.param("Wed, 01 Jan 99999 00:00:00 GMT", None, id="date that is none"),
    ],
)
def test_retry_after_is_seconds_or_a_date(said: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": said}, datetime(2020, 1, 1, tzinfo=UTC)) == seconds


async def test_the_agent_names_the_bot_and_its_page() -> None:
    agents = []

    def answer(request: httpx.Request) -> httpx.Response:
        agents.append(request.headers["user-agent"])
        return httpx.Response(200, headers=PAGE, content=b"")

    await fetched(answer, page="https://bot.example/about")
    assert set(agents) == {f"Footnote/{version('footnote')} (+https://bot.example/about)"}


@pytest.mark.parametrize(
    ("error", "obstacle"),
    [
        (httpx.ConnectTimeout("x"), Obstacle.TIMEOUT),
        (httpx.ReadTimeout("x"), Obstacle.TIMEOUT),
        (httpx.ConnectError("x"), Obstacle.CONNECTION),
        (httpx.RemoteProtocolError("x"), Obstacle.BROKEN),
        (OSError("x"), Obstacle.CONNECTION),
        (TimeoutError("x"), Obstacle.TIMEOUT),
    ],
)
async def test_what_goes_wrong_on_the_way_has_a_sentence(error: Exception, obstacle: Obstacle) -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        raise error

    with pytest.raises(UnreachableError) as raised:
        await fetched(answer)
    assert raised.value.kind is obstacle


async def test_a_site_that_asks_for_pauses_gets_them() -> None:
    moments = []

    def answer(_: httpx.Request) -> httpx.Response:
        moments.append(asyncio.get_running_loop().time())
        return httpx.Response(200, headers=PAGE, text="User-agent: *\nCrawl-delay: 0.2")

    async with Fetcher.open(transport=httpx.MockTransport(answer)) as fetcher:
        await asyncio.gather(*(fetcher.fetch(f"https://example.com/{at}") for at in range(3)))
    _, *pages = moments
    assert all(later - earlier >= 0.19 for earlier, later in itertools.pairwise(pages))


def test_no_code_of_footnotes_has_an_internet_of_its_own() -> None:
    parts = [path for part in ("bot", "claims_db", "cogs") for path in ROOT.glob(f"{part}/**/*.py")]
    others = [path for path in parts if path.name not in {"fetching.py", "connecting.py"}]
    assert others
    assert [path for path in others if re.search(r"may_reach|Internet\(|\bresolve=|httpx", path.read_text())] == []
    assert not re.search(r"internet|transport", (ROOT / "bot/fetching.py").read_text())
