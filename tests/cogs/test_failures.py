"""Discord fails: what mends by itself is tried again, what cannot mend is a line in the log, and who asked hears."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from bot.discord.recovery import settling
from bot.words import discord_text
from claims_db.store.servers import Mode
from claims_db.values import ClaimKey

from ..world import NO_MATCH, TRUE, WRONG_NUMBER, World, only, opening, shown

MINUTE = 60
FOR_GOOD = 10_000
MENDS = [(503, 0), (500, 0), (502, 0), (429, 0)]
NEVER_MENDS = {
    "may not write": (403, 50013),
    "sees no channel": (403, 50001),
    "thread is archived": (400, 50083),
    "a system message": (400, 50035),
    "thread is locked": (403, 160005),
    "AutoMod": (400, 200000),
    "too many in a thread": (400, 40058),
    "channel is gone": (404, 10003),
}
SEND = ("POST", "/channels/*/messages")


@pytest.fixture(autouse=True)
def _told(caplog: pytest.LogCaptureFixture) -> None:
    """The whole log is caught."""
    caplog.set_level(logging.INFO)


def failing(world: World, status: int, code: int, times: int = 1, to: tuple[str, str] = SEND) -> None:
    world.env.inject_error(*to, status=status, code=code, times=times)


@pytest.mark.parametrize(("status", "code"), MENDS)
@pytest.mark.parametrize("mentions", [False, True], ids=["unasked", "asked"])
async def test_a_reply_is_sent_once_discord_works_again(
    world: World, status: int, code: int, *, mentions: bool
) -> None:
    await world.watch()
    failing(world, status, code, times=6)

    message = await world.member.send(world.channel, f"{world.mention} {WRONG_NUMBER}" if mentions else WRONG_NUMBER)
    await world.env.advance_time(2 * MINUTE)

    assert opening(only(world.said())) == "The source says 12, not 11."
    assert await world.bot.claims.replies.to(message.id) is not None
    assert await world.bot.claims.replies.open() == ()
    assert world.env.errors == []


async def test_what_the_message_says_no_longer_is_not_answered_later(world: World) -> None:
    await world.watch()
    failing(world, 503, 0, times=3)
    message = await world.member.send(world.channel, WRONG_NUMBER)

    await world.member.edit(message, NO_MATCH)
    await world.env.advance_time(2 * MINUTE)

    assert world.said() == []
    assert await world.bot.claims.replies.open() == ()


async def test_a_message_that_is_deleted_meanwhile_is_not_answered_later(world: World) -> None:
    await world.watch()
    failing(world, 503, 0, times=3)
    message = await world.member.send(world.channel, WRONG_NUMBER)

    await world.member.delete(message)
    await world.env.advance_time(2 * MINUTE)

    assert world.said() == []
    assert await world.bot.claims.replies.open() == ()


async def test_nothing_is_tried_forever(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "TRIED_FOR", timedelta(minutes=2))
    await world.watch()
    failing(world, 503, 0, times=FOR_GOOD)

    await world.member.send(world.channel, WRONG_NUMBER)
    await world.env.advance_time(1.5 * MINUTE)
    assert len(await world.bot.claims.replies.open()) == 1
    await world.env.advance_time(1.5 * MINUTE)

    assert await world.bot.claims.replies.open() == ()
    assert "not tried any more" in caplog.text
    assert world.env.errors == []


@pytest.mark.parametrize(("status", "code"), NEVER_MENDS.values(), ids=NEVER_MENDS)
async def test_what_cannot_mend_is_a_line_in_the_log_and_lets_the_claim_wake(
    world: World, caplog: pytest.LogCaptureFixture, status: int, code: int
) -> None:
    await world.watch()
    failing(world, status, code)

    await world.member.send(world.channel, WRONG_NUMBER)
    assert world.said() == []
    assert f"Discord says {status} (code {code}" in caplog.text
    assert "incident" not in caplog.text
    assert world.env.errors == []

    await world.member.send(world.channel, WRONG_NUMBER)
    assert len(world.said()) == 1


async def test_who_asked_hears_that_a_card_was_refused(world: World) -> None:
    failing(world, 400, 200000)

    message = await world.member.send(world.channel, f"{world.mention} {WRONG_NUMBER}")

    answer = only(world.said())
    assert shown(answer) == discord_text.NOT_TAKEN
    assert answer.reference is not None
    assert answer.reference.message_id == message.id


async def test_who_asked_in_a_channel_that_takes_nothing_is_no_error(world: World) -> None:
    failing(world, 400, 200000, times=2)

    await world.member.send(world.channel, f"{world.mention} {WRONG_NUMBER}")

    assert world.said() == []
    assert await world.bot.claims.replies.open() == ()
    assert world.env.errors == []


@pytest.mark.parametrize("status", [503, 429])
async def test_a_card_follows_its_message_once_discord_works_again(world: World, status: int) -> None:
    await world.watch()
    message = await world.member.send(world.channel, WRONG_NUMBER)
    failing(world, status, 0, times=3, to=("PATCH", "/channels/*/messages/*"))

    await world.member.edit(message, WRONG_NUMBER.replace("11", "13"))
    await world.env.advance_time(MINUTE)

    assert opening(only(world.said())) == "The source says 12, not 13."
    assert await world.bot.claims.replies.open() == ()


@pytest.mark.parametrize("status", [503, 429])
async def test_a_card_goes_with_its_message_once_discord_works_again(world: World, status: int) -> None:
    await world.watch()
    message = await world.member.send(world.channel, WRONG_NUMBER)
    failing(world, status, 0, times=3, to=("DELETE", "/channels/*/messages/*"))

    await world.member.delete(message)
    await world.env.advance_time(MINUTE)

    assert world.said() == []
    assert await world.bot.claims.replies.to(message.id) is None
    assert await world.bot.claims.replies.open() == ()


async def test_a_card_that_may_not_be_deleted_stays_known(world: World) -> None:
    await world.watch()
    message = await world.member.send(world.channel, WRONG_NUMBER)
    failing(world, 403, 50001, to=("DELETE", "/channels/*/messages/*"))

    await world.member.delete(message)

    assert len(world.said()) == 1
    assert await world.bot.claims.replies.to(message.id) is not None
    assert await world.bot.claims.replies.open() == ()


async def test_a_question_whose_subject_could_not_be_read_is_answered_later(world: World) -> None:
    await world.member.send(world.channel, TRUE)
    failing(world, 503, 0, to=("GET", "/channels/*/messages"))

    await world.member.send(world.channel, f"{world.mention} is this true?")
    await world.env.advance_time(MINUTE)

    assert opening(only(world.said())) == "The source agrees."


@pytest.mark.parametrize("ending", ["deleted", "edited away"])
async def test_a_claim_does_not_rest_for_a_card_that_went_with_its_message(world: World, ending: str) -> None:
    await world.watch(Mode.CORRECTIONS)
    message = await world.member.send(world.channel, WRONG_NUMBER)
    await (world.member.delete(message) if ending == "deleted" else world.member.edit(message, NO_MATCH))

    await world.member.send(world.channel, WRONG_NUMBER)

    assert len(world.said()) == 1


async def test_a_claim_rests_although_its_card_was_taken_back(world: World) -> None:
    await world.watch(Mode.CORRECTIONS)
    await world.member.send(world.channel, WRONG_NUMBER)
    await world.member.click(only(world.said()), label="Take back")

    await world.member.send(world.channel, WRONG_NUMBER)

    assert world.said() == []


async def test_a_card_without_a_right_to_write_leaves_no_rest(world: World) -> None:
    channel = world.closed("read-only", send_messages=False)
    await world.watch(channel=channel)
    await world.member.send(channel, WRONG_NUMBER)

    found = await world.bot.claims.search(WRONG_NUMBER, world.bot.claims.scope(world.guild.id), 1)

    assert world.bot.claims.replies.last_spoken(channel.id, ClaimKey("starter", found[0].claim.slug)) is None
    assert await world.bot.claims.replies.open() == ()
