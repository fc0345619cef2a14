"""Numbers, limits and days of the statement that the claim has nothing to compare with: "… for two weeks"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims_db.differences import DifferenceKind
from claims_db.engine.facts.qualifiers import Qualified, in_words, qualifiers
from claims_db.engine.likeness import Sides
from claims_db.engine.numbers.compare import ABOVE, OPEN
from claims_db.engine.numbers.counted import picked_out
from claims_db.engine.numbers.values import Bound, Quantity
from claims_db.engine.parts.part import Part
from claims_db.engine.reach import is_meant
from claims_db.engine.text.spans import before
from claims_db.engine.text.wording import Wording
from claims_db.languages import language
from claims_db.values import Interval

_DIGITS = re.compile(r"\d+")
# Days of the shortest month, less one.
_WEEKS = 26


def numbers(sides: Sides) -> Iterator[Part]:
    """The numbers that the claim has nothing to compare with: "… for two weeks", "half of it".

    An ordinal is one where it ranks something of the claim's ("the second longest bridge"), or tells a rank ("is the
    first woman elected").
    """
    message = sides.aligned.message
    words, negation, as_much = message.words, message.negation, language(message.language).as_much
    opens = any(language(wording.language).begins_a_state.search(wording.text) for wording in sides.wordings)
    digits = {number for wording in sides.wordings for number in _DIGITS.findall(wording.text)}
    best, said = (_superlatives(text) for text in (sides.aligned.claim, message))
    for one in (one for one in sides.details.left_over if not negation.covers(one.start)):
        # "The 4th" is the day of a month.
        ranks = one.ordinal and not one.text[:1].isdigit()
        # The claim may have it in a day, an hour or a name.
        written = f"{one.written:g}" in digits and one.dimension is None and one.bound is Bound.EXACT
        if (written and not ranks) or (one.ordinal and one.low == 1 and opens):
            continue
        if one.ordinal:
            ranked = next((at for at, word in enumerate(words) if word.start >= one.end), None)
            # "The second longest" is not the longest; "the longest here and the fourth longest there" may be both.
            if best and len(said) < 2 and one.low > 1 and ranked in sides.aligned.known:
                yield Part("numbers", DifferenceKind.COMPARISON, one.text, in_words(best[0], sides.aligned.claim))
            elif ranked in sides.aligned.known or (ranked and picked_out(one, sides.aligned.message) is None):
                yield Part("numbers", DifferenceKind.COMPARISON, one.text)
        elif not (
            (one.multiplier and not as_much.match(message.text, one.end + 1))
            or 1 in {one.low, one.written}
            or _tells_the_day(one, sides)
        ):
            kind = DifferenceKind.DEGREE if one.dimension == "share" else DifferenceKind.UNSAID
            yield Part("numbers", kind, one.text)


def outranked(sides: Sides) -> Iterator[Part]:
    """What is told as the first, where the claim ranks it: "the largest" for "the second largest"."""
    claim, message = sides.aligned.claim, sides.aligned.message
    said = _superlatives(message)
    ranks = [one for one in claim.quantities if one.ordinal and one.low > 1]
    for rank in ranks if len(said) == 1 and not any(one.ordinal for one in message.quantities) else ():
        ranked = next((at for at, word in enumerate(claim.words) if word.start >= rank.end), None)
        places = (pair.message for pair in sides.aligned.pairs if pair.claim == ranked)
        if ranked is not None and any(said[0].start <= message.words[at].start <= said[0].end for at in places):
            source = claim.text[rank.start : claim.words[ranked].end]
            yield Part("numbers", DifferenceKind.COMPARISON, in_words(said[0], message), source)


def _superlatives(wording: Wording) -> list[Qualified]:
    return [one for one in qualifiers(wording) if one.qualifier.name == "superlative"]


def bounded(sides: Sides) -> Iterator[Part]:
    """A limit where the claim has the number itself, or the other way round: "nearly twelve" and "exactly twelve".

    What is allowed is a limit in any words.
    """
    facts = language(sides.aligned.message.language)
    every = [number for wording in sides.wordings for number in wording.quantities]
    if any(facts.limits.search(wording.text) for wording in sides.wordings):
        return
    for said in (one for one in sides.aligned.message.quantities if is_meant(one, sides.aligned, sides.area)):
        same = [one for one in every if (one.low, one.unit) == (said.low, said.unit)]
        if not same:
            continue
        nearly, near = (facts.nearly.match(one.text) is not None for one in (said, same[0]))
        limited = (said.bound is Bound.AT_MOST or nearly) and all(one.bound is Bound.EXACT for one in same)
        exact = facts.exactly.search(before(sides.aligned.message.text, said.start)) and same[0].bound in OPEN
        if (nearly and same[0].bound in ABOVE) or (near and said.bound in ABOVE):
            yield Part("numbers", DifferenceKind.DEGREE, said.text, same[0].text)
        elif limited or exact:
            yield Part("numbers", DifferenceKind.DEGREE, said.text)


def dated(sides: Sides) -> Iterator[Part]:
    """A day of which the claim has no more than the month, or the year."""
    own = [Interval(*sides.days)] if sides.days else []
    own += [each for wording in sides.wordings for one in wording.dates for each in one.readings]
    for when in sides.aligned.message.dates:
        if when.relative or not is_meant(when, sides.aligned, sides.area):
            continue
        days = [each for each in when.readings if each.first == each.last]
        around = [one for one in own if any(one.overlaps(day) for day in days)]
        if around and all((one.last - one.first).days > _WEEKS for one in around):
            yield Part("numbers", DifferenceKind.UNSAID, when.text)


def _tells_the_day(number: Quantity, sides: Sides) -> bool:
    """Whether it may be the year of what happened ("in 74", "the 70s"), or how long ago that was ("55 years now")."""
    message = sides.aligned.message
    after = message.text[number.end :].split(maxsplit=1)[:1]
    if number.dimension == "time" and after:
        return after[0].strip(".,;!?").casefold() in language(message.language).ago_words
    written = (reading for when in sides.aligned.claim.dates for reading in when.readings)
    years = {day.year for day in (*sides.days, *(one.first for one in written))}
    decades = {year // 10 * 10 for year in years} if number.text.endswith("s") else set()
    return number.low in {year % century for year in years | decades for century in (100, 10_000)}
