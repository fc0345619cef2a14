"""Neighbouring numbers that are one quantity: `10-12`, `between 5 and 6`, `5 ft 11 in`, `7-1`, `nine in ten`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from claims_db.engine.numbers.units import PERCENT, SCORE, Unit
from claims_db.engine.numbers.values import Measure, Reading

_TO = re.compile(r" ?(?:-|~|to|or|bis|à|au|al|до|至|到) ?")
_BETWEEN = re.compile(r"\b(?:between|zwischen|entre|tra|fra|tussen|mellem|между)(?: about| roughly)? $")
_FROM = re.compile(r"\bfrom $")
_AND = re.compile(r" (?:and|und|et|y|e|en|og|и) ")
_SCORED = re.compile(r" ?[-:] ?")
_OUT_OF = re.compile(r" (?:in|out of) (?:every )?")
_PLUS = re.compile(r" ?(?:and |& ?|, (?:and )?)?")
_SUMMED = frozenset({"time", "length", "mass", "money"})
# What a bare number after a larger unit counts: `6 ft 2`, `1h30`.
_SMALLER = {("length", 0.3048): 12, ("time", 3600.0): 60}
_HIGHEST_SCORE = 200


def joined(measures: list[Measure], plain: str) -> list[Measure]:
    """The measures in order, those that belong together as one; sums before ranges, as these may have sums for ends."""
    return list(_folded(list(_folded(measures, plain, _compound)), plain, _spread))


def _folded(
    measures: list[Measure], plain: str, join: Callable[[Measure, Measure, str], Measure | None]
) -> Iterator[Measure]:
    place = 0
    while place < len(measures):
        measure = measures[place]
        while place + 1 < len(measures) and (joint := join(measure, measures[place + 1], plain)):
            measure, place = joint, place + 1
        yield measure
        place += 1


def opening(plain: str, start: int) -> int:
    """Where the "between" begins that stands right before `start`, else `start`."""
    between = _BETWEEN.search(plain[max(0, start - 24) : start])
    return start - len(between[0]) if between else start


def _compound(left: Measure, right: Measure, plain: str) -> Measure | None:
    return _sum(left, right) if _PLUS.fullmatch(plain, left.end, right.start) else None


def _spread(left: Measure, right: Measure, plain: str) -> Measure | None:
    if left.ordinal or right.ordinal or left.multiplier or left.likeliest.upto != left.likeliest.number:
        return None
    gap = plain[left.end : right.start]
    before = plain[max(0, left.start - 24) : left.start]
    if _AND.fullmatch(gap) and _BETWEEN.search(before):
        return _range(left, right)
    if _TO.fullmatch(gap) and not _FROM.search(before):
        spread = _range(left, right)
        return (_or_score(spread, gap) if spread else None) or spread or _score(left, right, gap)
    if _OUT_OF.fullmatch(gap):
        return _proportion(left, right, gap)
    return _score(left, right, gap) if _SCORED.fullmatch(gap) else None


def _range(left: Measure, right: Measure) -> Measure | None:
    """The unit and scale that one end lacks are the other's: `£5-6m`."""
    low, high = left.likeliest, right.likeliest
    if low.unit and low.unit.dimension == "money":
        high = next((reading for reading in right.readings if reading.unit is None), high)
    if low.scale == 1 and low.number < high.number:
        low = replace(low, scale=high.scale)
    low, high = replace(low, unit=low.unit or high.unit), replace(high, unit=high.unit or low.unit)
    if low.unit != high.unit or not low.low < high.low:
        return None
    step = min(low.step * low.scale, high.step * high.scale)
    spread = Reading(low.number * low.scale, high.upto * high.scale, step, 1.0, low.unit)
    return replace(right, readings=(spread,), start=left.start)


def _or_score(spread: Measure, gap: str) -> Measure | None:
    """`1-2` may be a lost game."""
    reading = spread.likeliest
    if gap != "-" or reading.unit or reading.upto > _HIGHEST_SCORE:
        return None
    return replace(spread, readings=(reading, replace(reading, unit=SCORE)))


def _score(left: Measure, right: Measure, gap: str) -> Measure | None:
    """`7-1`: what goes down is no range. Both orders are one score, as winner and loser tell it."""
    first, second = left.likeliest, right.likeliest
    if gap.strip() not in {"-", ":"} or first.unit or second.unit or max(first.low, second.low) > _HIGHEST_SCORE:
        return None
    low, high = sorted((first.number, second.number))
    return replace(right, readings=(Reading(low, high, 1.0, 1.0, SCORE),), start=left.start)


def _proportion(left: Measure, right: Measure, gap: str) -> Measure | None:
    """`one in five` and `9 out of 10` are shares."""
    part, whole = left.likeliest, right.likeliest
    if part.unit or whole.unit or not 0 < part.number < whole.number:
        return None
    if "out" not in gap and (part.number > 9 or whole.number > 1000):
        return None
    share = 100 * part.number / whole.number
    return replace(right, readings=(Reading(share, share, 2.0, 1.0, PERCENT),), start=left.start)


def _sum(left: Measure, right: Measure) -> Measure | None:
    """`5 feet 11 inches`: the same dimension again in a smaller unit."""
    large, small = left.likeliest, right.likeliest
    if large.upto != large.number or small.upto != small.number:
        return None
    part = _part_of_larger(large.unit, small) if large.unit and large.unit.dimension in _SUMMED else None
    if not part:
        return None
    total = large.number * large.scale + small.number * small.scale * part
    reading = Reading(total, total, small.step * small.scale * part, 1.0, large.unit)
    return replace(left, readings=(reading,), end=right.end)


def _part_of_larger(large: Unit, small: Reading) -> float | None:
    """How many of the larger unit one of the smaller is; None where the two cannot be one quantity."""
    if small.unit is None:
        parts = _SMALLER.get((large.dimension, large.factor), 0)
        return 1 / parts if 0 < small.number < parts and small.scale == 1 else None
    if small.unit.base != large.base or small.unit.factor >= large.factor:
        return None
    return small.unit.factor / large.factor
