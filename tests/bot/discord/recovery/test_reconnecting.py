"""How long the bot waits before it tries to connect again."""

from __future__ import annotations

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


def test_for_ten_minutes_no_wait_is_over_half_a_minute() -> None:
    for _ in range(50):
        waits = [wait for when, wait in outage(Told(), 3_600) if when < 600]
        assert max(waits) <= 30
        assert min(waits) >= 1
        assert len(waits) >= 20


def test_a_long_outage_is_left_some_peace() -> None:
    later = [wait for when, wait in outage(Told(), 86_400) if when >= 600]
    assert max(later) <= 300
    assert len(later) < 700  # a whole day of it is no day without logins


def test_after_a_connection_the_waits_begin_anew() -> None:
    waits = Told()
    outage(waits, 3_600)
    waits.clock += 600

    assert outage(waits, 60)[0][1] <= 2


def test_a_try_that_takes_its_minute_is_no_connection() -> None:
    waits = Told()
    for _ in range(12):
        waits.clock += 60 + waits.delay()

    assert waits.delay() > 30
