"""All that speaks for and against a match, in one table: what it is, how it is measured, what it weighs, and why.

A new kind of evidence is a pure function and a row here. `docs/how-it-decides.md` shows the table, "Why this?" tells
what its rows made of a message, and `python -m benchmarks worth` what is lost without each.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from claims_db.engine import likeness, meaning
from claims_db.engine.index import relation
from claims_db.engine.index.relation import Relation
from claims_db.engine.index.shared import Kind, Shared, Word
from claims_db.engine.likeness import Piece, Sides
from claims_db.engine.linear import Feature, Linear, chance
from claims_db.engine.meaning import Sense
from claims_db.engine.parts import Part

_BY_HAND = "set by hand, on the messages that were tuned on"
_LIKENESS = "learned from labelled messages: `python -m benchmarks.learn likeness`"
_ANOTHER = "the words are the claim's, so the sum is high; the answer must fall below even odds"
_UNKNOWN = "nobody can say that both numbers are about the same"
_BESIDE = "what differs, or is denied, may then belong to the rest"
_NARROWS = "the source says nothing of that, so it cannot agree"
_OTHERWISE = "the source says it the other way round"
_ANOTHER_THING = "who copies a sentence and changes a word of it says something else"
_EVEN = "asked, Footnote answers when it is likelier right than wrong"
_RARELY = "unasked, it must be sure: who speaks when nobody needed it gets removed"
_COINCIDENCE = "one word in common is a coincidence, however much of a short claim it is"
_TIE = "closer than this, two claims fit a statement equally well"
_RELATION = "learned from posts and everyday chat: `python -m benchmarks.learn relation`"
_SHORT = "in fewer, shared words may be all that there is to say of a town or a game"
_SMALL = "more than a store of a hundred claims can reach: in nats above a word that one claim in 55 has"
_NAMED = "in a shorter message, another name beside the shared words makes it another matter"
_MEANING = "learned from what words alone did not find: `python -m benchmarks.learn meaning`"
_HEARD = "where words alone found nothing, an encoder must be sure: 0.8 confirmed three times as much that is wrong"
_WORDS_ALONE = "unasked, what cannot be likelier right than wrong is not compared: seven lines of chat in eight"
_BAR = "set by `python -m benchmarks.learn relation`: one line of everyday chat in 2,000 would pass"


@dataclass(frozen=True, slots=True)
class Standing:
    """How an answer stands: `grounds` counts what message and claim share, `ahead` is its lead on its next rival.

    `stated` is the share of the claim that the message has, times that of the message that the claim has.
    """

    confidence: float
    grounds: int
    ahead: float = math.inf
    stated: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """The rows, by what their weights do."""

    words: tuple[Feature[Piece], ...]
    likeness: Linear[Sides]
    meaning: Linear[Sense]
    another: tuple[Feature[Sides], ...]
    unanswered: tuple[Feature[Sequence[Part]], ...]
    comparable: Feature[Sides]
    beside: Feature[Sides]
    asked: Feature[Standing]
    heard: Feature[Standing]
    unasked: Feature[Standing]
    stated: Feature[Standing]
    grounds: Feature[Standing]
    apart: Feature[Standing]
    shared: Feature[Shared]
    relation: Linear[Relation]
    wordy: Feature[Relation]
    rare: Feature[Relation]
    named: Feature[Relation]
    related: Feature[float]

    def parts(self) -> Iterator[Group]:
        """The rows as a reader finds them."""
        yield Group("How telling a word is", "each that holds multiplies how rare the word is", self.words, 1.0)
        likeness = self.likeness.features
        yield Group("Whether both say the same", f"a weighted sum, from {self.likeness.bias}", likeness, 0.0)
        meaning = f"added to the sum, from {self.meaning.bias}, where the host has an encoder and words found nothing"
        yield Group("Whether the same matter is meant", meaning, self.meaning.features, 0.0)
        yield Group("What makes it another statement", "so much is left of that where it holds", self.another, 1.0)
        bars = (self.asked, self.heard, self.unasked, self.stated, self.grounds, self.apart)
        answer: tuple[Feature[Any], ...] = (self.comparable, self.beside, *bars, self.shared)
        yield Group("What forbids agreement", "so many make it so", self.unanswered, math.inf)
        yield Group("What an answer takes", "what it must reach", answer, -math.inf)
        yield Group("Whether both are about the same matter", "a weighted sum", self.relation.features, 0.0)
        related = (self.wordy, self.rare, self.named, self.related)
        yield Group("What a related claim takes", "what it must reach", related, -math.inf)


@dataclass(frozen=True, slots=True)
class Group:
    """Some rows of the table, what their weights do, and with which weight a row does nothing."""

    title: str
    effect: str
    rows: tuple[Feature[Any], ...]
    without: float


def _of(sort: str) -> Callable[[Sequence[Part]], float]:
    """How many parts of that sort the claim leaves unanswered, or contradicts."""
    return lambda parts: sum(part.sort == sort for part in parts)


def most_alike(shared: Shared) -> float:
    """How surely the two can say the same at most, from the words that they share: each measure at its best."""
    weights = {row.name: row.weight for row in TABLE.words}
    named = any(word.kind is not Kind.PLAIN and not word.light for word, _ in shared.found)

    def weigh(word: Word) -> float:
        return weights["everyday"] if word.light else weights["name"] if word.kind is not Kind.PLAIN else 1.0

    def leave(word: Word) -> float:
        """Whoever says a part of a name has said most of it."""
        return weights["rest of a name"] if named and word.kind is not Kind.PLAIN else weigh(word)

    found = math.fsum(rarity * weigh(word) for word, rarity in shared.found)
    left = math.fsum(rarity * leave(word) for word, rarity in shared.left)
    matched = found + weights["detail"] * shared.details
    best = likeness.at_best(
        matched,
        part=matched / (matched + left) if matched else 0.0,
        plain=sum(word.kind is not Kind.NAME and not word.light for word, _ in shared.found),
        details=shared.details,
        nameless=not named and any(word.kind is Kind.NAME and not word.light for word, _ in shared.left),
    )
    return chance(TABLE.likeness.bias + sum(row.weight * best.get(row.name, 0.0) for row in TABLE.likeness.features))


TABLE = Table(
    words=(
        Feature("everyday", likeness.everyday, 0.25, "It is an everyday word, which says little.", _BY_HAND),
        Feature("name", likeness.name, 1.4, "It is a name, which says more than another word.", _BY_HAND),
        Feature("rest of a name", likeness.rest, 0.35, "The telling word of its name was said already.", _BY_HAND),
        Feature("detail", likeness.detail, 0.7, "It is a number or a day, as rare as a word never seen.", _BY_HAND),
    ),
    likeness=Linear(
        (
            Feature(
                "copied", likeness.copied, -5.65, "It copies the claim's sentence, with other words in it.", _LIKENESS
            ),
            Feature("contained", likeness.contained, 4.41, "It has much of the claim, and little besides.", _LIKENESS),
            Feature("stated", likeness.stated, 0.82, "Both say much the same, and little besides.", _LIKENESS),
            Feature("agreed", likeness.agreed, 2.72, "Its numbers or days agree with the claim's.", _LIKENESS),
            Feature(
                "leading", likeness.leading, 3.21, "It answers more of the message than any other claim.", _LIKENESS
            ),
            Feature(
                "nameless", likeness.nameless, -1.75, "It names nobody and nothing that the claim does.", _LIKENESS
            ),
            Feature("plain", likeness.plain, 0.43, "It has plain words of the claim, not names alone.", _LIKENESS),
        ),
        bias=-4.88,
    ),
    meaning=Linear(
        (
            Feature("near", meaning.cosine, 5.98, "An encoder of sentences hears the claim's meaning in it.", _MEANING),
            Feature("nearest", meaning.ahead, 9.07, "It hears no other claim's as well.", _MEANING),
        ),
        bias=-1.14,
    ),
    another=(
        Feature("other name", likeness.other_name, 0.3, "It names somebody or something else.", _ANOTHER),
        Feature(
            "other number", likeness.relabelled, 0.3, "It names another of a series (Apollo 13, not 11).", _ANOTHER
        ),
    ),
    unanswered=(
        Feature("roles", _of("roles"), 1, "Who did it and to whom have changed places.", _OTHERWISE),
        Feature("qualifiers", _of("qualifiers"), 1, "It has “only”, “almost”, “no longer” or the like.", _NARROWS),
        Feature("overtaken", _of("overtaken"), 1, "It tells as planned, or as still so, what is over.", _OTHERWISE),
        Feature("happened", _of("happened"), 1, "It tells as still to come what has happened.", _OTHERWISE),
        Feature("denials", _of("denials"), 1, "It denies what the claim does not speak of.", _NARROWS),
        Feature("numbers", _of("numbers"), 1, "It has a number that the claim says nothing of.", _NARROWS),
        Feature("additions", _of("additions"), 1, "It adds a cause, a member or a second event.", _NARROWS),
        Feature("changed words", _of("changed words"), 1, "It copies the claim and changes a word.", _ANOTHER_THING),
        Feature("personal", _of("personal"), 1, "It tells of its writer, or of a model or a game.", _ANOTHER_THING),
        Feature("places", _of("places"), 1, "It names a country that the claim does not.", _NARROWS),
    ),
    comparable=Feature("comparable", likeness.comparable, 1, "Its numbers can be compared with the claim's.", _UNKNOWN),
    beside=Feature("beside", likeness.foreign, 0.5, "It says mostly what the claim does not.", _BESIDE),
    asked=Feature("asked", lambda one: one.confidence, 0.5, "It likelier says the same than not.", _EVEN),
    heard=Feature("heard", lambda one: one.confidence, 0.9, "It likely means the same matter.", _HEARD),
    unasked=Feature("unasked", lambda one: one.confidence, 0.8, "It says the same surely enough to speak up.", _RARELY),
    stated=Feature("stated", lambda one: one.stated, 0.3, "Both say much the same, and little besides.", _RARELY),
    grounds=Feature("grounds", lambda one: one.grounds, 2, "More than one word or detail is shared.", _COINCIDENCE),
    apart=Feature("apart", lambda one: one.ahead, 0.03, "No claim fits as well and says otherwise.", _TIE),
    shared=Feature("shared", most_alike, 0.5, "Its words may say the same.", _WORDS_ALONE),
    relation=Linear(
        (
            Feature("ahead", relation.ahead, 1.02, "The claim is far ahead of the next one.", _RELATION),
            Feature("said", relation.said, 2.06, "The claim has the rare words of the message.", _RELATION),
            Feature("title", relation.title, 1.26, "It has the rare words of the sources' titles.", _RELATION),
            Feature("rare", relation.rare, 0.066, "The words that both have are rare.", _RELATION),
            Feature("own", relation.own, -0.81, "It tells of its writer's own life (“I”, “my”).", _RELATION),
        )
    ),
    wordy=Feature("words", lambda one: len(one.words), 10, "It has enough different telling words.", _SHORT),
    rare=Feature("rarity", relation.rare, 3.0, "The words that both have are rare, all together.", _SMALL),
    named=Feature("length", lambda one: len(one.words), 14, "It is long, or names nobody else.", _NAMED),
    related=Feature("sum", float, 4.4, "The weighted sum reaches the bar.", _BAR),
)
