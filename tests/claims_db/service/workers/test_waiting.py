"""Who is next, and what is dropped."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.service.workers.errors import BusyError, DroppedError
from claims_db.service.workers.waiting import Piece, Priority, Waiting

ASKED, UNASKED = Priority.ASKED, Priority.UNASKED
Line = Waiting[None]
COUNTS = st.lists(st.sampled_from([ASKED, UNASKED]), max_size=30)


def piece(priority: Priority = ASKED) -> Piece[None]:
    return Piece(lambda _: None, priority, 1.0)


async def taken(waiting: Line) -> list[Piece[None]]:
    """Everything that waits, in turn."""
    return [found for _ in range(len(waiting)) if (found := await waiting.take(lambda: True))]


def put(waiting: Line, pieces: list[Piece[None]]) -> list[Piece[None]]:
    """Let all of them wait that may; those that were turned away."""
    away = []
    for each in pieces:
        try:
            waiting.put(each)
        except BusyError:
            away.append(each)
    return away


async def test_the_asked_go_before_the_unasked_and_each_in_turn() -> None:
    waiting = Line(10, 10, 60)
    pieces = [piece(priority) for priority in (UNASKED, ASKED, UNASKED, ASKED)]
    put(waiting, pieces)
    assert await taken(waiting) == [pieces[1], pieces[3], pieces[0], pieces[2]]


@given(COUNTS, st.integers(1, 8), st.integers(0, 8))
def test_too_much_leaves_the_oldest_asked_and_the_newest_unasked(
    priorities: list[Priority], most_asked: int, more: int
) -> None:
    async def check() -> None:
        waiting = Line(most_asked + more, most_asked, 60)
        pieces = [piece(each) for each in priorities]
        away = put(waiting, pieces)
        asked = [each for each in pieces if each.priority is ASKED]
        assert away == asked[most_asked:]
        left = await taken(waiting)
        assert [each for each in left if each.priority is ASKED] == asked[:most_asked]
        kept = [each for each in left if each.priority is UNASKED]
        unasked = [each for each in pieces if each.priority is UNASKED]
        assert kept == unasked[len(unasked) - len(kept) :]
        assert waiting.dropped == len(unasked) - len(kept)
        for each in unasked[: waiting.dropped]:
            assert isinstance(each.answer.exception(), DroppedError)

    asyncio.run(check())


@given(COUNTS)
def test_never_more_wait_than_may(priorities: list[Priority]) -> None:
    async def check() -> None:
        waiting = Line(5, 3, 60)
        for each in priorities:
            put(waiting, [piece(each)])
            assert len(waiting) <= 5
        waiting.close()

    asyncio.run(check())


async def test_an_unasked_piece_goes_stale_and_an_asked_one_does_not() -> None:
    waiting = Line(10, 10, 60)
    old, asked, new = piece(UNASKED), piece(ASKED), piece(UNASKED)
    old.since -= 61
    asked.since -= 61
    put(waiting, [old, asked, new])
    assert await taken(waiting) == [asked, new]
    assert (waiting.dropped, type(old.answer.exception())) == (1, DroppedError)


async def test_what_was_not_done_is_next() -> None:
    waiting = Line(10, 10, 60)
    first, second = piece(), piece()
    put(waiting, [first, second])
    assert await waiting.take(lambda: True) is first
    waiting.put_back(first)
    assert await taken(waiting) == [first, second]


async def test_what_nobody_waits_for_is_not_put_back() -> None:
    waiting = Line(10, 10, 60)
    gone = piece()
    gone.answer.cancel()
    waiting.put_back(gone)
    assert len(waiting) == 0


async def test_taking_waits_until_there_is_something_or_it_is_not_wanted() -> None:
    waiting, wanted = Line(10, 10, 60), True
    taking = [asyncio.create_task(waiting.take(lambda: wanted)) for _ in range(2)]
    await asyncio.sleep(0)
    first = piece()
    waiting.put(first)
    (done, _) = await asyncio.wait(taking, return_when=asyncio.FIRST_COMPLETED)
    assert [each.result() for each in done] == [first]
    wanted = False
    waiting.wake()
    assert [found for each in taking if (found := await each)] == [first]


async def test_where_it_is_closed_nothing_waits_or_comes() -> None:
    waiting = Line(10, 10, 60)
    before, taken_before = piece(), piece()
    put(waiting, [before])
    waiting.close()
    waiting.put_back(taken_before)
    for each in (before, taken_before):
        assert isinstance(each.answer.exception(), DroppedError)
    with pytest.raises(DroppedError):
        waiting.put(piece())
    assert (len(waiting), waiting.dropped) == (0, 0)
