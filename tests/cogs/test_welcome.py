"""Saying hello."""

from __future__ import annotations

import discord
import pytest
import simcord

from bot.settings import Settings
from bot.words import discord_text
from claims_db.store.servers import Mode

from ..world import WRONG_NUMBER, World, labels, only, opening, shown


async def join(world: World) -> None:
    """Tell the bot that it joined the server; SimCord announces servers as if the bot had been there before."""
    server = world.bot.get_guild(world.guild.id)
    assert server is not None
    with world.env._bot_scope():
        world.bot.dispatch("guild_join", server)
    await world.env.settle()


async def test_the_bot_introduces_itself_once(world: World) -> None:
    await join(world)

    hello = only(world.said())
    assert opening(hello) == discord_text.HELLO
    assert "never store anybody's messages" in shown(hello)
    assert labels(hello) == ["Watch this channel"]

    await join(world)
    await world.restart()
    await join(world)
    assert len(world.said()) == 1


async def test_it_prefers_the_system_channel(world: World) -> None:
    lobby = world.guild.create_text_channel("lobby")
    world.set_system_channel(lobby)

    await join(world)

    assert len(world.said(lobby)) == 1
    assert world.said() == []


async def test_it_goes_where_it_may_write(simcord_env: simcord.Env) -> None:
    world = World(simcord_env)
    closed = world.closed("news", send_messages=False)
    world.set_system_channel(closed)

    await join(world)

    assert world.said(closed) == []
    assert len(world.said()) == 1


async def test_it_is_plain_text_where_embeds_are_not_allowed(world: World) -> None:
    lobby = world.closed("lobby", embed_links=False)
    world.set_system_channel(lobby)

    await join(world)

    assert only(world.said(lobby)).embeds == []
    assert "never store anybody's messages" in shown(only(world.said(lobby)))


async def test_it_stays_silent_where_it_may_write_nowhere(world: World) -> None:
    server = world.bot.get_guild(world.guild.id)
    assert server is not None
    everyone = world.env.backend.get_guild(world.guild.id).everyone_role
    world.env.backend.edit_role(world.guild.id, everyone.id, {"permissions": 0})
    own = world.guild.roles["TestBot"]
    world.env.backend.edit_role(world.guild.id, own.id, {"permissions": discord.Permissions.none().value})

    await join(world)

    assert world.said() == []
    assert not world.bot.claims.servers.settings(world.guild.id).greeted


@pytest.mark.parametrize("restarted", [False, True], ids=["same process", "after a restart"])
async def test_a_moderator_lets_it_watch_with_one_press(world: World, *, restarted: bool) -> None:
    await join(world)
    if restarted:
        await world.restart()

    result = await world.moderator.click(only(world.said()), label="Watch this channel")

    assert result.ephemeral
    assert shown(result.response) == discord_text.mode_set(Mode.CORRECTIONS, reads=True)
    await world.member.send(world.channel, WRONG_NUMBER)
    assert opening(world.said()[-1]) == "The source says 12, not 11."


async def test_a_member_who_presses_it_is_told_and_changes_nothing(world: World) -> None:
    await join(world)

    result = await world.member.click(only(world.said()), label="Watch this channel")

    assert result.ephemeral
    assert shown(result.response) == discord_text.MODERATORS_ONLY
    assert world.bot.claims.servers.mode(world.guild.id, world.channel.id) is Mode.ON_REQUEST


class TestWithoutMessageContent:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"message_content": False})

    async def test_the_button_says_that_watching_needs_it(self, world: World) -> None:
        await join(world)

        result = await world.moderator.click(only(world.said()), label="Watch this channel")

        assert discord_text.CANNOT_READ in shown(result.response)
