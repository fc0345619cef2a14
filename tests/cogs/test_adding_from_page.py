"""`/claim add` with the address of a page: the form has what the page says about itself."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import cast

import httpx
import pytest
import simcord

from bot.settings import Settings
from bot.words import claim_text, discord_text
from claims_db.sources.health.archive import Archive
from claims_db.sources.health.rechecking import Opens
from claims_db.sources.web.fetching import Fetcher
from cogs.claims.cog import Claims

from ..desk import fields
from ..world import World, shown

ADDRESS = "https://facts.example/geese"
PAGE = """<title>No, geese do not vote | Goose Facts</title><meta property="og:site_name" content="Goose Facts">
<script type="application/ld+json">{"@type": "ClaimReview", "claimReviewed": "Geese may vote in towns.",
"datePublished": "2021-03-18", "reviewRating": {"alternateName": "FALSE"}}</script>"""
Site = Callable[[httpx.Request], httpx.Response]


def serve(world: World, site: Site) -> None:
    @asynccontextmanager
    async def outside(_settings: Settings) -> AsyncIterator[tuple[Opens, Archive | None]]:
        async with Fetcher.open(transport=httpx.MockTransport(site)) as fetcher:
            yield fetcher, None

    cast(Claims, world.bot.get_cog("Claims")).outside = outside


def page(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, headers={"content-type": "text/html"}, text=PAGE)


async def add(world: World) -> simcord.InteractionResult:
    return await world.moderator.slash(world.channel, "claim add", address=ADDRESS)


async def test_the_form_has_what_the_page_says(world: World) -> None:
    serve(world, page)
    opened = await add(world)
    assert fields(opened) == {
        claim_text.CLAIM: "Geese may vote in towns.",
        claim_text.RATING: "false",
        claim_text.SOURCE: "No, geese do not vote | Goose Facts",
        claim_text.ADDRESS: ADDRESS,
        claim_text.DATE: "2021-03-18",
    }
    assert opened.followups == []


async def test_what_the_page_does_not_say_is_left_open(world: World) -> None:
    serve(world, lambda _: httpx.Response(200, headers={"content-type": "text/html"}, text="<title>Geese</title>"))
    opened = fields(await add(world))
    assert (opened[claim_text.SOURCE], opened[claim_text.DATE], opened[claim_text.CLAIM]) == ("Geese |", "", "")


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(404),
        httpx.Response(301, headers={"location": "http://10.0.0.1/"}),
        httpx.Response(302, headers={"location": "https://xn--zzzzzzzz.example/"}),
    ],
    ids=["missing", "leads inside", "leads nowhere"],
)
async def test_the_form_opens_where_the_page_cannot_be_read_and_says_why(world: World, answer: httpx.Response) -> None:
    serve(world, lambda _: answer)
    opened = await add(world)
    assert fields(opened)[claim_text.ADDRESS] == ADDRESS
    assert fields(opened)[claim_text.SOURCE] == ""
    assert "The form has only the address." in opened.followups[0].content


async def test_an_address_that_cannot_be_one_is_told(world: World) -> None:
    serve(world, page)
    opened = await world.moderator.slash(world.channel, "claim add", address="https://xn--zzzzzzzz.example/")
    assert "is not the name of a website" in opened.followups[0].content


async def test_a_member_opens_no_page(world: World) -> None:
    asked = list[httpx.Request]()

    def counted(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return page(request)

    serve(world, counted)
    refused = await world.member.slash(world.channel, "claim add", address=ADDRESS)
    assert shown(refused.response) == discord_text.MODERATORS_ONLY
    assert asked == []
