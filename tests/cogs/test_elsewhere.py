"""Looking elsewhere, below a check that found no entry."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
import simcord
from pydantic import SecretStr

from bot.settings import Settings
from bot.words import claim_text, discord_text, elsewhere_text, privacy_text
from claims_db.sources import elsewhere
from claims_db.sources.web.fetching import Fetcher

from ..desk import fields, response
from ..world import NO_MATCH, TRUE, World, labels, shown

KEY = "not-a-real-key"
ADD = elsewhere_text.add_button(1)
ANSWER = {
    "claims": [
        {
            "text": "Geese may vote @everyone",
            "claimReview": [
                {
                    "publisher": {"name": "Goose Facts"},
                    "url": "https://facts.example/geese",
                    "title": "No, geese do not vote",
                    "reviewDate": "2021-03-18T00:00:00Z",
                    "textualRating": "FALSE",
                }
            ],
        }
    ]
}
Site = Callable[[httpx.Request], httpx.Response]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A host with a key."""
    return Settings(_env_file=None, db=tmp_path / "claims.db", factcheck_key=SecretStr(KEY))


def serve(world: World, site: Site | None = None) -> list[httpx.Request]:
    """Answer in Google's place; the requests that come are in the list."""
    asked = list[httpx.Request]()

    def counted(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return site(request) if site else httpx.Response(200, json=ANSWER)

    @asynccontextmanager
    async def opening(_settings: Settings) -> AsyncIterator[Fetcher]:
        async with Fetcher.open(transport=httpx.MockTransport(counted)) as fetcher:
            yield fetcher

    world.bot.elsewhere.opening = opening
    return asked


async def unanswered(world: World, actor: simcord.MemberActor) -> simcord.ResponseMessage:
    return response(await actor.slash(world.channel, "check", text=NO_MATCH))


async def looked(world: World, actor: simcord.MemberActor) -> simcord.ResponseMessage:
    return response(await actor.click(await unanswered(world, actor), label=elsewhere_text.BUTTON))


async def test_nothing_is_asked_before_somebody_presses(world: World) -> None:
    asked = serve(world)
    checked = await unanswered(world, world.member)
    assert labels(checked) == [discord_text.WHY_BUTTON, elsewhere_text.BUTTON]
    assert asked == []
    assert NO_MATCH not in str(checked.components)

    await world.member.click(checked, label=elsewhere_text.BUTTON)
    assert [request.url.params["query"] for request in asked] == [NO_MATCH]


async def test_a_member_sees_what_others_published_and_cannot_add_it(world: World) -> None:
    serve(world)
    found = await looked(world, world.member)
    assert found.content == elsewhere_text.IN_SERVER
    for part in ("No, geese do not vote", "Goose Facts, 18 March 2021", "<https://facts.example/geese>", "FALSE"):
        assert part in shown(found)
    assert "@everyone" not in shown(found)
    assert labels(found) == []


async def test_a_moderator_gets_the_form_filled_in_and_nothing_is_stored(world: World) -> None:
    serve(world)
    opened = await world.moderator.click(await looked(world, world.moderator), label=ADD)
    assert fields(opened) == {
        claim_text.CLAIM: "Geese may vote @everyone",
        claim_text.RATING: "false",
        claim_text.SOURCE: "No, geese do not vote | Goose Facts",
        claim_text.ADDRESS: "https://facts.example/geese",
        claim_text.DATE: "2021-03-18",
    }
    assert await world.own_claims() == []


async def test_who_moderates_no_more_gets_no_form(world: World) -> None:
    serve(world)
    found = await looked(world, world.moderator)
    await world.bot.http.remove_role(world.guild.id, world.moderator.id, world.moderators.id)
    await world.env.settle()
    pressed = await world.moderator.click(found, label=ADD)
    assert pressed.modal is None
    assert shown(response(pressed)) == discord_text.MODERATORS_ONLY


async def test_after_a_restart_the_words_and_what_was_found_are_gone(world: World) -> None:
    serve(world)
    checked = await unanswered(world, world.moderator)
    found = response(await world.moderator.click(checked, label=elsewhere_text.BUTTON))
    await world.restart()
    asked = serve(world)
    again = await world.moderator.click(checked, label=elsewhere_text.BUTTON)
    assert shown(response(again)) == elsewhere_text.TEXT_GONE
    added = await world.moderator.click(found, label=ADD)
    assert shown(response(added)) == elsewhere_text.FOUND_GONE
    assert asked == []


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (httpx.Response(200, json={}), elsewhere_text.NOTHING),
        (httpx.Response(403), elsewhere.NO_KEY),
        (httpx.Response(500), elsewhere.UNREACHABLE),
        (httpx.Response(429), elsewhere.BUSY),
    ],
)
async def test_nothing_and_failures_are_a_sentence_each(
    world: World, caplog: pytest.LogCaptureFixture, answer: httpx.Response, sentence: str
) -> None:
    caplog.set_level("DEBUG")
    serve(world, lambda _: answer)
    assert (await looked(world, world.moderator)).content == sentence
    assert KEY not in caplog.text


async def test_only_who_asked_and_found_nothing_is_offered_it(world: World) -> None:
    answered = response(await world.member.slash(world.channel, "check", text=TRUE))
    shared = await world.member.slash(world.channel, "check", text=NO_MATCH, share=True)
    assert elsewhere_text.BUTTON not in labels(answered) + labels(shared.response)


async def test_a_message_is_looked_up_without_the_people_in_it(world: World) -> None:
    asked = serve(world)
    message = await world.moderator.send(world.channel, f"<@{world.member.id}> {NO_MATCH}")
    checked = await world.member.context_menu(world.channel, discord_text.CHECK_MENU, message)
    await world.member.click(response(checked), label=elsewhere_text.BUTTON)
    assert [request.url.params["query"] for request in asked] == [NO_MATCH]


async def test_who_objected_meanwhile_is_left_alone(world: World) -> None:
    asked = serve(world)
    message = await world.moderator.send(world.channel, NO_MATCH)
    checked = response(await world.member.context_menu(world.channel, discord_text.CHECK_MENU, message))
    await world.bot.claims.privacy.opt_out(world.moderator.id)
    pressed = await world.member.click(checked, label=elsewhere_text.BUTTON)
    assert shown(response(pressed)) == privacy_text.LEFT_ALONE
    assert asked == []


class TestWithoutAKey:
    """A host that set none."""

    @pytest.fixture
    def settings(self, tmp_path: Path) -> Settings:
        return Settings(_env_file=None, db=tmp_path / "claims.db")

    async def test_there_is_no_button(self, world: World) -> None:
        assert labels(await unanswered(world, world.member)) == [discord_text.WHY_BUTTON]
