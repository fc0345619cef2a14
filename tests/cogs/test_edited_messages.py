"""Answers follow the messages that they answer."""

from __future__ import annotations

import asyncio

import pytest
import simcord

from bot.words import answer_text
from claims_db.store.servers import Mode

from ..world import NO_MATCH, TRUE, WRONG_NUMBER, World, labels, only, opening, shown


@pytest.fixture(params=[False, True], ids=["same process", "after a restart"])
def restarted(request: pytest.FixtureRequest) -> bool:
    """Whether the bot was restarted between a message and what happens to it."""
    return bool(request.param)


async def test_an_edited_message_changes_its_card(world: World, *, restarted: bool) -> None:
    await world.watch()
    message = await world.member.send(world.channel, WRONG_NUMBER)
    card = only(world.said())
    if restarted:
        await world.restart()

    await world.member.edit(message, TRUE)

    changed = only(world.said())
    assert changed.id == card.id
    assert opening(changed) == "The source agrees."
    assert "China banned the audio app Clubhouse" in shown(changed)
    assert labels(changed) == ["Why this?", "Take back"]


async def test_an_edited_message_that_is_right_now_loses_its_correction(world: World, *, restarted: bool) -> None:
    await world.watch(Mode.CORRECTIONS)
    message = await world.member.send(world.channel, WRONG_NUMBER)
    if restarted:
        await world.restart()

    await world.member.edit(message, WRONG_NUMBER.replace("11", "12"))

    assert world.said() == []
    assert await world.bot.claims.replies.to(message.id) is None


async def test_an_edit_that_leaves_the_claim_keeps_the_card_although_it_was_spoken_of_lately(world: World) -> None:
    await world.watch()
    message = await world.member.send(world.channel, WRONG_NUMBER)

    await world.member.edit(message, f"{WRONG_NUMBER}!!")

    assert opening(only(world.said())) == "The source says 12, not 11."


async def test_an_edit_can_make_a_message_worth_answering(world: World) -> None:
    await world.watch()
    message = await world.member.send(world.channel, NO_MATCH)

    await world.member.edit(message, WRONG_NUMBER)

    reply = only(world.said())
    assert reply.reference is not None
    assert reply.reference.message_id == message.id


async def test_an_edited_question_is_answered_anew(world: World) -> None:
    message = await world.member.send(world.channel, f"{world.mention} {TRUE}")

    await world.member.edit(message, f"{world.mention} thanks")

    reply = only(world.said())
    assert shown(reply) == answer_text.THANKS
    assert labels(reply) == []


async def test_an_edited_private_message_is_answered_anew(world: World) -> None:
    message = await world.member.send_dm(TRUE)

    await world.member.user.edit(message, WRONG_NUMBER)

    assert opening(only(world.said(world.member.user.dm_channel))) == "The source says 12, not 11."


async def test_a_preview_that_discord_adds_to_a_link_is_no_edit(world: World) -> None:
    await world.watch()
    message = await world.member.send(world.channel, WRONG_NUMBER)
    before = len(world.env.http_requests)

    world.env.backend.emit("MESSAGE_UPDATE", world.payload(message))
    await world.env.settle()

    assert len(world.env.http_requests) == before


@pytest.mark.parametrize("update", [{"pinned": True}, {"flags": 4}, {"embeds": [{"title": "A preview"}]}, {}])
async def test_an_update_of_an_edited_message_that_changes_no_text_checks_nothing(
    world: World, update: dict[str, object], *, restarted: bool
) -> None:
    await world.watch()
    message = await world.member.send(world.channel, NO_MATCH)
    await world.member.edit(message, WRONG_NUMBER)
    await world.env.advance_time(120)
    if restarted:
        await world.restart()
    before = len(world.env.http_requests)

    world.env.backend.emit("MESSAGE_UPDATE", world.payload(message) | update)
    await world.env.settle()

    assert len(world.env.http_requests) == before


async def test_an_edit_by_a_bot_is_ignored(world: World) -> None:
    await world.watch()
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    message = await robot.send(world.channel, NO_MATCH)

    await robot.edit(message, WRONG_NUMBER)

    assert world.said() == []


async def test_an_edit_after_somebody_deleted_the_card_is_no_error(world: World) -> None:
    await world.watch()
    message = await world.member.send(world.channel, WRONG_NUMBER)
    world.forget_message(only(world.said()))

    await world.member.edit(message, TRUE)

    assert world.said() == []
    assert await world.bot.claims.replies.to(message.id) is None


async def test_a_deleted_message_takes_its_card_along(world: World, *, restarted: bool) -> None:
    await world.watch()
    message = await world.member.send(world.channel, WRONG_NUMBER)
    assert len(world.said()) == 1
    if restarted:
        await world.restart()

    await world.member.delete(message)

    assert world.said() == []
    assert await world.bot.claims.replies.to(message.id) is None


async def test_a_deleted_question_takes_its_answer_along(world: World) -> None:
    message = await world.member.send(world.channel, f"{world.mention} hello")

    await world.member.delete(message)

    assert world.said() == []


async def test_messages_deleted_in_bulk_take_their_cards_along(world: World) -> None:
    await world.watch()
    messages = [await world.member.send(world.channel, each) for each in (WRONG_NUMBER, TRUE)]
    assert len(world.said()) == 2

    world.env.backend.bulk_delete_messages(world.channel.id, [each.id for each in messages])
    await world.env.settle()

    assert world.said() == []


async def test_a_card_that_a_moderator_deletes_is_forgotten(world: World) -> None:
    await world.watch()
    message = await world.member.send(world.channel, WRONG_NUMBER)

    await world.moderator.delete(only(world.said()))

    assert await world.bot.claims.replies.to(message.id) is None


async def test_a_card_that_is_gone_with_its_message_is_no_error(world: World) -> None:
    await world.watch()
    message = await world.member.send(world.channel, WRONG_NUMBER)
    world.forget_message(only(world.said()))

    await world.member.delete(message)

    assert world.env.errors == []


async def test_a_message_deleted_while_it_is_answered_leaves_no_card_behind(
    world: World, simcord_env: simcord.Env
) -> None:
    await world.watch()
    world.slow_down()
    message = simcord_env.backend.create_message(world.channel.id, world.member.id, WRONG_NUMBER)
    await asyncio.sleep(0.01)
    simcord_env.backend.delete_message(world.channel.id, message.id)
    await simcord_env.settle()

    assert world.said() == []
    assert len(world.bodies("POST", "/messages")) == 1
