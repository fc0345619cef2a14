"""The dates of a text, absolute and relative, with every reading that each allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from claims_db.engine.dates.calendar import calendar_dates, may_count
from claims_db.engine.dates.interval import When, agrees
from claims_db.engine.dates.relative import relative_dates
from claims_db.engine.text.plain_letters import plain_letters

__all__ = ["When", "agrees", "dates"]


def dates(text: str, at: datetime) -> list[When]:
    """Every date of `text` in order; relative ones are counted from `at`."""
    plain = plain_letters(text)
    found = _apart([*calendar_dates(plain, at.date()), *relative_dates(plain, at)])
    sure = [when for when in found if not may_count(when, plain)]
    return [replace(when, text=text[when.start : when.end]) for when in sure or found]


def _apart(found: Iterable[When]) -> list[When]:
    """Where two overlap, the longer one, but any rather than a lone month ("after june 8th")."""
    kept: list[When] = []
    for when in sorted(found, key=_standing):
        if all(when.end <= other.start or when.start >= other.end for other in kept):
            kept.append(when)
    return sorted(kept, key=lambda one: one.start)


def _standing(when: When) -> tuple[bool, int, int]:
    return (not when.readings and when.day is None, when.start - when.end, when.start)
