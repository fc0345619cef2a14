"""What a claim has in the place of a small word of the statement: "60 percent of the hedges" for "most of them".

A share is told by a number or by a word, what is to come has come, and what still is has ended.
"""

from __future__ import annotations

from collections.abc import Iterator

from claims_db.engine.facts.qualifiers import Qualified, in_words, qualifiers, still_to_come, tells_the_past
from claims_db.engine.facts.undoing import is_over
from claims_db.engine.likeness import Sides
from claims_db.engine.numbers.values import Bound, Quantity
from claims_db.engine.text.spans import is_within
from claims_db.engine.text.wording import Wording
from claims_db.languages import language
from claims_db.values import Interval

# Characters from a small word to the word that it belongs to: "is planning to buy", "all of the box hedges".
_NEAR, _THING = 12, 30
_PERCENT = 100.0
# What a claim says of what is said to have almost happened, or to be still to come.
_IT_HAPPENED = "it happened"
# What "60 percent more" tells is no part of a whole.
_ROUGHLY = 0.05


def counterpart(one: Qualified, sides: Sides) -> str | None:
    """What the claim says instead; nothing ("") where it says the same or more, None where it says nothing of it."""
    qualifier = one.qualifier
    if qualifier.share:
        return other_share(one, sides)
    if qualifier.name in {"almost", "coming", "planned"}:
        return has_happened(one, sides)
    if qualifier.name == "past":
        return next((in_words(each, sides.aligned.claim) for each in still_to_come(sides.aligned.claim)), None)
    if qualifier.name == "over":
        return has_come_to_an_end(one, sides)
    return has_ended(sides) if qualifier.name == "still" else None


def other_share(one: Qualified, sides: Sides) -> str | None:
    """The share of the same thing that the claim tells in numbers; "some" of it is said with any."""
    low, high = one.qualifier.share or (0.0, 1.0)
    told = list(shares(one, sides))
    for share, text in told:
        if not low - _ROUGHLY <= share <= high + _ROUGHLY or (low == 1 and share < 1):
            return text
    every = any(tells_all(each) for each in qualifiers(sides.aligned.claim))
    return "" if told or (low == 0 and high == 1 and not every) else None


def tells_all(one: Qualified) -> bool:
    """Whether it speaks of the whole: "all", "every"."""
    return min(one.qualifier.share, default=0.0) == 1


def speaks_of_fewer(one: Qualified, sides: Sides) -> bool:
    """Whether "all of them" goes beyond the claim, which counts them or speaks of some: "eleven", "under 18"."""
    if not tells_all(one) or sides.aligned.message.quantities:
        return False
    claim, message = sides.aligned.claim, sides.aligned.message
    thing = next((at for at, word in enumerate(message.words) if word.start >= one.end and not word.light), None)
    own = sides.aligned.answered_by(thing)
    if thing is None or own is None or message.words[thing].start > one.end + _NEAR:
        return False
    start, end = claim.words[own].start, claim.words[own].end
    if any(
        each.qualifier.share and not tells_all(each) and 0 <= start - each.end <= _THING for each in qualifiers(claim)
    ):
        return True
    counts = (number for number in claim.quantities if not number.ordinal)
    if any(0 <= start - number.end <= 1 or end < number.start <= end + _NEAR for number in counts):
        return True
    narrowed = language(claim.language).restrictions.match(claim.text, end + 1)
    behind = (at for at, word in enumerate(claim.words) if narrowed and word.end >= narrowed.end() and not word.light)
    return narrowed is not None and next(behind, None) not in sides.aligned.found


def shares(one: Qualified, sides: Sides) -> Iterator[tuple[float, str]]:
    """The shares that the claim tells of what follows the small word, from 0 to 1."""
    message, claim = sides.aligned.message, sides.aligned.claim
    after = {at for at, word in enumerate(message.words) if one.end <= word.start <= one.end + _THING}
    things = {pair.claim for pair in sides.aligned.pairs if pair.message in after}
    for share, start, end in told_shares(claim):
        if any(claim.words[at].start >= end and claim.words[at].start - end <= _THING for at in things):
            yield share, claim.text[start:end].strip()


def told_shares(claim: Wording) -> Iterator[tuple[float, int, int]]:
    """Percentages, and counts of a whole ("45 of its 180 employees"), each with its place."""
    facts = language(claim.language)
    for number in claim.quantities:
        if number.dimension == "share" and not facts.comparatives.match(claim.text, number.end):
            yield number.low / _PERCENT, number.start, number.end
    for part, whole in zip(claim.quantities, claim.quantities[1:], strict=False):
        between = claim.text[part.end : whole.start]
        if _is_count(part) and _is_count(whole) and facts.of_a_whole.fullmatch(between) and 0 < part.low < whole.low:
            yield part.low / whole.low, part.start, whole.end


def _is_count(number: Quantity) -> bool:
    return number.dimension is None and not (number.ordinal or number.multiplier) and number.bound is not Bound.AT_MOST


def has_happened(one: Qualified, sides: Sides) -> str | None:
    """That what almost happened did, or that what is to come has, and when; where the claim tells that as past.

    The telling word that the small one belongs to has to be near, and in the claim; "nearly Acme's" belongs to a name.
    """
    message = sides.aligned.message
    near = (at for at, word in enumerate(message.words) if one.end <= word.start <= one.end + _NEAR and not word.light)
    at = next(near, None)
    if at not in sides.aligned.answering or message.words[at].name or not tells_the_past(sides.aligned.claim):
        return None
    if language(message.language).anew.search(message.text, one.start):
        return None
    dated = sides.days and one.qualifier.name != "almost"
    return f"{_IT_HAPPENED} ({Interval(*sides.days).in_words()})" if dated else _IT_HAPPENED


def has_come_to_an_end(one: Qualified, sides: Sides) -> str | None:
    """Nothing ("") where the claim tells the end of what is said to be over: who was fired "used to work" there.

    "The ban no longer applies" is not what a ban says, and "no more homework" is.
    """
    claim = sides.aligned.claim
    facts = language(claim.language)
    ends = [found.span() for kind in (facts.ends_a_state, facts.bars) for found in kind.finditer(claim.text)]
    turned = {pair.claim for pair in sides.aligned.pairs if pair.opposite and is_over(sides.aligned, pair)}
    said = any(is_within(claim.words[at].start, ends) for at in sides.aligned.found - turned)
    none_left = language(sides.aligned.message.language).none_left.match(sides.aligned.message.text, one.start)
    return "" if ends and (none_left or not said) else None


def has_ended(sides: Sides) -> str | None:
    """The word with which the claim ends what is said to be still so, or begins what is said to be still not so."""
    aligned = sides.aligned
    over = [in_words(each, aligned.claim) for each in qualifiers(aligned.claim) if each.qualifier.name == "over"]
    if over:
        return over[0]
    facts = language(aligned.claim.language)
    denied = bool(aligned.message.negation.within(sides.area.scope, sides.area.end))
    words = facts.begins_a_state if denied else facts.ends_a_state
    for wording in sides.wordings if tells_the_past(aligned.claim) else ():
        found = words.search(wording.text)
        if found and (denied or not _is_said(found.start(), wording, sides)):
            return found[0]
    return None


def _is_said(start: int, wording: Wording, sides: Sides) -> bool:
    """Whether the statement has the claim's word at that place."""
    if wording is not sides.aligned.claim:
        return False
    return any(wording.words[pair.claim].start == start and not pair.opposite for pair in sides.aligned.pairs)
