"""The details that both sides state: numbers with their units, and days; and whether they agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claims_db.matching.align import Pair
from claims_db.matching.dates import When
from claims_db.matching.dates import agrees as date_agrees
from claims_db.matching.evidence import Reach
from claims_db.matching.negation import Negation
from claims_db.matching.quantities import Quantity, agree, unit_differs
from claims_db.matching.wording import Word, Wording
from claims_db.values import Claim, Comparison, DifferenceKind, Interval
from claims_db.words import FUNCTION_WORDS

# "twelve large technology companies": how many telling words after a number may name what it counts.
_COUNTED_WORDS = 3


@dataclass(frozen=True, slots=True)
class Details:
    """What was compared. `relabelled`: the statement names another thing of the same kind (Apollo 13, not 11).

    `unsourced` counts the numbers within reach that no number of the claim answers, though they count a thing of the claim.
    `relative` says that every date that differs was told relative to the message ("last month").
    """

    compared: tuple[Comparison, ...] = ()
    relabelled: bool = False
    unsourced: int = 0
    relative: bool = False


def compare(
    claim: Claim, wording: Wording, message: Wording, pairs: tuple[Pair, ...], area: Reach
) -> Details:
    """Compare the numbers and dates that stand within reach with those of the claim."""
    labels = dict(_labels(wording))
    said = [q for q in message.quantities if _within(q, area) and not q.ordinal and not _denied(q, message.negation)]
    said_labels = [q for q in said if _label_head(q, message, pairs) in labels]
    relabelled = any(not agree(q, labels[_label_head(q, message, pairs)]) for q in said_labels)
    sourced = [q for q in wording.quantities if not q.ordinal and q not in labels.values()]
    numbers, unsourced = _numbers([q for q in said if q not in said_labels], sourced, message, wording, pairs)
    days = list(_days(claim, wording, message, area))
    differing = [when for when, comparison in days if not comparison.agrees]
    return Details(
        compared=(*numbers, *(comparison for _, comparison in days)),
        relabelled=relabelled,
        unsourced=unsourced,
        relative=bool(differing) and all(when.relative for when in differing),
    )


def _within(detail: Quantity | When, area: Reach) -> bool:
    return area.start <= detail.start < area.end


def _denied(detail: Quantity | When, denied: Negation) -> bool:
    return any(start <= detail.start < end for start, end in denied.denied_details)


def _labels(wording: Wording) -> Iterator[tuple[int, Quantity]]:
    """Numbers that are part of a name (Apollo 11, Python 3.12), each under the place of the word it labels.

    A number is a label where it follows a name, or follows a word and counts nothing itself.
    """
    for quantity in wording.quantities:
        head = _word_before(quantity, wording)
        if head is None or quantity.unit is not None:
            continue
        word = wording.words[head]
        if word.name or word.surface[:1].isupper() or not _counted(quantity, wording):
            yield head, quantity


def _word_before(quantity: Quantity, wording: Wording) -> int | None:
    for at, word in enumerate(wording.words):
        if wording.text[word.end : quantity.start] in {" ", "-", ""} and word.end <= quantity.start:
            return at
    return None


def _label_head(quantity: Quantity, message: Wording, pairs: tuple[Pair, ...]) -> int:
    """The place in the claim of the word that this number of the message follows, or -1."""
    before = _word_before(quantity, message)
    return next((pair.claim for pair in pairs if pair.message == before), -1)


def _counted(quantity: Quantity, wording: Wording) -> list[Word]:
    """The words that name what a bare number counts: the telling words right after it, up to the next function word."""
    found: list[Word] = []
    end = quantity.end
    for token in wording.tokens:
        if token.start < quantity.end:
            continue
        if token.text in FUNCTION_WORDS or len(found) == _COUNTED_WORDS or wording.text[end : token.start].strip():
            break
        found.extend(word for word in wording.words if word.start == token.start)
        end = token.end
    return found


def _numbers(
    said: list[Quantity], sourced: list[Quantity], message: Wording, wording: Wording, pairs: tuple[Pair, ...]
) -> tuple[list[Comparison], int]:
    compared: list[Comparison] = []
    unsourced = 0
    agreed: list[Quantity] = []
    differing: list[Quantity] = []
    for quantity in said:
        match = next((source for source in sourced if _comparable(quantity, message, source, wording) and agree(quantity, source)), None)
        if match is None:
            differing.append(quantity)
        else:
            agreed.append(match)
            compared.append(_comparison(quantity, match, agrees=True))
    for quantity in differing:
        rest = [source for source in sourced if source not in agreed and _comparable(quantity, message, source, wording)]
        if rest:
            nearest = min(rest, key=lambda source: (source.dimension != quantity.dimension, _distance(quantity, source)))
            compared.append(_comparison(quantity, nearest, agrees=False))
        else:
            unsourced += _counts_thing_of_claim(quantity, message, pairs)
    return compared, unsourced


def _comparable(said: Quantity, message: Wording, source: Quantity, wording: Wording) -> bool:
    """Whether two numbers are about the same: the same kind of unit, or the same thing counted."""
    if said.dimension is not None and source.dimension is not None:
        return said.dimension == source.dimension
    if said.dimension is None and source.dimension is None:
        return _same_thing(_counted(said, message), _counted(source, wording))
    bare, words = (said, _counted(said, message)) if said.dimension is None else (source, _counted(source, wording))
    return not words or bare.multiplier or said.low == source.low


def _same_thing(one: list[Word], other: list[Word]) -> bool:
    if not one or not other:
        return True
    return any(a.stem == b.stem or not a.senses.isdisjoint(b.senses) for a in one for b in other)


def _counts_thing_of_claim(quantity: Quantity, message: Wording, pairs: tuple[Pair, ...]) -> bool:
    answered = {message.words[pair.message].start for pair in pairs}
    return any(word.start in answered for word in _counted(quantity, message))


def _distance(said: Quantity, source: Quantity) -> float:
    return abs(said.low - source.low) / (abs(source.low) or 1.0)


def _comparison(said: Quantity, source: Quantity, *, agrees: bool) -> Comparison:
    kind = DifferenceKind.UNIT if not agrees and unit_differs(said, source) else DifferenceKind.NUMBER
    return Comparison(kind, said.shown, source.shown, agrees)


def _days(
    claim: Claim, wording: Wording, message: Wording, area: Reach
) -> Iterator[tuple[When, Comparison]]:
    intervals = _happened(claim, wording)
    if not intervals:
        return
    for when in message.dates:
        if _within(when, area) and not _denied(when, message.negation):
            fitting = next((interval for interval in intervals if date_agrees(when, interval)), None)
            shown = spoken(fitting or intervals[0])
            yield when, Comparison(DifferenceKind.DATE, when.text, shown, fitting is not None)


def _happened(claim: Claim, wording: Wording) -> list[Interval]:
    if claim.happened is not None:
        return [claim.happened]
    return [interval for when in wording.dates if not when.relative for interval in when.readings]


def spoken(interval: Interval) -> str:
    """An interval as one says it: `18 March 2021`, `February 2021`, `2021`."""
    first, last = interval.first, interval.last
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if interval == Interval.of(first.year):
        return str(first.year)
    if interval == Interval.of(first.year, first.month):
        return f"{first:%B %Y}"
    return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"
