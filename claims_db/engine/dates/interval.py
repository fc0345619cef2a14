"""What a date in a text is, and whether it agrees with the day of an event."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from claims_db.values import Interval


@dataclass(frozen=True, slots=True)
class When:
    """A date as written, from `start` to `end`.

    `readings` holds every interval that it may mean (03/04/2021 has two); it is empty where no year is given, and then
    `month`, and `day` where it has one, say what is known. A `relative` date was counted from the text's own time.
    """

    text: str
    start: int
    end: int
    readings: tuple[Interval, ...] = ()
    month: int | None = None
    day: int | None = None
    relative: bool = False


def agrees(when: When, happened: Interval) -> bool:
    """Whether an event of `happened` can be dated so: the wider date holds the narrower, or half of it at least."""
    if when.readings:
        return any(_meet(reading, happened) for reading in when.readings)
    return when.month is None or _has_month(happened, when.month, when.day)


def _meet(one: Interval, other: Interval) -> bool:
    shared = (min(one.last, other.last) - max(one.first, other.first)).days + 1
    return shared > 0 and 2 * shared >= min(_days(one), _days(other))


def _days(interval: Interval) -> int:
    return (interval.last - interval.first).days + 1


def _has_month(happened: Interval, month: int, day: int | None) -> bool:
    """Whether the interval holds that month, or that day of it, in any year."""
    return any(
        happened.overlaps(Interval.of(year, month, day))
        for year in range(happened.first.year, min(happened.last.year, happened.first.year + 8) + 1)
        if day is None or day <= calendar.monthrange(year, month)[1]
    )


def interval(year: int, month: int | None = None, day: int | None = None) -> Interval | None:
    """The year, month or day; None where the calendar has none such."""
    try:
        return Interval.of(year, month, day)
    except ValueError:
        return None


def months_from(year: int, month: int, count: int = 1) -> Interval | None:
    """`count` months, the first of which may be given past December or before January."""
    first = year * 12 + month - 1
    last = first + count - 1
    try:
        days = calendar.monthrange(last // 12, last % 12 + 1)[1]
        return Interval(date(first // 12, first % 12 + 1, 1), date(last // 12, last % 12 + 1, days))
    except ValueError:
        return None


def shifted(day: date, days: int) -> date:
    """`day` moved by `days`, stopping where the calendar ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
