"""Where each term stands, and what that adds up to: Okapi BM25.

Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond". The rarest terms are read first.
Once enough is read, the common ones only add to the documents that lead by then, found by bisection: a look-up costs
what its rare words cost, and hardly more in a store of a million claims.
"""

from __future__ import annotations

import heapq
import math
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

# BM25's usual constants (Robertson & Zaragoza 2009, section 3.5).
_K1 = 1.2
_B = 0.75
# In terms, senses included; fixed, so that a claim's weights do not hang on what else is in the store.
_USUAL_LENGTH = 30
_READ_WHOLE = 4_000
_LEADING = 60
# A store of ten claims cannot say which words are rare; this many claims of everyday text are added in thought.
_EVERYDAY_CLAIMS = 100


@dataclass(slots=True)
class Places:
    """Where one term stands: document numbers, rising, and how much it weighs in each, side by side."""

    documents: array[int] = field(default_factory=lambda: array("I"))
    weights: array[float] = field(default_factory=lambda: array("f"))

    def weight_in(self, document: int) -> float:
        """How much the term weighs in a document; 0 where it does not stand."""
        at = bisect_left(self.documents, document)
        return self.weights[at] if at < len(self.documents) and self.documents[at] == document else 0.0


class Postings:
    """The terms of all documents. Documents are numbered as they come and never taken out."""

    def __init__(self) -> None:
        self._places: dict[str, Places] = {}
        self._documents = 0

    def __contains__(self, term: str) -> bool:
        return term in self._places

    def add(self, terms: Iterable[str], new_term: Callable[[str], None]) -> int:
        """Take in a document as its terms, and give back its number; `new_term` hears of terms not seen before."""
        counts = Counter(terms)
        norm = _K1 * (1 - _B + _B * counts.total() / _USUAL_LENGTH)
        number = self._documents
        for term, count in counts.items():
            places = self._places.get(term)
            if places is None:
                places = self._places[term] = Places()
                new_term(term)
            places.documents.append(number)
            places.weights.append(count * (_K1 + 1) / (count + norm))
        self._documents += 1
        return number

    def frequency(self, term: str) -> int:
        """In how many documents a term stands."""
        places = self._places.get(term)
        return len(places.documents) if places else 0

    def stands_in(self, term: str, document: int) -> bool:
        """Whether a document has a term."""
        places = self._places.get(term)
        return places is not None and places.weight_in(document) > 0.0

    def rarity(self, term: str) -> float:
        """Inverse document frequency in nats."""
        return math.log(1 + (self._documents + _EVERYDAY_CLAIMS + 1) / (self.frequency(term) + 1))

    def most_rarity(self) -> float:
        """The rarity that no term can exceed, whatever is taken in next."""
        return math.log(2 + self._documents + _EVERYDAY_CLAIMS)

    def scores(self, query: Mapping[str, float]) -> dict[int, float]:
        """BM25 of the documents that share a term with the query, whose terms come with their shares."""
        found: dict[int, float] = {}
        left = sorted((term for term in query if term in self._places), key=self.frequency, reverse=True)
        read = 0
        while left and (not found or read + self.frequency(left[-1]) <= _READ_WHOLE):
            term = left.pop()
            places, rarity, get = self._places[term], query[term] * self.rarity(term), found.get
            for number, weight in zip(places.documents, places.weights, strict=True):
                found[number] = get(number, 0.0) + rarity * weight
            read += len(places.documents)
        if not left:
            return found
        leading = dict(heapq.nlargest(_LEADING, found.items(), key=lambda scored: scored[1]))
        for term in left:
            places, rarity = self._places[term], query[term] * self.rarity(term)
            for number in leading:
                leading[number] += rarity * places.weight_in(number)
        return leading
