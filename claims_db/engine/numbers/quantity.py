"""The quantities of a text: numbers with their units and bounds, ranges and compounds put together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claims_db.engine.numbers.bounds import bound_after, bound_before
from claims_db.engine.numbers.compare import agree, apart, comparable, unit_differs
from claims_db.engine.numbers.measure_joining import joined, opening
from claims_db.engine.numbers.number_labels import follows_a_label, is_network
from claims_db.engine.numbers.numeral import Numeral
from claims_db.engine.numbers.parse import numerals
from claims_db.engine.numbers.quantity_values import Bound, Quantity
from claims_db.engine.numbers.unit_names import Suffix, currency_before, suffix_after
from claims_db.engine.numbers.units import PERCENT, TIMES, Unit
from claims_db.engine.numbers.values import Measure, Reading
from claims_db.engine.text.plain_letters import plain_letters

__all__ = ["Bound", "Quantity", "agree", "apart", "comparable", "quantities", "unit_differs"]

_PLUS_PART = re.compile(r" and (?:a |one )?(half|quarter|three quarters)\b")
_PARTS = {"half": 0.5, "quarter": 0.25, "three quarters": 0.75}
_ORDINAL_ENDING = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_RANK_BEFORE = re.compile(r"(?:#|\b(?:number|no\.|nr\.|№) ?)$")
_TOUCHING_BOUND = re.compile(r"\+|-?ish\b|-odd\b|-plus\b")
_OVER = re.compile(r"(?<!\bjust )(?<!\bwell )\bover $")
_OF = re.compile(r" of(?= )")
_TIMES_AFTER = re.compile(r"(?:x\b| ?times\b|-?fold\b| ?×)")
# "150 minutes of moderate exercise a week": what a number is for may follow what it counts.
_COUNTED = r"(?:[ -](?!(?:and|or|but|then|after|for|within|since|until|once)\b)[^\W\d_]+){0,4}?"
_PER = re.compile(
    rf"(?P<counted>{_COUNTED})(?:(?: ?/ ?| (?:per|a|an|each|every) )"
    r"(?P<time>second|minute|hour|day|week|month|year|night|game|match|person|head)\b"
    r"(?! (?:ago|later|earlier|before|after|long|old)\b)"
    r"|[ -](?P<adverb>daily|weekly|monthly|yearly|annually|hourly|nightly)\b)"
)
# "an annual fee of £300", "the monthly rent is 900 euros".
_PER_BEFORE = re.compile(
    r"\b(?P<adverb>daily|weekly|monthly|yearly|annual|hourly|nightly)(?: [^\W\d_]+){1,2}? (?:of|is|was|at) $"
)
_PER_WINDOW = 40
_LONGEST_RATE_OF_A_COUNT = 4
_ADVERBS = {"daily": "day", "annually": "year", "annual": "year"}


def quantities(text: str, skip: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Every quantity of `text` in order; `skip` holds places that are dates."""
    plain = plain_letters(text)
    measures = list(_measures(plain, text, skip))
    return [_quantity(measure, plain, text) for measure in joined(measures, plain)] if measures else []


def _measures(plain: str, text: str, skip: Sequence[tuple[int, int]]) -> Iterator[Measure]:
    """A numeral inside the unit of the one before it ("7.5 billion") is no number of its own."""
    end = 0
    for numeral in numerals(plain):
        if numeral.start < end or any(first < numeral.end and numeral.start < last for first, last in skip):
            continue
        if not is_network(plain, text, numeral.start, numeral.end) and (measure := _measure(numeral, plain, text)):
            end = measure.end
            yield measure


def _measure(numeral: Numeral, plain: str, text: str) -> Measure | None:
    """None where letters on the number make it a name (`4chan`)."""
    start, end = numeral.start, numeral.end
    if numeral.share:
        return Measure(numeral, (Reading.of(numeral, PERCENT),), start, end)
    if times := _TIMES_AFTER.match(plain, end):
        end = times.end()
    if times or numeral.multiple:
        return Measure(numeral, (Reading.of(numeral, TIMES),), start, end, multiplier=True)
    return _rank(numeral, plain) or _with_unit(numeral, plain, text)


def _rank(numeral: Numeral, plain: str) -> Measure | None:
    """`third`, `3rd`, `#3`, `number 3`."""
    ending = _ORDINAL_ENDING.match(plain, numeral.end)
    rank = _RANK_BEFORE.search(plain[max(0, numeral.start - 8) : numeral.start])
    if not (numeral.ordinal or ending or rank):
        return None
    start = numeral.start - (len(rank[0]) if rank else 0)
    return Measure(
        numeral, (Reading.of(numeral, None),), start, ending.end() if ending else numeral.end, ordinal=True
    )  # fmt: skip


def _with_unit(numeral: Numeral, plain: str, text: str) -> Measure | None:
    currencies, start = currency_before(plain, text, numeral.start)
    numeral, end = _with_part(numeral, plain, numeral.end)
    if bound := _TOUCHING_BOUND.match(plain, end):
        end = bound.end()
    of = _OF.match(plain, end) if numeral.upto else None
    suffix = suffix_after(plain, text, of.end() if of else end, money=bool(currencies))
    if suffix is None:
        return None
    if suffix.end > (of.end() if of else end):
        numeral, end = _with_part(numeral, plain, suffix.end)
    return Measure(numeral, tuple(_readings(numeral, currencies, suffix)), start, end)


def _with_part(numeral: Numeral, plain: str, end: int) -> tuple[Numeral, int]:
    """`two and a half`, `two hours and a half`."""
    part = _PLUS_PART.match(plain, end)
    if not part or numeral.value % 1:
        return numeral, end
    value = numeral.value + _PARTS[part[1]]
    return replace(numeral, value=value, step=0.5, digits=f"{value:g}", other=None), part.end()


def _readings(numeral: Numeral, currencies: tuple[Unit, ...], suffix: Suffix) -> Iterator[Reading]:
    """The likeliest first: each sense of the unit, then the other reading of the separators."""
    for sense in suffix.senses:
        units = currencies if currencies and sense.unit is None else (sense.unit,)
        yield from (Reading.of(numeral, unit, sense.scale) for unit in units)
    if numeral.other is not None:
        sense = suffix.senses[0]
        unit = currencies[0] if currencies and sense.unit is None else sense.unit
        yield Reading(numeral.other, numeral.other, numeral.step, sense.scale, unit)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all readings of one quantity share."""

    measure: Measure
    bound: Bound
    text: str
    start: int
    end: int
    shown: str
    per: str | None
    label: bool


def _quantity(measure: Measure, plain: str, text: str) -> Quantity:
    before, start = bound_before(plain, measure.start)
    start = opening(plain, start)
    touching, _ = bound_after(plain, measure.numeral.end)
    per, last = _per(measure, plain, start)
    after, end = bound_after(plain, last)
    bound = next((one for one in (before, touching, after) if one is not Bound.EXACT), Bound.EXACT)
    frame = _Frame(
        measure,
        _across(bound, measure, plain),
        text[start:end], start, end, text[measure.start : last], per,
        label=not measure.ordinal and before is Bound.EXACT and follows_a_label(plain, measure.start),
    )  # fmt: skip
    others = tuple(_read_as(reading, frame) for reading in measure.readings[1:])
    return _read_as(measure.likeliest, frame, others)


def _across(bound: Bound, measure: Measure, plain: str) -> Bound:
    """`over 200 m` and `over three years` may say how far and how long something went."""
    unit = measure.likeliest.unit
    goes = unit is not None and unit.dimension in {"length", "time"} and _OVER.search(plain, 0, measure.start)
    return Bound.AT_LEAST if goes and bound is Bound.MORE_THAN else bound


def _per(measure: Measure, plain: str, start: int) -> tuple[str | None, int]:
    """The stretch of time that the quantity is for, and where the quantity ends; a period right after it is part of it.

    A percentage "of daily energy" is for none.
    """
    if measure.ordinal or measure.likeliest.unit == PERCENT:
        return None, measure.end
    found = _PER.match(plain, measure.end)
    if not found or (measure.likeliest.unit is None and found[0].count(" ") > _LONGEST_RATE_OF_A_COUNT):
        before = _PER_BEFORE.search(plain[max(0, start - _PER_WINDOW) : start])
        return (_period(before["adverb"]) if before else None), measure.end
    return found["time"] or _period(found["adverb"]), measure.end if found["counted"] else found.end()


def _period(adverb: str) -> str:
    return _ADVERBS.get(adverb) or adverb.removesuffix("ly")


def _read_as(reading: Reading, frame: _Frame, alternatives: tuple[Quantity, ...] = ()) -> Quantity:
    unit, measure = reading.unit, frame.measure
    return Quantity(
        reading.low, reading.high, frame.bound, unit.base if unit else None, unit.dimension if unit else None,
        frame.text, frame.start, frame.end, frame.shown, reading.step * reading.scale * reading.factor,
        reading.number * reading.scale, measure.numeral.digits, reading.factor, frame.per, measure.ordinal,
        measure.multiplier, frame.label, alternatives,
    )  # fmt: skip
