"""What a fetch asks, follows and gives back, with answers that the test gives itself."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from claims_db.errors import Obstacle, RefusedAddressError, UnreachableError
from claims_db.sources.fetching import Fetched, Fetcher, FetchLimits

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
