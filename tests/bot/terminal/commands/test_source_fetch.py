"""`footnote source fetch`, against pages that the test serves itself."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx
import pytest
from click.testing import CliRunner, Result

from bot.settings import Settings
from bot.terminal.commands.main import footnote
from claims_db.sources.health.archive import Archive, Wayback
from claims_db.sources.web.fetching import Fetcher

from .conftest import Footnote

PAGE = """<html lang="en"><head><title>No, geese do not vote | Goose Facts</title>
<meta property="og:site_name" content="Goose Facts"><link rel="canonical" href="/geese">
<script type="application/ld+json">{"@type": "ClaimReview", "claimReviewed": "Geese may vote in towns.",
"datePublished": "2021-03-18", "author": {"name": "Goose Facts"}, "reviewRating": {"alternateName": "FALSE"}}</script>
</head><body><h1>No, geese do not vote</h1>\u202e</body></html>"""

Web = Callable[[httpx.Request], httpx.Response]


def html(text: str) -> Web:
    return lambda _: httpx.Response(200, headers={"content-type": "text/html"}, content=text.encode())


def fetch(web: Web, *arguments: str) -> Result:
    @asynccontextmanager
    async def opening(_: Settings) -> AsyncIterator[tuple[Fetcher, Archive]]:
        async with Fetcher.open(transport=httpx.MockTransport(web)) as fetcher:
            yield fetcher, Wayback(fetcher)

    return CliRunner().invoke(footnote, ["source", "fetch", *arguments], obj=opening, prog_name="footnote")


def test_a_page_says_what_it_is() -> None:
    result = fetch(html(PAGE), "https://facts.example/geese?utm_source=chat")
    assert result.stdout.splitlines() == [
        "Title: No, geese do not vote",
        "Publisher: Goose Facts",
        "Author: the page does not say",
        "Published: 18 March 2021",
        "Address: https://facts.example/geese",
        "Language: en",
        "Checks the claim: “Geese may vote in towns.”",
        "Rated: false",
    ]
    assert result.exit_code == 0


def test_the_same_for_programs() -> None:
    assert json.loads(fetch(html(PAGE), "https://facts.example/geese", "--json").stdout) == {
        "title": "No, geese do not vote",
        "publisher": "Goose Facts",
        "author": None,
        "published": "2021-03-18",
        "url": "https://facts.example/geese",
        "language": "en",
        "archive_url": None,
        "claim_review": {"claim": "Geese may vote in towns.", "rating": "false"},
    }


def test_what_a_page_does_not_say_is_null() -> None:
    found = json.loads(fetch(html(""), "https://facts.example/geese", "--json").stdout)
    assert found.pop("url") == "https://facts.example/geese"
    assert set(found.values()) == {None}


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/", "file:///etc/passwd", "ftp://a.example/", "https://u:p@a.example/", "geese"]
)
def test_a_refused_address_is_bad_input(run: Footnote, address: str) -> None:
    result = run("source", "fetch", address)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: ")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("status", [403, 404, 429, 500])
def test_a_page_that_cannot_be_read_is_no_ones_fault(status: int) -> None:
    result = fetch(lambda _: httpx.Response(status), "https://facts.example/geese")
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert "facts.example" in result.stderr


def test_an_archived_copy_is_named_where_the_archive_has_one() -> None:
    copy = "https://web.archive.org/web/20210318/https://facts.example/geese"

    def web(request: httpx.Request) -> httpx.Response:
        if request.url.host == "archive.org":
            return httpx.Response(
                200, json={"archived_snapshots": {"closest": {"available": True, "status": "200", "url": copy}}}
            )
        return html(PAGE)(request)

    assert json.loads(fetch(web, "https://facts.example/geese", "--json").stdout)["archive_url"] == copy
    assert f"Archived copy: {copy}" in fetch(web, "https://facts.example/geese").stdout


@pytest.mark.parametrize("host", ["xn--zzzzzzzz.example", "www.xn--a.example"])
def test_a_host_that_cannot_be_one_is_refused_in_a_sentence(host: str) -> None:
    result = fetch(html(PAGE), f"https://{host}/geese")
    assert result.exit_code == 2
    assert f"'{host}' is not the name of a website" in result.stderr
