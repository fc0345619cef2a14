"""How alike a statement and a claim are: each measure is a pure function of the two, side by side.

What each weighs, and why, stands in `evidence`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rapidfuzz.distance import LCSseq

from claims_db.engine.details import Details
from claims_db.engine.facts.contrasts import contrasting
from claims_db.engine.meaning import Sense
from claims_db.engine.reach import Reach
from claims_db.engine.text.alignment import Aligned
from claims_db.engine.text.lexicon import is_english
from claims_db.engine.text.wording import Word, Wording

Weight = Callable[[str], float]

# A word this near to the most telling one of a name can stand for all of it.
_TELLING_SHARE = 0.8
# Of as many ordinary words much was found.
_MUCH = 4
_MOST_AGREED = 2
# More plain words than so many prove nothing more.
_MANY = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of either side, or None for a number or a day. `rest`: it is left of a name that was said in part."""

    word: Word | None = None
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Sides:
    """A claim's wording and a statement side by side, and what their words weigh.

    `own` is what each word of the claim weighs by itself, `counted` the same with little for the `rest`, the places of
    what is missing of names that were said in part; `said` is what the words of the statement within reach weigh, by
    place, `detail` what a number or a day weighs, and `unseen` an ordinary word that no claim has.

    `wordings` are all of the claim's, `copied_from` is how much is copied of the one that most is copied of, and `days`
    are the first and the last of what happened. `behind` is the `strength` of the best claim of another matter,
    and `sense` what an encoder hears of the two, where one was asked.
    """

    aligned: Aligned
    wordings: tuple[Wording, ...]
    area: Reach
    details: Details
    own: tuple[float, ...]
    rest: frozenset[int]
    counted: tuple[float, ...]
    said: Mapping[int, float]
    detail: float
    unseen: float
    copied_from: float | None = None
    days: tuple[date, ...] = ()
    behind: float = 0.0
    sense: Sense | None = None


def everyday(piece: Piece) -> bool:
    """Function words, and others that say nothing by themselves."""
    return piece.word is not None and piece.word.light


def name(piece: Piece) -> bool:
    """Names, save those that are everyday words too."""
    return piece.word is not None and piece.word.name and not piece.word.light


def rest(piece: Piece) -> bool:
    """What is missing of a name whose telling word was said."""
    return piece.rest


def detail(piece: Piece) -> bool:
    """A number or a day is no word."""
    return piece.word is None


def coverage(sides: Sides) -> float:
    """The share of the claim's weight that the statement has; each of its numbers and days counts as a word."""
    return _matched(sides) / ((sum(sides.counted) + sides.detail * _own_details(sides)) or 1.0)


def _own_details(sides: Sides) -> int:
    return len(sides.aligned.claim.quantities) + len(sides.aligned.claim.dates)


def _matched(sides: Sides) -> float:
    answered = min(_own_details(sides), len(sides.details.compared))
    return sum(sides.counted[at] for at in sides.aligned.found) + sides.detail * answered


def strength(sides: Sides) -> float:
    """What the claim's words weigh that the statement has, in ordinary words; less where they are little of the claim.

    The square root of the share makes that the cosine of the two but for the statement's own weight, which all claims
    have in common.
    """
    found = sum(sides.counted[at] for at in sides.aligned.found)
    return found * math.sqrt(coverage(sides)) / sides.unseen


def foreign(sides: Sides) -> float:
    """The share of the statement's weight, around the answer, that answers nothing."""
    extra = sum(one for at, one in sides.said.items() if at not in sides.aligned.answering)
    return extra / (sum(sides.said.values()) or 1.0)


def stated(sides: Sides) -> float:
    """The share of the claim that the statement has, times the share of the statement that the claim has."""
    return coverage(sides) * (1 - foreign(sides))


def copied(sides: Sides) -> float:
    """How much of the claim stands word by word, in order, around telling words that were exchanged, from 0 to 1.

    Who says the same in other words changes the sentence; who keeps the sentence and changes a word says something
    else. The words include those that say nothing by themselves: they are the frame in which a word can be exchanged.
    Half of the words in order, or fewer, are no copy.
    """
    if sides.copied_from is not None:
        return sides.copied_from
    aligned, claim, message = sides.aligned, sides.aligned.claim, sides.aligned.message
    frame = [token.text for token in claim.tokens]
    said = [token.text for token in message.tokens if sides.area.start <= token.start < sides.area.end]
    alike = LCSseq.similarity(frame, said) / ((len(frame) + len(said)) / 2)
    missing = sum(one for at, one in enumerate(sides.own) if at not in aligned.found and not claim.words[at].light)
    extra = sum(one for at, one in sides.said.items() if at not in aligned.known and not message.words[at].light)
    exchanged = min(1.0, missing / sides.unseen, extra / sides.unseen)
    return max(0.0, 2 * alike - 1) * exchanged


def contained(sides: Sides) -> float:
    """How much was found at all, full at four ordinary words, less the share that is foreign."""
    return min(1.0, _matched(sides) / (_MUCH * sides.unseen)) * (1 - foreign(sides))


def leading(sides: Sides) -> float:
    """How much stronger than any claim of another matter, from minus to plus one ordinary word: it is what is meant."""
    return max(-1.0, min(1.0, strength(sides) - sides.behind))


def nameless(sides: Sides) -> bool:
    """Whether the claim names somebody or something, and the statement has no telling word of any of its names."""
    runs = list(_names(sides.aligned.claim.words))
    telling = (at for run in runs for at in _telling(run, sides.aligned.claim.words, sides.own))
    return bool(runs) and sides.aligned.found.isdisjoint(telling)


def plain(sides: Sides) -> float:
    """How many telling words were found that are no names, five at most."""
    words = sides.aligned.claim.words
    return float(min(_MANY, sum(not (words[at].name or words[at].light) for at in sides.aligned.found)))


def at_best(matched: float, *, part: float, plain: int, details: int, nameless: bool) -> dict[str, float]:
    """What these measures come to at most, by their names, for what weighs so much, in ordinary words.

    `part` is the share of the claim that it is, `plain` how many words of it may be no names.
    """
    return {
        "contained": min(1.0, matched / _MUCH),
        "stated": part,
        "agreed": min(details, _MOST_AGREED),
        "leading": min(1.0, matched * math.sqrt(part)),
        "nameless": nameless,
        "plain": min(_MANY, plain),
    }


def agreed(sides: Sides) -> float:
    """How many numbers and days agree, two at most."""
    return float(min(sum(one.agrees for one in sides.details.compared), _MOST_AGREED))


def other_name(sides: Sides) -> bool:
    """Whether the statement names another, or another thing of the same kind, in place of the claim's."""
    return any(replacements(sides.aligned, sides.area, sides.rest))


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


def relabelled(sides: Sides) -> bool:
    """Whether a number that is part of a name is another one."""
    return sides.details.relabelled


def comparable(sides: Sides) -> bool:
    """Not so where both sides have a number, and nobody can say that the two are about the same."""
    return not sides.details.incomparable


def rest_of_names(words: tuple[Word, ...], weights: tuple[float, ...], found: frozenset[int]) -> frozenset[int]:
    """Whoever says `Webb` has named the telescope: the places of what is then missing of a name.

    Words that no dictionary has name it best; "Telescope" alone does not.
    """
    rest: set[int] = set()
    for run in _names(words):
        if not found.isdisjoint(_telling(run, words, weights)):
            rest.update(at for at in run if at not in found)
    return frozenset(rest)


def _telling(run: list[int], words: tuple[Word, ...], weights: tuple[float, ...]) -> list[int]:
    """The places of a name's words that can stand for all of it."""
    own = [at for at in run if not is_english(words[at].text)] or run
    least = _TELLING_SHARE * max(weights[at] for at in own)
    return [at for at in own if weights[at] >= least]


def replacements(aligned: Aligned, area: Reach, rest: frozenset[int] = frozenset()) -> Iterator[tuple[str, str]]:
    """The names and kinds that the statement has in place of those of the claim, or instead of them elsewhere."""
    for gap, foreign in _replaced_gaps(aligned, area, rest):
        names = [aligned.claim.words[at].surface for at in gap if aligned.claim.words[at].name]
        if names and foreign.name:
            yield foreign.surface, " ".join(names)
    words = aligned.claim.words
    left_out = (run for run in _names(words) if words[run[0]].surface[:1].isupper() and aligned.found.isdisjoint(run))
    names_left_out = (" ".join(words[at].surface for at in run) for run in left_out)
    # A foreign name is told by its capital: small letters may be a slip of the pen.
    said = () if aligned.message.text.isupper() else area.words
    unanswered = (aligned.message.words[at] for at in said if at not in aligned.answering)
    foreign_names = (word.surface for word in unanswered if word.name and word.surface[:1].isupper())
    yield from zip(foreign_names, names_left_out, strict=False)
    yield from contrasting(aligned, area.words)


def _replaced_gaps(aligned: Aligned, area: Reach, rest: frozenset[int]) -> Iterator[tuple[list[int], Word]]:
    """Words of the claim between two answered ones, where the statement has a foreign word beside either of the two.

    "Dover council approved" against "Deal council approved" tells of another council.
    """
    answers = {pair.claim: pair.message for pair in aligned.pairs}
    runs = groupby(range(len(aligned.claim.words)), key=aligned.found.__contains__)
    for gap in (list(run) for is_found, run in runs if not is_found):
        heavy = [at for at in gap if not aligned.claim.words[at].light and at not in rest]
        left, right = answers.get(gap[0] - 1), answers.get(gap[-1] + 1)
        foreign = _foreign_beside(aligned, left, 1, area) or _foreign_beside(aligned, right, -1, area)
        if heavy and foreign is not None:
            yield heavy, foreign


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
