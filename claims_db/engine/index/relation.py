"""Whether a message is surely about the matter of a claim, although it does not surely say the same.

Sharing words proves little; sharing so many rare ones that no other claim comes near does.
`benchmarks/learn_relation.py` fitted the weights on posts and the published checks that they are about, and set the bar
on everyday chat.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from claims_db.engine.index.ranking import Question
from claims_db.engine.index.terms import slug_stems, terms_of, title_text, wording_texts
from claims_db.values import Claim

WEIGHTS: dict[str, float] = {
    "ahead": 1.02,
    "said": 2.06,
    "title": 1.26,
    "rare": 0.066,
    "own": -0.81,
}
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
    """The claim that a message is likeliest about.

    `words` are the stems of the message, `shared` those that the claim has too, `measured` the numbers behind `total`.
    """

    claim: Claim
    words: frozenset[str]
    shared: frozenset[str]
    measured: dict[str, float]

    @property
    def total(self) -> float:
        """What the numbers add up to; from `BAR` on, the words alone prove that both are about the same matter."""
        return sum(WEIGHTS[name] * value for name, value in self.measured.items())


def says_enough(question: Question, known: Iterable[str]) -> bool:
    """Whether a text has words enough to be related to a claim; `known` are its stems that the store has."""
    return len(_stems(question)) >= LEAST_WORDS and _rare(question, known) >= LEAST_RARITY


def relation(question: Question, claim: Claim, ahead: float) -> Relation | None:
    """How a text and the claim that leads are related, None where they share too little that is rare.

    `ahead` is how far the claim leads after the second look.

    * said: what share of the rarity of the text's words the claim has.
    * title: what share of the rarity of the titles' words the text has.
    * rare: by how much the shared words are rarer than common ones, in nats.
    * own: how many words of the writer's own life it has ("I", "my"), two at most.
    """
    said = _stems(question)
    title = {term.stem for term in terms_of(title_text(claim)) if term.stem}
    wordings = {term.stem for text in wording_texts(claim) for term in terms_of(text)}
    shared = said & (title | wordings | slug_stems(claim))
    measured = {
        "ahead": min(ahead, _MOST_AHEAD),
        "said": _share(question, shared, said),
        "title": _share(question, title & said, title),
        "rare": _rare(question, shared),
        "own": float(min(len(question.text.small & _OWN_LIFE), _MOST_OWN)),
    }
    return Relation(claim, said, shared, measured) if measured["rare"] >= LEAST_RARITY else None


def _stems(question: Question) -> frozenset[str]:
    return frozenset(question.text.stems.values())


def _rare(question: Question, stems: Iterable[str]) -> float:
    return sum(max(0.0, question.rarity(stem) - _COMMON) for stem in stems)


def _share(question: Question, part: Collection[str], whole: Collection[str]) -> float:
    return sum(map(question.rarity, part)) / (sum(map(question.rarity, whole)) or 1.0)
