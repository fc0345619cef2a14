"""What is not read because it could change nothing, changes nothing."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims_db.engine.index import bm25
from claims_db.engine.index.bm25 import Statistics
from claims_db.engine.index.document import Document
from claims_db.engine.index.live_segment import LiveSegment
from claims_db.engine.index.segment import FREQUENT, Segment, build_segment
from claims_db.values import Citation, Claim, Rating, Source

SOURCE = Source("gazette", "News", "Gazette")
# The first ones stand in a few claims, the last ones in most.
WORDS = ("quokka", "otter", "lamp", "mill", "ferry", "harbour", "council", "town")
CLAIMS = st.lists(
    st.lists(st.integers(0, len(WORDS) - 1).map(lambda at: WORDS[-1 - at * at // len(WORDS)]), min_size=1, max_size=9),
    min_size=1,
    max_size=30,
)
QUERIES = st.dictionaries(st.sampled_from([*WORDS, "nowhere"]), st.sampled_from([1.0, 0.7, 0.15]), min_size=1)
FIRST = st.none() | st.integers(1, 6)
LEAST = st.sampled_from([0.0, 2.0, 5.0, 9.0])


def claims(texts: Sequence[Sequence[str]], letter: str = "c") -> list[Claim]:
    """By slug, each of which begins with the letter."""
    return [
        Claim(f"{letter}{at:04}", f"The Brackmoor report: {' '.join(words)}", Rating.TRUE, (Citation(SOURCE),))
        for at, words in enumerate(texts)
    ]


def live(every: Sequence[Claim], gone: Sequence[str] = ()) -> LiveSegment:
    segment = LiveSegment(Segment(build_segment(every, len(every)), "ours"))
    for slug in gone:
        segment.remove(slug)
    return segment


def told(
    statistics: Statistics, query: dict[str, float], most: int | None = None, least: float = 0.0
) -> list[tuple[str, float]]:
    """The slugs that are found, each with its score."""
    found = statistics.scores(query, most, least)
    return [(statistics.segments[at.segment].segment.slug(at.number), score) for at, score in found.items()]


@given(CLAIMS, CLAIMS, QUERIES, FIRST, LEAST, st.integers(0, 29))
@settings(deadline=None)
def test_the_first_ones_are_those_of_all(
    some: list[list[str]],
    others: list[list[str]],
    query: dict[str, float],
    most: int | None,
    least: float,
    removed: int,
) -> None:
    statistics = Statistics([live(claims(some), [f"c{removed:04}"]), live(claims(others))])
    every = told(statistics, query)
    assert told(statistics, query, most, least) == [one for one in every if one[1] >= least][:most]


@given(CLAIMS, QUERIES)
@settings(deadline=None)
def test_scores_are_the_sum_of_what_each_term_weighs(texts: list[list[str]], query: dict[str, float]) -> None:
    every = claims(texts)
    statistics = Statistics([live(every)])
    expected = {}
    for claim in every:
        weights = {term: array("f", [weight])[0] for term, weight in Document.of(claim).weights.items()}
        if shared := query.keys() & weights.keys():
            expected[claim.slug] = sum(query[term] * statistics.rarity(term) * weights[term] for term in shared)
    assert dict(told(statistics, query)) == pytest.approx(expected)


@given(CLAIMS, CLAIMS, QUERIES, FIRST, LEAST)
@settings(deadline=None)
def test_claims_that_are_gone_change_nothing_where_little_is_read(
    texts: list[list[str]], gone: list[list[str]], query: dict[str, float], most: int | None, least: float
) -> None:
    every = claims(texts)
    heavy = claims(gone, "x")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bm25, "_READ_WHOLE", 12)
        patch.setattr(bm25, "_LEADING", 4)
        fresh = Statistics([live(every)])
        worn = Statistics([live([*every, *heavy], [claim.slug for claim in heavy])])
        assert told(worn, query, most, least) == told(fresh, query, most, least)


def test_the_peak_of_a_frequent_term_is_what_it_weighs_most() -> None:
    """It is told from the list of where the term weighs most, not from all places."""
    texts = [["council"] * (at % 7 + 1) + ["lamp"] * (at % 2) for at in range(FREQUENT + 300)]
    segment = live(claims(texts)).segment
    for term in ("council", "lamp"):
        assert segment.peak(term) == max(segment.places(term).weights)
    assert segment.frequency("council") > FREQUENT > segment.frequency("lamp")
    assert segment.peak("nowhere") == 0.0
