"""Dates counted from the time of writing: `yesterday`, `last month`, `almost five years ago`, `just fined`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from claims_db.engine.dates.interval import When, interval, months_from, shifted
from claims_db.engine.dates.names import FEASTS, MONTHS, SEASONS, WEEKDAYS
from claims_db.engine.numbers.parse import numerals
from claims_db.engine.text.plain_letters import any_of, compiled
from claims_db.values import Interval

_STEP = {"last": -1, "previous": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_PERIODS = {
    "week": 7, "weekend": 7, "fortnight": 14, "month": 30, "quarter": 91, "year": 365, "decade": 3652, "century": 36524,
}  # fmt: skip
_NAMES = MONTHS | WEEKDAYS | SEASONS | FEASTS
_UNITS = {
    "second": 0, "sec": 0, "minute": 0, "min": 0, "hour": 0, "hr": 0, "day": 1, "week": 7, "wk": 7, "month": 30,
    "year": 365, "yr": 365, "decade": 3652, "century": 36524,
}  # fmt: skip
_UNIT = rf"(?P<unit>{any_of(_UNITS)}|centurie)s?"
# "Ten years ago today" is one day, counted from that one.
_ON = {"today": 0, "tonight": 0, "to the day": 0, "this very day": 0, "yesterday": -1, "tomorrow": 1}
_ON_BEFORE = re.compile(r"\b(?P<on>today|yesterday|tomorrow|on this (?:very )?day)(?: it was| marks|,)? (?:exactly )?$")
_FEW = {
    "a": (1, 1), "an": (1, 1), "few": (2, 6), "a few": (2, 6), "couple": (2, 3), "a couple": (2, 3),
    "a couple of": (2, 3), "several": (3, 9), "some": (2, 9), "many": (3, 99),
}  # fmt: skip
_FEW_BEFORE = re.compile(rf"\b(?:{any_of(_FEW)})$")
_ON_WINDOW = 32
_QUALIFIER = re.compile(
    r"\b(?P<under>almost|nearly|just under|less than|not quite|under)$|\b(?P<over>over|more than|well over)$|"
    r"\b(?P<about>about|around|roughly|some|like|approximately|maybe|just over|a little over|~)$"
)
_QUALIFIERS = re.compile(r"(?:almost|nearly|about|around|roughly|over|more than|\d+ (?:to|or)|[a-z]+ (?:to|or))? ?")
# What looks like a past tense after "just" and is none, or tells a state.
_NO_EVENT = (
    "need indeed feed speed wanted needed worried tired bored scared confused excited interested hundred red"
).split()
_IRREGULAR = (
    "now been got had announced won lost made said told gave took came went did put cut hit let sent left found beat "
    "became began broke built bought fell fought led met paid rose ran saw set shut sold spent struck threw "
    "wrote"
).split()
# How many days off a count may be, by the days of its unit; people drop what is left of one. Else three tenths of it.
_SLACK = {1: 1, 7: 4, 30: 16, 365: 190}
# How much more of it tens of something ("20 years") and "about" allow. A year called so may have begun earlier still.
_ROUND_SHARE, _ABOUT_SHARE, _YEAR_BEGUN = 0.05, 0.15, 170
# Years of 365 days, with their leap days.
_WITH_LEAP_DAYS = 1.0007
# How many days "just" and "recently" reach back.
_JUST, _LATELY_DAYS = 45, 120
_JUST_GONE = timedelta(days=90)
_TRIGGERS = frozenset(WEEKDAYS) | frozenset(
    "today tonight yesterday tomorrow last this past previous current next coming ago back just recently lately newly "
    "other time now".split()
)
_DAYS = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "yesterday": -1,
    "last night": -1, "the day before yesterday": -2, "tomorrow": 1, "the day after tomorrow": 2,
}  # fmt: skip

_Reader = Callable[[re.Match[str], tuple[date, ...]], When | None]
_READERS: list[tuple[str, _Reader]] = []


def relative_dates(plain: str, at: datetime) -> Iterator[When]:
    """Relative dates of a lower-case text; two may overlap, and then the longer one counts.

    They are counted from each calendar day that it may be where the writer sits: clocks run from UTC-12 to UTC+14.
    """
    words = frozenset(re.findall(r"[^\W\d_]+", plain))
    if _TRIGGERS.isdisjoint(words):
        return
    moment = at.astimezone(UTC) if at.tzinfo else at
    days: dict[date, None] = {}
    for hours in (0, -12, 14):
        with suppress(OverflowError):
            days[(moment + timedelta(hours=hours)).date()] = None
    for pattern, read in _READERS:
        for match in compiled(pattern).finditer(plain):
            if when := read(match, tuple(days)):
                yield when


def _reads(pattern: str) -> Callable[[_Reader], _Reader]:
    """Have a function read what a pattern finds."""

    def register(read: _Reader) -> _Reader:
        _READERS.append((pattern, read))
        return read

    return register


def _when(match: re.Match[str], readings: Iterator[Interval | None], start: int | None = None) -> When | None:
    real = tuple(dict.fromkeys(reading for reading in readings if reading))
    first = match.start() if start is None else start
    return When(match.string[first : match.end()], first, match.end(), real, relative=True) if real else None


def _single(day: date) -> Interval:
    return Interval(day, day)


@_reads(rf"\b(?:{any_of(_DAYS)})\b")
def _day(match: re.Match[str], days: tuple[date, ...]) -> When | None:
    offset = _DAYS[match[0]]
    return _when(match, (_single(shifted(day, offset)) for day in days))


@_reads(rf"\b(?:earlier |later |the )?(?P<step>{any_of(_STEP)}) (?P<period>{any_of(_PERIODS)})\b(?!')")
def _period(match: re.Match[str], days: tuple[date, ...]) -> When | None:
    step = _STEP[match["step"]]
    return _when(match, (_period_at(match["period"], step, day, rolling=match["step"] == "past") for day in days))


def _period_at(period: str, step: int, day: date, *, rolling: bool) -> Interval | None:
    if rolling or period == "fortnight":
        length = _PERIODS[period]
        return Interval(shifted(day, -length), day) if step <= 0 else Interval(day, shifted(day, length))
    if period in {"week", "weekend"}:
        monday = shifted(day, 7 * step - day.weekday())
        return Interval(shifted(monday, 4 if period == "weekend" else -1), shifted(monday, 6))
    if period == "month":
        return months_from(day.year, day.month + step)
    if period == "quarter":
        return months_from(day.year, (day.month - 1) // 3 * 3 + 1 + 3 * step, 3)
    size = {"year": 1, "decade": 10, "century": 100}[period]
    return months_from((day.year // size + step) * size, 1, 12 * size)


@_reads(
    rf"\b(?:(?P<step>last|this|this past|past|next|this coming|coming) (?P<name>{any_of(_NAMES)})"
    rf"|on (?P<day>{any_of(WEEKDAYS)})|(?P<weekday>{any_of(name for name in WEEKDAYS if len(name) > 5)}))\b(?!,? ?'?\d)"
)
def _named(match: re.Match[str], days: tuple[date, ...]) -> When | None:
    weekday = match["day"] or match["weekday"]
    if weekday:
        return _when(match, (near for day in days for near in _weekdays(WEEKDAYS[weekday], day, "on")))
    step, name = match["step"].split()[-1] if match["step"] != "this past" else "last", match["name"]
    if name in WEEKDAYS:
        return _when(match, (near for day in days for near in _weekdays(WEEKDAYS[name], day, step)))
    return _when(match, (near for day in days for near in _in_years(name, day, step)))


def _weekdays(weekday: int, day: date, step: str) -> Iterator[Interval]:
    """Last Friday may be of this week or the one before; a bare "on Friday" the nearest one either way."""
    back = (day.weekday() - weekday) % 7
    if step in {"last", "past", "this", "on"}:
        yield _single(shifted(day, -(back or (7 if step == "last" else 0))))
    if step == "last":
        yield _single(shifted(day, -(back or 7) - 7))
    if step in {"next", "coming", "this", "on"}:
        yield _single(shifted(day, 7 - back))
    if step == "next":
        yield _single(shifted(day, 14 - back))


def _in_years(name: str, day: date, step: str) -> Iterator[Interval | None]:
    """Last April, in August, is this year's to some and last year's to others; both are readings."""
    years = range(max(1, day.year - 2), min(9998, day.year + 2) + 1)
    if name in FEASTS:
        found = [interval(year, *FEASTS[name]) for year in years]
    else:
        month, count = SEASONS[name] if name in SEASONS else (MONTHS[name], 1)
        found = [months_from(year, month, count) for year in years]
    of_year = list(zip(years, found, strict=True))
    if step == "this":
        yield from (there for year, there in of_year if year == day.year)
        # In May "this winter" is the one that has just gone.
        yield from (there for year, there in of_year if there and year < day.year and day - there.last < _JUST_GONE)
    elif step in {"last", "past"}:
        yield from [there for _, there in of_year if there and there.last < day][-1:]
        yield from (there for year, there in of_year if year == day.year - 1)
    else:
        yield from [there for _, there in of_year if there and there.first > day][:1]
        yield from (there for year, there in of_year if year == day.year + 1)


@_reads(
    rf"(?P<half> and a half)?[ -]?\b{_UNIT}(?P<half_after> and a half)? (?:ago|back)\b"
    rf"(?: (?:(?P<on>{any_of(_ON)})|this (?:week|month|year|spring|summer|autumn|fall|winter))\b)?"
)
def _ago(match: re.Match[str], days: tuple[date, ...]) -> When | None:
    counted = _count_before(match.string, match.start())
    if not counted:
        return None
    low, high, start = counted
    extra = 0.5 if match["half"] or match["half_after"] else 0.0
    window = max(0, start - 16)
    qualified = _QUALIFIER.search(match.string[window:start].rstrip())
    qualifier, start = (qualified.lastgroup, window + qualified.start()) if qualified else (None, start)
    unit = _unit(match["unit"])
    before = _ON_BEFORE.search(match.string, max(0, start - _ON_WINDOW), start)
    on = match["on"] or (before["on"] if before else None)
    start = before.start() if before else start
    if on and low == high and not extra and not qualifier and _UNITS[unit]:
        return _when(match, (_to_the_day(int(low), unit, shifted(day, _ON.get(on, 0))) for day in days), start)
    return _when(match, (_back(low + extra, high + extra, unit, qualifier, day) for day in days), start)


def _to_the_day(count: int, unit: str, day: date) -> Interval | None:
    """The same day of the month so many months ago, or the same weekday so many weeks ago."""
    if unit in {"day", "week"}:
        return _single(shifted(day, -count * _UNITS[unit]))
    months = day.year * 12 + day.month - 1 - count * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
    return interval(months // 12, months % 12 + 1, day.day)


def _back(low: float, high: float, unit: str, qualifier: str | None, day: date) -> Interval | None:
    """People drop what is left of a unit, round large numbers, and count years by the calendar."""
    size = _UNITS[unit]
    if size == 0 or high * size > 700_000:
        return Interval(shifted(day, -1), day) if size == 0 and high < 48 else None
    slack = _SLACK.get(size, size * 3 // 10)
    if high >= 10 and high % 10 == 0:
        slack += int(high * size * _ROUND_SHARE)
    if qualifier == "about":
        slack = max(slack, int(high * size * _ABOUT_SHARE))
    before = slack + _YEAR_BEGUN if size == 365 else slack
    longest = int(high * size * _WITH_LEAP_DAYS)
    first, last = shifted(day, -longest - before), shifted(day, -int(low * size) + slack)
    if qualifier == "under":
        first, last = shifted(day, -longest - 1), shifted(day, -int((low - 0.75) * size))
    if qualifier == "over":
        first, last = date.min, shifted(day, -int(low * size))
    elif size == 365 and not qualifier:
        first = min(first, date(max(1, day.year - int(high)), 1, 1))
        last = max(last, date(max(1, day.year - int(low)), 12, 31))
    return Interval(first, min(last, day)) if first <= min(last, day) else None


def _count_before(plain: str, end: int) -> tuple[float, float, int] | None:
    """The number that ends at `end`, as its lowest and highest value, and where it begins."""
    window = max(0, end - 40)
    before = plain[window:end]
    if few := _FEW_BEFORE.search(before):
        return (*_FEW[few[0]], window + few.start())
    found = [numeral for numeral in numerals(before) if numeral.end == len(before) and not numeral.ordinal]
    return (found[-1].value, found[-1].upto or found[-1].value, window + found[-1].start) if found else None


def _unit(written: str) -> str:
    return {"wk": "week", "yr": "year", "centurie": "century"}.get(written, written)


@_reads(rf"\b(?:the |these )?(?:last|past) (?P<few>few|couple of|several)?(?P<count>[\w -]{{0,20}}?) ?{_UNIT}\b")
def _span(match: re.Match[str], days: tuple[date, ...]) -> When | None:
    """The past three weeks are the stretch up to now."""
    if match["few"]:
        high = 6.0
    else:
        count = match["count"].strip()
        counted = _count_before(count, len(count)) if count else None
        if not counted or not _QUALIFIERS.fullmatch(count[: counted[2]]):
            return None
        high = counted[1]
    size = max(1, _UNITS[_unit(match["unit"])])
    length = min(int(high * size) + 1, 3_000_000)
    return _when(match, (Interval(shifted(day, -length), day) for day in days))


@_reads(rf" {_UNIT}(?:'|'s)? (?:time|from now)\b")
def _hence(match: re.Match[str], days: tuple[date, ...]) -> When | None:
    counted = _count_before(match.string, match.start())
    if not counted:
        return None
    low, high, start = counted
    size = max(1, _UNITS[_unit(match["unit"])])
    if high * size > 700_000:
        return None
    first, last = int(low * size) - size // 2, int(high * size) + size // 2
    return _when(match, (Interval(shifted(day, first), shifted(day, last)) for day in days), start)


@_reads(
    rf"\bjust (?:(?:{any_of(_IRREGULAR)})\b|(?!(?:{any_of(_NO_EVENT)})\b)[a-z]{{2,}}ed\b)"
    r"|\b(?:has|have|had|'ve) just (?!(?:enough|as|an?|the|one|two|three|like|about)\b|\d)|\bjust(?= (?:in|out):)"
)
def _recent(match: re.Match[str], days: tuple[date, ...]) -> When | None:
    return _when(match, (Interval(shifted(day, -_JUST), day) for day in days))


@_reads(r"\b(?:recently|lately|these past days|the other day|newly)\b")
def _lately(match: re.Match[str], days: tuple[date, ...]) -> When | None:
    return _when(match, (Interval(shifted(day, -_LATELY_DAYS), day) for day in days))
