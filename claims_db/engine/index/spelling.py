"""The stem that a misspelt word may stand for, among those of the claims in scope.

A slip leaves the beginning or the end of a word as it is: only stems that share one of them are compared, found by
bisection, never all of a store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from claims_db.engine.index.segment import Segment
from claims_db.engine.index.terms import Term
from claims_db.engine.text.lexicon import is_english

_SAME_SPELLING = 0.75
_SHORTEST = 4
# From this length on two letters may be wrong.
_LONG = 8


def may_be_misspelt(term: Term) -> bool:
    """Whether it is a word that the dictionary does not have, long enough to be another one with a slip."""
    word = term.folded
    return bool(term.stem) and len(word) >= _SHORTEST and word.isalpha() and not is_english(word)


def neighbour(stem: str, segments: Iterable[Segment], frequency: Callable[[str], int]) -> str | None:
    """The nearest stem that a claim in scope has, the most frequent of those as near; None where none is near."""
    close = {known for segment in segments for known in _sharing_an_end(stem, segment)}
    near = process.extract(
        stem, sorted(close), scorer=OSA.normalized_similarity, score_cutoff=_SAME_SPELLING, limit=None
    )
    found = ((similarity, frequency(known), known) for known, similarity, _ in near)
    used = [(-similarity, -often, known) for similarity, often, known in found if often]
    return min(used)[2] if used else None


def _sharing_an_end(stem: str, segment: Segment) -> Iterator[str]:
    """With one slip, two letters changed places at worst, one of both ends is as it was; with two nearly always."""
    if len(stem) < _LONG:
        first = len(stem) // 2
        last = len(stem) - first - 1
    else:
        first = len(stem) // 3 + 1
        last = len(stem) // 3
    yield from segment.stems_beginning(stem[:first])
    yield from segment.stems_ending(stem[0], stem[-last:])
