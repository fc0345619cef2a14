from __future__ import annotations

import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.errors import InvalidValueError
from claims_db.files.rating_names import rating_named, rating_on_scale
from claims_db.values import Rating

NAMES = [
    *((rating.value, rating) for rating in Rating),
    ("TRUE", Rating.TRUE),
    ("Mostly True", Rating.MOSTLY_TRUE),
    (" Half  True. ", Rating.HALF_TRUE),
    ("mostly_false", Rating.MOSTLY_FALSE),
    ("Pants on Fire!", Rating.FALSE),
    ("“False”", Rating.FALSE),
    ("Falso", Rating.FALSE),
    ("Größtenteils falsch", Rating.MOSTLY_FALSE),
    ("Missing context", Rating.MISLEADING),
    ("Mixture", Rating.HALF_TRUE),
    ("Unsupported", Rating.UNPROVEN),
    ("No longer true", Rating.OUTDATED),
    ("Trompeur", Rating.MISLEADING),
]


@pytest.mark.parametrize(("name", "rating"), NAMES, ids=[row[0] for row in NAMES])
def test_a_name_of_a_rating_is_known(name: str, rating: Rating) -> None:
    assert rating_named(name) is rating


@pytest.mark.parametrize("name", ["", "Satire", "three stars", "not false", "true-ish", "x" * 9999, "\ud800"])
def test_a_name_that_is_not_known_is_no_guess(name: str) -> None:
    with pytest.raises(InvalidValueError, match="is not known; write one of true, mostly-true"):
        rating_named(name)


SCALES = [
    (1, 1, 5, Rating.FALSE),
    (2, 1, 5, Rating.MOSTLY_FALSE),
    (3, 1, 5, Rating.HALF_TRUE),
    (4, 1, 5, Rating.MOSTLY_TRUE),
    (5, 1, 5, Rating.TRUE),
    (0, 0, 1, Rating.FALSE),
    (1, 0, 1, Rating.TRUE),
    (6, 0, 6, Rating.TRUE),
    (70, 0, 100, Rating.MOSTLY_TRUE),
    (5, 5, 1, Rating.FALSE),
]


@pytest.mark.parametrize(("value", "worst", "best", "rating"), SCALES)
def test_a_number_counts_on_its_scale(value: float, worst: float, best: float, rating: Rating) -> None:
    assert rating_on_scale(value, worst, best) is rating


@pytest.mark.parametrize(
    ("value", "worst", "best"),
    [(-1, 1, 5), (0, 1, 5), (6, 1, 5), (3, 3, 3), (math.nan, 1, 5), (1, math.nan, 5), (1, -math.inf, math.inf)],
)
def test_a_number_outside_its_scale_says_nothing(value: float, worst: float, best: float) -> None:
    with pytest.raises(InvalidValueError, match="is not on a scale"):
        rating_on_scale(value, worst, best)


@given(st.floats(), st.floats(), st.floats())
def test_whatever_numbers_give_a_rating_or_a_sentence(value: float, worst: float, best: float) -> None:
    with suppress(InvalidValueError):
        assert rating_on_scale(value, worst, best) in Rating
