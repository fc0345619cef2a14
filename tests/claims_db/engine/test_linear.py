"""The one model: a weighted sum of features, and what it says as a probability."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.differences import Weighed
from claims_db.engine.linear import Feature, Linear

WORDS: Linear[str] = Linear(
    (
        Feature("length", lambda text: float(len(text)), 2.0, "It is long.", "set by hand"),
        Feature("blanks", lambda text: float(text.count(" ")), -3.0, "It has blanks.", "set by hand"),
    ),
    bias=-1.0,
)


def test_each_feature_counts_by_its_weight() -> None:
    measured = WORDS.measure("a bc")
    assert measured == (4.0, 1.0)
    assert WORDS.total(measured) == -1.0 + 2.0 * 4 - 3.0 * 1


def test_what_counted_is_told_with_the_heaviest_first_and_what_measured_nothing_left_out() -> None:
    assert WORDS.weighed((1.0, 1.0)) == (Weighed("It has blanks.", -3.0), Weighed("It is long.", 2.0))
    assert WORDS.weighed((0.0, 1.0)) == (Weighed("It has blanks.", -3.0),)


def test_a_number_missing_is_no_sum() -> None:
    with pytest.raises(ValueError, match="shorter"):
        WORDS.total((4.0,))


@given(st.floats(-50, 50), st.floats(-50, 50))
def test_a_probability_lies_between_0_and_1_and_rises_with_what_speaks_for_it(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0.0 <= WORDS.probability((low, 0.0)) <= WORDS.probability((high, 0.0)) <= 1.0


def test_an_even_chance_is_a_half() -> None:
    assert WORDS.probability((0.5, 0.0)) == 0.5
