"""Speaking unasked, and staying silent."""

from __future__ import annotations

import discord
import pytest
import simcord

from bot.client import Footnote
from bot.settings import Settings
from claims_db.actors import Actor
from claims_db.store.servers import Mode

from ..world import NO_MATCH, TRUE, WRONG_NUMBER, World, labels, only, opening, shown, word_above

HOUR = 3600
BAD_INPUT = {
    "emoji only": "😀😀🔥",
    "custom emoji": "<:party:123456789012345678>",
    "right to left": "الطقس جميل اليوم في المدينة",
    "direction override": "\u202eesuohbulc dennab anihc",
    "zalgo": "Z\u0351\u036f\u0343a\u0329\u0319\u0354l\u0358\u0332g\u0321\u0355o",
    "everyone": "@everyone @here",
    "lone code block": "```py\nprint('China banned Clubhouse')\n```",
    "4,000 characters": "lemon cake " * 363,
    "one letter 4,000 times": "a" * 4000,
    "punctuation": "?!?!…",
    "link only": "https://example.org/a?b=c",
}


async def test_a_wrong_number_is_answered_with_the_right_one(world: World) -> None:
    await world.watch(Mode.CORRECTIONS)

    message = await world.member.send(world.channel, WRONG_NUMBER)

    reply = only(world.said())
    assert opening(reply) == "The source says 12, not 11."
    assert reply.reference is not None
    assert reply.reference.message_id == message.id
    assert "**Twelve technology companies" in shown(reply)
    assert "Happened on 12 March 2021 · newest source of 18 March 2021. Rated true." in shown(reply)
    assert "](<https://wkow.com/2021/03/12/china-regulator-fines-12-firms-over-anti-monopoly-law/>)" in shown(reply)
    assert "\n- One more source: ask “source?” to see all." in shown(reply)
    assert "The Independent" not in shown(reply)
    assert word_above(reply) == "Refuted"
    assert labels(reply) == ["Why this?", "Take back"]
    assert reply.flags.suppress_notifications


@pytest.mark.parametrize(
    ("mode", "message", "speaks"),
    [
        pytest.param(Mode.ALL, TRUE, True, id="all, agrees"),
        pytest.param(Mode.ALL, WRONG_NUMBER, True, id="all, differs"),
        pytest.param(Mode.CORRECTIONS, TRUE, False, id="corrections, agrees"),
        pytest.param(Mode.CORRECTIONS, WRONG_NUMBER, True, id="corrections, differs"),
        pytest.param(Mode.ON_REQUEST, WRONG_NUMBER, False, id="on request"),
        pytest.param(Mode.ALL, NO_MATCH, False, id="no claim"),
    ],
)
async def test_a_channels_mode_says_when_to_speak(world: World, mode: Mode, message: str, *, speaks: bool) -> None:
    await world.watch(mode)

    await world.member.send(world.channel, message)

    assert bool(world.said()) is speaks


async def test_nothing_is_said_in_channels_that_nobody_set(world: World) -> None:
    await world.member.send(world.channel, WRONG_NUMBER)

    assert world.said() == []


@pytest.mark.parametrize("text", BAD_INPUT.values(), ids=BAD_INPUT)
async def test_odd_input_is_passed_over_in_silence(world: World, text: str) -> None:
    await world.watch()

    await world.hears(text)

    assert world.said() == []


async def test_one_claim_is_not_spoken_of_twice_within_six_hours(world: World) -> None:
    await world.watch()
    await world.member.send(world.channel, TRUE)

    for _ in range(10):  # each with a time of its own to settle in
        await world.env.advance_time(0.59 * HOUR)
    await world.moderator.send(world.channel, "I read that China banned Clubhouse")
    assert len(world.said()) == 1

    await world.env.advance_time(0.2 * HOUR)
    await world.member.send(world.channel, TRUE)
    assert len(world.said()) == 2


async def test_another_claim_is_spoken_of_meanwhile_and_the_same_one_in_another_channel(world: World) -> None:
    other = world.guild.create_text_channel("other")
    await world.watch()
    await world.watch(channel=other)
    await world.member.send(world.channel, TRUE)

    await world.member.send(world.channel, WRONG_NUMBER)
    await world.member.send(other, TRUE)

    assert len(world.said()) == 2
    assert len(world.said(other)) == 1


async def test_the_time_between_two_cards_survives_a_restart(world: World) -> None:
    await world.watch()
    await world.member.send(world.channel, TRUE)

    await world.restart()
    await world.member.send(world.channel, TRUE)

    assert len(world.said()) == 1


async def test_two_who_write_the_same_at_once_get_one_card(world: World) -> None:
    await world.watch()

    for author in (world.member, world.moderator):
        world.env.backend.create_message(world.channel.id, author.id, TRUE)
    await world.env.settle()

    assert len(world.said()) == 1


async def test_a_thread_goes_by_its_channel(world: World) -> None:
    await world.watch()
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    created = world.env.backend.create_thread(world.channel.id, "fines", owner_id=world.member.id)
    thread = next(each for each in world.channel.threads if each.id == created.id)

    await world.member.send(thread, WRONG_NUMBER)

    assert len(world.said(thread)) == 1


async def test_bots_and_webhooks_are_ignored(world: World) -> None:
    await world.watch()
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    webhook = world.guild.create_webhook(world.channel)

    await robot.send(world.channel, WRONG_NUMBER)
    await webhook.send(WRONG_NUMBER)

    assert world.said() == []


async def test_a_server_never_hears_of_another_servers_claims(world: World, simcord_env: simcord.Env) -> None:
    other = World(simcord_env, "Other server")
    await world.watch()
    await other.watch()
    await world.add_claim("The town library of Erewhon closed its doors")

    await other.member.send(other.channel, "The town library of Erewhon closed its doors")
    assert other.said() == []

    await world.member.send(world.channel, "The town library of Erewhon closed its doors")
    assert len(world.said()) == 1


async def test_a_server_may_do_without_the_starter_pack(world: World) -> None:
    await world.watch()
    await world.bot.claims.servers.unsubscribe(world.guild.id, "starter", actor=Actor("keeper"))

    await world.member.send(world.channel, WRONG_NUMBER)

    assert world.said() == []


async def test_a_card_is_whole_where_embeds_are_not_allowed(world: World) -> None:
    channel = world.closed("plain", embed_links=False)
    await world.watch(channel=channel)

    await world.member.send(channel, WRONG_NUMBER)

    reply = only(world.said(channel))
    assert reply.embeds == []
    assert shown(reply).startswith("The source says 12, not 11.\n**Twelve technology companies")
    assert "wkow.com" in shown(reply)


async def test_silence_where_the_bot_may_not_write(world: World) -> None:
    channel = world.closed("read-only", send_messages=False)
    await world.watch(channel=channel)

    await world.member.send(channel, WRONG_NUMBER)

    assert world.said(channel) == []
    assert world.bodies("POST", "/messages") == []


async def test_no_reference_where_the_bot_may_not_read_back(world: World) -> None:
    channel = world.closed("no-history", read_message_history=False)
    await world.watch(channel=channel)

    await world.member.send(channel, WRONG_NUMBER)

    assert only(world.said(channel)).reference is None


@pytest.mark.parametrize(("status", "code"), [(400, 50035), (403, 50013), (404, 10008)])
async def test_a_message_that_is_gone_before_the_reply_is_no_error(world: World, status: int, code: int) -> None:
    await world.watch()
    world.env.inject_error("POST", "/channels/*/messages", status=status, code=code)

    await world.member.send(world.channel, WRONG_NUMBER)

    assert world.said() == []
    assert world.env.errors == []


class TestWithoutMessageContent:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"message_content": False})

    async def test_watching_does_nothing_and_the_rest_works(self, world: World) -> None:
        await world.watch()

        await world.member.send(world.channel, WRONG_NUMBER)
        assert world.said() == []

        await world.member.send(world.channel, f"<@{world.bot.me.id}> {WRONG_NUMBER}")
        assert opening(only(world.said())) == "The source says 12, not 11."

    async def test_the_log_says_how_to_grant_it(self, simcord_bot: Footnote, caplog: pytest.LogCaptureFixture) -> None:
        async with simcord.run(simcord_bot, approved_intents=discord.Intents.default()):
            pass

        assert "switch on Message Content Intent" in caplog.text


class TestWithTheHostsOwnDefaults:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"default_mode": Mode.CORRECTIONS, "cooldown_hours": 0})

    async def test_every_channel_is_watched_and_claims_are_repeated(self, world: World) -> None:
        await world.member.send(world.channel, WRONG_NUMBER)
        await world.member.send(world.channel, WRONG_NUMBER)

        assert len(world.said()) == 2
