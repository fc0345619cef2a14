"""Which words are read: those of forwards, polls and links, and those of the message that is meant."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.discord.addressing import words_of
from bot.words import answer_text, discord_text
from claims_db.store.servers import Mode

from ..e2e.discord_stand_in import written
from ..world import TRUE, WRONG_NUMBER, World, only, opening

MENU = "Check sources"
DIFFERS = "The source says 12, not 11."
FEED: dict[str, Any] = {"id": "77", "username": "feed", "discriminator": "0000", "avatar": None, "bot": True}
PERSON = FEED | {"id": "78", "username": "somebody", "bot": False}


async def forwarded(world: World, words: str = WRONG_NUMBER) -> discord.Message:
    """Somebody's words, forwarded from another channel."""
    elsewhere = world.guild.create_text_channel("elsewhere")
    return await world.member.forward(await world.moderator.send(elsewhere, words), world.channel)


def message(world: World, content: str, author: dict[str, Any] = PERSON, **more: object) -> discord.Message:
    """A message that SimCord's people cannot write, as discord.py reads it."""
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    data: Any = written("9", author, content, str(channel.id)) | {"guild_id": str(world.guild.id)} | more
    return discord.Message(state=world.bot._connection, channel=channel, data=data)


def poll(question: str) -> dict[str, object]:
    answers = [{"answer_id": at, "poll_media": {"text": text}} for at, text in enumerate(("yes", "no"), 1)]
    return {
        "question": {"text": question},
        "answers": answers,
        "expiry": "2026-02-01T00:00:00+00:00",
        "allow_multiselect": False,
        "layout_type": 1,
    }


async def test_a_forward_is_read_with_the_menu_in_a_reply_and_unasked(world: World) -> None:
    forward = await forwarded(world)

    result = await world.moderator.context_menu(world.channel, MENU, forward)
    await world.moderator.send(world.channel, f"{world.mention} is this true?", reply_to=forward)
    assert opening(result.response) == DIFFERS
    assert opening(only(world.said())) == DIFFERS

    await world.watch(Mode.CORRECTIONS)
    await forwarded_again(world)
    assert opening(world.said()[-1]) == "The source says 12, not 13."


async def forwarded_again(world: World) -> None:
    elsewhere = world.guild.create_text_channel("farther away")
    words = WRONG_NUMBER.replace("11", "13")
    await world.member.forward(await world.moderator.send(elsewhere, words), world.channel)


async def test_the_question_of_a_poll_is_read_unasked_too(world: World) -> None:
    asked = message(world, "", poll=poll("Were eleven firms fined?"))
    await world.watch()

    answer = await world.bot.answers.unasked(asked)

    assert answer is not None
    assert answer.card.opening == "The source says twelve, not eleven."


async def test_what_a_link_shows_is_read_by_who_asks_and_never_unasked(world: World) -> None:
    shows = {"type": "link", "title": "China banned Clubhouse", "description": "And more.", "url": "https://e.org/1"}
    linking = message(world, "https://e.org/1", embeds=[shows])
    await world.watch()

    assert words_of(linking) == "https://e.org/1\nChina banned Clubhouse. And more."
    assert await world.bot.answers.unasked(linking) is None
    again = await world.bot.answers.again(linking)
    assert again is not None
    assert again.card.opening == "The source agrees."


def nested(words: str) -> dict[str, object]:
    """Discord keeps of a forward of a forward the words alone."""
    return {"message": {"content": words, "embeds": [], "attachments": [], "timestamp": "2026-01-01T00:00:00+00:00",
                        "edited_timestamp": None, "type": 0, "mentions": [], "mention_roles": []}}  # fmt: skip


async def test_a_forward_of_a_forward_is_read(world: World) -> None:
    assert words_of(message(world, "", message_snapshots=[nested(TRUE)])) == TRUE


async def test_a_forward_without_words_has_nothing_to_check(world: World) -> None:
    result = await world.member.context_menu(world.channel, MENU, await forwarded(world, "🔥"))

    assert opening(result.response) == discord_text.NOTHING_TO_CHECK


async def test_a_reply_to_what_is_gone_is_never_about_another_message(world: World) -> None:
    await world.member.send(world.channel, TRUE)
    place = {"type": 0, "channel_id": str(world.channel.id), "message_id": "8"}
    words = f"{world.mention} is this true?"
    asking = message(world, words, type=19, message_reference=place, referenced_message=None)

    answer = await world.bot.answers.asked(asking)

    assert answer is not None
    assert answer.card.opening == answer_text.UNREADABLE


@pytest.mark.parametrize("passed_over", [True, False], ids=["a feed wrote after it", "it is the newest"])
async def test_the_message_that_is_meant_is_named_where_another_might_be(world: World, *, passed_over: bool) -> None:
    await world.member.send(world.channel, TRUE)
    if passed_over:
        hook = world.guild.create_webhook(world.channel, "feed")
        await hook.send("The weather will be fine in Portmere")

    await world.moderator.send(world.channel, f"{world.mention} is this true?")

    agrees = "The source agrees."
    assert opening(only(world.said())) == (f"On “{TRUE}”: the source agrees." if passed_over else agrees)
