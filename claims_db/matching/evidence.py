"""How well a statement and a claim say the same, as a few shares that a person can read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex
from rapidfuzz.distance import LCSseq

from claims_db.matching.align import Pair
from claims_db.matching.statements import clause_ends
from claims_db.matching.wording import Word, Wording

Weight = Callable[[str], float]

_LIGHT_WEIGHT = 0.25
_NAME_WEIGHT = 1.4
# What a spelling, a form or a synonym loses against the same word is left to the fit: these are plain weights.
_REST_OF_NAME = 0.35
_DETAIL_WEIGHT = 0.7
# Words that hand a statement on: who says it is no part of what is said.
_REPORTING = regex.compile(
    r"\b(?:say|says|said|saying|tell|tells|told|telling|claim|claims|claimed|claiming|report|reports|reported|heard|hear|read|reading|know|knew"
    r"|think|thinks|thought|believe|believes|swear|swears|insist|insists|argue|argues|see|saw|learned|learnt|remember|joke|"
    r"reckon|reckons|apparently|allegedly|supposedly|reportedly|turns out|fact|headline|btw|lol|actually|basically)\b(?:\s+(?:us|me|you|everyone|everybody|people|him|her|them|all))?(?:\s+that)?",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Shares:
    """The measured likeness of a statement and a claim; every share lies between 0 and 1.

    coverage: telling words of the claim that the statement has. names: the claim's names that it has. foreign: telling
    words around the answer that the claim lacks. swapped: as much as is both missing of the claim and foreign in the statement,
    full at three words: either alone is a shorter or a longer way to say it, both together are another matter. replaced: telling words of the claim in whose very place the statement
    has another word. order: how far the words keep their order. amount: how much was found at all, full at four
    ordinary words. key: whether the claim's most telling word was found.
    """

    coverage: float
    names: float
    foreign: float
    swapped: float
    replaced: float
    replaced_name: float
    order: float
    amount: float
    key: float


@dataclass(frozen=True, slots=True)
class Reach:
    """The stretch of the statement that answers the claim, in characters, and the places of its words.

    `scope` is where its clause begins; who reports it stands between `scope` and `start`. `first` is where the first
    word stands that answers.
    """

    scope: int
    start: int
    first: int
    end: int
    words: tuple[int, ...]


def weigh(word: Word, weight: Weight) -> float:
    """How telling a word is: rare words and names more, everyday words hardly."""
    factor = _LIGHT_WEIGHT if word.light else _NAME_WEIGHT if word.name else 1.0
    return factor * weight(word.stem)


def reach(message: Wording, pairs: tuple[Pair, ...]) -> Reach:
    """The clauses from the first to the last word that answers, without who reports them."""
    places = [pair.message for pair in pairs]
    first, last = message.words[min(places)], message.words[max(places)]
    ends = clause_ends(message.text)
    scope = max((end for end in ends if end <= first.start), default=0)
    end = min((end for end in ends if end >= last.end), default=len(message.text))
    told = [match.end() for match in _REPORTING.finditer(message.text, scope, first.start)]
    start = max(told, default=scope)
    within = tuple(
        at
        for at, word in enumerate(message.words)
        if word.start >= start and word.end <= end and not message.negation.covers(word.start)
    )
    return Reach(scope, start, first.start, end, within)


def measure(
    claim: Wording, message: Wording, pairs: tuple[Pair, ...], area: Reach, weight: Weight, answered_details: int
) -> Shares:
    """Put the likeness of two aligned texts into shares. A number or date of the claim counts as a word of it."""
    weights = [weigh(word, weight) for word in claim.words]
    said = [weigh(word, weight) for word in message.words]
    found = {pair.claim for pair in pairs}
    answered = {pair.message for pair in pairs}
    rest = _rest_of_names(claim.words, weights, found)
    counted = [one * _REST_OF_NAME if at in rest else one for at, one in enumerate(weights)]
    gaps = [gap for gap, _ in _replaced_gaps(claim, message, pairs, area, rest)]
    own_details = len(claim.quantities) + len(claim.dates)
    detail = _DETAIL_WEIGHT * weight("")
    total = (sum(counted) + detail * own_details) or 1.0
    matched = sum(counted[at] for at in found) + detail * min(own_details, answered_details)
    near = sum(said[at] for at in area.words) or 1.0
    foreign = sum(said[at] for at in area.words if at not in answered)
    return Shares(
        coverage=matched / total,
        names=_share_of_names(claim.words, counted, found),
        foreign=foreign / near,
        swapped=min(foreign, total - matched, 3.0) / 3.0,
        replaced=min(2.0, sum(counted[at] for gap in gaps for at in gap)) / 2.0,
        replaced_name=float(any(claim.words[at].name for gap in gaps for at in gap)),
        order=_order(pairs),
        amount=min(1.0, matched / (4 * weight(""))),
        key=float(max(range(len(counted)), key=counted.__getitem__) in found),
    )


def _order(pairs: tuple[Pair, ...]) -> float:
    places = [pair.message for pair in pairs]
    return LCSseq.similarity(sorted(places), places) / len(places)


def _names(words: tuple[Word, ...]) -> Iterator[list[int]]:
    """Runs of neighbouring name words, as places: `James Webb Space Telescope` is one name."""
    run: list[int] = []
    for at, word in enumerate(words):
        if word.name and (not run or words[run[-1]].at + words[run[-1]].width == word.at):
            run.append(at)
        else:
            if run:
                yield run
            run = [at] if word.name else []
    if run:
        yield run


def _rest_of_names(words: tuple[Word, ...], weights: list[float], found: set[int]) -> set[int]:
    """Whoever says `Webb` has named the telescope: the places of what is then missing of a name."""
    rest: set[int] = set()
    for run in _names(words):
        if any(at in found and weights[at] >= 0.8 * max(weights[place] for place in run) for at in run):
            rest.update(at for at in run if at not in found)
    return rest


def _share_of_names(words: tuple[Word, ...], counted: list[float], found: set[int]) -> float:
    total = sum(counted[at] for at, word in enumerate(words) if word.name)
    return sum(counted[at] for at, word in enumerate(words) if word.name and at in found) / total if total else 1.0


def replacements(
    claim: Wording, message: Wording, pairs: tuple[Pair, ...], area: Reach
) -> Iterator[tuple[str, str]]:
    """What the statement says, and what the claim has in its place."""
    for gap, foreign in _replaced_gaps(claim, message, pairs, area, set()):
        yield foreign.surface, " ".join(claim.words[at].surface for at in gap)


def _replaced_gaps(
    claim: Wording, message: Wording, pairs: tuple[Pair, ...], area: Reach, rest: set[int]
) -> Iterator[tuple[list[int], Word]]:
    """Words of the claim between two answered ones, where the statement has a foreign word beside either of the two.

    "Dover council approved" against "Deal council approved" tells of another council.
    """
    answers = {pair.claim: pair.message for pair in pairs}
    answered = set(answers.values())
    for gap in _gaps(len(claim.words), set(answers)):
        heavy = [at for at in gap if not claim.words[at].light and at not in rest]
        left, right = answers.get(gap[0] - 1), answers.get(gap[-1] + 1)
        foreign = _foreign_beside(message, left, 1, answered, area) or _foreign_beside(message, right, -1, answered, area)
        if heavy and foreign is not None:
            yield heavy, foreign


def _gaps(length: int, found: set[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for at in range(length):
        if at in found:
            if run:
                yield run
            run = []
        else:
            run.append(at)
    if run:
        yield run


def _foreign_beside(message: Wording, at: int | None, step: int, answered: set[int], area: Reach) -> Word | None:
    """The next telling word from place `at` on, if it answers nothing and stands within reach."""
    if at is None:
        return None
    while (at := at + step) in area.words:
        if at in answered:
            return None
        if not message.words[at].light:
            return message.words[at]
    return None
