"""The claims of one pack: segments, and what changed since they were built.

What changed becomes a small segment when somebody asks. Small ones are merged as they come, each at least twice as
large as the next, so that a change costs little and a question reads few.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import attrgetter

from claims_db.engine.index.live_segment import LiveSegment
from claims_db.engine.index.segment import MOST_CLAIMS, Segment, build_segment
from claims_db.values import Claim

# So many changed claims are indexed anew with every change.
_RECENT = 64
# Merging more would be felt by who asks then.
_MERGED = 1024


class PackIndex:
    """One pack's claims, by slug. `built` are its segments as they were built from the whole of it."""

    def __init__(self, pack: str, built: Iterable[Segment] = ()) -> None:
        self._pack = pack
        self._built = [LiveSegment(segment) for segment in built]
        self._small: list[LiveSegment] = []
        self._recent: dict[str, Claim] = {}
        self._newest: LiveSegment | None = None

    def put(self, claim: Claim) -> None:
        """Add a claim, or replace the one of its slug."""
        if self.renew(claim):
            return
        self.remove(claim.slug)
        self._recent[claim.slug] = claim

    def renew(self, claim: Claim) -> bool:
        """Whether the claim of that slug has the same words; it is this one from now on, and nothing is indexed."""
        newest = [self._newest] if self._newest else []
        renewed = any(segment.renew(claim) for segment in (*self._built, *self._small, *newest))
        if renewed and claim.slug in self._recent:
            self._recent[claim.slug] = claim
        return renewed

    def remove(self, slug: str) -> None:
        """Forget a claim; one that is not there is no error."""
        self._newest = None
        if self._recent.pop(slug, None) is None:
            for segments in (self._built, self._small):
                for segment in segments:
                    if segment.remove(slug) and segment.is_worn:
                        segments.remove(segment)
                        self._recent.update((claim.slug, claim) for claim in segment.claims())
                        return

    def segments(self) -> list[LiveSegment]:
        """All claims, each in one segment; what changed is indexed first."""
        if len(self._recent) > _RECENT:
            self._settle()
        if self._recent and self._newest is None:
            self._newest = next(self._indexed(self._recent))
        return [*self._built, *self._small, *([self._newest] if self._newest else [])]

    def _settle(self) -> None:
        """Make a segment of the recent ones, and of those that are not twice as large."""
        claims, self._recent, self._newest = self._recent, {}, None
        while self._small and len(self._small[-1]) <= min(2 * len(claims), _MERGED):
            claims.update((claim.slug, claim) for claim in self._small.pop().claims())
        self._small += self._indexed(claims)

    def _indexed(self, claims: dict[str, Claim]) -> Iterator[LiveSegment]:
        ordered = [claims[slug] for slug in sorted(claims)]
        for at in range(0, len(ordered), MOST_CLAIMS):
            some = ordered[at : at + MOST_CLAIMS]
            yield LiveSegment(Segment(build_segment(some, len(some)), self._pack))

    def get(self, slug: str) -> Claim | None:
        """The claim of that slug."""
        if slug in self._recent:
            return self._recent[slug]
        found = ((each, each.find(slug)) for each in chain(self._built, self._small))
        return next((each.claim(number) for each, number in found if number is not None), None)

    def claims(self) -> Iterator[Claim]:
        """Every claim, by slug."""
        return heapq.merge(*(each.claims() for each in self.segments()), key=attrgetter("slug"))

    def __len__(self) -> int:
        return sum(map(len, chain(self._built, self._small))) + len(self._recent)
