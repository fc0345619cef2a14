"""The second look at the claims that lead: a few numbers for each, and what they add up to.

`benchmarks/learn_ranking.py` fitted the weights on posts and the published checks that they are about.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from claims_db.engine.index.terms import slug_stems, terms_of, title_text, wording_texts
from claims_db.values import Claim

Rarity = Callable[[str], float]

WEIGHTS: dict[str, float] = {
    "lead": 5.51,
    "letters": 0.032,
    "rarest": 0.40,
    "slug": 0.14,
    "numbers": -0.56,
    "forms": 0.012,
    "small": 0.094,
}
# BM25 over runs of letters, with its usual constants, a run counted once.
_K1, _B, _USUAL_RUNS = 1.2, 0.75, 130
_SAMPLED_WHOLE = 512


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
        line = f" {' '.join(term.folded for term in terms)} "
        return cls(
            stems={term.folded: term.stem for term in terms if term.stem},
            small=frozenset(term.folded for term in terms if not term.stem),
            runs=frozenset(map("".join, zip(line, line[1:], line[2:], line[3:], strict=False))),
        )


class Runs:
    """In how many claims of a sample each run of letters stands: enough to know which are rare."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._claims = 0

    def learn(self, number: int, claim: Claim) -> None:
        """Count the first claims, and ever fewer of those that follow; `number` says how many came before."""
        if number % (1 + number // _SAMPLED_WHOLE) == 0:
            self._counts.update(Text.of(*wording_texts(claim), title_text(claim)).runs)
            self._claims += 1

    def rarity(self, run: str) -> float:
        """Inverse document frequency in nats."""
        return math.log(1 + (self._claims + 1) / (self._counts.get(run, 0) + 1))


@dataclass(frozen=True, slots=True)
class Question:
    """What claims are compared with: a text, how rare its runs of letters are, and how rare a stem is in the store."""

    text: Text
    runs: Mapping[str, float]
    rarity: Rarity

    @classmethod
    def of(cls, cleaned: str, runs: Runs, rarity: Rarity) -> Question:
        """Take a cleaned text apart, once for all claims."""
        text = Text.of(cleaned)
        return cls(text, {run: runs.rarity(run) for run in text.runs}, rarity)


def measure(question: Question, claim: Claim, lead: float) -> dict[str, float]:
    """The numbers that are weighed, by name; `lead` is the claim's share of the best score of the first look.

    * letters: how rare the runs of letters are that both have.
    * rarest: how rare the rarest stem is that both have.
    * slug: how rare the words of the claim's slug are that the text has.
    * numbers: whether the claim has numbers that the text has not.
    * forms: how rare the words are that both have in the very same form.
    * small: how many words both have that say nothing by themselves.
    """
    title = title_text(claim)
    found = max((_against(question, Text.of(text, title)) for text in wording_texts(claim)), key=total)
    slug = slug_stems(claim) & set(question.text.stems.values())
    named = max(map(question.rarity, slug), default=0.0)
    return found | {
        "lead": lead,
        "rarest": max(found["rarest"], named),
        "slug": sum(map(question.rarity, slug)),
    }


def _against(question: Question, text: Text) -> dict[str, float]:
    said, stems = question.text, set(text.stems.values())
    shared = stems & set(said.stems.values())
    length = 1 - _B + _B * len(text.runs) / _USUAL_RUNS
    return {
        "letters": sum(map(question.runs.__getitem__, text.runs & said.runs)) * (_K1 + 1) / (1 + _K1 * length),
        "rarest": max(map(question.rarity, shared), default=0.0),
        "numbers": float(any(stem[0].isdigit() for stem in stems - shared)),
        "forms": sum(question.rarity(text.stems[word]) for word in text.stems.keys() & said.stems.keys()),
        "small": float(len(text.small & said.small)),
    }


def total(measured: Mapping[str, float]) -> float:
    """What the numbers add up to; good for order only."""
    return sum(WEIGHTS[name] * value for name, value in measured.items())
