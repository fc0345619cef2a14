"""The dates of a text, absolute and relative, with every reading that each allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from claims_db.engine.dates.calendar import calendar_dates, may_count
from claims_db.engine.dates.interval import When, agrees, same_day
from claims_db.engine.dates.relative import relative_dates
from claims_db.engine.text.plain_letters import plain_letters

__all__ = ["When", "agrees", "dates", "same_day"]


def dates(text: str, at: datetime) -> list[When]:
    """Every date of `text` in order; relative ones are counted from `at`.

    Where two overlap, the longer one counts, but any rather than a lone month ("after june 8th").
    """
    plain = plain_letters(text)
    found = [*calendar_dates(plain, at.date()), *relative_dates(plain, at)]
    kept: list[When] = []
    for when in sorted(found, key=lambda one: (not one.readings and one.day is None, one.start - one.end, one.start)):
        if all(when.end <= other.start or when.start >= other.end for other in kept):
            kept.append(when)
    sure = [when for when in kept if not may_count(when, plain)]
    return [replace(when, text=text[when.start : when.end]) for when in sorted(sure or kept, key=lambda one: one.start)]
