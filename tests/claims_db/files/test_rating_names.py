from __future__ import annotations

import math
import tomllib
from collections import defaultdict
from contextlib import suppress
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.errors import InvalidValueError, UnknownRatingError
from claims_db.files.rating_names import known_words, rating_key, rating_named, rating_on_scale, review_rating
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


@pytest.mark.parametrize(
    ("name", "rating"),
    [
        ("This claim is FALSE", Rating.FALSE),
        ("Verdict: False", Rating.FALSE),
        ("Misleading image and text", Rating.MISLEADING),
        ("Konten yang menyesatkan", Rating.MISLEADING),
        ("दावा झूठा है", Rating.FALSE),
        ("False/Fabricated", Rating.FALSE),
        ("Falso | False", Rating.FALSE),
        ("FALSE ❌", Rating.FALSE),
        ("Enganoso", Rating.MISLEADING),
        ("फ़र्जी", Rating.FALSE),
        ("غيرُ صحيح", Rating.FALSE),
        ("Ｆａｌｓｅ", Rating.FALSE),
        ("ЛОЖЬ", Rating.FALSE),
        ("部分錯誤", Rating.HALF_TRUE),
        ("대체로 사실 아님", Rating.MOSTLY_FALSE),
    ],
)
def test_a_name_is_known_however_it_is_written_and_whatever_thing_stands_beside_it(name: str, rating: Rating) -> None:
    assert rating_named(name) is rating


@pytest.mark.parametrize("rating", Rating)
def test_many_languages_have_a_word_for_the_plain_ratings(rating: Rating) -> None:
    """Three hundred words in thirty languages, of which each has one for what is false at least."""
    table = tomllib.loads(files("claims_db.files").joinpath("rating_words.toml").read_text(encoding="utf-8"))
    assert len(table) >= 30
    assert all("false" in words for words in table.values())
    assert {key for words in table.values() for key in words} == {*Rating, "things"}
    assert sum(found is rating for found in known_words().values()) >= 30
    assert len(known_words()) >= 300


def test_no_word_means_two_ratings() -> None:
    table = tomllib.loads(files("claims_db.files").joinpath("rating_words.toml").read_text(encoding="utf-8"))
    meanings = defaultdict[str, set[str]](set)
    for ratings in table.values():
        for rating, words in ratings.items():
            for word in words if rating != "things" else ():
                meanings[rating_key(word)].add(rating)
    assert {word: found for word, found in meanings.items() if len(found) > 1} == {}
    assert "" not in meanings


def test_own_words_count_before_ours() -> None:
    own = {rating_key("Four Pinocchios"): Rating.FALSE, rating_key("Misleading"): Rating.HALF_TRUE}
    assert rating_named("FOUR PINOCCHIOS!", own) is Rating.FALSE
    assert rating_named("misleading", own) is Rating.HALF_TRUE
    assert rating_named("true", own) is Rating.TRUE


SENTENCES: list[tuple[str, object, Rating | None]] = [
    ("False. The picture is from 2015.", 1, Rating.FALSE),
    ("False: the picture is from 2015", "1", Rating.FALSE),
    ("This claim is false, because the picture is from 2015.", 2, Rating.FALSE),
    ("False. The picture is from 2015.", 5, None),
    ("False. The picture is from 2015.", None, None),
    ("False. The picture is from 2015.", "none", None),
    ("Mostly true, but the year is wrong", 4, Rating.MOSTLY_TRUE),
    ("Mostly true, but the year is wrong", 1, None),
    ("Misleading: it leaves out what came before", 2, Rating.MISLEADING),
    ("Misleading: it leaves out what came before", 5, None),
    ("Falso. La foto es de 2015.", 1, Rating.FALSE),
    ("錯誤，影片是2015年的", 1, Rating.FALSE),
    ("Falsehoods travel fast, as this picture shows", 1, None),
    ("Falsely said of a picture from 2015", 1, None),
    ("The picture is from 2015, so this is false", 1, None),
    ("True or false? Our reporters looked", 5, None),
    ("Four Pinocchios", 1, None),
]


@pytest.mark.parametrize(
    ("sentence", "number", "rating"), SENTENCES, ids=[f"{row[0][:30]} {row[1]}" for row in SENTENCES]
)
def test_a_sentence_that_begins_with_a_rating_counts_where_the_number_agrees(
    sentence: str, number: object, rating: Rating | None
) -> None:
    review = {"reviewRating": {"alternateName": sentence, "ratingValue": number}}
    if rating is None:
        with pytest.raises(UnknownRatingError, match="is not known"):
            review_rating(review)
    else:
        assert review_rating(review) is rating


def test_the_number_beside_a_sentence_is_on_its_own_scale() -> None:
    given = {"alternateName": "True. It is from 2015.", "ratingValue": 8, "worstRating": 0, "bestRating": 10}
    assert review_rating({"reviewRating": given}) is Rating.TRUE
    with pytest.raises(UnknownRatingError):
        review_rating({"reviewRating": given | {"bestRating": 100}})


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Satire",
        "True or false?",
        "Is this true?",
        "true / false",
        "claim",
        "Fact check",
        "three stars",
        "not false",
        "true-ish",
        "x" * 9999,
        "true " * 999,
        "\ud800",
    ],
)
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
