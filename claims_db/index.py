"""The claims in memory, and which of them a statement may be about. No storage, no asyncio.

Ranking is Okapi BM25 (Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond") over stems
of a claim's text, its phrasings and the titles of its sources. The rarest words are read first and the commonest not at
all once enough is read, so that a message costs what its rare words cost.
"""

from __future__ import annotations

import heapq
import math
from array import array
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from claims_db.matching.cleaning import clean
from claims_db.matching.lexicon import is_english, lemma, lexicon, stem
from claims_db.matching.wording import Wording, analyse
from claims_db.values import Claim, ClaimKey
from claims_db.words import FUNCTION_WORDS, Token, tokens

# BM25's usual constants (Robertson & Zaragoza 2009, section 3.5).
_K1 = 1.2
_B = 0.75
# In terms, senses included; fixed, so that a claim's weights do not hang on what else is in the store.
_USUAL_LENGTH = 30
_TITLE_SHARE = 1.0
_SENSE_SHARE = 0.15
_SPELLING_SHARE = 0.7
_SAME_SPELLING = 0.75
_POSTINGS_READ = 15_000
# A store of ten claims cannot say which words are rare; this many claims of everyday text are added in thought.
_EVERYDAY_CLAIMS = 100
_WORDINGS_KEPT = 4096
_LEAST_WORDS = 1.1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that shares words with a statement. `score` is BM25's, good for order only."""

    claim: Claim
    score: float


@dataclass(slots=True)
class _Postings:
    """Where a term stands: document numbers and how much it weighs in each, side by side."""

    documents: array[int] = field(default_factory=lambda: array("I"))
    weights: array[float] = field(default_factory=lambda: array("f"))


class ClaimIndex:
    """Claims by key, and the terms that lead to them."""

    def __init__(self, claims: Iterable[Claim] = ()) -> None:
        self._documents: list[Claim | None] = []
        self._number: dict[ClaimKey, int] = {}
        self._postings: dict[str, _Postings] = {}
        self._vocabulary: dict[str, list[str]] = {}
        self._wordings: dict[ClaimKey, tuple[Wording, ...]] = {}
        for claim in claims:
            self.put(claim)

    def __len__(self) -> int:
        return len(self._number)

    def put(self, claim: Claim) -> None:
        """Add a claim, or replace the one with its key."""
        self.remove(claim.key)
        number = len(self._documents)
        self._documents.append(claim)
        self._number[claim.key] = number
        for term, weight in _document_terms(claim).items():
            postings = self._postings.get(term)
            if postings is None:
                postings = self._postings[term] = _Postings()
                self._vocabulary.setdefault(term[0], []).append(term)
            postings.documents.append(number)
            postings.weights.append(weight)

    def remove(self, key: ClaimKey) -> None:
        """Forget a claim; one that is not there is no error. Its postings stay, and lead nowhere."""
        number = self._number.pop(key, None)
        if number is not None:
            self._documents[number] = None
            self._wordings.pop(key, None)

    def get(self, key: ClaimKey) -> Claim | None:
        """The claim of that key."""
        number = self._number.get(key)
        return None if number is None else self._documents[number]

    def claims(self, packs: Container[str]) -> Iterator[Claim]:
        """The claims of these packs, in the order they came."""
        for number in self._number.values():
            claim = self._documents[number]
            if claim is not None and claim.pack in packs:
                yield claim

    def weight(self, term: str) -> float:
        """How telling a stem is, from 0 to 1: inverse document frequency over that of a word never seen."""
        return self._rarity(term) / math.log(2 + len(self._documents) + _EVERYDAY_CLAIMS)

    def _rarity(self, term: str) -> float:
        """Inverse document frequency in nats."""
        postings = self._postings.get(term)
        frequency = len(postings.documents) if postings else 0
        return math.log(1 + (len(self._documents) + _EVERYDAY_CLAIMS + 1) / (frequency + 1))

    def candidates(self, text: str, packs: Container[str], limit: int, least: float = 0.0) -> list[Candidate]:
        """The claims that share the most telling words with a cleaned text, best first, none scoring under `least`."""
        scores: dict[int, float] = {}
        read = 0
        for term, share in sorted(self._query(text).items(), key=lambda item: self._frequency(item[0])):
            postings = self._postings[term]
            read += len(postings.documents)
            if read > _POSTINGS_READ and scores:
                break
            rarity = share * self._rarity(term)
            for number, weight in zip(postings.documents, postings.weights, strict=True):
                scores[number] = scores.get(number, 0.0) + rarity * weight
        return self._best(scores, packs, limit, least)

    def least_score(self) -> float:
        """What a claim must score to be worth comparing word by word: more than one rare word gives."""
        return _LEAST_WORDS * self._rarity("")

    def _frequency(self, term: str) -> int:
        return len(self._postings[term].documents)

    def _best(self, scores: dict[int, float], packs: Container[str], limit: int, least: float) -> list[Candidate]:
        found = (
            Candidate(claim, score)
            for number, score in scores.items()
            if score >= least and (claim := self._documents[number]) is not None and claim.pack in packs
        )
        return heapq.nlargest(limit, found, key=lambda candidate: candidate.score)

    def _query(self, text: str) -> dict[str, float]:
        """The terms of a text that lead anywhere, with their shares; a misspelt word leads where its neighbour does."""
        terms: dict[str, float] = {}
        for token in filter(_leads, tokens(text)):
            term = stem(token.text)
            if term in self._postings:
                terms[term] = 1.0
            elif (neighbour := self._neighbour(token.text)) is not None:
                terms[neighbour] = max(terms.get(neighbour, 0.0), _SPELLING_SHARE)
            for sense in _senses(token.text):
                if sense in self._postings:
                    terms.setdefault(sense, _SENSE_SHARE)
        return terms

    def _neighbour(self, word: str) -> str | None:
        """The term of the store that a word unknown to it and to the dictionary was meant to be."""
        if len(word) < 4 or not word.isalpha() or is_english(word):
            return None
        term = stem(word)
        near = process.extractOne(
            term,
            self._vocabulary.get(term[0], ()),
            scorer=OSA.normalized_similarity,
            score_cutoff=_SAME_SPELLING,
        )
        return near[0] if near else None

    def wordings(self, claim: Claim) -> tuple[Wording, ...]:
        """The claim's text and phrasings taken apart, kept for the next time."""
        kept = self._wordings.get(claim.key)
        if kept is None:
            if len(self._wordings) >= _WORDINGS_KEPT:
                self._wordings.clear()
            kept = tuple(analyse(clean(text), _speaks_from(claim)) for text in (claim.text, *claim.phrasings))
            self._wordings[claim.key] = kept
        return kept


def _speaks_from(claim: Claim) -> datetime:
    """The day from which the claim's own relative dates count: its source's."""
    days = [citation.source.published for citation in claim.citations if citation.source.published]
    day = claim.as_of.first if claim.as_of else min(days, default=datetime.now(UTC).date())
    return datetime.combine(day, time(12), UTC)


def _document_terms(claim: Claim) -> dict[str, float]:
    """BM25's weight of each term in a claim, less the rarity that a query brings."""
    counts: Counter[str] = Counter()
    for text in (claim.text, *claim.phrasings):
        counts.update(_terms(text))
    for title in {citation.source.title for citation in claim.citations}:
        for term in _terms(title):
            counts[term] += _TITLE_SHARE  # type: ignore[assignment]  # a Counter of floats in all but name
    length = sum(counts.values())
    norm = _K1 * (1 - _B + _B * length / _USUAL_LENGTH)
    return {term: count * (_K1 + 1) / (count + norm) for term, count in counts.items()}


def _terms(text: str) -> Iterator[str]:
    for token in filter(_leads, tokens(clean(text))):
        yield stem(token.text)
        yield from _senses(token.text)


def _leads(token: Token) -> bool:
    """Whether a word is worth looking up: it means something, or is written like a name (WHO, IT)."""
    return token.text not in FUNCTION_WORDS or token.surface.isupper()


@lru_cache(maxsize=65536)
def _senses(word: str) -> tuple[str, ...]:
    """Lexicon groups as terms of their own, marked so that no word can be mistaken for one."""
    return tuple(f"\x00{sense}" for sense in sorted(lexicon().senses(lemma(word))))
