"""The quantities of a text: numbers with their units and bounds, ranges and compounds put together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claims_db.matching.lettering import plain_letters
from claims_db.matching.number_labels import names_something
from claims_db.matching.numeral import Numeral
from claims_db.matching.numerals import numerals
from claims_db.matching.quantity_agreement import agree, comparable, unit_differs
from claims_db.matching.quantity_bounds import bound_after, bound_before
from claims_db.matching.quantity_values import Bound, Quantity
from claims_db.matching.unit_names import Suffix, currency_before, suffix_after
from claims_db.matching.units import PERCENT, SCORE, TIMES, Unit

__all__ = ["Bound", "Quantity", "agree", "comparable", "quantities", "unit_differs"]

_RANGE = re.compile(r" ?(?:-|~|to|or|bis|à|au|a|до|至|到) ?")
_BETWEEN = re.compile(r"\b(?:between|zwischen|entre|tra|fra|tussen|mellem|между)(?: about| roughly)? $")
_FROM = re.compile(r"\bfrom $")
_AND = re.compile(r" (?:and|und|et|y|e|en|og|и) ")
_OF = re.compile(r" (?:in|out of|of) (?:every )?")
_COMPOUND = re.compile(r" ?(?:and |& ?|, (?:and )?)?")
_PLUS_PART = re.compile(r" and (?:a |one )?(half|quarter|three quarters)\b")
_PARTS = {"half": 0.5, "quarter": 0.25, "three quarters": 0.75}
_GLUED_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_RANK_BEFORE = re.compile(r"(?:#|\b(?:number|no\.|nr\.|№) ?)$")
_TOUCHING_BOUND = re.compile(r"\+|-?ish\b|-odd\b|-plus\b")
_TIMES_AFTER = re.compile(r"(?:x\b| ?times\b|-?fold\b| ?×)")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a numeral: `number` times `scale` of `unit`."""

    number: float
    upto: float
    step: float
    scale: float
    unit: Unit | None

    def base(self, number: float) -> float:
        return self.unit.to_base(number * self.scale) if self.unit else number * self.scale


@dataclass(frozen=True, slots=True)
class _Measure:
    """A numeral with what belongs to it, before bounds; `start` and `end` hold number and unit."""

    numeral: Numeral
    readings: tuple[_Reading, ...]
    start: int
    end: int
    ordinal: bool = False
    multiplier: bool = False


def quantities(text: str, skip: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Every quantity of `text` in order; `skip` holds places that are dates."""
    plain = plain_letters(text)
    return [_quantity(measure, plain, text) for measure in _joined(_measures(plain, text, skip), plain)]


def _measures(plain: str, text: str, skip: Sequence[tuple[int, int]]) -> list[_Measure]:
    """A numeral inside the unit of the one before it ("7.5 billion") is no number of its own."""
    found: list[_Measure] = []
    for numeral in numerals(plain):
        if any(first < numeral.end and numeral.start < last for first, last in skip):
            continue
        if found and numeral.start < found[-1].end or names_something(plain, text, numeral.start, numeral.end):
            continue
        if measure := _measure(numeral, plain, text):
            found.append(measure)
    return found


def _measure(numeral: Numeral, plain: str, text: str) -> _Measure | None:
    """None where letters on the number make it a name (`4chan`)."""
    end = numeral.end
    if numeral.ordinal or (ordinal := _GLUED_ORDINAL.match(plain, end)) and plain[end - 1].isdigit():
        stop = end if numeral.ordinal else ordinal.end()
        return _Measure(numeral, (_plainly(numeral, None),), numeral.start, stop, ordinal=True)
    if numeral.multiple or (times := _TIMES_AFTER.match(plain, end)):
        return _Measure(numeral, (_plainly(numeral, TIMES),), numeral.start, end if numeral.multiple else times.end(), multiplier=True)
    if numeral.share:
        return _Measure(numeral, (_plainly(numeral, PERCENT),), numeral.start, end)
    if rank := _RANK_BEFORE.search(plain[max(0, numeral.start - 8) : numeral.start]):
        start = numeral.start - len(rank[0])
        return _Measure(numeral, (_plainly(numeral, None),), start, end, ordinal=True)
    return _with_unit(numeral, plain, text)


def _plainly(numeral: Numeral, unit: Unit | None, scale: float = 1.0) -> _Reading:
    return _Reading(numeral.value, numeral.upto or numeral.value, numeral.step, scale, unit)


def _with_unit(numeral: Numeral, plain: str, text: str) -> _Measure | None:
    currencies, start = currency_before(plain, numeral.start)
    numeral, end = _with_part(numeral, plain, numeral.end)
    if touching := _TOUCHING_BOUND.match(plain, end):
        end = touching.end()
    suffix = suffix_after(plain, text, end, money=bool(currencies))
    if suffix is None:
        return None
    if suffix.senses and suffix.end > end:
        numeral, end = _with_part(numeral, plain, suffix.end)
    readings = tuple(_readings(numeral, currencies, suffix))
    return _Measure(numeral, readings, start, max(end, suffix.end))


def _with_part(numeral: Numeral, plain: str, end: int) -> tuple[Numeral, int]:
    """`two and a half`, `two hours and a half`."""
    part = _PLUS_PART.match(plain, end)
    if not part or numeral.value != int(numeral.value):
        return numeral, end
    value = numeral.value + _PARTS[part[1]]
    return replace(numeral, value=value, step=0.5, digits=f"{value:g}", other=None), part.end()


def _readings(numeral: Numeral, currencies: tuple[Unit, ...], suffix: Suffix) -> Iterator[_Reading]:
    """The likeliest first: each sense of the unit, then the other reading of the separators."""
    for sense in suffix.senses:
        units = currencies if currencies and sense.unit is None else (sense.unit,)
        for unit in units:
            yield _plainly(numeral, unit, sense.scale)
    if numeral.other is not None:
        sense = suffix.senses[0]
        other = replace(numeral, value=numeral.other, step=abs(numeral.step))
        yield _plainly(other, currencies[0] if currencies and sense.unit is None else sense.unit, sense.scale)


def _joined(measures: list[_Measure], plain: str) -> Iterator[_Measure]:
    """Neighbours that are one quantity become one: `10-12`, `5 ft 11 in`, `7-1`, `nine in ten`."""
    place = 0
    while place < len(measures):
        measure = measures[place]
        while place + 1 < len(measures) and (joint := _joint(measure, measures[place + 1], plain)):
            measure, place = joint, place + 1
        yield measure
        place += 1


def _joint(left: _Measure, right: _Measure, plain: str) -> _Measure | None:
    if left.ordinal or right.ordinal or left.multiplier or left.readings[0].upto != left.readings[0].number:
        return None
    gap = plain[left.end : right.start]
    before = plain[max(0, left.start - 24) : left.start]
    if _BETWEEN.search(before) and _AND.fullmatch(gap):
        return _range(left, right)
    if _RANGE.fullmatch(gap) and not _FROM.search(before):
        return _range(left, right) or _score(left, right, gap)
    if _OF.fullmatch(gap):
        return _proportion(left, right, gap)
    return _sum(left, right) if _COMPOUND.fullmatch(gap) else None


def _range(left: _Measure, right: _Measure) -> _Measure | None:
    """The unit and scale that one end lacks are the other's: `£5-6m`."""
    low, high = left.readings[0], right.readings[0]
    if low.unit and low.unit.dimension == "money":
        high = next((reading for reading in right.readings if reading.unit is None), high)
    low = replace(low, unit=low.unit or high.unit, scale=high.scale if low.scale == 1 and low.number < high.number else low.scale)
    high = replace(high, unit=high.unit or low.unit)
    if low.unit != high.unit or not low.base(low.number) < high.base(high.number):
        return None
    joined = _Reading(low.number * low.scale, high.number * high.scale, min(low.step * low.scale, high.step * high.scale), 1.0, low.unit)
    return replace(right, readings=(joined,), start=left.start)


def _score(left: _Measure, right: _Measure, gap: str) -> _Measure | None:
    """`7-1`: what goes down is no range. Both orders are one score."""
    first, second = left.readings[0], right.readings[0]
    if gap.strip() != "-" or first.unit or second.unit or max(first.number, second.number) > 200:
        return None
    low, high = sorted((first.number, second.number))
    return replace(right, readings=(_Reading(low, high, 1.0, 1.0, SCORE),), start=left.start)


def _proportion(left: _Measure, right: _Measure, gap: str) -> _Measure | None:
    """`one in five` and `9 out of 10` are shares."""
    part, whole = left.readings[0], right.readings[0]
    if part.unit or whole.unit or not 0 < part.number < whole.number:
        return None
    if "out" not in gap and (part.number > 9 or whole.number > 1000 or gap.strip() == "of"):
        return None
    share = _Reading(100 * part.number / whole.number, 100 * part.number / whole.number, 1.0, 1.0, PERCENT)
    return replace(right, readings=(share,), start=left.start)


def _sum(left: _Measure, right: _Measure) -> _Measure | None:
    """`5 feet 11 inches`: the same dimension again in a smaller unit."""
    large, small = left.readings[0], right.readings[0]
    if not large.unit or not small.unit or large.unit.dimension != small.unit.dimension:
        return None
    if large.unit.dimension not in {"time", "length", "mass", "money"} or small.unit.factor >= large.unit.factor or small.upto != small.number:
        return None
    added = small.number * small.scale * small.unit.factor / large.unit.factor
    step = small.step * small.scale * small.unit.factor / large.unit.factor
    total = large.number * large.scale + added
    return replace(left, readings=(_Reading(total, total, step, 1.0, large.unit),), end=right.end)


def _quantity(measure: _Measure, plain: str, text: str) -> Quantity:
    before, start = bound_before(plain, measure.start)
    if between := _BETWEEN.search(plain[max(0, start - 24) : start]):
        start -= len(between[0])
    touching, _ = bound_after(plain, measure.numeral.end)
    after, end = bound_after(plain, measure.end)
    bound = next((one for one in (before, touching, after) if one is not Bound.EXACT), Bound.EXACT)
    values = [_value(reading, measure, bound, text, start, end) for reading in measure.readings]
    return replace(values[0], alternatives=tuple(values[1:]))


def _value(reading: _Reading, measure: _Measure, bound: Bound, text: str, start: int, end: int) -> Quantity:
    factor = reading.unit.factor if reading.unit else 1.0
    return Quantity(
        reading.base(reading.number), reading.base(reading.upto), bound,
        reading.unit.base if reading.unit else None, reading.unit.dimension if reading.unit else None,
        text[start:end], start, end, text[measure.start : measure.end], reading.step * reading.scale * factor,
        reading.number * reading.scale, measure.numeral.digits, factor, measure.ordinal, measure.multiplier,
    )  # fmt: skip
