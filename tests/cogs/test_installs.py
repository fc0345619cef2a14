"""Who installed the bot for themselves may look things up everywhere, and change nothing."""

from __future__ import annotations

from typing import Any

import pytest

from bot.words import discord_text

from ..world import TRUE, World, shown

SERVERS, PEOPLE = 0, 1


def synced(world: World) -> dict[str, dict[str, Any]]:
    (commands, *_) = world.bodies("PUT", "/commands")
    assert isinstance(commands, list)
    return {each["name"]: each for each in commands}


@pytest.mark.parametrize("name", ["check", "claim", "Check sources", "privacy"])
async def test_looking_up_works_where_somebody_installed_the_bot_for_themselves(world: World, name: str) -> None:
    assert synced(world)[name]["integration_types"] == [SERVERS, PEOPLE]


@pytest.mark.parametrize("name", ["settings", "queue", "suggest", "Add as claim"])
async def test_what_belongs_to_a_server_is_there_in_servers_alone(world: World, name: str) -> None:
    assert synced(world)[name]["integration_types"] == [SERVERS]


async def left(world: World) -> None:
    """The server goes on without the bot, whose commands people brought themselves."""
    server = world.bot.get_guild(world.guild.id)
    assert server is not None
    world.bot._connection._remove_guild(server)


async def test_where_the_bot_is_no_member_its_claims_are_read_and_not_changed(world: World) -> None:
    await left(world)

    checked = await world.moderator.slash(world.channel, "check", text=TRUE, share=True)
    refused = await world.moderator.slash(world.channel, "claim retire", name="clubhouse-banned")

    assert checked.ephemeral
    assert "China banned the audio app Clubhouse" in shown(checked.response)
    assert discord_text.NO_MEMBER in shown(refused.response)
    assert await world.own_claims() == []
