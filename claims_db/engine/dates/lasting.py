"""How long something lasted, told in days by one side and from one day to another by the other."""

from __future__ import annotations

import re

from claims_db.differences import Comparison, DifferenceKind
from claims_db.engine.dates.interval import When
from claims_db.engine.numbers.values import Bound, Quantity
from claims_db.engine.text.wording import Wording
from claims_db.values import Interval

_DAY = 86_400.0
# What leads to a stretch of time that something lasted, and no age, delay or rate.
_LASTED = re.compile(
    r"\b(?:last(?:s|ed|ing)?|took|takes?|taking|for|within|spann?(?:s|ed|ing)?|ran)\W+$", re.IGNORECASE
)
_WINDOW = 20
# "A week" may be six days or eight, "three years" from the first of four to the last.
_ROUGHLY = 0.15


def durations(message: Wording, claim: Wording) -> list[tuple[When | Quantity, Comparison]]:
    """What the statement tells the one way and the claim the other, and whether the two agree.

    Nothing where either side tells several: who can say which belong together?
    """
    found: list[tuple[When | Quantity, Comparison]] = []
    for span, stretch, told_by_days in (
        (_only_span(message), _only_stretch(claim), True),
        (_only_span(claim), _only_stretch(message), False),
    ):
        if span is None or stretch is None:
            continue
        shown = span.readings[0].in_words(), stretch.shown
        agrees = any(_fits(stretch, reading) for reading in span.readings)
        said, source = (span.text, shown[1]) if told_by_days else (stretch.shown, shown[0])
        comparison = Comparison(DifferenceKind.DATE if told_by_days else DifferenceKind.NUMBER, said, source, agrees)
        found.append((span if told_by_days else stretch, comparison))
    return found


def _only_span(wording: Wording) -> When | None:
    spans = [when for when in wording.dates if when.span]
    return spans[0] if len(spans) == len(wording.dates) == 1 else None


def _only_stretch(wording: Wording) -> Quantity | None:
    times = [one for one in wording.quantities if one.dimension == "time" and one.per is None]
    before = wording.text[max(0, times[0].start - _WINDOW) : times[0].start] if len(times) == 1 else ""
    return times[0] if before and _LASTED.search(before) and not wording.dates else None


def _fits(stretch: Quantity, interval: Interval) -> bool:
    """Whether the days between the two, with or without the last, or the years, come to so much."""
    days = (interval.last - interval.first).days
    years = interval.last.year - interval.first.year
    whole_years = (interval.first.month, interval.first.day, interval.last.month) == (1, 1, 12)
    least, most = (365.0 * years if whole_years and years else days) * _DAY, (days + 1) * _DAY
    below = stretch.bound in {Bound.AT_LEAST, Bound.MORE_THAN} or least * (1 - _ROUGHLY) <= stretch.high
    above = stretch.bound in {Bound.AT_MOST, Bound.LESS_THAN} or stretch.low <= most * (1 + _ROUGHLY)
    return below and above
