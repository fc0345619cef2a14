"""What a text is taken apart into."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from claims_db.engine.limits import MAX_DETAILS
from claims_db.engine.text.wording import analyse, is_acronym

AT = datetime(2026, 8, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("surface", "acronym"),
    [("A", False), ("EU", True), ("WHO", True), ("ABCDE", True), ("ABCDEF", False), ("Who", False), ("W2", False)],
)
def test_two_to_five_capitals_are_an_acronym(surface: str, *, acronym: bool) -> None:
    assert is_acronym(surface) is acronym


def test_a_text_has_the_initials_of_three_to_five_words_in_a_row() -> None:
    assert analyse("alpha beta gamma delta epsilon zeta", AT).acronyms == {
        "abg": (0, 3),
        "bgd": (1, 4),
        "gde": (2, 5),
        "dez": (3, 6),
        "abgd": (0, 4),
        "bgde": (1, 5),
        "gdez": (2, 6),
        "abgde": (0, 5),
        "bgdez": (1, 6),
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("BIG SHIPS IN PORTMERE", ["PORTMERE"], id="all capitals tell nothing"),
        pytest.param("Big ships in Portmere", ["Portmere"], id="the first word may have one"),
        pytest.param("China has big Ships", ["China", "Ships"], id="a name keeps its own, and one inside tells"),
        pytest.param("big ships in portmere", ["portmere"], id="a word of no dictionary"),
    ],
)
def test_which_words_look_like_names(text: str, names: list[str]) -> None:
    assert [word.surface for word in analyse(text, AT).words if word.name] == names


@pytest.mark.parametrize(("word", "places"), [("quokk", ()), ("quokka", (0,)), ("quokka7", ())])
def test_without_a_dictionary_a_long_word_may_be_misspelt(word: str, places: tuple[int, ...]) -> None:
    assert analyse(word, AT, "de").unknown == places


def test_of_many_details_the_first_are_read() -> None:
    amounts = analyse(" ".join(f"{number} boats," for number in range(20, 60)), AT).quantities
    days = analyse(" ".join(f"{day} May 2021," for day in range(1, 29)), AT).dates
    assert [one.low for one in amounts] == list(range(20, 20 + MAX_DETAILS))
    assert [one.readings[0].first.day for one in days] == list(range(1, 1 + MAX_DETAILS))
