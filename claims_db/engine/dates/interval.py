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
    `month`, and `day` where it has one, say what is known. A `relative` date was counted from the text's own time, and
    a `span` has a first and a last day, month or year of its own ("from 1264 to 1276").
    """

    text: str
    start: int
    end: int
    readings: tuple[Interval, ...] = ()
    month: int | None = None
    day: int | None = None
    relative: bool = False
    span: bool = False

    def __hash__(self) -> int:
        """Where it stands tells it from most: it is looked up with every date that it is compared with."""
        return hash((self.start, self.end))


def agrees(when: When, happened: Interval, side: str = "", *, lasted: bool = False) -> bool:
    """Whether an event of `happened` can be dated so: the wider date holds the narrower, or half of it at least.

    Of two spans neither may reach beyond the other, and they are the same where it is known that it `lasted` so long.
    Without a year, `happened` has to hold that month, or that day of it, in any year. With a `side`, `before` or
    `after`, some of it has to lie on that side of the date.
    """
    if side and when.readings:
        early = any(happened.first < one.first for one in when.readings)
        return early if side == "before" else any(happened.last > one.last for one in when.readings)
    if when.span:
        within = any(_holds(reading, happened) or _holds(happened, reading) for reading in when.readings)
        return happened in when.readings if lasted else within
    if when.readings:
        return any(reading.meets(happened) for reading in when.readings)
    if when.month is None:
        return True
    first, last = happened.first.year, min(happened.last.year, happened.first.year + 8)
    return any(
        happened.overlaps(Interval.of(year, when.month, when.day))
        for year in range(first, last + 1)
        if when.day is None or when.day <= calendar.monthrange(year, when.month)[1]
    )


def same_day(when: When, other: When) -> bool:
    """Whether two dates may be the same; where either has no year, their months and days."""
    if other.readings:
        return any(agrees(when, reading) for reading in other.readings)
    one = [(each.first.month, each.first.day) for each in when.readings if each.first.month == each.last.month]
    days = one if when.readings else [(when.month, when.day)]
    return any(month == other.month and (None in {day, other.day} or day == other.day) for month, day in days)


def _holds(one: Interval, other: Interval) -> bool:
    return one.first <= other.first and other.last <= one.last


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
