from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.health import (
    APART,
    FAILURES_UNTIL_GONE,
    Finding,
    Health,
    PageCheck,
    State,
    due,
    has_new_state,
    health_after,
)

DAY = date(2022, 5, 1)
MISSING, HIDDEN, PRESENT = (PageCheck(each, "404") for each in (Finding.MISSING, Finding.HIDDEN, Finding.PRESENT))
MOVED = PageCheck(Finding.MOVED, "200", "https://new.example/")
CHANGED = PageCheck(Finding.CHANGED, "200")

# Checks with the days between them.
CHECKS = st.lists(
    st.tuples(st.sampled_from([MISSING, HIDDEN, PRESENT, MOVED, CHANGED]), st.integers(0, 40)), min_size=1, max_size=30
)


def told(*checks: tuple[PageCheck, int]) -> list[Health]:
    """The health after each check, so many days after the one before."""
    found: list[Health] = []
    today = DAY
    for check, days in checks:
        today += timedelta(days=days)
        found.append(health_after(found[-1] if found else None, check, today))
    return found


@given(checks=CHECKS)
def test_a_page_is_gone_only_after_missing_on_three_days_apart(checks: list[tuple[PageCheck, int]]) -> None:
    """The law that keeps a bad week of a server from taking a source away."""
    health = told(*checks)
    for at, each in enumerate(health):
        if each.known is not State.GONE or (at and health[at - 1].known is State.GONE):
            continue
        missing: list[date] = []
        for (check, _), seen in zip(reversed(checks[: at + 1]), reversed(health[: at + 1]), strict=True):
            if check.finding not in {Finding.MISSING, Finding.HIDDEN}:
                break
            if check is MISSING and (not missing or missing[-1] - seen.tried >= APART):
                missing.append(seen.tried)
        assert len(missing) >= FAILURES_UNTIL_GONE


@given(checks=CHECKS, days=st.integers(0, 40))
def test_what_keeps_us_out_changes_nothing_that_was_known(checks: list[tuple[PageCheck, int]], days: int) -> None:
    *_, before, now = told(*checks, (HIDDEN, days))
    assert now.state is State.COULD_NOT_CHECK
    assert (now.known, now.reached, now.failures, now.moved_to, now.copy) == (
        before.known,
        before.reached,
        before.failures,
        before.moved_to,
        before.copy,
    )
    assert not has_new_state(before, now)


@given(checks=CHECKS)
def test_a_page_that_is_seen_is_there_again_whatever_was_before(checks: list[tuple[PageCheck, int]]) -> None:
    now = told(*checks, (PRESENT, 1))[-1]
    assert (now.state, now.known, now.failures, now.reached) == (State.ALIVE, State.ALIVE, 0, now.tried)


def test_missing_several_times_on_one_day_counts_once() -> None:
    assert [each.failures for each in told(*[(MISSING, 0)] * 5)] == [1] * 5
    assert [each.failures for each in told((MISSING, 0), (MISSING, 1), (MISSING, 1), (MISSING, 2))] == [1, 1, 2, 3]


def test_three_failures_days_apart_are_a_turn_once() -> None:
    health = told((PRESENT, 0), *[(MISSING, 2)] * 5)
    assert [each.state for each in health[1:]] == [State.COULD_NOT_CHECK] * 2 + [State.GONE] * 3
    pairs = zip([None, *health], health, strict=False)
    assert [has_new_state(before, now) for before, now in pairs] == [False, False, False, True, False, False]


@pytest.mark.parametrize(("check", "turns"), [(PRESENT, False), (HIDDEN, False), (MOVED, True), (CHANGED, True)])
def test_what_is_first_seen_turns_only_where_it_is_not_as_cited(check: PageCheck, *, turns: bool) -> None:
    assert has_new_state(None, told((check, 0))[0]) is turns


@given(name=st.text(), days=st.integers(1, 400))
def test_each_source_is_looked_at_about_once_in_a_period(name: str, days: int) -> None:
    wait = due(name, told((PRESENT, 0))[0], timedelta(days=days)) - DAY
    assert 0.8 * days - 1 <= wait.days <= 1.2 * days + 1
    assert wait.days >= 1


def test_sources_that_came_on_one_day_part() -> None:
    alive = told((PRESENT, 0))[0]
    days = [due(f"pack/source-{at}", alive, timedelta(days=30)) for at in range(1000)]
    assert max(days.count(day) for day in days) < 200
    assert days == [due(f"pack/source-{at}", alive, timedelta(days=30)) for at in range(1000)]


@given(checks=CHECKS, days=st.integers(1, 400))
def test_what_tells_nothing_again_waits_longer_each_time(checks: list[tuple[PageCheck, int]], days: int) -> None:
    health = told(*checks, *[(HIDDEN, 1)] * 15)[-15:]
    waits = [(due("x", each, timedelta(days=days)) - each.tried).days for each in health]
    assert waits == sorted(waits)
    assert waits[-1] == 180
    again = told(*checks, *[(HIDDEN, 1)] * 15, (PRESENT, 1), (HIDDEN, 1))[-1]
    assert due("x", again, timedelta(days=days)) - again.tried == min(timedelta(days=7), timedelta(days=days))


def test_what_failed_is_looked_at_sooner() -> None:
    month = timedelta(days=30)
    assert due("x", None, month) < DAY
    assert due("x", told((MISSING, 0))[0], month) == DAY + APART
    assert due("x", told((HIDDEN, 0))[0], month) == DAY + timedelta(days=7)
    assert due("x", told(*[(MISSING, 2)] * 3)[-1], month) > DAY + timedelta(days=20)
