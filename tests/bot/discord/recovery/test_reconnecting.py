"""How long the bot waits before it tries to connect again."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from bot.discord.recovery.reconnecting import Waits


class Told(Waits):
    """On a clock of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = 1_000.0

    def now(self) -> float:
        return self.clock


def outage(waits: Told, seconds: float) -> list[tuple[float, float]]:
    """For each try of an outage when it was, since the outage began, and how long the wait after it is."""
    began, tries = waits.clock, list[tuple[float, float]]()
    while waits.clock - began < seconds:
        tries.append((waits.clock - began, waits.delay()))
        waits.clock += tries[-1][1]
    return tries


async def test_for_ten_minutes_no_wait_is_over_half_a_minute() -> None:
    for _ in range(50):
        waits = [wait for when, wait in outage(Told(), 3_600) if when < 600]
        assert max(waits) <= 30
        assert min(waits) >= 1
        assert len(waits) >= 20


async def test_a_long_outage_is_left_some_peace() -> None:
    later = [wait for when, wait in outage(Told(), 86_400) if when >= 600]
    assert max(later) <= 300
    assert len(later) < 700  # a whole day of it is no day without logins


async def test_after_a_connection_the_waits_begin_anew() -> None:
    waits = Told()
    outage(waits, 3_600)
    waits.clock += 600

    assert outage(waits, 60)[0][1] <= 2


async def test_a_try_that_takes_its_minute_is_no_connection() -> None:
    waits = Told()
    for _ in range(12):
        waits.clock += 60 + waits.delay()

    assert waits.delay() > 30


async def test_what_lasted_is_resumed_at_once_and_what_did_not_after_ever_longer_waits() -> None:
    waits = Told()
    waited = []
    for lasts in (3_600, 0, 0, 0, 0, 0, 0, 0, 1, 3_600, 0):
        waits.open()
        waits.clock += lasts
        waited.append(waits.before_opening())
        waits.clock += waited[-1]

    assert waited == [0, 0, 2, 4, 8, 16, 30, 30, 29, 0, 0]


async def test_what_fails_to_open_does_not_count_as_short() -> None:
    waits = Told()
    waits.open()

    assert [waits.before_opening() for _ in range(5)] == [0, 0, 0, 0, 0]


async def test_a_stop_that_a_failing_try_swallowed_is_heeded_before_the_next() -> None:
    waits = Waits()

    async def tries() -> None:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(60)
        waits.delay()

    running = asyncio.create_task(tries())
    await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
