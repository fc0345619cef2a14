"""The details that both sides state: numbers with their units, and days; and whether they agree."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from claims_db.differences import Comparison, DifferenceKind
from claims_db.engine.changes import changed_otherwise, end_of_change, reckoned, shared_otherwise
from claims_db.engine.dates.lasting import durations
from claims_db.engine.dates.told import days_told
from claims_db.engine.numbers.compare import OPEN, agree, apart, unit_differs
from claims_db.engine.numbers.counted import counted, lead, may_be_the_same_people
from claims_db.engine.numbers.labels import label_head, labels_of
from claims_db.engine.numbers.several import told_of_others
from claims_db.engine.numbers.values import Quantity
from claims_db.engine.reach import Reach, is_meant
from claims_db.engine.text.alignment import Aligned
from claims_db.engine.text.wording import Word, Wording
from claims_db.values import Claim

# Up to here two sentences may well count different things with one number.
_SMALL = 10
# What numbers count, of a statement and of a claim, by where the numbers end.
_Things = tuple[dict[int, list[Word]], dict[int, list[Word]]]
# "Two of them" are some of those that were told before.
_SOME_OF_THEM = re.compile(r" of (?:them|those|these|whom|which)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Details:
    """What was compared. `relabelled`: the statement names another thing of the same kind (Apollo 13, not 11).

    `incomparable`: both sides have a number, and nobody can say that the two are about the same.
    `once_right`: every date that differs was told relative to the message ("last month"), and what happened is over.
    `left_over` are the statement's numbers that the claim has nothing to compare with.
    """

    compared: tuple[Comparison, ...] = ()
    relabelled: bool = False
    incomparable: bool = False
    once_right: bool = False
    left_over: tuple[Quantity, ...] = ()


def sourced_numbers(wordings: Iterable[Wording]) -> tuple[Quantity, ...]:
    """The numbers of all wordings of a claim, each once: most phrasings tell the same ones."""
    every = (one for wording in wordings for one in wording.quantities)
    return tuple(
        {(one.low, one.high, one.bound, one.unit, one.per, one.ordinal, one.shown): one for one in every}.values()
    )


def compare(
    claim: Claim, aligned: Aligned, area: Reach, wordings: tuple[Wording, ...], every: Sequence[Quantity]
) -> Details:
    """Compare the numbers and dates that stand within reach with those of the claim.

    `wordings` are all of the claim's, with `every` number: a sum that one states in another currency is sourced too.
    """
    labels = dict(labels_of(aligned.claim))
    meant = [one for one in aligned.message.quantities if is_meant(one, aligned, area)]
    said_labels = {one: labels[head] for one in meant if (head := label_head(one, aligned)) in labels}
    sourced = [one for one in aligned.claim.quantities if not one.ordinal and one not in labels.values()]
    some = [one for one in meant if _SOME_OF_THEM.match(aligned.message.text, one.end)]
    counts = [one for one in meant if one not in said_labels and one not in some and not (one.label or one.ordinal)]
    sourced, counts = apart(sourced, counts), apart(counts, sourced)
    numbers = dict(_numbers(counts, sourced, every, wordings, aligned))
    days = list(days_told(claim, aligned, area))
    lasted = {told: one for told, one in durations(aligned.message, aligned.claim) if is_meant(told, aligned, area)}
    others = [one for one, label in said_labels.items() if one.low != label.low]
    ranks = _ranks([one for one in meant if one.ordinal and one not in others], aligned)
    differing = [when for when, comparison in days if not comparison.agrees]
    told = [reading for when in differing for reading in when.readings]
    over = claim.happened is not None and all(claim.happened.last < reading.first for reading in told)
    known = {*numbers, *lasted}
    return Details(
        compared=(*numbers.values(), *ranks, *(comparison for _, comparison in days), *lasted.values()),
        relabelled=bool(others),
        incomparable=len(numbers) < len(counts) and len(numbers) < len(sourced),
        once_right=over and bool(differing) and all(when.relative for when in differing),
        left_over=(
            *(one for one in (*counts, *some) if not (one in known or any(agree(one, other) for other in every))),
            *(one for one in meant if one.ordinal and not any(one.low == other.low for other in every)),
        ),
    )


def _numbers(
    said: list[Quantity],
    sourced: list[Quantity],
    every: Sequence[Quantity],
    wordings: tuple[Wording, ...],
    aligned: Aligned,
) -> Iterator[tuple[Quantity, Comparison]]:
    """Each number that is about the same as one of the claim's: first those that agree, then what is left over."""
    agreed: dict[Quantity, Quantity] = {}
    things = counted_things(aligned)
    comparable, led_alike = cache(lambda one, other: _comparable(one, other, aligned, things)), leading_alike(aligned)
    # Nearly every number is more than some other.
    others = told_of_others(said, sourced, aligned, lambda one, other: one.bound not in OPEN and comparable(one, other))
    for quantity in said:
        fitting = [source for source in sourced if comparable(quantity, source)]
        fitting += [source for source in every if source.unit is not None and source.dimension == quantity.dimension]
        fitting = [source for source in fitting if source not in others.get(quantity, ())]
        # A sum of money is about a sum of money, whatever word leads to it.
        measured = [source for source in fitting if source.dimension == quantity.dimension is not None]
        likely = [*led_alike(quantity, fitting), *measured]
        # "Paid 41 thousand" is a sum of money.
        likely += [source for source in fitting if source.dimension == "money" and quantity.dimension is None]
        if quantity.bound in OPEN and likely:  # nearly every number is more than some other
            likely = [min(likely, key=lambda source: _distance(quantity, source))]
        agreeing = (source for source in likely if agree(quantity, source))
        end, match = end_of_change(quantity, aligned.message), next(agreeing, None)
        if end and match is not None and end != end_of_change(match, aligned.claim):
            match = next((source for source in agreeing if end == end_of_change(source, aligned.claim)), match)
        if match is not None:
            agreed[quantity] = match
            changed = changed_otherwise(quantity, match, wordings, aligned)
            otherwise = changed or shared_otherwise(quantity, match, sourced, aligned)
            yield quantity, otherwise or _comparison(quantity, match, every, agrees=True)
    left = [source for source in sourced if source not in agreed.values()]
    for quantity in (one for one in said if one not in agreed):
        if (change := reckoned(quantity, sourced, aligned)) is not None:
            yield quantity, change
            continue
        rest = [source for source in left if comparable(quantity, source)]
        rest = [source for source in rest if source not in others.get(quantity, ())] or rest
        if rest:
            near = led_alike(quantity, rest)
            nearest = min(near, key=lambda source: (quantity.unit != source.unit, _distance(quantity, source)))
            shared = shared_otherwise(quantity, nearest, sourced, aligned)
            yield quantity, shared or _comparison(quantity, nearest, every, agrees=False)


def _distance(one: Quantity, other: Quantity) -> float:
    """How far apart two numbers are, as a share of the smaller: 12 is nearer to 6 than to 48."""
    low, high = sorted((abs(one.low), abs(other.low)))
    return (high - low) / (low or 1.0)


def leading_alike(aligned: Aligned) -> Callable[[Quantity, list[Quantity]], list[Quantity]]:
    """Those that the same word leads to, if there are any: "killed 30" is not about the 30 that were hurt."""
    heads = {(pair.message, pair.claim) for pair in aligned.pairs}
    head, own = cache(lambda said: lead(said, aligned.message)), cache(lambda source: lead(source, aligned.claim))
    return lambda said, sourced: [source for source in sourced if (head(said), own(source)) in heads] or sourced


def _ranks(said: list[Quantity], aligned: Aligned) -> Iterator[Comparison]:
    """The first woman and the second: ordinals are compared where the next word says that they rank the same."""
    sourced = [one for one in aligned.claim.quantities if one.ordinal]
    for rank in said:
        same = [source for source in sourced if _same_next_word(rank, source, aligned)]
        if same:
            match = next((source for source in same if agree(rank, source)), None)
            yield _comparison(rank, match or same[0], same, agrees=match is not None)


def _same_next_word(said: Quantity, source: Quantity, aligned: Aligned) -> bool:
    """A rank that nothing follows stands with the verb: "finished third"."""
    one, other = counted(said, aligned.message)[:1], counted(source, aligned.claim)[:1]
    if not one and not other:
        heads = (lead(said, aligned.message), lead(source, aligned.claim))
        return heads in {(pair.message, pair.claim) for pair in aligned.pairs}
    return bool(one and other) and _same_thing(one, other, aligned)


def counted_things(aligned: Aligned) -> _Things:
    """What the numbers of both sides count, by where these end: every number is compared with each of the claim's."""
    message, claim = aligned.message, aligned.claim
    return (
        {one.end: counted(one, message) for one in message.quantities},
        {one.end: counted(one, claim) for one in claim.quantities},
    )


def _comparable(said: Quantity, source: Quantity, aligned: Aligned, things: _Things) -> bool:
    """Whether two numbers are about the same: the same kind of unit, or the same thing counted.

    What the statement counts may stand elsewhere in the claim: "eight titles", "has won the title eight times". A
    number that can be read in two ways ("18.4m") is comparable in either.
    """
    readings = itertools.product(said.readings, source.readings)
    return any(_about_the_same(one, other, aligned, things) for one, other in readings)


def _about_the_same(said: Quantity, source: Quantity, aligned: Aligned, things: _Things) -> bool:
    if said.multiplier != source.multiplier and said.low != source.low and None in {said.dimension, source.dimension}:
        return False
    if said.dimension is not None and source.dimension is not None:
        return said.dimension == source.dimension
    if said.dimension is None and source.dimension is None:
        # So rare a number counts the same, whatever either side calls it, if more than names are shared.
        if said.low == source.low > _SMALL and any(not aligned.claim.words[at].name for at in aligned.found):
            return True
        both = things[0][said.end], things[1][source.end]
        # "Children under 16" is an age, and "2.20" is none.
        aged = source.bound in OPEN and said.bound not in OPEN and not any(both)
        return not aged and _same_thing(*both, aligned)
    if said.dimension is None:
        bare, known = things[0][said.end], (aligned.message.words[at].at for at in aligned.answering)
    else:
        bare, known = things[1][source.end], (aligned.claim.words[at].at for at in aligned.found)
    # "By 90 percent" tells a change, "from 87" its beginning.
    shares = "share" in {said.dimension, source.dimension}
    ends = {end_of_change(said, aligned.message), end_of_change(source, aligned.claim)}
    if shares and len(ends) == 2 and "" not in ends:
        return False
    telling = {word.at for word in bare if not word.light}
    return not telling or (said.low == source.low and not telling.isdisjoint(known))


def _same_thing(one: list[Word], other: list[Word], aligned: Aligned) -> bool:
    if not one or not other:
        return True
    said, source = {word.at for word in one}, {word.at for word in other}
    answers = not said.isdisjoint(aligned.message.words[at].at for at in aligned.answering)
    if answers or any(a.stem == b.stem for a in one for b in other):
        return True
    elsewhere = source.isdisjoint(aligned.claim.words[at].at for at in aligned.found)
    return elsewhere and may_be_the_same_people(one, other)


def _comparison(said: Quantity, source: Quantity, every: Sequence[Quantity], *, agrees: bool) -> Comparison:
    """The source's number is shown in words where the message has words, if any wording of the claim writes it so.

    So is a sum in the currency of the message, if any wording tells it, where another does not agree.
    """
    if not agrees and source.unit != said.unit:
        in_its_unit = {one.low: one for one in every if one.unit == said.unit and one.dimension == source.dimension}
        source = next(iter(in_its_unit.values())) if len(in_its_unit) == 1 else source
    kind = DifferenceKind.UNIT if not agrees and unit_differs(said, source) else DifferenceKind.NUMBER
    same = (one for one in every if (one.low, one.high, one.unit) == (source.low, source.high, source.unit))
    alike = next((one for one in same if one.shown[0].isalpha() == said.shown[0].isalpha()), source)
    shown = _inside_a_sentence(said), _inside_a_sentence(alike)
    if not agrees and shown[0].casefold() == shown[1].casefold():
        shown = said.text, alike.text
    if not agrees and shown[0] == shown[1] and said.per and source.per:
        shown = f"{shown[0]} per {said.per}", f"{shown[1]} per {source.per}"
    return Comparison(kind, *shown, agrees)


def _inside_a_sentence(quantity: Quantity) -> str:
    """A number word loses the capital that it had as the first of its sentence."""
    shown = quantity.shown
    return shown[0].lower() + shown[1:] if quantity.start == 0 and shown[1:2].islower() else shown
