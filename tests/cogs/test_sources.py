"""Sources and their pages on Discord, with a web that the test makes up."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

import httpx
import pytest
import simcord

from bot.settings import Settings
from bot.words import source_text, update_text
from claims_db.actors import Actor
from claims_db.health import State
from claims_db.sources.health.archive import Archive
from claims_db.sources.health.rechecking import Checked, Opens
from claims_db.sources.web.fetching import Fetcher
from claims_db.values import Citation, Claim, Rating, Source
from cogs.sources import Sources

from ..world import World, shown

DAY = date(2022, 5, 1)
OLD, NEW = "https://gazette.example/old", "https://gazette.example/new"
TEXT = "The town library of Erewhon closed its doors"
PAGE = httpx.Response(200, headers={"content-type": "text/html"}, text="<title>What happened in Erewhon</title>")
Site = Callable[[httpx.Request], httpx.Response]


def at(world: World, site: Site) -> Sources:
    """The cog, with this for its web; no other address is ever opened."""
    cog = cast(Sources, world.bot.get_cog("Sources"))

    @asynccontextmanager
    async def outside(_settings: Settings) -> AsyncIterator[tuple[Opens, Archive | None]]:
        async with Fetcher.open(transport=httpx.MockTransport(site)) as fetcher:
            yield fetcher, None

    cog.bring_web(outside)
    return cog


def there(_request: httpx.Request) -> httpx.Response:
    return PAGE


def missing(_request: httpx.Request) -> httpx.Response:
    return httpx.Response(404)


def moved(request: httpx.Request) -> httpx.Response:
    return PAGE if str(request.url) == NEW else httpx.Response(301, headers={"location": NEW})


async def add(world: World, key: str = "gazette", text: str = TEXT) -> Claim:
    source = Source(key, "What happened in Erewhon", "The Erewhon Gazette", url=OLD)
    own = world.bot.claims.scope(world.guild.id).own
    claim = Claim("library", text, Rating.TRUE, (Citation(source),), pack=own)
    return await world.bot.claims.add(claim, actor=Actor.on_discord(1))


async def looked(world: World, site: Site, *days: int) -> list[Checked]:
    """What is told of the server's own sources on each of these days; those of packs are checked too."""
    cog = at(world, site)
    own = world.bot.claims.scope(world.guild.id).own
    found: list[Checked] = []
    for day in days:
        checked = [await cog.check_due(DAY + timedelta(days=day)) for _ in range(5)]
        found += [each for turn in checked for each in turn if each.entry.pack == own]
    return found


async def log_channel(world: World) -> simcord.ChannelHandle:
    channel = world.guild.create_text_channel("changes")
    await world.bot.claims.servers.change_desk(
        world.guild.id, lambda desk: replace(desk, log_channel=channel.id), actor=Actor.on_discord(1)
    )
    return channel


class TestRounds:
    async def test_a_new_state_is_told_once_in_the_log_channel(self, world: World) -> None:
        channel = await log_channel(world)
        await add(world)

        checked = await looked(world, missing, 0, 3, 6, 9, 50)

        assert [each.now.state for each in checked[:3]] == [State.COULD_NOT_CHECK] * 2 + [State.GONE]
        said = [each for each in world.said(channel) if "library" in shown(each)]
        assert len(said) == 1
        assert "cited by library: its page is gone. No archived copy is known." in shown(said[0])

    async def test_nothing_is_told_of_a_page_that_is_there(self, world: World) -> None:
        channel = await log_channel(world)
        await add(world)

        assert [each.now.state for each in await looked(world, there, 0)] == [State.ALIVE]
        assert not any("library" in shown(each) for each in world.said(channel))

    async def test_another_server_hears_nothing(self, simcord_env: simcord.Env) -> None:
        world, other = World(simcord_env), World(simcord_env, "Other server")
        channel = await log_channel(other)
        await add(world)

        assert (await looked(world, moved, 0))[0].now.state is State.MOVED
        assert not any("library" in shown(each) for each in other.said(channel))

    async def test_a_card_says_when_the_page_was_seen(self, world: World) -> None:
        await add(world)
        await looked(world, there, 0)

        result = await world.member.slash(world.channel, "claim show", name="library")

        assert "(checked 1 May 2022)" in shown(result.response)

    async def test_only_a_few_are_checked_in_a_round(self, world: World) -> None:
        asked: list[str] = []

        def counted(request: httpx.Request) -> httpx.Response:
            asked.append(str(request.url))
            return PAGE

        await at(world, counted).check_due(DAY)
        assert 0 < len([each for each in asked if not each.endswith("robots.txt")]) <= 20

    async def test_without_a_token_nothing_goes_out_by_itself(self, world: World) -> None:
        assert not at(world, there)._rounds.is_running()


class TestCommands:
    async def test_sources_are_listed_with_trouble_first(self, world: World) -> None:
        await add(world)
        await looked(world, moved, 0)

        result = await world.moderator.slash(world.channel, "source list")

        assert result.ephemeral
        first = shown(result.response).splitlines()[1]
        assert first.startswith("- ")
        assert re.search(r"its page has (moved|changed)|could not be checked|no longer says", first)

    async def test_a_source_is_shown(self, world: World) -> None:
        await add(world)
        await looked(world, moved, 0)

        result = await world.moderator.slash(world.channel, "source show", name="gazette")

        for line in (f"](<{OLD}>)", "Moved to: https", "/new", "Cited by: library", "1 May 2022: its page has moved"):
            assert line in shown(result.response)

    async def test_a_page_is_looked_at_at_once(self, world: World) -> None:
        await add(world)
        at(world, there)

        result = await world.moderator.slash(world.channel, "source check", name="gazette")

        assert shown(result.response).startswith("What happened in Erewhon: its page is there (checked on ")

    async def test_an_address_that_moved_is_taken_with_one_command(self, world: World) -> None:
        channel = await log_channel(world)
        await add(world)
        await looked(world, moved, 0)

        result = await world.moderator.slash(world.channel, "source replace", name="gazette")

        (claim,) = await world.own_claims()
        assert claim.citations[0].source.url == NEW
        assert "/new, in 1 claim." in shown(result.response)
        assert any("/new, in 1 claim." in shown(each) for each in world.said(channel))

    async def test_earlier_replies_may_follow_the_address(self, world: World) -> None:
        await add(world)
        await world.member.send(world.channel, f"{world.mention} {TEXT}")

        result = await world.moderator.slash(world.channel, "source replace", name="gazette", address=NEW)

        assert update_text.question(1) in shown(result.response)

    async def test_a_named_address_is_normalised(self, world: World) -> None:
        await add(world)

        await world.moderator.slash(world.channel, "source replace", name="gazette", address=f"{NEW}?utm_source=x#top")

        assert (await world.own_claims())[0].citations[0].source.url == NEW

    async def test_where_nothing_moved_an_address_is_needed(self, world: World) -> None:
        await add(world)

        result = await world.moderator.slash(world.channel, "source replace", name="gazette")

        assert shown(result.response) == source_text.NOWHERE

    @pytest.mark.parametrize(
        "address",
        ["file:///etc/passwd", "http://user:word@gazette.example/", "gazette", "https://xn--zzzzzzzz.example/"],
    )
    async def test_what_is_no_public_page_is_refused(self, world: World, address: str) -> None:
        await add(world)

        await world.moderator.slash(world.channel, "source replace", name="gazette", address=address)

        assert (await world.own_claims())[0].citations[0].source.url == OLD

    async def test_a_second_moderator_is_not_passed_by(self, world: World) -> None:
        await add(world)
        await world.bot.claims.servers.change_desk(
            world.guild.id, lambda desk: replace(desk, second_approval=True), actor=Actor.on_discord(1)
        )

        result = await world.moderator.slash(world.channel, "source replace", name="gazette", address=NEW)

        assert shown(result.response) == source_text.TWO_NEEDED
        assert (await world.own_claims())[0].citations[0].source.url == OLD

    async def test_a_source_of_a_pack_stays_as_it_is(self, world: World) -> None:
        key = (await world.bot.claims.sources.entries(["starter"]))[0].source.key

        result = await world.moderator.slash(world.channel, "source replace", name=key, address=NEW)

        assert shown(result.response) == source_text.NOT_OWN

    @pytest.mark.parametrize("command", ["show", "check", "replace"])
    async def test_another_servers_source_is_not_there(self, simcord_env: simcord.Env, command: str) -> None:
        world, other = World(simcord_env), World(simcord_env, "Other server")
        await add(world)
        at(world, there)

        result = await other.moderator.slash(other.channel, f"source {command}", name="gazette")

        assert shown(result.response) == "There is no source 'gazette' here."
        assert await other.moderator.autocomplete(other.channel, f"source {command}", "name", "gazette") == []

    @pytest.mark.parametrize("command", ["list", "show", "check", "replace"])
    async def test_only_moderators_may(self, world: World, command: str) -> None:
        await add(world)
        named = {} if command == "list" else {"name": "gazette"}

        result = await world.member.slash(world.channel, f"source {command}", **named)

        assert "gazette" not in shown(result.response)
        assert "moderator" in shown(result.response).lower()

    async def test_names_are_completed_for_moderators(self, world: World) -> None:
        await add(world)

        offered = await world.moderator.autocomplete(world.channel, "source check", "name", "erewhon")

        assert [each["value"] for each in offered] == ["gazette"]
        assert await world.member.autocomplete(world.channel, "source check", "name", "erewhon") == []
