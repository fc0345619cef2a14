"""What moderators set, in one panel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
import simcord

from bot.settings import Settings
from bot.words import discord_text, settings_text
from bot.words.discord_text import MODE_WORDS
from claims_db.actors import BOT, Actor
from claims_db.store.servers import Mode

from ..world import TRUE, WRONG_NUMBER, World, chosen, control, only, opening, parts, shown
from ..world import panel_text as words


class Panel:
    """A panel that somebody has open."""

    def __init__(self, actor: simcord.MemberActor, message: simcord.ResponseMessage) -> None:
        self.actor = actor
        self.message = message

    @property
    def words(self) -> str:
        """What it says."""
        return words(self.message)

    def chosen(self, name: str) -> list[str]:
        """What a control shows as chosen."""
        return chosen(self.message, name)

    async def choose(self, name: str, *values: Any) -> simcord.InteractionResult:
        """Choose something; the panel changes in place."""
        return await self.actor.select(self.message.message, values, custom_id=control(self.message, name)["custom_id"])


async def opened(world: World, actor: simcord.MemberActor | None = None) -> Panel:
    result = await (actor or world.moderator).slash(world.channel, "settings")
    assert result.ephemeral
    assert result.response is not None
    return Panel(actor or world.moderator, result.response)


def history(changes: Sequence[Any]) -> list[tuple[Actor, str, object, object]]:
    return [(change.actor, change.name, change.before, change.after) for change in changes]


async def test_all_that_is_set_is_in_one_message(world: World) -> None:
    await world.watch(Mode.CORRECTIONS)
    await world.add_claim("The town library of Erewhon closed its doors")

    panel = await opened(world)

    assert "#general: when something differs from the sources" in panel.words
    assert "other channels: only when asked" in panel.words
    assert "own claims always count: 1 claim." in panel.words
    assert panel.chosen("default") == ["on-request"]
    assert panel.chosen("cooldown") == [str(6 * 3600)]
    assert panel.chosen("style") == ["card"]
    assert panel.chosen("packs") == ["starter"]
    assert panel.chosen("roles") == []
    assert panel.chosen("log") == []
    assert len(parts(panel.message)) <= 40


async def test_a_channel_is_watched_from_then_on_and_after_a_restart(world: World) -> None:
    panel = await opened(world)
    await panel.choose("channel", world.channel)

    await panel.choose("mode:", "corrections")

    assert "#general: when something differs from the sources" in panel.words
    assert panel.chosen("mode:") == ["corrections"]
    await world.restart()
    await world.member.send(world.channel, TRUE)
    assert world.said() == []
    await world.member.send(world.channel, WRONG_NUMBER)
    assert len(world.said()) == 1


async def test_a_channel_goes_with_the_others_again(world: World) -> None:
    await world.watch()
    panel = await opened(world)
    await panel.choose("channel", world.channel)

    await panel.choose("mode:", "as-others")

    assert world.bot.claims.servers.settings(world.guild.id).channels == {}
    await world.member.send(world.channel, WRONG_NUMBER)
    assert world.said() == []


async def test_choosing_a_channel_changes_nothing_yet(world: World) -> None:
    panel = await opened(world)

    await panel.choose("channel", world.channel)

    assert panel.chosen("mode:") == ["as-others"]
    assert await world.bot.claims.servers.history(world.guild.id) == ()


async def test_a_forum_is_watched_through_its_threads(world: World) -> None:
    forum = world.guild.create_forum_channel("questions")
    panel = await opened(world)
    await panel.choose("channel", forum)

    await panel.choose("mode:", "all")

    assert settings_text.NO_WRITING not in panel.words
    assert world.bot.claims.servers.mode(world.guild.id, forum.id) is Mode.ALL


async def test_a_channel_where_the_bot_may_not_write_is_told(world: World) -> None:
    closed = world.closed("read-only", send_messages=False)
    panel = await opened(world)
    await panel.choose("channel", closed)
    assert settings_text.NO_WRITING not in panel.words

    await panel.choose("mode:", "all")

    line = next(line for line in panel.words.splitlines() if settings_text.NO_WRITING in line)
    assert "read-only" in line


async def test_many_channels_fit(world: World) -> None:
    for number in range(45):
        channel = world.guild.create_text_channel(f"{'x' * 80}-{number}")
        await world.watch(Mode.CORRECTIONS, channel)

    panel = await opened(world)

    assert settings_text.more_channels(25) in panel.words
    assert len(panel.words) <= 4000


async def test_the_mode_of_all_other_channels(world: World) -> None:
    panel = await opened(world)

    await panel.choose("default", "all")

    assert "other channels: when something agrees" in panel.words
    await world.member.send(world.channel, TRUE)
    assert len(world.said()) == 1


async def test_the_time_between_two_answers(world: World) -> None:
    await world.watch()
    panel = await opened(world)

    await panel.choose("cooldown", "1800")

    assert panel.chosen("cooldown") == ["1800"]
    assert world.bot.claims.servers.cooldown(world.guild.id) == timedelta(minutes=30)
    await world.member.send(world.channel, TRUE)
    await world.env.advance_time(31 * 60)
    await world.member.send(world.channel, TRUE)
    assert len(world.said()) == 2


async def test_a_time_that_is_set_elsewhere_is_shown_too(world: World) -> None:
    await world.bot.claims.servers.set_cooldown(world.guild.id, timedelta(hours=5), actor=Actor("host"))

    assert (await opened(world)).chosen("cooldown") == [str(5 * 3600)]


async def test_packs_are_given_up_and_taken_up_again(world: World) -> None:
    await world.watch()
    panel = await opened(world)

    await panel.choose("packs")
    await world.member.send(world.channel, WRONG_NUMBER)
    assert world.said() == []

    await panel.choose("packs", "starter")
    await world.member.send(world.channel, WRONG_NUMBER)
    assert len(world.said()) == 1


async def test_another_servers_claims_are_not_offered(world: World) -> None:
    other = World(world.env, "Other server")
    await other.add_claim("The town library of Erewhon closed its doors")

    packs = control((await opened(world)).message, "packs")

    assert [option["value"] for option in packs["options"]] == ["starter"]


class TestSavedAtOnce:
    async def test_each_change_is_in_the_history_with_who_made_it(self, world: World) -> None:
        panel = await opened(world)
        await panel.choose("channel", world.channel)
        await panel.choose("mode:", "all")
        await panel.choose("style", "line")

        done = await world.bot.claims.servers.history(world.guild.id)

        who = Actor.on_discord(world.moderator.id)
        assert history(done) == [(who, f"channels.{world.channel.id}", None, "all"), (who, "quiet", False, True)]

    async def test_each_change_is_told_in_the_log_channel_and_pings_nobody(self, world: World) -> None:
        log = world.guild.create_text_channel("log")
        role = world.guild.create_role("@everyone else")
        panel = await opened(world)
        await panel.choose("log", log)
        await panel.choose("channel", world.channel)
        await panel.choose("mode:", "corrections")
        await panel.choose("cooldown", "0")
        await panel.choose("roles", role)
        await panel.choose("packs")
        await panel.choose("style", "line")
        await panel.choose("default", "all")

        posts = [shown(post).replace("\u200b", "").replace("\\", "") for post in world.said(log)]

        opening = f"{settings_text.SETTINGS_CHANGED}\n<@{world.moderator.id}> {settings_text.CHANGED_THIS}\n- "
        assert all(post.startswith(opening) for post in posts)
        assert [post.splitlines()[-1] for post in posts] == [
            "- Log channel: none → #log",
            "- When I speak in #general: as in other channels → when something differs from the sources",
            "- Time until I repeat a claim in the same channel: the host's default → 0 hours",
            "- Roles that moderate: none → @@everyone else",
            "- Packs that I answer from: starter → none",
            "- Look of the answers that nobody asked for: full card → one line",
            f"- {settings_text.SETTING_NAMES['default_mode']}: the host's default → {MODE_WORDS[Mode.ALL]}",
        ]
        assert [post.mentions or post.role_mentions or post.mention_everyone for post in world.said(log)] == [False] * 7

    async def test_choosing_what_is_set_already_tells_nobody(self, world: World) -> None:
        log = world.guild.create_text_channel("log")
        panel = await opened(world)
        await panel.choose("log", log)

        await panel.choose("style", "card")

        assert len(world.said(log)) == 1

    async def test_a_post_that_fails_blocks_nothing(self, world: World) -> None:
        log = world.guild.create_text_channel("log")
        panel = await opened(world)
        await panel.choose("log", log)
        world.env.inject_error("POST", f"/channels/{log.id}/messages", status=500, code=0)

        await panel.choose("style", "line")

        assert panel.chosen("style") == ["line"]
        assert world.bot.claims.servers.settings(world.guild.id).desk.quiet


class TestLogChannel:
    async def test_it_can_be_switched_off_again(self, world: World) -> None:
        log = world.guild.create_text_channel("log")
        panel = await opened(world)
        await panel.choose("log", log)
        assert settings_text.logged_in("#log") in panel.words

        await panel.choose("log")

        assert settings_text.NO_LOG in panel.words
        assert world.bot.claims.servers.settings(world.guild.id).desk.log_channel is None

    async def test_one_that_the_bot_may_not_write_in_is_told(self, world: World) -> None:
        closed = world.closed("log", send_messages=False)
        panel = await opened(world)

        await panel.choose("log", closed)

        assert settings_text.log_closed("#log") in panel.words
        assert world.said(closed) == []

    async def test_one_that_was_removed_is_told(self, world: World) -> None:
        log = world.guild.create_text_channel("log")
        panel = await opened(world)
        await panel.choose("log", log)
        remove_channel(world, log)

        await panel.choose("style", "line")

        assert settings_text.LOG_GONE in panel.words
        assert world.bot.claims.servers.settings(world.guild.id).desk.log_channel is None
        assert world.bot.claims.servers.settings(world.guild.id).desk.quiet


def remove_channel(world: World, channel: simcord.ChannelHandle) -> None:
    world.env.backend.delete_channel(channel.id)


class TestRemoved:
    async def test_a_removed_channel_leaves_the_panel_with_a_word(self, world: World) -> None:
        gone = world.guild.create_text_channel("gone")
        await world.watch(Mode.ALL, gone)
        await world.watch(Mode.ALL)
        remove_channel(world, gone)
        await world.env.settle()

        panel = await opened(world)

        assert settings_text.channels_gone(1) in panel.words
        assert world.bot.claims.servers.settings(world.guild.id).channels == {world.channel.id: Mode.ALL}
        done = await world.bot.claims.servers.history(world.guild.id)
        assert history(done)[-1] == (BOT, f"channels.{gone.id}", "all", None)
        assert settings_text.channels_gone(1) not in (await opened(world)).words

    async def test_a_removed_role_leaves_the_panel_with_a_word(self, world: World) -> None:
        role = world.guild.create_role("helpers")
        panel = await opened(world)
        await panel.choose("roles", role)
        world.env.backend.delete_role(world.guild.id, role.id)
        await world.env.settle()

        panel = await opened(world)

        assert settings_text.roles_gone(1) in panel.words
        assert panel.chosen("roles") == []

    async def test_a_channel_that_goes_while_its_mode_is_being_chosen(self, world: World) -> None:
        gone = world.guild.create_text_channel("gone")
        panel = await opened(world)
        await panel.choose("channel", gone)
        remove_channel(world, gone)
        await world.env.settle()

        await panel.choose("mode:", "all")

        assert settings_text.CHANNEL_GONE in panel.words
        assert world.bot.claims.servers.settings(world.guild.id).channels == {}


class TestTwoAtOnce:
    async def test_each_sees_what_the_other_did_and_undoes_none_of_it(self, world: World) -> None:
        second = world.guild.add_member(world.env.create_user("second"), roles=[world.guild.roles["moderators"]])
        first_role, second_role = world.guild.create_role("first"), world.guild.create_role("second")
        one, two = await opened(world), await opened(world, second)

        await one.choose("roles", first_role)
        await two.choose("roles", second_role)
        await one.choose("style", "line")

        roles = world.bot.claims.servers.settings(world.guild.id).desk.roles
        assert roles == {first_role.id, second_role.id}
        assert set(two.chosen("roles")) == {str(each) for each in roles}
        assert set(one.chosen("roles")) == {str(each) for each in roles}
        await two.choose("cooldown", "0")
        assert two.chosen("style") == ["line"]

    async def test_packs_too(self, world: World) -> None:
        one, two = await opened(world), await opened(world)
        await one.choose("packs")

        await two.choose("packs", "starter")

        assert two.chosen("packs") == []


async def test_second_approval_goes_to_what_the_button_said(world: World) -> None:
    one, two = await opened(world), await opened(world)
    assert settings_text.APPROVAL_OFF in one.words

    await one.actor.click(one.message.message, label=settings_text.SWITCH_ON)
    await two.actor.click(two.message.message, label=settings_text.SWITCH_ON)

    assert settings_text.APPROVAL_ON in two.words
    assert world.bot.claims.servers.settings(world.guild.id).desk.second_approval
    await two.actor.click(two.message.message, label=settings_text.SWITCH_OFF)
    assert not world.bot.claims.servers.settings(world.guild.id).desk.second_approval


async def test_a_panel_of_before_a_restart_keeps_working(world: World) -> None:
    panel = await opened(world)
    await panel.choose("channel", world.channel)
    await world.restart()

    await panel.choose("mode:", "all")
    await panel.choose("style", "line")

    assert world.bot.claims.servers.mode(world.guild.id, world.channel.id) is Mode.ALL
    assert world.bot.claims.servers.settings(world.guild.id).desk.quiet


class TestWhoMay:
    async def test_discord_does_not_offer_it_to_members(self, world: World) -> None:
        assert "settings" not in world.member.available_commands(world.channel)
        assert "settings" in world.moderator.available_commands(world.channel)

    async def test_a_member_who_gets_at_it_is_told_who_may(self, world: World) -> None:
        show_to(world, world.member)

        result = await world.member.slash(world.channel, "settings")

        assert result.ephemeral
        assert shown(result.response) == discord_text.MODERATORS_ONLY

    async def test_a_role_that_was_chosen_moderates_too(self, world: World) -> None:
        role = world.guild.create_role("helpers")
        helper = world.guild.add_member(world.env.create_user("helper"), roles=[role])
        show_to(world, helper)
        panel = await opened(world)

        await panel.choose("roles", role)

        assert "@helpers" in panel.words.replace("\u200b", "")
        assert settings_text.HIDDEN_FROM_ROLES in panel.words
        theirs = await opened(world, helper)
        await theirs.choose("style", "line")
        assert world.bot.claims.servers.settings(world.guild.id).desk.quiet

    async def test_refusals_name_the_roles_and_ping_nobody(self, world: World) -> None:
        panel = await opened(world)
        await panel.choose("roles", world.guild.create_role("@here"), world.guild.create_role("keepers"))

        result = await world.member.slash(world.channel, "claim add")

        said = shown(result.response)
        assert said.replace("\u200b", "") == settings_text.moderators_only(["@here", "keepers"])
        assert "@here" not in said

    async def test_who_lost_the_right_half_way_is_told_and_changes_nothing(self, world: World) -> None:
        panel = await opened(world)
        role = world.guild.roles["moderators"]
        world.env.backend.edit_role(world.guild.id, role.id, {"permissions": 0})
        await world.env.settle()

        result = await panel.choose("style", "line")

        assert discord_text.MODERATORS_ONLY in [followup.content for followup in result.followups]
        assert not world.bot.claims.servers.settings(world.guild.id).desk.quiet

    async def test_everyone_is_no_role_that_moderates(self, world: World) -> None:
        panel = await opened(world)

        await panel.choose("roles", world.guild.roles["@everyone"])

        assert settings_text.EVERYONE_IS_NO_ROLE in panel.words.replace("\u200b", "")
        assert world.bot.claims.servers.settings(world.guild.id).desk.roles == frozenset()


def show_to(world: World, actor: simcord.MemberActor) -> None:
    """Let a member see the command, as a server may in its integration's settings."""
    root = world.env.backend.find_command("settings", world.guild.id)
    assert root is not None
    world.guild.set_command_permissions(int(root["id"]), {actor: True})


class TestWithoutMessageContent:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"message_content": False})

    @pytest.mark.parametrize(("mode", "warned"), [("all", True), ("on-request", False)])
    async def test_moderators_hear_that_watching_needs_it(self, world: World, mode: str, *, warned: bool) -> None:
        panel = await opened(world)
        await panel.choose("channel", world.channel)

        await panel.choose("mode:", mode)

        assert (settings_text.CANNOT_READ in panel.words) is warned


async def test_servers_set_things_for_themselves_alone(world: World) -> None:
    other = World(world.env, "Other server")
    log = world.guild.create_text_channel("log")
    role = world.guild.create_role("helpers")
    panel = await opened(world)

    await panel.choose("default", "all")
    await panel.choose("roles", role)
    await panel.choose("log", log)
    theirs = await opened(other)
    await theirs.choose("style", "line")

    assert len(world.said(log)) == 1
    assert not world.bot.claims.servers.settings(world.guild.id).desk.quiet
    assert theirs.chosen("roles") == theirs.chosen("log") == []
    assert "helpers" not in theirs.words
    await other.member.send(other.channel, TRUE)
    assert other.said() == []
    await world.member.send(world.channel, TRUE)
    assert opening(only(world.said())) == "The source agrees."
