"""Whether what somebody said agrees with what a source says, as numbers go."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product

from claims_db.engine.numbers.units import unit_table
from claims_db.engine.numbers.values import Bound, Quantity

ABOVE = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
_DOWN = frozenset({Bound.AT_MOST, Bound.LESS_THAN})
OPEN = ABOVE | _DOWN
# How far "about" reaches: half of the place that the number is rounded to, but no more than a tenth of it, and never
# less than a twentieth.
_ABOUT_STEP, _ABOUT_SHARE = 0.10, 0.05
# A number said without "about" may be rounded where it loses no more than this share of it; a number that is said with
# more digits than the source gives was never in it, and may be off by less …
_COARSER_SHARE, _FINER_SHARE = 0.035, 0.02
# … and a converted one (282 feet of 86 metres) as much, as both sides were rounded; a temperature one degree.
_CONVERTED_SHARE, _CONVERTED_DEGREES = 0.035, 1.0
# Months are told as weeks and halves of months: "a month and a half" are six weeks.
_CONVERTED_MONTHS = 0.09
_ROUNDED_PERCENT, _ROUNDED_PERCENT_SHARE = 0.5, 0.1
# Below this a count without decimals is meant to the last digit.
_LARGE = 1e5


def comparable(said: Quantity, source: Quantity) -> bool:
    """Whether both can measure the same, in some reading: the same dimension, or one of them without any."""
    return any(True for _ in _readings(said, source))


def agree(said: Quantity, source: Quantity) -> bool:
    """Whether `said` is true where `source` is, allowing for honest rounding; any reading of either suffices."""
    return any(_agree(one, other) for one, other in _readings(said, source))


def apart(quantities: list[Quantity], others: list[Quantity]) -> list[Quantity]:
    """The scores among `quantities` as their two numbers where the other side has two bare ones: "61 votes to 38"."""
    if len(others) < 2 or any(reading.dimension == "score" for one in others for reading in one.readings):
        return quantities
    found: list[Quantity] = []
    for one in quantities:
        if one.dimension != "score":
            found.append(one)
            continue
        for number, place in ((one.high, one.start), (one.low, one.end - 1)):  # each in a place of its own
            shown = f"{number:g}"
            part = replace(
                one, low=number, high=number, unit=None, dimension=None, text=shown, shown=shown, start=place,
                written=number, digits=shown, alternatives=(),
            )  # fmt: skip
            found.append(part)
    return found


def unit_differs(said: Quantity, source: Quantity) -> bool:
    """Whether both write the same digits of another unit or scale: `2,300 miles` and `2,300 km`."""
    if said.digits != source.digits or said.ordinal != source.ordinal or agree(said, source):
        return False
    if said.unit is None and source.unit is None:
        return not _close(said.written, source.written)
    return said.unit is not None and source.unit is not None


def _readings(said: Quantity, source: Quantity) -> list[tuple[Quantity, Quantity]]:
    """The pairs of readings that can be compared: `86 m` is no 86 million where the other side has metres too."""
    pairs = []
    for one, other in product(said.readings, source.readings):
        kinds = {one.dimension, other.dimension}
        # "Won eight cups" is "won it eight times".
        alike = one.multiplier == other.multiplier or one.low == other.low
        if one.ordinal == other.ordinal and alike and (len(kinds) == 1 or (None in kinds and "score" not in kinds)):
            pairs.append((one, other))
    measured = any(one.dimension == other.dimension is not None for one, other in pairs)
    return [(one, other) for one, other in pairs if not measured or one.dimension == other.dimension]


def _agree(said: Quantity, source: Quantity) -> bool:
    """Whether one reading agrees with another, for the time that the source's number is for.

    `20 minutes a day` are 140 `a week`; "a night" and "a head" cannot be converted. Where only one says for how long,
    nothing is known.
    """
    if said.dimension != source.dimension:
        return _bounds_hold(_bare(said), _bare(source))
    if said.unit != source.unit:
        return False
    if said.dimension == "score":  # who lost tells it the other way round
        return {said.low, said.high} == {source.low, source.high}
    if said.per and source.per and said.per != source.per:
        one, other = (unit_table().get(each, (None,))[0] for each in (said.per, source.per))
        if one is None or other is None:
            return False
        times = other.factor / one.factor
        exact = any(_close(ratio, round(ratio)) for ratio in (times, 1 / times))
        said = replace(
            said, low=said.low * times, high=said.high * times, precision=said.precision * times,
            factor=said.factor if exact else said.factor * times,
        )  # fmt: skip
    return _bounds_hold(said, source)


def _bare(quantity: Quantity) -> Quantity:
    """The number without its unit, as the other side has none."""
    return replace(
        quantity, low=quantity.written, high=quantity.written + (quantity.high - quantity.low) / quantity.factor,
        precision=quantity.precision / quantity.factor, factor=1.0,
    )  # fmt: skip


def _bounds_hold(said: Quantity, source: Quantity) -> bool:
    """One-sided words on both sides set limits, and the limits have to be the same."""
    if said.bound in OPEN and source.bound in OPEN:
        return (said.bound in ABOVE) == (source.bound in ABOVE) and _equal(said, source)
    if said.bound in ABOVE:
        return source.low > said.low or (_close(said.low, source.low) and said.bound is Bound.AT_LEAST)
    if said.bound in _DOWN:
        return source.high < said.low or (_close(said.low, source.high) and said.bound is Bound.AT_MOST)
    return _equal(said, source)


def _equal(said: Quantity, source: Quantity) -> bool:
    """Two ranges have the same ends; a number lies in the range; two numbers differ by rounding at most."""
    if said.low != said.high and source.low != source.high:
        return _close(said.low, source.low) and _close(said.high, source.high)
    if said.low != said.high or source.low != source.high:
        return said.low <= source.low <= said.high or source.low <= said.low <= source.high
    return _close(said.low, source.low) or abs(said.low - source.low) <= _tolerance(said, source) * (1 + 1e-9)


def _tolerance(said: Quantity, source: Quantity) -> float:
    """How far apart two numbers may be: as far as "about" reaches, or as the side with the coarser number rounded."""
    size = max(abs(said.low), abs(source.low))
    if Bound.ABOUT in {said.bound, source.bound}:
        if "/" in said.digits + source.digits:  # "nearly a third" are 31 percent
            return _ABOUT_STEP * size
        step = max(one.precision for one in (said, source) if one.bound is Bound.ABOUT)
        return max(min(step / 2, _ABOUT_STEP * size), _ABOUT_SHARE * size)
    if not _close(said.factor, source.factor):
        months = said.dimension == "time" and unit_table()["month"][0].factor in {said.factor, source.factor}
        share = _CONVERTED_MONTHS if months else _CONVERTED_SHARE
        most = _CONVERTED_DEGREES if said.dimension == "temperature" else share * size
        return min((said.precision + source.precision) / 2, most)
    if _close(said.precision, source.precision):
        return 0.0
    coarse, coarser = max(said.precision, source.precision), said.precision > source.precision
    if said.dimension == "share" and coarser:
        return min(coarse / 2, _ROUNDED_PERCENT, _ROUNDED_PERCENT_SHARE * size)
    to_the_last = said.dimension in {None, "money"} or source.dimension is None
    if to_the_last and 1 <= coarse < _LARGE:
        return 0.0
    return min(coarse / 2, (_COARSER_SHARE if coarser else _FINER_SHARE) * size)


def _close(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
