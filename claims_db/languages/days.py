"""The day that a text names, as pages write it. Never guessed: a month alone or 03/04/2021 is no day."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import Literal, TypeAlias

import regex

# How a page orders the numbers of a day.
Order: TypeAlias = Literal["dmy", "mdy"]

_SHORTEST = 3
_MONTHS = 12
_MAX_LENGTH = 200

_ISO = re.compile(r"(?<!\d)(\d{4})([-/.])\s?(\d{1,2})\2\s?(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:t?\d{4,6}z?)?")
_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_WORD = r"ב?([\p{L}\p{M}]+(?:[.'’\s](?:الثاني|الأول|\d{1,2}))?)"
_DAY_FIRST = regex.compile(rf"(?<![\d:])(\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?[\s\-]+(?:de |d['’]|of )?{_WORD}"
                           r"[.,]?[\s\-]+(?:de |del |năm |พ\.ศ\.\s*)?(\d{4})(?!\d)")  # fmt: skip
# From the beginning of a word alone, else each letter of a long one would be tried.
_MONTH_FIRST = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}]){_WORD}[.,]?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?:de )?(\d{{4}})(?!\d)"
)
_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_STAMP = re.compile(r"(\d{10})(\d{3})?")
_UTC = re.compile(r"\d{4}-\d\d-\d\d[Tt ]((\d\d):(\d\d))(?::\d\d(?:\.\d{1,9})?)?\s?(?:[Zz]|[+-]00:?00)$")

# What programs write where they do not know the day.
_EMPTY = frozenset({date(1970, 1, 1), date(1900, 1, 1)})
_MONTH_FIRST_PLACES = frozenset({"en-us", "en-ph"})
# Languages that write 18.03.2021 (https://cldr.unicode.org). Where such a page has 03/18/2021, a program wrote it.
_DOTTED = frozenset("az be bg cs da de et fi hr hy is ka kk lv mk nb nn no pl ro ru sk sl sr tr uk".split())
_BUDDHIST_YEARS = 543  # Thai pages count years from the Buddha.


def named_day(text: str, language: str | None = None, order: Order | None = None) -> date | None:
    """The day in `text`, as written: no time zone moves it. None where a text holds several days.

    `order` tells whether 03/04/2021 is in March or April; without it `language` does. English without a country does
    not.
    """
    bare = _folded(text[:_MAX_LENGTH])
    found = set(_days(bare, (language or "").lower(), order))
    return found.pop() if len(found) == 1 else None


def day_order(texts: Iterable[str]) -> Order | None:
    """What the dates that can be read in one way only tell of a page, such as 03/18/2021; None where they differ."""
    found = (match for text in texts for match in _NUMBERS.finditer(_folded(text[:_MAX_LENGTH])))
    orders: set[Order] = {
        "mdy" if int(match[3]) > _MONTHS else "dmy"
        for match in found
        if (int(match[1]) > _MONTHS) != (int(match[3]) > _MONTHS)
    }
    return orders.pop() if len(orders) == 1 else None


def stamped_day(text: str, language: str | None = None, order: Order | None = None) -> date | None:
    """The same for a field that holds only a time: it may also be 20210318, or seconds since 1970."""
    bare = _folded(text[:_MAX_LENGTH]).strip()
    if match := _STAMP.fullmatch(bare):
        return _kept(datetime.fromtimestamp(int(match[1]), UTC).date())
    if match := _COMPACT.fullmatch(bare):
        return _day(match[1], match[2], match[3])
    return named_day(bare, language, order)


def utc_hour(text: str) -> int | None:
    """The hour of a time in UTC, which may be on another day where it was written; None at 0:00, which means a day."""
    match = _UTC.search(text[:_MAX_LENGTH])
    return int(match[2]) if match and match[1] != "00:00" else None


def _folded(text: str) -> str:
    """One form for every way to write a letter or a digit, without direction marks."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", plain)
    return "".join(str(unicodedata.digit(sign, sign)) if sign.isdigit() else sign for sign in plain)


def _days(text: str, language: str, order: Order | None) -> Iterator[date]:
    for match in _ISO.finditer(text):
        yield from _some(_day(match[1], match[3], match[4]))
    for match in _EAST_ASIAN.finditer(text):
        yield from _some(_day(match[1], match[2], match[3]))
    for named in _DAY_FIRST.finditer(text):
        buddhist = language.startswith("th") and int(named[3]) > 2400
        year = int(named[3]) - (_BUDDHIST_YEARS if buddhist else 0)
        yield from _some(_day(year, _month(named[2]), named[1]))
    for named in _MONTH_FIRST.finditer(text):
        yield from _some(_day(named[3], _month(named[1]), named[2]))
    for match in _NUMBERS.finditer(text):
        yield from _some(_numeric(match, language, order))


def _some(day: date | None) -> Iterator[date]:
    if day:
        yield day


def _numeric(found: re.Match[str], language: str, order: Order | None) -> date | None:
    """The month is the part that can be one; where both can, the order or language decides, else there is no day."""
    first, separator, second, year = found.groups()
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if day_first is None or month_first is None or day_first == month_first:
        return day_first or month_first
    if order is None and language not in {"", "en"} and not (separator == "/" and language[:2] in _DOTTED):
        order = "mdy" if language in _MONTH_FIRST_PLACES else "dmy"
    return None if order is None else month_first if order == "mdy" else day_first


def _month(word: str) -> int:
    """The month of that name, perhaps cut short; 0 where no month fits, or several do.

    Finnish names are never cut short, and begin like other months elsewhere.
    """
    bare = word.strip(". ")
    if len(bare) < _SHORTEST and bare.isascii():
        return 0
    candidates = [number for number, names in enumerate(_NAMES, 1) if bare in names] or [
        number
        for number, names in enumerate(_NAMES, 1)
        if any(name.startswith(bare) and not name.endswith("kuuta") for name in names)
    ]
    return candidates[0] if len(candidates) == 1 else 0


_LINES = files("claims_db.languages").joinpath("months.txt").read_text(encoding="utf-8").splitlines()
_NAMES = tuple(
    frozenset(_folded(name).replace(".", " ") for name in line.split()) for line in _LINES if not line.startswith("#")
)


def _day(year: str | int, month: str | int, day: str) -> date | None:
    try:
        return _kept(date(int(year), int(month), int(day)))
    except ValueError:
        return None


def _kept(day: date) -> date | None:
    """The day, unless no page can have been published on it."""
    return day if 1600 <= day.year <= 2100 and day not in _EMPTY else None


# What stands in a day beside its number, month and year: endings of numbers, "of" in some languages, "day", "month".
_BESIDE = frozenset(
    "st nd rd th er º ª de del d of the le el den năm tháng 年 月 日 년 월 일 الثاني الأول พ ศ г года р року".split()
)
_WEEKDAY = re.compile(r"^[^\W\d]+\.?,\s+")
_TIME = re.compile(r"[t,\s]+(?:at\s+)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?"
                   r"\s*(?:z|utc|gmt|[+-]\d{2}:?\d{2})?$")  # fmt: skip
_PARTS_OF_A_DAY = 3


def lone_day(text: str, language: str | None = None) -> date | None:
    """The day in a text that says nothing else, but perhaps a weekday before it and a time after it.

    So "before 18 March 2021" is none.
    """
    bare = _TIME.sub("", _WEEKDAY.sub("", _folded(text[:_MAX_LENGTH]).strip()))
    said = [part for part in re.findall(r"\d+|[^\W\d_]+", bare) if part not in _BESIDE]
    return named_day(bare, language) if len(said) == _PARTS_OF_A_DAY else None
