"""The quantities of a text: numbers with their units and bounds.

Neighbouring numbers may be one quantity: `10-12`, `between 5 and 6`, `5 ft 11 in`, `7-1`, `nine in ten`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from claims_db.engine.numbers.bounds import bound_after, bound_before
from claims_db.engine.numbers.parse import follows_a_label, is_network, numerals
from claims_db.engine.numbers.units import PERCENT, SCORE, TIMES, currency_before, suffix_after
from claims_db.engine.numbers.values import Bound, Measure, Numeral, Quantity, Reading
from claims_db.engine.text.plain_letters import plain_letters

_PLUS_PART = re.compile(r" and (?:a |one )?(half|quarter|three quarters)\b")
_PARTS = {"half": 0.5, "quarter": 0.25, "three quarters": 0.75}
_ORDINAL_ENDING = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_RANK_BEFORE = re.compile(r"(?:#|\b(?:number|no\.?|nr\.|№) ?)$")
_TOUCHING_BOUND = re.compile(r"\+|-?ish\b|-odd\b|-plus\b")
_OVER = re.compile(r"(?<!\bjust )(?<!\bwell )\bover $")
_OF = re.compile(r" of(?= )")
_TIMES_AFTER = re.compile(r"(?:x\b| ?times\b|-?fold\b| ?×)")
# "150 minutes of moderate exercise a week": what a number is for may follow what it counts.
_COUNTED = r"(?:[ -](?!(?:and|or|but|then|after|for|within|since|until|once)\b)[^\W\d_]+){0,4}?"
_PER = re.compile(
    rf"(?P<counted>{_COUNTED})(?:(?: ?/ ?| (?:per|a|an|each|every) )(?:(?:person|head) (?:and|per|a|each) )?"
    r"(?P<time>second|minute|hour|day|week|month|year|night|game|match|person|head)\b"
    r"(?! (?:ago|later|earlier|before|after|long|old)\b)"
    r"| per (?P<unit>[^\W\d_]+)\b"
    r"|[ -](?P<adverb>daily|weekly|monthly|yearly|annually|hourly|nightly)\b)"
)
# "an annual fee of £300", "the monthly rent is 900 euros".
_PER_BEFORE = re.compile(
    r"\b(?P<adverb>daily|weekly|monthly|yearly|annual|hourly|nightly)(?: [^\W\d_]+){1,2}? (?:of|is|was|at) $"
)
_PER_WINDOW = 40
_LONGEST_RATE_OF_A_COUNT = 4
_ADVERBS = {"annum": "year", "daily": "day", "annually": "year", "annual": "year"}
# The number of a name within a sentence, which begins no range: "the Lumen 6 to 80 percent".
_NAMED = re.compile(r"[^\W\d_] [A-Z][^\W\d_]+ \d+$")
_TO = re.compile(r" ?(?:-|~|to|or|bis|à|au|al|до|至|到) ?")
_BETWEEN = re.compile(r"\b(?:between|zwischen|entre|tra|fra|tussen|mellem|между)(?: about| roughly)? $")
_FROM = re.compile(r"\bfrom $")
_AND = re.compile(r" (?:and|und|et|y|e|en|og|и) ")
_SCORED = re.compile(r" ?[-:] ?")
_OUT_OF = re.compile(r" (?:in|out of) (?:every )?")
# "One house in three".
_ONE_IN = re.compile(r" [^\W\d_]+ (?:in|out of) (?:every )?")
_SMALL_WHOLE = 100
_PLUS = re.compile(r" ?(?:and |& ?|, (?:and )?)?")
_SUMMED = frozenset({"time", "length", "mass", "money"})
# What a bare number after a larger unit counts: `6 ft 2`, `1h30`.
_SMALLER = {("length", 0.3048): 12, ("time", 3600.0): 60}
_HIGHEST_SCORE = 200
_SMALL_SCALE = 1000


def quantities(text: str, skip: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Every quantity of `text` in order; `skip` holds places that are dates.

    A numeral inside the unit of the one before it ("7.5 billion") is no number of its own. Of neighbours that belong
    together, sums are taken before ranges, as these may have sums for ends.
    """
    plain = plain_letters(text)
    measures: list[Measure] = []
    end = 0
    for numeral in numerals(plain):
        if numeral.start < end or any(first < numeral.end and numeral.start < last for first, last in skip):
            continue
        if not is_network(plain, text, numeral.start, numeral.end) and (measure := _measure(numeral, plain, text)):
            end = measure.end
            measures.append(measure)
    measures = _joined(measures, lambda left, right: _sum(left, right, plain))
    measures = _joined(measures, lambda left, right: _spread(left, right, plain, text))
    for at, (left, right) in enumerate(itertools.pairwise(measures)):
        measures[at] = _scaled_like(left, right, plain)
    return [_quantity(measure, plain, text) for measure in measures]


def _joined(apart: list[Measure], join: Callable[[Measure, Measure], Measure | None]) -> list[Measure]:
    """The same, neighbours that belong together as one."""
    measures: list[Measure] = []
    for measure in apart:
        if measures and (joint := join(measures[-1], measure)):
            measures[-1] = joint
        else:
            measures.append(measure)
    return measures


def _scaled_like(left: Measure, right: Measure, plain: str) -> Measure:
    """What a change began with, where its end alone has scale and unit: "from eighteen to thirty thousand"."""
    low, high, digits = left.likeliest, right.likeliest, right.numeral.digits
    if left.ordinal or right.ordinal or low.unit or low.scale != 1 or not _TO.fullmatch(plain, left.end, right.start):
        return left
    if not _FROM.search(plain[max(0, left.start - 24) : left.start]):
        return left
    scale = high.scale * (high.number / float(digits) if digits.isdecimal() and high.number else 1)
    if scale < _SMALL_SCALE or low.number >= _SMALL_SCALE:
        return replace(left, readings=(replace(low, unit=high.unit), *left.readings[1:]))
    return replace(left, readings=(replace(low, scale=scale, step=1.0, unit=high.unit),))


def _measure(numeral: Numeral, plain: str, text: str) -> Measure | None:
    """A share, a multiple ("twice"), a rank (`third`, `3rd`, `#3`, `number 3`), or a number with its unit."""
    start, end = numeral.start, numeral.end
    if numeral.share:
        return Measure(numeral, (Reading.of(numeral, PERCENT),), start, end)
    times = _TIMES_AFTER.match(plain, end)
    if times or numeral.multiple:
        return Measure(numeral, (Reading.of(numeral, TIMES),), start, times.end() if times else end, multiplier=True)
    ending = _ORDINAL_ENDING.match(plain, end)
    rank = _RANK_BEFORE.search(plain[max(0, start - 8) : start])
    if numeral.ordinal or ending or rank:
        start, end = start - (len(rank[0]) if rank else 0), ending.end() if ending else end
        return Measure(numeral, (Reading.of(numeral, None),), start, end, ordinal=True)
    return _with_unit(numeral, plain, text)


def _with_unit(numeral: Numeral, plain: str, text: str) -> Measure | None:
    """The number with its currency, scale and unit; None where letters on it make it a name (`4chan`).

    The likeliest reading is first: each sense of the unit, then the other reading of the separators.
    """
    currencies, start = currency_before(plain, text, numeral.start)
    numeral, end = _with_part(numeral, plain, numeral.end)
    if bound := _TOUCHING_BOUND.match(plain, end):
        end = bound.end()
    of = _OF.match(plain, end) if numeral.upto else None
    before_unit = of.end() if of else end
    suffix = suffix_after(plain, text, before_unit, money=bool(currencies))
    if suffix is None:
        return None
    if suffix.end > before_unit:
        numeral, end = _with_part(numeral, plain, suffix.end)
        if end > suffix.end and (behind := suffix_after(plain, text, end, money=bool(currencies))):
            # "2 million and a half yen".
            suffix = suffix.then(behind)
            end = max(end, suffix.end)
    senses = [
        (sense.scale, unit)
        for sense in suffix.senses
        for unit in (currencies if currencies and sense.unit is None else (sense.unit,))
    ]
    readings = [Reading.of(numeral, unit, scale) for scale, unit in senses]
    if numeral.other is not None:
        scale, unit = senses[0]
        readings.append(Reading(numeral.other, numeral.other, numeral.step, scale, unit))
    return Measure(numeral, tuple(readings), start, end)


def _with_part(numeral: Numeral, plain: str, end: int) -> tuple[Numeral, int]:
    """`two and a half`, `two hours and a half`, `two million and a half`."""
    part = _PLUS_PART.match(plain, end)
    if not part or numeral.value % 1:
        return numeral, end
    # Of "two hundred" it is the half of one, of "two thousand" that of a thousand.
    scale = numeral.value / float(numeral.digits) if numeral.digits.isdecimal() and numeral.value else 1.0
    scale = scale if scale >= _SMALL_SCALE else 1.0
    value = numeral.value + _PARTS[part[1]] * scale
    return replace(numeral, value=value, step=0.5 * scale, digits=f"{value / scale:g}", other=None), part.end()


def _sum(left: Measure, right: Measure, plain: str) -> Measure | None:
    """`5 feet 11 inches`: the same dimension again in a smaller unit; `6 ft 2` leaves it out."""
    large, small = left.likeliest, right.likeliest
    unit = large.unit
    if unit is None or unit.dimension not in _SUMMED or not _PLUS.fullmatch(plain, left.end, right.start):
        return None
    if large.upto != large.number or small.upto != small.number:
        return None
    if small.unit:
        part = small.unit.factor / unit.factor
        fits = small.unit.base == unit.base and small.unit.factor < unit.factor
    else:
        parts = _SMALLER.get((unit.dimension, unit.factor), 0)
        part = 1 / parts if parts else 0.0
        fits = 0 < small.number < parts and small.scale == 1
    if not fits:
        return None
    total = large.number * large.scale + small.number * small.scale * part
    reading = Reading(total, total, small.step * small.scale * part, 1.0, unit)
    return replace(left, readings=(reading,), end=right.end)


def _spread(left: Measure, right: Measure, plain: str, text: str) -> Measure | None:
    """A range, a score (`1-2` may be a lost game), or a share."""
    part, gap = left.likeliest, plain[left.end : right.start]
    counts_times = left.multiplier and gap != " out of "  # "nine times out of ten"
    if left.ordinal or right.ordinal or counts_times or part.upto != part.number:
        return None
    before = plain[max(0, left.start - 24) : left.start]
    if _AND.fullmatch(gap) and _BETWEEN.search(before):
        return _range(left, right)
    if _TO.fullmatch(gap):
        named = right.likeliest.unit is not None and text[left.end : right.start] == " to "
        if _FROM.search(before) or (named and _NAMED.search(text, 0, left.end)):
            return None
        spread = _range(left, right)
        if not spread:
            return _score(left, right, gap)
        reading = spread.likeliest
        if gap != "-" or reading.unit or reading.upto > _HIGHEST_SCORE:
            return spread
        return replace(spread, readings=(reading, replace(reading, unit=SCORE)))
    if not (_OUT_OF.fullmatch(gap) or (part.number == 1 and _ONE_IN.fullmatch(gap))):
        return _score(left, right, gap)
    return _share(left, right, gap)


def _share(left: Measure, right: Measure, gap: str) -> Measure | None:
    """`one in five`, `9 out of 10`."""
    part, whole = left.likeliest, right.likeliest
    # "45 out of 180" are two counts.
    small = whole.number <= (_SMALL_WHOLE if "out" in gap else 0) or (part.number <= 9 and whole.number <= 1000)
    if (part.unit and not left.multiplier) or whole.unit or not 0 < part.number < whole.number or not small:
        return None
    share = 100 * part.number / whole.number
    return replace(right, readings=(Reading(share, share, 2.0, 1.0, PERCENT),), start=left.start)


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


def _score(left: Measure, right: Measure, gap: str) -> Measure | None:
    """`7-1`: what goes down is no range. Both orders are one score, as winner and loser tell it."""
    first, second = left.likeliest, right.likeliest
    if gap.strip() not in {"-", ":", "to"} or first.unit or second.unit or max(first.low, second.low) > _HIGHEST_SCORE:
        return None
    low, high = sorted((first.number, second.number))
    return replace(right, readings=(Reading(low, high, 1.0, 1.0, SCORE),), start=left.start)


def _quantity(measure: Measure, plain: str, text: str) -> Quantity:
    before, start = bound_before(plain, measure.start)
    if between := _BETWEEN.search(plain[max(0, start - 24) : start]):
        start -= len(between[0])
    touching, _ = bound_after(plain, measure.numeral.end)
    per, last = _per(measure, plain, start)
    after, end = bound_after(plain, last)
    bound = next((one for one in (before, touching, after) if one is not Bound.EXACT), Bound.EXACT)
    unit = measure.likeliest.unit
    # "Over 200 m" and "over three years" may say how far and how long something went.
    if bound is Bound.MORE_THAN and unit and unit.dimension in {"length", "time"}:
        bound = Bound.AT_LEAST if _OVER.search(plain, 0, measure.start) else bound
    label = not measure.ordinal and before is Bound.EXACT and follows_a_label(plain, measure.start)
    likeliest, *others = (
        Quantity(
            reading.low, reading.high, bound, reading.unit.base if reading.unit else None,
            reading.unit.dimension if reading.unit else None, text[start:end], start, end, text[measure.start : last],
            reading.step * reading.scale * reading.factor, reading.number * reading.scale, measure.numeral.digits,
            reading.factor, per, measure.ordinal, measure.multiplier, label,
        )
        for reading in measure.readings
    )  # fmt: skip
    return replace(likeliest, alternatives=tuple(others)) if others else likeliest


def _per(measure: Measure, plain: str, start: int) -> tuple[str | None, int]:
    """What the quantity is for, and where it ends; a stretch of time right behind it is part of it.

    A percentage "of daily energy" is for none.
    """
    if measure.ordinal or measure.likeliest.unit == PERCENT:
        return None, measure.end
    found = _PER.match(plain, measure.end)
    if not found or (measure.likeliest.unit is None and found[0].count(" ") > _LONGEST_RATE_OF_A_COUNT):
        before = _PER_BEFORE.search(plain[max(0, start - _PER_WINDOW) : start])
        return (_period(before["adverb"]) if before else None), measure.end
    return found["time"] or _period(found["unit"] or found["adverb"]), measure.end if found["counted"] or found[
        "unit"
    ] else found.end()


def _period(adverb: str) -> str:
    return _ADVERBS.get(adverb) or adverb.removesuffix("ly")
