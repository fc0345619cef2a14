"""What moderators set."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot import discord_text
from bot.settings import Settings
from claims_db.service import Mode

from ..world import TRUE, WRONG_NUMBER, World, only, shown


async def test_a_channel_is_watched_from_then_on_and_after_a_restart(world: World) -> None:
    result = await world.moderator.slash(world.channel, "settings watch", channel=world.channel, mode="corrections")

    assert result.ephemeral
    assert shown(result.response) == "In #general I speak when something differs from the sources from now on."
    await world.restart()
    await world.member.send(world.channel, TRUE)
    assert world.said() == []
    await world.member.send(world.channel, WRONG_NUMBER)
    assert len(world.said()) == 1


async def test_a_watched_channel_can_be_left_alone_again(world: World) -> None:
    await world.watch()

    await world.moderator.slash(world.channel, "settings watch", channel=world.channel, mode="on-request")

    await world.member.send(world.channel, WRONG_NUMBER)
    assert world.said() == []


async def test_a_channel_where_the_bot_may_not_write_is_told(world: World) -> None:
    channel = world.closed("read-only", send_messages=False)

    result = await world.moderator.slash(world.channel, "settings watch", channel=channel, mode="all")

    assert shown(result.response).endswith(discord_text.CANNOT_WRITE)


async def test_a_forum_is_watched_through_its_threads(world: World) -> None:
    forum = world.guild.create_forum_channel("questions")

    result = await world.moderator.slash(world.channel, "settings watch", channel=forum, mode="all")

    assert discord_text.CANNOT_WRITE not in shown(result.response)
    assert world.bot.claims.mode(world.guild.id, forum.id) is Mode.ALL


async def test_the_mode_of_all_other_channels(world: World) -> None:
    result = await world.moderator.slash(world.channel, "settings default", mode="all")

    assert shown(result.response) == discord_text.default_mode_set(Mode.ALL)
    await world.member.send(world.channel, TRUE)
    assert len(world.said()) == 1


async def test_the_time_between_two_cards(world: World) -> None:
    await world.watch()

    result = await world.moderator.slash(world.channel, "settings cooldown", hours=0.5)

    assert shown(result.response) == "I don't repeat a claim in the same channel for 0.5 hours."
    assert world.bot.claims.cooldown(world.guild.id) == timedelta(minutes=30)
    await world.member.send(world.channel, TRUE)
    await world.env.advance_time(31 * 60)
    await world.member.send(world.channel, TRUE)
    assert len(world.said()) == 2


async def test_what_is_set_is_shown(world: World) -> None:
    await world.watch(Mode.CORRECTIONS)
    await world.add_claim("The town library of Erewhon closed its doors")
    await world.bot.claims.set_mode(world.guild.id, 1, Mode.ALL, actor="keeper")

    result = await world.moderator.slash(world.channel, "settings show")

    assert result.ephemeral
    assert "- #general: when something differs from the sources" in shown(result.response)
    assert "- other channels: only when asked" in shown(result.response)
    assert "for 6 hours" in shown(result.response)
    assert "(starter): 15 claims" in shown(result.response)
    assert "- This server's own: 1 claim" in shown(result.response)


async def test_packs_are_given_up_and_taken_up_again(world: World) -> None:
    await world.watch()
    offered = await world.moderator.autocomplete(world.channel, "settings packs unsubscribe", "pack", "star")
    assert [choice["value"] for choice in offered] == ["starter"]

    result = await world.moderator.slash(world.channel, "settings packs unsubscribe", pack="starter")
    assert shown(result.response) == discord_text.unsubscribed("starter")
    await world.member.send(world.channel, WRONG_NUMBER)
    assert world.said() == []

    offered = await world.moderator.autocomplete(world.channel, "settings packs subscribe", "pack", "")
    assert "starter" in [choice["value"] for choice in offered]
    result = await world.moderator.slash(world.channel, "settings packs subscribe", pack="starter")
    assert shown(result.response) == discord_text.subscribed("starter")
    await world.member.send(world.channel, WRONG_NUMBER)
    assert len(world.said()) == 1


@pytest.mark.parametrize("pack", ["no-such-pack", "@everyone"])
async def test_an_unknown_pack_is_told(world: World, pack: str) -> None:
    result = await world.moderator.slash(world.channel, "settings packs subscribe", pack=pack)

    assert shown(result.response).replace("\u200b", "") == discord_text.unknown_pack(pack)


async def test_another_servers_claims_cannot_be_subscribed_to(world: World) -> None:
    other = World(world.env, "Other server")
    claim = await other.add_claim("The town library of Erewhon closed its doors")

    result = await world.moderator.slash(world.channel, "settings packs subscribe", pack=claim.pack)
    offered = await world.moderator.autocomplete(world.channel, "settings packs subscribe", "pack", "server")

    assert shown(result.response) == discord_text.unknown_pack(claim.pack)
    assert offered == []


COMMANDS: dict[str, dict[str, Any]] = {
    "settings watch": {"mode": "all"},
    "settings default": {"mode": "all"},
    "settings cooldown": {"hours": 1},
    "settings show": {},
    "settings packs subscribe": {"pack": "starter"},
    "settings packs unsubscribe": {"pack": "starter"},
}


async def test_discord_does_not_offer_them_to_members(world: World) -> None:
    offered = world.member.available_commands(world.channel)

    assert "check" in offered
    assert COMMANDS.keys() & set(offered) == set()
    assert COMMANDS.keys() <= set(world.moderator.available_commands(world.channel))


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_member_who_gets_at_them_is_told_and_changes_nothing(world: World, command: str) -> None:
    root = world.env.backend.find_command("settings", world.guild.id)
    assert root is not None
    world.guild.set_command_permissions(int(root["id"]), {world.member: True})
    before = world.bot.claims.settings(world.guild.id)
    place = {"channel": world.channel} if command.endswith("watch") else {}

    result = await world.member.slash(world.channel, command, **COMMANDS[command], **place)

    assert result.ephemeral
    assert shown(result.response) == discord_text.MODERATORS_ONLY
    assert world.bot.claims.settings(world.guild.id) == before


class TestWithoutMessageContent:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"message_content": False})

    @pytest.mark.parametrize(("mode", "warned"), [("all", True), ("on-request", False)])
    async def test_moderators_hear_that_watching_needs_it(self, world: World, mode: str, *, warned: bool) -> None:
        result = await world.moderator.slash(world.channel, "settings watch", channel=world.channel, mode=mode)

        assert (discord_text.CANNOT_READ in shown(result.response)) is warned


async def test_servers_set_things_for_themselves_alone(world: World) -> None:
    other = World(world.env, "Other server")

    await world.moderator.slash(world.channel, "settings default", mode="all")

    await other.member.send(other.channel, TRUE)
    assert other.said() == []
    await world.member.send(world.channel, TRUE)
    assert only(world.said()).content == "The source agrees."
