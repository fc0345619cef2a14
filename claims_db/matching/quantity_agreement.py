"""Whether what somebody said agrees with what a source says, as numbers go."""

from __future__ import annotations

import math
from itertools import product

from claims_db.matching.quantity_values import Bound, Quantity

_UP = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
_DOWN = frozenset({Bound.AT_MOST, Bound.LESS_THAN})
_ABOUT_SHARE = 0.05
_ABOUT_STEP = 0.10
_ROUNDED_SHARE = 0.01
_CONVERTED_SHARE = 0.03


def comparable(said: Quantity, source: Quantity) -> bool:
    """Whether both measure the same kind of thing in some reading; a bare number may be anything but a rank."""
    return any(_same_kind(one, other) for one, other in product(said.readings, source.readings))


def agree(said: Quantity, source: Quantity) -> bool:
    """Whether `said` is true where `source` is, allowing for honest rounding; any reading of either suffices."""
    return any(_agree(one, other) for one, other in product(said.readings, source.readings) if _same_kind(one, other))


def unit_differs(said: Quantity, source: Quantity) -> bool:
    """Whether both write the same digits of another unit or scale: `2,300 miles` and `2,300 km`."""
    if said.digits != source.digits or said.ordinal != source.ordinal or agree(said, source):
        return False
    if said.unit is None and source.unit is None:
        return said.written != source.written
    return said.unit is not None and source.unit is not None


def _same_kind(one: Quantity, other: Quantity) -> bool:
    if one.ordinal != other.ordinal or one.multiplier != other.multiplier:
        return False
    return one.dimension == other.dimension or "score" not in {one.dimension, other.dimension} and None in {one.dimension, other.dimension}


def _agree(said: Quantity, source: Quantity) -> bool:
    if said.dimension != source.dimension:
        return _bound_holds(said, source, bare=True)
    if said.unit != source.unit:
        return False
    if said.dimension == "score":
        return (said.low, said.high) == (source.low, source.high)
    return _bound_holds(said, source, bare=False)


def _bound_holds(said: Quantity, source: Quantity, *, bare: bool) -> bool:
    """One-sided words on both sides set limits, and the limits have to be the same."""
    a, b = (said.written, source.written) if bare else (said.low, source.low)
    limit = source.bound in _UP | _DOWN
    if said.bound in _UP | _DOWN and limit:
        return (said.bound in _UP) == (source.bound in _UP) and _equal(said, source, bare=bare)
    if said.bound in _UP and source.bound is not Bound.ABOUT:
        return b > a or (_close(a, b) and said.bound is Bound.AT_LEAST)
    if said.bound in _DOWN and source.bound is not Bound.ABOUT:
        high = source.written if bare else source.high
        return high < a or (_close(a, high) and said.bound is Bound.AT_MOST)
    return _equal(said, source, bare=bare)


def _equal(said: Quantity, source: Quantity, *, bare: bool) -> bool:
    if bare:
        return _close(said.written, source.written)
    if said.low != said.high or source.low != source.high:
        return _ranges_meet(said, source)
    gap = abs(said.low - source.low)
    return _close(said.low, source.low) or gap <= _tolerance(said, source) * (1 + 1e-9)


def _ranges_meet(said: Quantity, source: Quantity) -> bool:
    """Two ranges have the same ends; a number lies in the range."""
    if said.low != said.high and source.low != source.high:
        return _close(said.low, source.low) and _close(said.high, source.high)
    return said.low <= source.low <= said.high or source.low <= said.low <= source.high


def _tolerance(said: Quantity, source: Quantity) -> float:
    size = max(abs(said.low), abs(source.low))
    if Bound.ABOUT in {said.bound, source.bound}:
        step = max(one.precision for one in (said, source) if one.bound is Bound.ABOUT)
        return max(min(step / 2, _ABOUT_STEP * size), _ABOUT_SHARE * size)
    coarse = max(said.precision, source.precision)
    if not _close(said.factor, source.factor):
        return min((said.precision + source.precision) / 2, _CONVERTED_SHARE * size)
    rounded = said.dimension is not None and said.dimension not in {"money", "share"} or coarse != int(coarse) or coarse >= 1e5
    return min(coarse / 2, _ROUNDED_SHARE * size) if rounded and said.precision != source.precision else 0.0


def _close(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
