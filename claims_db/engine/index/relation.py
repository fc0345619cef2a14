"""Whether a message is surely about the matter of a claim, although it does not surely say the same.

Sharing words proves little; sharing so many rare ones that no other claim comes near does.
`python -m benchmarks.learn relation` fitted the weights on posts and the published checks that they are about, and set
the bar on everyday chat.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from claims_db.engine.index.ranking import Question
from claims_db.engine.index.terms import slug_stems, terms_of, title_text, wording_texts
from claims_db.engine.linear import Feature, Linear
from claims_db.values import Claim

BAR = 4.4
# In a message of fewer different telling words, shared ones may be all that there is to say of a town or a game.
LEAST_WORDS = 10
# What a word must be rarer than to prove anything: it stands in less than one of 55 claims. A small store has no such
# words, so nothing is related there.
_COMMON = 4.0
# What the shared words must have above that, all together.
LEAST_RARITY = 3.0
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

    @property
    def measured(self) -> tuple[float, ...]:
        """The numbers behind `total`."""
        return RELATED.measure(self)

    @property
    def total(self) -> float:
        """What the numbers add up to; from `BAR` on, the words alone prove that both are about the same matter."""
        return RELATED.total(self.measured)


def says_enough(question: Question, known: Iterable[str]) -> bool:
    """Whether a text has words enough to be related to a claim; `known` are its stems that the store has."""
    return len(_stems(question)) >= LEAST_WORDS and _rare(question, known) >= LEAST_RARITY


def relation(question: Question, claim: Claim, lead: float) -> Relation | None:
    """How a text and the claim that leads are related, None where they share too little that is rare."""
    words = _stems(question)
    title = frozenset(term.stem for term in terms_of(title_text(claim)) if term.stem)
    wordings = {term.stem for text in wording_texts(claim) for term in terms_of(text)}
    found = Relation(claim, question, words, title, words & (title | wordings | slug_stems(claim)), lead)
    return found if rare(found) >= LEAST_RARITY else None


def _stems(question: Question) -> frozenset[str]:
    return frozenset(question.text.stems.values())


def _rare(question: Question, stems: Iterable[str]) -> float:
    return sum(max(0.0, question.rarity(stem) - _COMMON) for stem in stems)


def _share(question: Question, part: Collection[str], whole: Collection[str]) -> float:
    return sum(map(question.rarity, part)) / (sum(map(question.rarity, whole)) or 1.0)


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
    return _rare(one.question, one.shared)


def own(one: Relation) -> float:
    """How many words of the writer's own life the message has."""
    return float(min(len(one.question.text.small & _OWN_LIFE), _MOST_OWN))


RELATED = Linear(
    (
        Feature("ahead", ahead, 1.02, "how far the claim is ahead of the next one after the second look"),
        Feature("said", said, 2.06, "what share of the message's rare words the claim has"),
        Feature("title", title, 1.26, "what share of the titles' rare words the message has"),
        Feature("rare", rare, 0.066, "by how much the shared words are rarer than one claim in 55, in nats"),
        Feature("own", own, -0.81, "“I”, “my”: who tells of their own life tells of nothing that was published"),
    )
)
