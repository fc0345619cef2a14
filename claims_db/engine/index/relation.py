"""Whether a message is surely about the matter of a claim, although it does not surely say the same.

Sharing words proves little; sharing so many rare ones that no other claim comes near does. Each measure is a pure
function; what it weighs, and what it must reach, stands in `claims_db.engine.evidence`.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from claims_db.engine.index.ranking import Question
from claims_db.engine.index.terms import slug_stems, terms_of, title_text, wording_texts
from claims_db.values import Claim

# What a word must be rarer than to prove anything: it stands in less than one of 55 claims. A small store has no such
# words, so nothing is related there.
_COMMON = 4.0
_MOST_AHEAD = 6.0
# Who tells of their own life tells of nothing that was ever published.
_OWN_LIFE = frozenset({"i", "i'm", "im", "i've", "ive", "i'd", "i'll", "me", "my", "mine", "myself"})
_MOST_OWN = 2


@dataclass(frozen=True, slots=True)
class Relation:
    """A message beside the claim that it is likeliest about.

    `words` are the stems of the message, `title` those of the sources' titles, `shared` those that the message has of
    the claim; `lead` is how far the claim leads after the second look.
    """

    claim: Claim
    question: Question
    words: frozenset[str]
    title: frozenset[str]
    shared: frozenset[str]
    lead: float


def relation(question: Question, claim: Claim, lead: float) -> Relation:
    """How a text and the claim that leads are related."""
    words = stems(question)
    titles = frozenset(term.stem for term in terms_of(title_text(claim)) if term.stem)
    wordings = {term.stem for text in wording_texts(claim) for term in terms_of(text)}
    return Relation(claim, question, words, titles, words & (titles | wordings | slug_stems(claim)), lead)


def stems(question: Question) -> frozenset[str]:
    """The stems of a text's telling words."""
    return frozenset(question.text.stems.values())


def rarity(question: Question, found: Iterable[str]) -> float:
    """By how much some stems are rarer than common ones, in nats, all of them together."""
    return math.fsum(max(0.0, question.rarity(stem) - _COMMON) for stem in found)


def _share(question: Question, part: Collection[str], whole: Collection[str]) -> float:
    return math.fsum(map(question.rarity, part)) / (math.fsum(map(question.rarity, whole)) or 1.0)


def ahead(one: Relation) -> float:
    """How far the claim leads, up to a bound."""
    return min(one.lead, _MOST_AHEAD)


def said(one: Relation) -> float:
    """The share of the rarity of the message's words that the claim has."""
    return _share(one.question, one.shared, one.words)


def title(one: Relation) -> float:
    """The share of the rarity of the titles' words that the message has."""
    return _share(one.question, one.title & one.words, one.title)


def rare(one: Relation) -> float:
    """By how much the shared words are rarer than common ones, in nats."""
    return rarity(one.question, one.shared)


def own(one: Relation) -> float:
    """How many words of the writer's own life the message has."""
    return float(min(len(one.question.text.small & _OWN_LIFE), _MOST_OWN))
