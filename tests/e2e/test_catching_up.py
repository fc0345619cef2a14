"""What happened while the bot was away is made good when it is back, once and no more than that."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from discord.utils import time_snowflake

from bot.discord.recovery import catching_up
from claims_db.actors import Actor
from claims_db.store.servers import Mode

from .discord_stand_in import BOT
from .faulty_discord import CHANNEL, DM, GUILD, OTHER_CHANNELS, Fault, FaultyDiscord
from .lives import Lives

MENTION = f"<@{BOT['id']}>"
WRONG = "11 tech companies were fined for breaking China's anti-monopoly rules"
TRUE = "China banned Clubhouse"
CAKE = "My neighbour baked a lemon cake on Sunday"


async def back(lives: Lives) -> None:
    """The bot starts again, and has read what it missed."""
    await lives.begin()
    await lives.settled()


async def been(lives: Lives) -> None:
    """The bot was there, and left."""
    await back(lives)
    await lives.end()


def made_older(faulty: FaultyDiscord, number: str, by: timedelta) -> str:
    """Move a message back in time; gives it another number."""
    message = faulty.messages.pop(number)
    at = datetime.now(UTC) - by
    message |= {"id": str(time_snowflake(at)), "timestamp": at.isoformat()}
    faulty.messages[message["id"]] = message
    return str(message["id"])


async def test_a_question_that_nobody_heard_is_answered(lives: Lives, faulty: FaultyDiscord) -> None:
    await been(lives)
    asked = await faulty.write(f"{MENTION} {WRONG}", mentions=True)

    await back(lives)

    assert len(faulty.replies_to(asked)) == 1


@pytest.mark.parametrize(
    ("minutes", "mentions", "answered"),
    [
        pytest.param(5, False, True, id="a fresh statement"),
        pytest.param(15, False, False, id="an old statement"),
        pytest.param(15, True, True, id="an old question"),
        pytest.param(23 * 60, True, True, id="yesterday's question"),
        pytest.param(25 * 60, True, False, id="a question from before that"),
    ],
)
async def test_questions_are_answered_late_and_statements_while_they_are_fresh(
    lives: Lives, faulty: FaultyDiscord, minutes: int, *, mentions: bool, answered: bool
) -> None:
    await been(lives)
    await _was_last_here(lives, timedelta(days=3))
    written = await faulty.write(f"{MENTION} {WRONG}" if mentions else WRONG, mentions=mentions)
    number = made_older(faulty, written, timedelta(minutes=minutes))

    await back(lives)

    assert len(faulty.replies_to(number)) == int(answered)


async def _was_last_here(lives: Lives, ago: timedelta) -> None:
    await lives.note("heard", str(time_snowflake(datetime.now(UTC) - ago)))


async def test_nothing_is_answered_twice(lives: Lives, faulty: FaultyDiscord) -> None:
    await back(lives)
    numbers = [await faulty.write(f"{MENTION} {TRUE}", mentions=True), await faulty.write(WRONG)]
    await lives.settled()
    for _ in range(2):
        await lives.end()
        await back(lives)

    assert [len(faulty.replies_to(each)) for each in numbers] == [1, 1]
    assert len(faulty.said()) == 2


async def test_what_somebody_took_back_is_not_said_again(lives: Lives, faulty: FaultyDiscord) -> None:
    await back(lives)
    asked = await faulty.write(f"{MENTION} {TRUE}", mentions=True)
    await lives.settled()
    await faulty.delete(faulty.replies_to(asked)[0])
    await lives.settled()
    await lives.end()

    await back(lives)

    assert faulty.said() == []


async def test_what_somebody_took_back_meanwhile_is_not_said_again(lives: Lives, faulty: FaultyDiscord) -> None:
    await back(lives)
    asked = await faulty.write(f"{MENTION} {TRUE}", mentions=True)
    await lives.settled()
    await lives.end()
    await faulty.delete(faulty.replies_to(asked)[0])

    await back(lives)

    assert faulty.said() == []
    assert await lives.rows() == {}


async def test_a_reply_goes_with_a_message_that_was_deleted_meanwhile(lives: Lives, faulty: FaultyDiscord) -> None:
    await back(lives)
    wrong = await faulty.write(WRONG)
    await lives.settled()
    await lives.end()
    await faulty.delete(wrong)

    await back(lives)

    assert faulty.said() == []
    assert await lives.rows() == {}


async def test_a_reply_follows_a_message_that_was_edited_meanwhile(lives: Lives, faulty: FaultyDiscord) -> None:
    await back(lives)
    numbers = [await faulty.write(WRONG), await faulty.write(TRUE), await faulty.write(CAKE)]
    await lives.settled()
    before = faulty.replies_to(numbers[0])
    await lives.end()
    for number, words in zip(numbers, (f"{WRONG.replace('11', '13')}!", CAKE, TRUE), strict=True):
        await faulty.edit(number, words)

    await back(lives)

    assert faulty.replies_to(numbers[0]) == before
    assert faulty.messages[before[0]]["content"] == "The source says 12, not 13."
    assert [len(faulty.replies_to(number)) for number in numbers] == [1, 0, 1]


async def test_a_session_that_was_lost_is_a_gap(lives: Lives, faulty: FaultyDiscord) -> None:
    await back(lives)
    asked = await faulty.write(f"{MENTION} {TRUE}", mentions=True, heard=False)
    await faulty.hang_up()
    await asyncio.wait_for(faulty.ready.wait(), 20)
    await asyncio.wait_for(faulty.replied.wait(), 20)
    await lives.settled()

    assert len(faulty.replies_to(asked)) == 1


async def test_private_chats_are_read_where_the_bot_replied_before(lives: Lives, faulty: FaultyDiscord) -> None:
    await back(lives)
    await faulty.open_private_chat()
    await faulty.write(TRUE, channel=DM)
    await lives.settled()
    await lives.end()
    asked = await faulty.write(WRONG, channel=DM)

    await back(lives)

    assert [faulty.messages[each]["content"] for each in faulty.replies_to(asked)] == ["The source says 12, not 11."]


async def test_a_host_may_do_without_it(lives: Lives, faulty: FaultyDiscord) -> None:
    await been(lives)
    asked = await faulty.write(f"{MENTION} {TRUE}", mentions=True)
    lives.settings = lives.settings.model_copy(update={"catch_up_hours": 0})

    await back(lives)

    assert faulty.replies_to(asked) == []
    assert ("GET", f"/api/channels/{CHANNEL}/messages") not in faulty.asked


async def test_a_first_start_reads_nothing(lives: Lives, faulty: FaultyDiscord) -> None:
    asked = await faulty.write(f"{MENTION} {TRUE}", mentions=True)

    await back(lives)

    assert faulty.replies_to(asked) == []


async def test_no_more_than_the_newest_messages_are_read(
    lives: Lives, faulty: FaultyDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "MOST_MESSAGES", 5)
    await been(lives)
    asked = [await faulty.write(f"{MENTION} {TRUE}", mentions=True) for _ in range(8)]

    await back(lives)

    assert [len(faulty.replies_to(each)) for each in asked] == [0, 0, 0, 1, 1, 1, 1, 1]


async def test_a_quiet_channel_is_not_asked_for(lives: Lives, faulty: FaultyDiscord) -> None:
    await faulty.write(CAKE)
    await been(lives)
    await lives.note("heard", str(time_snowflake(datetime.now(UTC) + timedelta(minutes=2))))

    await back(lives)

    assert ("GET", f"/api/channels/{CHANNEL}/messages") not in faulty.asked


async def test_a_channel_is_read_again_where_discord_fails(lives: Lives, faulty: FaultyDiscord) -> None:
    await been(lives)
    asked = await faulty.write(f"{MENTION} {TRUE}", mentions=True)
    faults = iter((Fault.FAILS, Fault.RESET, Fault.BUSY))
    faulty.next_fault = lambda method: next(faults, Fault.NONE) if method == "GET" else Fault.NONE

    await back(lives)

    assert len(faulty.replies_to(asked)) == 1


async def test_a_channel_that_fails_keeps_no_other_waiting(
    lives: Lives, faulty: FaultyDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "FIRST_REST_SECONDS", 60)
    await been(lives)
    for channel in (CHANNEL, *OTHER_CHANNELS):
        await faulty.write(f"{MENTION} {TRUE}", mentions=True, channel=channel)
    faults = iter([Fault.FAILS] * catching_up.CHANNELS_AT_ONCE)
    faulty.next_fault = lambda method: next(faults, Fault.NONE) if method == "GET" else Fault.NONE

    await lives.begin()
    await asyncio.wait_for(faulty.replied.wait(), 10)

    assert len(faulty.said()) == 1


async def test_questions_are_answered_before_statements(lives: Lives, faulty: FaultyDiscord) -> None:
    await been(lives)
    stated = await faulty.write(WRONG)
    asked = await faulty.write(f"{MENTION} {TRUE}", mentions=True)

    await back(lives)

    assert [each["message_reference"]["message_id"] for each in faulty.said()] == [asked, stated]


async def test_a_statement_is_spoken_of_as_it_is_by_then(
    lives: Lives, faulty: FaultyDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "FIRST_REST_SECONDS", 0.5)
    await been(lives)
    stated = await faulty.write(WRONG)
    asked = await faulty.write(f"{MENTION} {TRUE}", mentions=True, channel=OTHER_CHANNELS[0])
    faults = iter([Fault.FAILS])
    faulty.next_fault = lambda method: next(faults, Fault.NONE) if method == "GET" else Fault.NONE

    await lives.begin()
    await asyncio.wait_for(_has_read(faulty, CHANNEL), 10)
    await faulty.edit(stated, CAKE, heard=False)
    await lives.settled()

    assert (faulty.replies_to(stated), len(faulty.replies_to(asked))) == ([], 1)


async def _has_read(faulty: FaultyDiscord, channel: str) -> None:
    while ("GET", f"/api/channels/{channel}/messages") not in faulty.asked:  # noqa: ASYNC110 - nothing tells of it
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.1)


async def test_of_too_many_statements_the_newest_are_answered(
    lives: Lives, faulty: FaultyDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "MOST_STATEMENTS", 2)
    await been(lives)
    stated = [await faulty.write(WRONG, channel=channel) for channel in (CHANNEL, *OTHER_CHANNELS)]

    await back(lives)

    assert [each["message_reference"]["message_id"] for each in faulty.said()] == stated[-2:]


async def test_what_is_written_where_nothing_is_said_unasked_takes_no_room(
    lives: Lives, faulty: FaultyDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "MOST_STATEMENTS", 1)
    await back(lives)
    assert lives.bot is not None
    servers = lives.bot.claims.servers
    await servers.set_mode(int(GUILD), int(OTHER_CHANNELS[0]), Mode.ON_REQUEST, actor=Actor("test"))
    await lives.end()
    stated = [await faulty.write(WRONG, channel=channel) for channel in (CHANNEL, OTHER_CHANNELS[0])]

    await back(lives)

    assert [each["message_reference"]["message_id"] for each in faulty.said()] == stated[:1]


async def test_what_may_not_be_read_is_not_taken_for_gone(lives: Lives, faulty: FaultyDiscord) -> None:
    await back(lives)
    asked = await faulty.write(WRONG)
    await lives.settled()
    before = await lives.rows()
    await lives.end()
    faulty.next_fault = lambda method: Fault.FORBIDDEN if method == "GET" else Fault.NONE

    await back(lives)

    assert len(faulty.replies_to(asked)) == 1
    assert await lives.rows() == before


async def test_a_reply_goes_with_its_message_however_much_was_written_since(
    lives: Lives, faulty: FaultyDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "MOST_MESSAGES", 5)
    await back(lives)
    gone, stays = await faulty.write(WRONG), await faulty.write(TRUE)
    await lives.settled()
    await lives.end()
    await faulty.delete(gone)
    for _ in range(8):
        await faulty.write(CAKE)

    await back(lives)

    assert (faulty.replies_to(gone), len(faulty.replies_to(stays))) == ([], 1)


async def test_what_is_written_since_does_not_crowd_out_what_was_missed(
    lives: Lives, faulty: FaultyDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "MOST_MESSAGES", 5)
    monkeypatch.setattr(catching_up, "OVERLAP", timedelta(milliseconds=200))
    await been(lives)
    asked = await faulty.write(f"{MENTION} {TRUE}", mentions=True)
    chatting: list[asyncio.Task[None]] = []

    async def chat() -> None:
        for _ in range(20):
            await faulty.write(CAKE)
            await asyncio.sleep(0.05)

    def fails_while_they_chat(method: str) -> Fault:
        if method == "GET" and not chatting:
            chatting.append(asyncio.create_task(chat()))
        return Fault.FAILS if method == "GET" and not chatting[0].done() else Fault.NONE

    faulty.next_fault = fails_while_they_chat
    monkeypatch.setattr(catching_up, "FIRST_REST_SECONDS", 0.5)

    await back(lives)

    assert len(faulty.replies_to(asked)) == 1
