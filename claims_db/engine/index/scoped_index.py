"""The claims of the packs in scope, and the few of them that a statement may be about.

Everything here depends on those claims alone: not on other packs, nor on what was stored before, nor on the order in
which the claims came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from types import MappingProxyType
from typing import Protocol

from claims_db.engine.index.bm25 import Place, Statistics
from claims_db.engine.index.pack_index import PackIndex
from claims_db.engine.index.ranking import SECOND_LOOK, Question, measure
from claims_db.engine.index.relation import Relation, relation
from claims_db.engine.index.shared import Said, Shared, details_of, shared
from claims_db.engine.index.spelling import may_be_misspelt, neighbour
from claims_db.engine.index.terms import Term, named, terms_leading_to, terms_of
from claims_db.engine.text.lexicon import stem
from claims_db.engine.text.wording import is_light
from claims_db.languages import language_of
from claims_db.values import Claim, ClaimKey

_SENSE_SHARE = 0.15
_SPELLING_SHARE = 0.7
# Synonyms alone make a claim worth showing from this share of the text on: two words of three, or one searched alone.
_LEAST_SYNONYMS = 0.1
_LEAST_WORDS = 1.1
_LOOKED_AT_TWICE = 30
_RELATED_AMONG = 10
# Who misspells more words of one message than these writes no language that is known here.
_MOST_MISSPELT = 12
_NEIGHBOURS_KEPT = 20_000
# What a cosine counts beside the weights of the second look: fitted on the posts for training of task 2B.
_COSINE = 8.0
_UNHEARD: Mapping[ClaimKey, float] = MappingProxyType({})

# What a word is looked up by, each with its share of the word's weight.
Leads = dict[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that shares words with a statement. `score` is good for order only, save where `ranked` gives it."""

    claim: Claim
    score: float


class Index(Protocol):
    """Claims of all packs, of which some are asked."""

    def within(self, packs: Collection[str], /) -> ScopedIndex:
        """The claims of these packs; to be asked for again after a change."""
        ...


class ScopedIndex:
    """What can be asked of the claims in scope. It holds for as long as none of them changes."""

    def __init__(self, packs: Mapping[str, PackIndex]) -> None:
        self._packs = packs
        self._statistics = Statistics([each for pack in packs.values() for each in pack.segments()])
        # What unknown words may stand for: a message has the same ones in several sentences, and chat has them daily.
        segments, frequency = [each.segment for each in self._statistics.segments], self._statistics.frequency
        self._neighbour = lru_cache(_NEIGHBOURS_KEPT)(lambda stem: neighbour(stem, segments, frequency))

    def get(self, key: ClaimKey) -> Claim | None:
        """The claim of that key."""
        return self._packs[key.pack].get(key.slug) if key.pack in self._packs else None

    def claims(self) -> Iterator[Claim]:
        """The claims, pack by pack, each by slug."""
        return chain.from_iterable(self._packs[pack].claims() for pack in sorted(self._packs))

    def weight(self, term: str) -> float:
        """How telling a stem is, from 0 to 1: inverse document frequency over that of a word never seen."""
        return self._statistics.rarity(term) / self._statistics.most_rarity

    def candidates(self, text: str, limit: int, least: float = 0.0) -> list[Candidate]:
        """The claims that share the most telling words with a cleaned text, best first, none scoring under `least`."""
        found = self._best_first(self._leads_of(text).values(), limit, least)
        return [Candidate(self._claim(place), score) for place, score in found.items()]

    def _best_first(self, leads: Iterable[Leads], most: int | None = None, least: float = 0.0) -> dict[Place, float]:
        query: Leads = {}
        for of_word in leads:
            for lookup, share in of_word.items():
                query[lookup] = max(query.get(lookup, 0.0), share)
        return self._statistics.scores(query, most, least)

    def _claim(self, place: Place) -> Claim:
        return self._statistics.segments[place.segment].claim(place.number)

    def ranked(self, text: str, near: Mapping[ClaimKey, float] = _UNHEARD) -> Iterator[Candidate]:
        """The claims that share something telling with a cleaned text, those that lead ordered by a second look.

        `score` is the share of the text's telling weight that the claim has, but never more than that of the claim
        before: it falls from 1 to 0, and is the same however many are asked for. `near` says how near the meaning of
        some claims is, the nearest first, as an encoder hears it: these lead too, and score no less than that.
        """
        leads = self._leads_of(text)
        first = self._best_first(leads.values())
        head = [Candidate(self._claim(place), score) for place, score in islice(first.items(), _LOOKED_AT_TWICE)]
        leading = {candidate.claim.key for candidate in head}
        heard = (self.get(key) for key in islice(near, _LOOKED_AT_TWICE) if key not in leading)
        head += (Candidate(claim, 0.0) for claim in heard if claim)
        second = _looked_at_twice(self.question(text), head, near)
        code = language_of(text)
        words = {term.stem: term for term in leads if term.stem and not is_light(term.folded, code)}
        # A word that no claim has is the rarest.
        telling = [(self._statistics.rarity(stem), leads[term]) for stem, term in words.items()]
        looked_at = {candidate.claim.key for candidate in second}
        rest = (self._claim(place) for place in islice(first, _LOOKED_AT_TWICE, None))
        score = 1.0
        for claim in chain((one.claim for one in second), (one for one in rest if one.key not in looked_at)):
            if share := max(_share_found(telling, claim), near.get(claim.key, 0.0)):
                score = min(score, share)
                yield Candidate(claim, score)

    def relation(self, text: str) -> Relation | None:
        """The claim that a cleaned text is likeliest about, and how; None where no claim shares a word with it."""
        question = self.question(text)
        second = _looked_at_twice(question, self.candidates(text, _RELATED_AMONG))
        if not second:
            return None
        behind = second[1].score if len(second) > 1 else 0.0
        return relation(question, second[0].claim, second[0].score - behind)

    def known(self, stems: Iterable[str]) -> Iterator[str]:
        """Those of some stems that any claim has."""
        return (stem for stem in stems if self._statistics.frequency(stem))

    def nearest(self, word: str) -> str | None:
        """The stem that any claim has which is nearest to a word: its own, or one that a slip may have made of it."""
        own = stem(word)
        return own if self._statistics.frequency(own) else self._neighbour(own)

    def question(self, text: str) -> Question:
        """A cleaned text as the second look compares it."""
        return Question.of(named(text), self._statistics.run_rarity, self._statistics.rarity)

    def said(self, text: str) -> Said:
        """What a cleaned text leads to."""
        return Said(frozenset().union(*self._leads_of(text).values()), details_of(text))

    def shared(self, said: Said, claim: Claim) -> Iterator[Shared]:
        """What a statement shares with each wording of a claim, at most."""
        return shared(said, claim, self._statistics.rarity)

    def least_score(self) -> float:
        """What a claim must score to be worth comparing word by word: more than one rare word gives."""
        return _LEAST_WORDS * self._statistics.rarity("")

    def _leads_of(self, text: str) -> dict[Term, Leads]:
        """The words of a text and what each is looked up by; a misspelt one leads where its neighbour does."""
        frequency = self._statistics.frequency
        terms = list(dict.fromkeys(terms_of(named(text))))
        unknown = [term for term in terms if may_be_misspelt(term) and not frequency(term.stem)]
        meant = {term: self._neighbour(term.stem) for term in unknown[:_MOST_MISSPELT]}
        return {term: self._leads(term, meant.get(term)) for term in terms}

    def _leads(self, term: Term, meant: str | None) -> Leads:
        leads: Leads = {}
        if term.stem and self._statistics.frequency(term.stem):
            leads[term.stem] = 1.0
        elif meant is not None:
            leads[meant] = _SPELLING_SHARE
        return leads | dict.fromkeys(term.senses, _SENSE_SHARE)


def _share_found(telling: list[tuple[float, Leads]], claim: Claim) -> float:
    """The share of a text's telling weight that a claim has; 0 where a stray synonym is all.

    `telling` says how rare each telling word is, and what it leads to.
    """
    terms = terms_leading_to(claim)
    shares = [max((share for lookup, share in leads.items() if lookup in terms), default=0.0) for _, leads in telling]
    if max(shares, default=0.0) == 0.0:
        return 0.0
    whole = sum(rarity for rarity, _ in telling)
    found = sum(rarity * share for (rarity, _), share in zip(telling, shares, strict=True)) / whole
    return found if max(shares) > _SENSE_SHARE or found >= _LEAST_SYNONYMS else 0.0


def _looked_at_twice(
    question: Question, first: list[Candidate], near: Mapping[ClaimKey, float] = _UNHEARD
) -> list[Candidate]:
    most = first[0].score if first and first[0].score else 1.0
    far = min(near.values(), default=0.0)
    second = [
        Candidate(
            one.claim,
            SECOND_LOOK.total(measure(question, one.claim, one.score / most)) + _COSINE * near.get(one.claim.key, far),
        )
        for one in first
    ]
    return sorted(second, key=lambda candidate: -candidate.score)
