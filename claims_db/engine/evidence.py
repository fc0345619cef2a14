"""How well a statement and a claim say the same, as a few shares that a person can read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

import regex
from rapidfuzz.distance import LCSseq

from claims_db.engine.dates import When
from claims_db.engine.facts.contrasts import contrasting
from claims_db.engine.numbers.values import Quantity
from claims_db.engine.text.alignment import Aligned
from claims_db.engine.text.lexicon import is_english
from claims_db.engine.text.sentences import clause_ends
from claims_db.engine.text.wording import Word, Wording

Weight = Callable[[str], float]

_LIGHT_WEIGHT = 0.25
_NAME_WEIGHT = 1.4
# What is left of the weight of a name's other words once its telling one was said.
_REST_OF_NAME = 0.35
_DETAIL_WEIGHT = 0.7
# A word this near to the most telling one of a name can stand for all of it.
_TELLING_SHARE = 0.8
# Words that hand a statement on: who says it is no part of what is said.
_REPORTING = regex.compile(
    r"""\b(?:say|says|said|saying|tell|tells|told|telling|claim|claims|claimed|claiming|report|reports|reported|hear|heard
    |read|reading|know|knew|think|thinks|thought|believe|believes|swear|swears|insist|insists|argue|argues|see|saw|learned
    |learnt|remember|joke|reckon|reckons|apparently|allegedly|supposedly|reportedly|turns\ out|fact|headline|btw|lol
    |actually|basically)\b(?:\s+(?:us|me|you|everyone|everybody|people|him|her|them|all))?(?:\s+that)?""",
    regex.IGNORECASE | regex.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Shares:
    """The measured likeness of a statement and a claim; every share lies between 0 and 1.

    * coverage: telling words, numbers and dates of the claim that the statement has.
    * foreign: telling words around the answer that the claim lacks.
    * copied: how much of the claim stands word by word, in order, around telling words that were exchanged. Who says
      the same in other words changes the sentence; who keeps the sentence and changes a word says something else.
    * replaced: words of the claim in whose very place the statement has another, full at two.
    * other_name: whether the statement names another, or another thing of the same kind, in place of the claim's.
    * amount: how much was found at all, full at four ordinary words.
    """

    coverage: float
    foreign: float
    copied: float
    replaced: float
    other_name: bool
    amount: float


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


def reach(aligned: Aligned) -> Reach:
    """The clauses from the first to the last word that answers, without who reports them."""
    message, places = aligned.message, aligned.answering
    first, last = message.words[min(places)], message.words[max(places)]
    ends = [end for end in clause_ends(message.text) if not _cuts_a_detail(message, end)]
    scope = _with_details_before(message, ends, max((end for end in ends if end <= first.start), default=0))
    end = _with_details_after(message, ends, min((end for end in ends if end >= last.end), default=len(message.text)))
    told = [match.end() for match in _REPORTING.finditer(message.text, scope, first.start)]
    start = max(told, default=scope)
    within = tuple(
        at
        for at, word in enumerate(message.words)
        if word.start >= start and word.end <= end and not message.negation.covers(word.start)
    )
    return Reach(scope, start, first.start, end, within)


def _with_details_before(message: Wording, ends: list[int], scope: int) -> int:
    """A clause of a number or a date alone belongs to what follows: "May 1980: …"."""
    while scope:
        start = max((end for end in ends if end < scope), default=0)
        if not _details_alone(message, start, scope):
            break
        scope = start
    return scope


def _with_details_after(message: Wording, ends: list[int], end: int) -> int:
    """Likewise to what precedes: "diameter: 8.5 m"."""
    for later in (later for later in ends if later > end):
        if not _details_alone(message, end, later):
            break
        end = later
    return end


def _cuts_a_detail(message: Wording, end: int) -> bool:
    """The comma of "February 2, 2013" ends no clause."""
    details: list[Quantity | When] = [*message.quantities, *message.dates]
    return any(detail.start < end < detail.end for detail in details)


def _details_alone(message: Wording, start: int, end: int) -> bool:
    if any(start <= word.start < end and not word.light for word in message.words):
        return False
    places = [quantity.start for quantity in message.quantities] + [when.start for when in message.dates]
    return any(start <= place < end for place in places)


def measure(aligned: Aligned, area: Reach, weight: Weight, answered_details: int) -> Shares:
    """Put the likeness of two aligned texts into shares. A number or date of the claim counts as a word of it."""
    claim, message = aligned.claim, aligned.message
    weights = [weigh(word, weight) for word in claim.words]
    rest = _rest_of_names(claim.words, weights, aligned.found)
    counted = [one * _REST_OF_NAME if at in rest else one for at, one in enumerate(weights)]
    own_details = len(claim.quantities) + len(claim.dates)
    detail = _DETAIL_WEIGHT * weight("")
    total = (sum(counted) + detail * own_details) or 1.0
    matched = sum(counted[at] for at in aligned.found) + detail * min(own_details, answered_details)
    said = {at: weigh(message.words[at], weight) for at in area.words}
    foreign = sum(one for at, one in said.items() if at not in aligned.answering)
    missing = sum(one for at, one in enumerate(weights) if at not in aligned.found and not claim.words[at].light)
    extra = sum(one for at, one in said.items() if at not in aligned.known and not message.words[at].light)
    replaced = sum(counted[at] for gap, _ in _replaced_gaps(aligned, area, rest) for at in gap)
    return Shares(
        coverage=matched / total,
        foreign=foreign / (sum(said.values()) or 1.0),
        copied=_literally(aligned, area) * min(1.0, *(telling / weight("") for telling in (missing, extra))),
        replaced=min(2.0, replaced) / 2.0,
        other_name=any(replacements(aligned, area, rest)),
        amount=min(1.0, matched / (4 * weight(""))),
    )


def _literally(aligned: Aligned, area: Reach) -> float:
    """How far a statement keeps to the words of a claim and their order, from 0 (half of them or fewer) to 1 (all).

    The words include those that say nothing by themselves: they are the frame in which a word can be exchanged.
    """
    own = [token.text for token in aligned.claim.tokens]
    said = [token.text for token in aligned.message.tokens if area.start <= token.start < area.end]
    alike = LCSseq.similarity(own, said) / ((len(own) + len(said)) / 2)
    return max(0.0, 2 * alike - 1)


def _names(words: tuple[Word, ...]) -> Iterator[list[int]]:
    """Runs of neighbouring name words, as places: `James Webb Space Telescope` is one name.

    In scripts without capitals nobody can tell where a name ends.
    """
    run: list[int] = []
    for at, word in enumerate(words):
        if not word.name or not word.cased:
            continue
        if run and words[run[-1]].at + 1 != word.at:
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _rest_of_names(words: tuple[Word, ...], weights: list[float], found: frozenset[int]) -> frozenset[int]:
    """Whoever says `Webb` has named the telescope: the places of what is then missing of a name.

    Words that no dictionary has name it best; "Telescope" alone does not.
    """
    rest: set[int] = set()
    for run in _names(words):
        own = [at for at in run if not is_english(words[at].text)] or run
        telling = _TELLING_SHARE * max(weights[at] for at in own)
        if any(at in found and weights[at] >= telling for at in own):
            rest.update(at for at in run if at not in found)
    return frozenset(rest)


def replacements(aligned: Aligned, area: Reach, rest: frozenset[int] = frozenset()) -> Iterator[tuple[str, str]]:
    """The names and kinds that the statement has in place of those of the claim, or instead of them elsewhere."""
    for gap, foreign in _replaced_gaps(aligned, area, rest):
        names = [aligned.claim.words[at].surface for at in gap if aligned.claim.words[at].name]
        if names and foreign.name:
            yield foreign.surface, " ".join(names)
    yield from zip(_foreign_names(aligned, area), _names_left_out(aligned), strict=False)
    yield from contrasting(aligned, area.words)


def _names_left_out(aligned: Aligned) -> Iterator[str]:
    """Names of the claim of which the statement says no part."""
    words = aligned.claim.words
    for run in _names(words):
        if words[run[0]].surface[:1].isupper() and aligned.found.isdisjoint(run):
            yield " ".join(words[at].surface for at in run)


def _foreign_names(aligned: Aligned, area: Reach) -> Iterator[str]:
    """Names of the statement that the claim lacks, told by their capital: small letters may be a slip of the pen."""
    if aligned.message.text.isupper():
        return
    for at in area.words:
        word = aligned.message.words[at]
        if at not in aligned.answering and word.name and word.surface[:1].isupper():
            yield word.surface


def _replaced_gaps(aligned: Aligned, area: Reach, rest: frozenset[int]) -> Iterator[tuple[list[int], Word]]:
    """Words of the claim between two answered ones, where the statement has a foreign word beside either of the two.

    "Dover council approved" against "Deal council approved" tells of another council.
    """
    answers = {pair.claim: pair.message for pair in aligned.pairs}
    for gap in _gaps(len(aligned.claim.words), aligned.found):
        heavy = [at for at in gap if not aligned.claim.words[at].light and at not in rest]
        left, right = answers.get(gap[0] - 1), answers.get(gap[-1] + 1)
        foreign = _foreign_beside(aligned, left, 1, area) or _foreign_beside(aligned, right, -1, area)
        if heavy and foreign is not None:
            yield heavy, foreign


def _gaps(length: int, found: frozenset[int]) -> Iterator[list[int]]:
    """Runs of neighbouring places that were not found."""
    for is_found, run in groupby(range(length), key=found.__contains__):
        if not is_found:
            yield list(run)


def _foreign_beside(aligned: Aligned, at: int | None, step: int, area: Reach) -> Word | None:
    """The next telling word from place `at` on, if it answers nothing and stands within reach."""
    if at is None:
        return None
    while (at := at + step) in area.words:
        if at in aligned.answering:
            return None
        if not aligned.message.words[at].light:
            return aligned.message.words[at]
    return None
