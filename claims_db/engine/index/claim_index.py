"""Claims by key, and the few that a statement may be about."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from itertools import chain, islice
from types import MappingProxyType

from claims_db.engine.facts.lists import said_of_members
from claims_db.engine.index.postings import Postings
from claims_db.engine.index.ranking import SECOND_LOOK, Question, Runs, measure
from claims_db.engine.index.relation import Relation, relation
from claims_db.engine.index.terms import Term, Vocabulary, claim_terms, named, terms_of
from claims_db.engine.text.cleaning import clean
from claims_db.engine.text.wording import Wording, analyse, is_light
from claims_db.languages import language_of
from claims_db.values import Claim, ClaimKey

_SENSE_SHARE = 0.15
_SPELLING_SHARE = 0.7
# Synonyms alone make a claim worth showing from this share of the text on: two words of three, or one searched alone.
_LEAST_SYNONYMS = 0.1
_WORDINGS_KEPT = 4096
_LEAST_WORDS = 1.1
_LOOKED_AT_TWICE = 30
_RELATED_AMONG = 10
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


class ClaimIndex:
    """Claims by key, and the terms that lead to them."""

    def __init__(self, claims: Iterable[Claim] = ()) -> None:
        self._documents: list[Claim | None] = []
        self._number: dict[ClaimKey, int] = {}
        self._postings = Postings()
        self._vocabulary = Vocabulary()
        self._runs = Runs()
        self._wordings: dict[ClaimKey, tuple[Wording, ...]] = {}
        for claim in claims:
            self.put(claim)

    def __len__(self) -> int:
        return len(self._number)

    def put(self, claim: Claim) -> None:
        """Add a claim, or replace the one with its key."""
        self.remove(claim.key)
        self._runs.learn(len(self._documents), claim)
        self._documents.append(claim)
        self._number[claim.key] = self._postings.add(claim_terms(claim), self._vocabulary.add)

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
        return self._postings.rarity(term) / self._postings.most_rarity()

    def candidates(self, text: str, packs: Container[str], limit: int, least: float = 0.0) -> list[Candidate]:
        """The claims that share the most telling words with a cleaned text, best first, none scoring under `least`."""
        return list(islice(self._best_first(self._leads_of(text).values(), packs, least), limit))

    def _best_first(self, leads: Iterable[Leads], packs: Container[str], least: float = 0.0) -> Iterator[Candidate]:
        query: Leads = {}
        for of_word in leads:
            for lookup, share in of_word.items():
                query[lookup] = max(query.get(lookup, 0.0), share)
        scores = self._postings.scores(query)
        enough = [number for number, score in scores.items() if score >= least]
        for number in sorted(enough, key=scores.__getitem__, reverse=True):
            claim = self._documents[number]
            if claim is not None and claim.pack in packs:
                yield Candidate(claim, scores[number])

    def ranked(
        self, text: str, packs: Container[str], near: Mapping[ClaimKey, float] = _UNHEARD
    ) -> Iterator[Candidate]:
        """The claims that share something telling with a cleaned text, those that lead ordered by a second look.

        `score` is the share of the text's telling weight that the claim has, but never more than that of the claim
        before: it falls from 1 to 0, and is the same however many are asked for. `near` says how near the meaning of
        some claims is, the nearest first, as an encoder hears it: these lead too, and score no less than that.
        """
        leads = self._leads_of(text)
        first = self._best_first(leads.values(), packs)
        head = list(islice(first, _LOOKED_AT_TWICE))
        leading = {candidate.claim.key for candidate in head}
        heard = (self.get(key) for key in islice(near, _LOOKED_AT_TWICE) if key not in leading)
        head += (Candidate(claim, 0.0) for claim in heard if claim and claim.pack in packs)
        second = _looked_at_twice(self.question(text), head, near)
        code, score = language_of(text), 1.0
        words = {term.stem: term for term in leads if term.stem and not is_light(term.folded, code)}
        # A word that the store lacks is the rarest.
        telling = [(self._postings.rarity(stem), leads[term]) for stem, term in words.items()]
        looked_at = {candidate.claim.key for candidate in second}
        rest = (candidate for candidate in first if candidate.claim.key not in looked_at)
        for claim in (candidate.claim for candidate in chain(second, rest)):
            found = self._share_found(telling, self._number[claim.key])
            if share := max(found, near.get(claim.key, 0.0)):
                score = min(score, share)
                yield Candidate(claim, score)

    def _share_found(self, telling: list[tuple[float, Leads]], number: int) -> float:
        """The share of a text's telling weight that a claim has; 0 where a stray synonym is all.

        `telling` says how rare each telling word is, and what it leads to.
        """
        shares = [
            max((share for lookup, share in leads.items() if self._postings.stands_in(lookup, number)), default=0.0)
            for _, leads in telling
        ]
        if max(shares, default=0.0) == 0.0:
            return 0.0
        whole = sum(rarity for rarity, _ in telling)
        found = sum(rarity * share for (rarity, _), share in zip(telling, shares, strict=True)) / whole
        return found if max(shares) > _SENSE_SHARE or found >= _LEAST_SYNONYMS else 0.0

    def relation(self, text: str, packs: Container[str]) -> Relation | None:
        """The claim that a cleaned text is likeliest about, and how; None where no claim shares a word with it."""
        question = self.question(text)
        second = _looked_at_twice(question, self.candidates(text, packs, _RELATED_AMONG))
        if not second:
            return None
        behind = second[1].score if len(second) > 1 else 0.0
        return relation(question, second[0].claim, second[0].score - behind)

    def known(self, stems: Iterable[str]) -> Iterator[str]:
        """Those of some stems that any claim has."""
        return (stem for stem in stems if stem in self._postings)

    def question(self, text: str) -> Question:
        """A cleaned text as the second look compares it."""
        return Question.of(named(text), self._runs, self._postings.rarity)

    def least_score(self) -> float:
        """What a claim must score to be worth comparing word by word: more than one rare word gives."""
        return _LEAST_WORDS * self._postings.rarity("")

    def _leads_of(self, text: str) -> dict[Term, Leads]:
        """The words of a text and what each is looked up by; a misspelt one leads where its neighbour does."""
        return {term: self._leads(term) for term in dict.fromkeys(terms_of(named(text)))}

    def _leads(self, term: Term) -> Leads:
        leads: Leads = {}
        if term.stem in self._postings:
            leads[term.stem] = 1.0
        elif term.stem and (neighbour := self._vocabulary.neighbour(term)) is not None:
            leads[neighbour] = _SPELLING_SHARE
        return leads | dict.fromkeys(term.senses, _SENSE_SHARE)

    def wordings(self, claim: Claim) -> tuple[Wording, ...]:
        """The claim's text and phrasings taken apart, kept for the next time."""
        kept = self._wordings.get(claim.key)
        if kept is None:
            if len(self._wordings) >= _WORDINGS_KEPT:
                self._wordings.clear()
            kept = tuple(_wordings(claim))
            self._wordings[claim.key] = kept
        return kept


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


def _wordings(claim: Claim) -> Iterator[Wording]:
    """The claim's text and phrasings; where they are true of a group, also what they say of each member.

    The claim's own relative dates count from the day that it speaks for, else from its oldest source's.
    """
    days = [citation.source.published for citation in claim.citations if citation.source.published]
    day = claim.as_of.first if claim.as_of else min(days, default=datetime.now(UTC).date())
    at = datetime.combine(day, time(12), UTC)
    for text in map(clean, (claim.text, *claim.phrasings)):
        yield analyse(text, at)
        if claim.rating.holds:
            yield from (replace(analyse(one, at), of_member=True) for one in said_of_members(text))
