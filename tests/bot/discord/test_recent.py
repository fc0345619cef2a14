"""What is kept in memory is bounded."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from bot.discord.message_locks import MessageLocks
from bot.discord.recent import Recent


@given(st.lists(st.integers(0, 9)), st.integers(1, 5))
def test_the_newest_are_kept_and_no_more_than_allowed(keys: list[int], most: int) -> None:
    recent: Recent[int, int] = Recent(most)
    for position, key in enumerate(keys):
        recent.put(key, position)

    newest = list(dict.fromkeys(reversed(keys)))[:most]
    assert {key for key in range(10) if recent.get(key) is not None} == set(newest)


def test_what_is_taken_is_gone() -> None:
    recent: Recent[str, int] = Recent(2)
    recent.put("a", 1)

    assert recent.take("a") == 1
    assert recent.take("a") is None


async def test_what_is_about_one_message_happens_one_after_the_other() -> None:
    locks, seen = MessageLocks(), list[str]()

    async def happen(name: str, key: int) -> None:
        async with locks.of(key):
            seen.append(f"{name} begins")
            await asyncio.sleep(0)
            seen.append(f"{name} ends")

    await asyncio.gather(happen("first", 1), happen("second", 1), happen("other", 2))

    assert seen == ["first begins", "other begins", "first ends", "other ends", "second begins", "second ends"]


async def test_a_lock_is_forgotten_when_nobody_holds_it() -> None:
    locks = MessageLocks()
    async with locks.of(1):
        assert len(locks._locks) == 1

    assert len(locks._locks) == 0
