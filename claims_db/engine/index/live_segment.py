"""A segment and which of its claims are still in use: what is gone counts nowhere, as if it had never been."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from claims_db.engine.index.document import Document, level_of
from claims_db.engine.index.segment import Places, Segment
from claims_db.engine.index.terms import texts_of
from claims_db.values import Claim

# Claims read lately: the same few are candidates again and again.
_READ_LATELY = 4096


@lru_cache(maxsize=_READ_LATELY)
def _read(segment: Segment, number: int) -> Claim:
    return segment.claim(number)


class LiveSegment:
    """One segment, and the claims in it that were changed or removed since it was built."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self._gone: set[int] = set()
        self._renewed: dict[int, Claim] = {}
        self._gone_terms: Counter[str] = Counter()
        self._gone_runs: dict[int, Counter[str]] = {}
        self._gone_levels: Counter[int] = Counter()

    def __len__(self) -> int:
        return len(self.segment) - len(self._gone)

    @property
    def is_worn(self) -> bool:
        """Whether more than half of it is gone; its samples say too little then."""
        return 2 * len(self._gone) > len(self.segment)

    def remove(self, slug: str) -> bool:
        """Whether the claim of that slug was here; it is gone then."""
        number = self.find(slug)
        if number is None:
            return False
        claim = self.segment.claim(number)
        self._gone.add(number)
        self._renewed.pop(number, None)
        document = Document.of(claim)
        self._gone_terms.update(document.weights.keys())
        level = level_of(claim.key)
        if level >= self.segment.least_level:
            self._gone_levels[level] += 1
            self._gone_runs.setdefault(level, Counter()).update(document.runs())
        return True

    def renew(self, claim: Claim) -> bool:
        """Whether a claim of that slug and the same words was here; it is this one from now on, indexed as it was."""
        number = self.find(claim.slug)
        if number is None or texts_of(self.segment.claim(number)) != texts_of(claim):
            return False
        self._renewed[number] = claim
        return True

    def find(self, slug: str) -> int | None:
        """The number of the claim of that slug, where it is in use."""
        number = self.segment.number_of(slug)
        return None if number is None or number in self._gone else number

    def claim(self, number: int) -> Claim:
        """The claim of that number."""
        return self._renewed.get(number) or _read(self.segment, number)

    def claims(self) -> Iterator[Claim]:
        """The claims in use, by slug."""
        used = (number for number in range(len(self.segment)) if number not in self._gone)
        return (self._renewed.get(number) or self.segment.claim(number) for number in used)

    def in_use(self, scores: Mapping[int, float]) -> Mapping[int, float]:
        """Those of some numbers whose claims are in use."""
        if not self._gone:
            return scores
        return {number: score for number, score in scores.items() if number not in self._gone}

    def frequency(self, term: str) -> int:
        """In how many claims in use a term stands."""
        return self.segment.frequency(term) - self._gone_terms[term]

    def heaviest(self, term: str, most: int) -> Places:
        """The claims in use in which a term weighs most, that first: `most` of them, or all that there are."""
        listed = self.segment.champions(term)
        pairs = [pair for pair in zip(*listed, strict=True) if pair[0] not in self._gone]
        if len(pairs) < min(most, self.frequency(term)):
            pairs = [pair for pair in zip(*self.segment.places(term), strict=True) if pair[0] not in self._gone]
        ordered = sorted(pairs, key=lambda pair: (-pair[1], self.segment.ties[pair[0]]))[:most]
        return Places([number for number, _ in ordered], [weight for _, weight in ordered])

    def run_frequency(self, run: str, level: int) -> int:
        """In how many claims in use, of the sample of that level, a run of letters stands."""
        gone = sum(runs[run] for at, runs in self._gone_runs.items() if at >= level)
        return self.segment.run_frequency(run, level) - gone

    def sampled(self, level: int) -> int:
        """How many claims in use are in the sample of that level."""
        return self.segment.sampled(level) - sum(gone for at, gone in self._gone_levels.items() if at >= level)
