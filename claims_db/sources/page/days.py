"""The day that a text names, in the ways that pages write one. Never guessed: a month alone or 03/04/2021 is no day."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib.resources import files

import regex

_SHORTEST = 3
_MAX_LENGTH = 200

_ISO = re.compile(r"(?<!\d)(\d{4})([-/.])\s?(\d{1,2})\2\s?(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:t?\d{4,6}z?)?")
_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_WORD = r"ב?([\p{L}\p{M}]+(?:[.'’\s](?:الثاني|الأول|\d{1,2}))?)"
_DAY_FIRST = regex.compile(rf"(?<![\d:])(\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?[\s\-]+(?:de |d['’]|of )?{_WORD}"
                           r"[.,]?[\s\-]+(?:de |del |năm |พ\.ศ\.\s*)?(\d{4})(?!\d)")  # fmt: skip
_MONTH_FIRST = regex.compile(rf"{_WORD}[.,]?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?:de )?(\d{{4}})(?!\d)")
_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_STAMP = re.compile(r"(\d{10})(\d{3})?")

# What programs write where they know no day.
_EMPTY = frozenset({date(1970, 1, 1), date(1900, 1, 1)})
_MONTH_FIRST_PLACES = frozenset({"en-us", "en-ph"})
_BUDDHIST_YEARS = 543


def named_day(text: str, language: str | None = None) -> date | None:
    """The day that is written in `text`, as it is written: no time zone moves it.

    Where a text holds several days, it names none. `language` tells which of 03/04/2021 is the month; English without
    a country does not.
    """
    bare = _folded(text[:_MAX_LENGTH])
    found = set(_days(bare, (language or "").lower()))
    return found.pop() if len(found) == 1 else None


def stamped_day(text: str, language: str | None = None) -> date | None:
    """The same, where the text is a field for nothing but a time: 20210318 and seconds since 1970 are taken too."""
    bare = _folded(text[:_MAX_LENGTH]).strip()
    if match := _STAMP.fullmatch(bare):
        return _kept(datetime.fromtimestamp(int(match[1]), UTC).date())
    if match := _COMPACT.fullmatch(bare):
        return _day(match[1], match[2], match[3])
    return named_day(bare, language)


def _folded(text: str) -> str:
    """One form for every way to write a letter or a digit; marks that only steer direction are taken out."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", plain)
    return "".join(str(unicodedata.digit(sign, sign)) if sign.isdigit() else sign for sign in plain)


def _days(text: str, language: str) -> Iterator[date]:
    for match in _ISO.finditer(text):
        yield from _some(_day(match[1], match[3], match[4]))
    for match in _EAST_ASIAN.finditer(text):
        yield from _some(_day(match[1], match[2], match[3]))
    for named in _DAY_FIRST.finditer(text):
        yield from _some(_day(_year(named[3], language), _month(named[2]), named[1]))
    for named in _MONTH_FIRST.finditer(text):
        yield from _some(_day(named[3], _month(named[1]), named[2]))
    for match in _NUMBERS.finditer(text):
        yield from _some(_numeric(match[1], match[3], match[4], language))


def _some(day: date | None) -> Iterator[date]:
    if day:
        yield day


def _numeric(first: str, second: str, year: str, language: str) -> date | None:
    """The month is the part that can be one; where both can, the language decides, or nothing does."""
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if day_first is None or month_first is None or day_first == month_first:
        return day_first or month_first
    if language in _MONTH_FIRST_PLACES:
        return month_first
    return None if language in {"", "en"} else day_first


def _month(word: str) -> int:
    """The month of that name or of the beginning of a name; 0 where it is none, or that of several."""
    bare = word.strip(". ")
    if len(bare) < _SHORTEST and bare.isascii():
        return 0
    found = [number for number, names in enumerate(_NAMES, 1) if any(_is_short_for(bare, name) for name in names)]
    exact = [number for number, names in enumerate(_NAMES, 1) if bare in names]
    candidates = exact or found
    return candidates[0] if len(candidates) == 1 else 0


def _is_short_for(word: str, name: str) -> bool:
    """Whether a page may have cut the name so. Finnish ones are not cut, and begin like other months elsewhere."""
    return name.startswith(word) and not name.endswith("kuuta")


_LINES = files("claims_db.sources.page").joinpath("months.txt").read_text(encoding="utf-8").splitlines()
_NAMES = tuple(
    frozenset(_folded(name).replace(".", " ") for name in line.split()) for line in _LINES if not line.startswith("#")
)


def _year(year: str, language: str) -> str:
    """Thai pages count from the Buddha."""
    number = int(year)
    return str(number - _BUDDHIST_YEARS) if language.startswith("th") and number > 2400 else year


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        return _kept(date(int(year), int(month), int(day)))
    except ValueError:
        return None


def _kept(day: date) -> date | None:
    """The day, unless it is one that no page was published on."""
    return day if 1600 <= day.year <= 2100 and day not in _EMPTY else None
