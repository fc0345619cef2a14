"""How well claims fit a query, as their terms add up: Okapi BM25 over the segments in scope.

Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond". The rarest terms are read first.
Once enough is read, the common ones only add to the claims that lead by then, found by bisection: a look-up costs
what its rare words cost, and hardly more in a store of a million claims.

What is read, in which order, and what leads depend on the claims in scope alone, not on how they lie in segments: so
do the scores, to the last digit.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from claims_db.engine.index.live_segment import LiveSegment
from claims_db.engine.index.segment import Places, sample_level

_READ_WHOLE = 4_000
# So many terms, and runs of letters, of earlier messages are remembered with their frequency.
_KNOWN = 20_000
_LEADING = 60
# Of a term that stands in more claims than are read, so many in which it weighs most are.
_HEAVIEST = 500
# A store of ten claims cannot say which words are rare; this many claims of everyday text are added in thought.
_EVERYDAY_CLAIMS = 100
# To look a claim up among those of a term takes as long as to read so many of them.
_BISECTION = 8
# Sums that differ by less are the same but for the order in which they were added up.
_ROUNDING = 1e-6


class Place(NamedTuple):
    """Where a claim lies: in which of the segments in scope, and its number there."""

    segment: int
    number: int


class Statistics:
    """In how many of the claims in scope each term stands, and what that makes it worth."""

    def __init__(self, segments: Sequence[LiveSegment]) -> None:
        self.segments = segments
        self.claims = sum(map(len, segments))
        # Of segments alone, not of this: a cache that led back here would live on until garbage is looked for.
        self._frequency = lru_cache(_KNOWN)(lambda term: sum(each.frequency(term) for each in segments))
        self._peak = lru_cache(_KNOWN)(lambda term: max(each.segment.peak(term) for each in segments))
        self._run_frequency = lru_cache(_KNOWN)(
            lambda run, level: sum(each.run_frequency(run, level) for each in segments)
        )

    def frequency(self, term: str) -> int:
        """In how many claims a term stands."""
        return self._frequency(term)

    def rarity(self, term: str) -> float:
        """Inverse document frequency in nats."""
        return math.log(1 + (self.claims + _EVERYDAY_CLAIMS + 1) / (self.frequency(term) + 1))

    def run_rarity(self, run: str) -> float:
        """The same of a run of letters, told from a sample of the claims."""
        level, sampled = self._sample
        return math.log(1 + (sampled + 1) / (self._run_frequency(run, level) + 1))

    @cached_property
    def _sample(self) -> tuple[int, int]:
        level = sample_level(self.claims)
        return level, sum(each.sampled(level) for each in self.segments)

    @cached_property
    def most_rarity(self) -> float:
        """The rarity that no term can exceed, whatever is taken in next."""
        return math.log(2 + self.claims + _EVERYDAY_CLAIMS)

    def scores(self, query: Mapping[str, float], most: int | None = None, least: float = 0.0) -> dict[Place, float]:
        """BM25 of the claims that share a term with the query, whose terms come with their shares; best first.

        At most so many, none under `least`. Where not all is read only those that lead are known.

        Once all that is left to read could not lift a claim to where one must be, those that are found already only
        gain (MaxScore; Turtle & Flood 1995, "Query evaluation: strategies and optimizations").
        """
        terms = sorted(filter(self.frequency, query), key=self.frequency)
        whole = max(1, bisect_right(list(accumulate(map(self.frequency, terms))), _READ_WHOLE))
        heights = [query[term] * self.rarity(term) for term in terms]
        # The most that each term and all those after it may add.
        bounds = [
            *accumulate(height * self._peak(term) for term, height in zip(terms[::-1], heights[::-1], strict=True))
        ]
        found: list[dict[int, float]] = [{} for _ in self.segments]
        closed = False
        for at, (term, height, bound) in enumerate(zip(terms, heights, reversed(bounds), strict=True)):
            if at == whole:
                closed, leading = True, self._in_order(found, _LEADING)
                found = [
                    {place.number: leading[place] for place in leading if place.segment == n} for n in range(len(found))
                ]
            bar = least if bound < least else self._bar(found, most, least, bound)
            closed = closed or bound + _ROUNDING < bar
            if closed:
                lowest = bar - bound - _ROUNDING
                found = [{number: score for number, score in scores.items() if score >= lowest} for scores in found]
                if not any(found):
                    return {}
            all_of_it = at >= whole or self.frequency(term) <= _READ_WHOLE
            in_each = [each.segment.places(term) for each in self.segments] if all_of_it else self._heaviest(term)
            for scores, places in zip(found, in_each, strict=True):
                (_lift if closed else _add)(scores, places, height)
        return self._in_order(found, most, least)

    def _bar(self, found: Sequence[Mapping[int, float]], most: int | None, least: float, bound: float) -> float:
        """What a claim must come to at least to be one of the first, as far as these scores tell.

        Where that is under `bound`, `least` will do.
        """
        if most is None or sum(map(len, found)) < most:
            return least
        if max(max(scores.values(), default=0.0) for scores in found) <= bound:
            return least
        in_use = (each.in_use(scores).values() for each, scores in zip(self.segments, found, strict=True))
        leading = heapq.nlargest(most, chain.from_iterable(in_use))
        return max(least, leading[-1]) if len(leading) == most else least

    def _heaviest(self, term: str) -> list[Places]:
        """The claims in use in which a term weighs most, as many as are enough to choose from."""
        of_each = [each.heaviest(term, _HEAVIEST) for each in self.segments]
        ranked = (
            (-weight, each.segment.ties[number], at, number)
            for at, (each, places) in enumerate(zip(self.segments, of_each, strict=True))
            for number, weight in zip(*places, strict=True)
        )
        chosen: list[list[tuple[int, float]]] = [[] for _ in self.segments]
        for weight, _, at, number in heapq.nsmallest(_HEAVIEST, ranked):
            chosen[at].append((number, -weight))
        return [Places([number for number, _ in pairs], [weight for _, weight in pairs]) for pairs in chosen]

    def _in_order(
        self, found: Sequence[Mapping[int, float]], most: int | None, least: float = 0.0
    ) -> dict[Place, float]:
        """The claims in use by score, then by their ties."""
        in_use = [each.in_use(scores) for each, scores in zip(self.segments, found, strict=True)]
        if most is not None:
            # Whatever ties with the last one that counts stays, until the ties are looked at.
            leading = heapq.nlargest(most, chain.from_iterable(scores.values() for scores in in_use))
            least = max(least, leading[-1]) if leading else least
        ordered = sorted(
            (-score, self.segments[at].segment.ties[number], at, number)
            for at, scores in enumerate(in_use)
            for number, score in scores.items()
            if score >= least
        )
        return {Place(at, number): -score for score, _, at, number in ordered[:most]}


def _add(scores: dict[int, float], places: Places, weight: float) -> None:
    get = scores.get
    for number, own in zip(list(places.claims), list(places.weights), strict=True):
        scores[number] = get(number, 0.0) + weight * own


def _lift(scores: dict[int, float], places: Places, weight: float) -> None:
    """Add to those alone that have a score."""
    if len(scores) * _BISECTION < len(places.claims):
        for number in scores:
            scores[number] += weight * _weight_in(number, places)
        return
    for number, own in zip(list(places.claims), list(places.weights), strict=True) if scores else ():
        if number in scores:
            scores[number] += weight * own


def _weight_in(number: int, places: Places) -> float:
    """How much a term weighs in a claim; 0 where it does not stand."""
    at = bisect_left(places.claims, number)
    return places.weights[at] if at < len(places.claims) and places.claims[at] == number else 0.0
