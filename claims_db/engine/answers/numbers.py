"""Numbers of a claim that an open question may ask for: how many, how much, how long, what share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claims_db.engine.answers.asked import Asked
from claims_db.engine.answers.fitting import Detail, end_of_change, untold, word_before
from claims_db.engine.dates.interval import same_day
from claims_db.engine.numbers.counted import counted, may_be_the_same_people
from claims_db.engine.numbers.values import Quantity
from claims_db.engine.text.alignment import Aligned
from claims_db.engine.text.lexicon import lemma
from claims_db.values import AnswerKind

# How each kind of measure is asked for and told: by these words, in units of these dimensions.
_MEASURES = (
    (frozenset("long length last take duration run distance".split()), frozenset({"length", "time"})),
    (frozenset("wide width broad across breadth diameter".split()), frozenset({"length"})),
    (frozenset("deep depth".split()), frozenset({"length"})),
    (frozenset("high height tall altitude elevation".split()), frozenset({"length"})),
    (frozenset("far away".split()), frozenset({"length"})),
    (frozenset("thick thickness".split()), frozenset({"length"})),
    (frozenset("old age aged young".split()), frozenset({"time"})),
    (frozenset("fast speed quick quickly".split()), frozenset({"speed", "time"})),
    (frozenset("late early soon".split()), frozenset({"time"})),
    (frozenset("strong".split()), frozenset({"speed"})),
    (frozenset("heavy weight weigh mass".split()), frozenset({"mass"})),
    (frozenset("hot cold warm temperature".split()), frozenset({"temperature"})),
)
# These ask for a measure of any dimension, and these stand beside another one without saying that it is another.
_ANY_MEASURE = frozenset("big large small size area volume capacity high low".split())
_IDLE = frozenset("run take last away across".split())
_AGES = frozenset("at aged age of".split())
# How much nearer to a number what the question tells makes it the one that is meant.
_WORD, _DETAIL = 0.2, 2.0
_NAMED_UNIT = 2.0


def numbers(aligned: Aligned, asked: Asked) -> Iterator[Detail]:
    """The numbers that fit, those first that stand nearest to what the question tells."""
    fits = {one: fit for one in untold(aligned) if (fit := _fit(one, aligned, asked)) is not None}
    near = _nearness(list(fits), aligned)
    for at, (one, fit) in enumerate(fits.items()):
        every = word_before(aligned.claim.text, one.start) == "every"
        text = f"every {one.text}" if every else one.text
        stands = near[one] + end_of_change(one, list(fits), aligned, asked) - at * 0.01
        yield Detail(text, asked.wanted, fit + stands)


def _nearness(every: Sequence[Quantity], aligned: Aligned) -> dict[Quantity, float]:
    """How much of what the question tells stands nearest to each of several numbers: "1.8 in April, 2.3 in May"."""
    near = dict.fromkeys(every, 0.0)
    if len(every) < 2:
        return near
    claim, message = aligned.claim, aligned.message
    days = [one for one in claim.dates if any(same_day(other, one) for other in message.dates)]
    said = {(one.low, one.unit) for one in message.quantities}
    labels = [one for one in claim.quantities if one not in near and (one.low, one.unit) in said]
    told = [(claim.words[at].start, claim.words[at].end, _WORD) for at in aligned.found]
    told += [(day.start, day.end, _DETAIL) for day in days]
    told += [(label.start, label.end, _DETAIL) for label in labels]
    for start, end, weight in told:
        # What stands behind a number tells of it, rather than of the next one.
        apart = {one: start - one.end if start >= one.end else 1.5 * (one.start - end) for one in every}
        nearest = min(every, key=apart.__getitem__)
        near[nearest] += weight if start >= nearest.end else weight / 2
    return near


def _fit(one: Quantity, aligned: Aligned, asked: Asked) -> float | None:
    if one.ordinal or one.label:
        return None
    match asked.wanted:
        case AnswerKind.COUNT if asked.opening == "how often" or asked.head == "time":
            return _times(one, aligned)
        case AnswerKind.COUNT:
            return _counts(one, aligned, asked)
        case AnswerKind.SHARE if one.dimension == "share":
            return 2.0
        case AnswerKind.SHARE:
            return 1.0 if one.unit is not None and asked.opening.endswith("how much") else None
        case AnswerKind.AMOUNT:
            # "In dollars" names the unit.
            words = {token.text for token in asked.wording.tokens}
            named = not words.isdisjoint(one.text.casefold().split())
            return 2.0 + _NAMED_UNIT * named if one.dimension == "money" else None
        case _:
            return _measures(one, aligned, asked)


def _times(one: Quantity, aligned: Aligned) -> float | None:
    """How often something is or was done."""
    every = word_before(aligned.claim.text, one.start) == "every" and one.dimension == "time"
    if one.multiplier or every:
        return 2.0
    return 1.0 if one.per else None


def _counts(one: Quantity, aligned: Aligned, asked: Asked) -> float | None:
    """A number of the things that are asked for, of their people, or of the times that something was done with them."""
    said = [asked.wording.words[at] for at in asked.noun]
    if one.unit and not one.multiplier:
        named = {lemma(word) for word in one.text.casefold().split()}
        return 2.0 if any(lemma(word.text) in named for word in said) else None
    claim = aligned.claim
    # "How many are there?" is no question about those to whom something was done.
    there = asked.verb is None and any(token.text == "there" for token in asked.wording.tokens)
    if there and all(token.text != "there" for token in claim.tokens):
        return None
    things = counted(one, claim)
    if not asked.noun:
        return 1.0 if things else None
    answered = {pair.claim for pair in aligned.pairs if pair.message in asked.noun}
    if any(claim.words[at] in things for at in answered) or {word.stem for word in things} & {one.stem for one in said}:
        return 3.0
    if may_be_the_same_people(things, said) or (one.multiplier and answered):
        return 2.0
    if answered and (not things or claim.text[one.end :].lstrip().startswith("of ")):
        return 1.5
    return 1.0 if answered and len(untold(aligned)) == 1 and not one.unit else None


def _measures(one: Quantity, aligned: Aligned, asked: Asked) -> float | None:
    said = {asked.adjective, asked.head} - {""}
    if one.unit is None:
        aged = word_before(aligned.claim.text, one.start) in _AGES and "old" in said
        return 1.0 if aged else None
    if one.dimension == "multiple" or (one.dimension == "share" and not said & _ANY_MEASURE):
        return None
    if asked.opening.endswith("how much"):
        answered = {pair.message for pair in aligned.pairs}
        return 1.0 if answered.issuperset(asked.noun[:1]) else None
    row = next((row for row in _MEASURES if said & row[0]), None)
    if row is None:
        return 0.5 if one.dimension == "money" and not said & _ANY_MEASURE else 1.0
    words, dimensions = row
    if one.dimension not in dimensions:
        return 1.0 if said & _ANY_MEASURE and one.dimension in {"share", "money"} else None
    own = {token.text for token in aligned.claim.tokens} | {lemma(token.text) for token in aligned.claim.tokens}
    if own & words:
        return 2.0
    # The claim tells another measure of it: "90 metres long" says nothing of how wide it is.
    others = {word for other, found in _MEASURES if other != words and found & {one.dimension} for word in other}
    return None if own & (others - _IDLE) else 1.0
