"""The second look at the claims that lead: a few numbers for each, and what they add up to.

`python -m benchmarks.learn ranking` fitted the weights on posts and the published checks that they are about.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from claims_db.engine.index.terms import Term, slug_stems, terms_of, title_text, wording_texts
from claims_db.engine.linear import Feature, Linear
from claims_db.values import Claim

Rarity = Callable[[str], float]

# BM25 over runs of letters, with its usual constants, a run counted once.
_K1, _B, _USUAL_RUNS = 1.2, 0.75, 130


@dataclass(frozen=True, slots=True)
class Text:
    """A text as the second look sees it: its folded words, their stems, its runs of four letters.

    Runs of letters meet where stems do not, and across words they see which words stand side by side.
    """

    stems: dict[str, str]
    small: frozenset[str]
    runs: frozenset[str]

    @classmethod
    def of(cls, *cleaned: str) -> Text:
        """Take cleaned texts apart as one."""
        terms = [term for text in cleaned for term in terms_of(text)]
        return cls(
            stems={term.folded: term.stem for term in terms if term.stem},
            small=frozenset(term.folded for term in terms if not term.stem),
            runs=runs_of(terms),
        )


def runs_of(terms: Iterable[Term]) -> frozenset[str]:
    """Every run of four letters of some words, across words too."""
    line = f" {' '.join(term.folded for term in terms)} "
    return frozenset(map("".join, zip(line, line[1:], line[2:], line[3:], strict=False)))


@dataclass(frozen=True, slots=True)
class Question:
    """What claims are compared with: a text, how rare a run of letters is in the store, and how rare a stem is."""

    text: Text
    run_rarity: Rarity
    rarity: Rarity

    @classmethod
    def of(cls, cleaned: str, run_rarity: Rarity, rarity: Rarity) -> Question:
        """Take a cleaned text apart, once for all claims."""
        return cls(Text.of(cleaned), run_rarity, rarity)


@dataclass(frozen=True, slots=True)
class Closeness:
    """A text beside one wording of a claim, with the titles of its sources.

    `slug` are the stems of the claim's slug that the text has, `lead` is the claim's share of the best score of the
    first look.
    """

    question: Question
    text: Text
    shared: frozenset[str]
    slug: frozenset[str]
    lead: float


def measure(question: Question, claim: Claim, lead: float) -> tuple[float, ...]:
    """The numbers that `SECOND_LOOK` weighs, of the wording that is closest to the text."""
    said, title = frozenset(question.text.stems.values()), title_text(claim)
    slug = slug_stems(claim) & said
    wordings = (Text.of(text, title) for text in wording_texts(claim))
    close = (Closeness(question, text, said.intersection(text.stems.values()), slug, lead) for text in wordings)
    return max(map(SECOND_LOOK.measure, close), key=SECOND_LOOK.total)


def letters(one: Closeness) -> float:
    """BM25 over runs of letters: a long wording has many by chance."""
    length = 1 - _B + _B * len(one.text.runs) / _USUAL_RUNS
    # The same to the last digit in every process, though each has its own order of a set.
    shared = math.fsum(map(one.question.run_rarity, one.text.runs & one.question.text.runs))
    return shared * (_K1 + 1) / (1 + _K1 * length)


def rarest(one: Closeness) -> float:
    """In nats, and 0 where nothing is shared; a word of the slug counts too."""
    return max(map(one.question.rarity, one.shared | one.slug), default=0.0)


def numbers(one: Closeness) -> float:
    """1 or 0."""
    return float(any(stem[0].isdigit() for stem in one.text.stems.values() if stem not in one.shared))


def forms(one: Closeness) -> float:
    """In nats, all of them together."""
    words = one.text.stems.keys() & one.question.text.stems.keys()
    return math.fsum(one.question.rarity(one.text.stems[word]) for word in words)


_LEARNED = "learned: `python -m benchmarks.learn ranking`, on posts and the published checks that they are about"
SECOND_LOOK = Linear(
    (
        Feature("letters", letters, 0.032, "Both have rare runs of four letters.", _LEARNED),
        Feature("rarest", rarest, 0.40, "Both have a rare word.", _LEARNED),
        Feature("numbers", numbers, -0.56, "The claim has numbers that the text has not.", _LEARNED),
        Feature("forms", forms, 0.012, "Both have rare words in the very same form.", _LEARNED),
        Feature(
            "small",
            lambda one: len(one.text.small & one.question.text.small),
            0.094,
            "Both have words that say nothing by themselves.",
            _LEARNED,
        ),
        Feature("lead", lambda one: one.lead, 5.51, "The claim came near to the best one in the first look.", _LEARNED),
        Feature(
            "slug",
            lambda one: math.fsum(map(one.question.rarity, one.slug)),
            0.14,
            "The text has rare words of the claim's slug.",
            _LEARNED,
        ),
    )
)
