from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.engine.text.thesaurus import parts_of_speech, replacements


@pytest.mark.parametrize(
    ("word", "other"),
    [("emit", "release"), ("arrest", "nab"), ("child", "kid"), ("discover", "find"), ("emit", "emission")],
    ids=["general", "same", "noun", "common", "derived"],
)
def test_a_word_may_stand_in_place_of_another(word: str, other: str) -> None:
    assert other in replacements(word)


@pytest.mark.parametrize(
    ("word", "other"),
    [("month", "week"), ("stop", "start"), ("release", "emit"), ("neighbour", "landlord"), ("quillonby", "quillon")],
    ids=["sister", "antonym", "narrower", "other", "unknown"],
)
def test_another_word_may_not(word: str, other: str) -> None:
    assert other not in replacements(word)


def test_the_commonest_part_of_speech_comes_first() -> None:
    assert [parts_of_speech(word)[:1] for word in ("sue", "aphid", "quickly", "big", "quillonby")] == [
        "v",
        "n",
        "r",
        "a",
        "",
    ]


_LINES = [
    line
    for line in files("claims_db.engine.text").joinpath("thesaurus.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
_WORDS = {line.split()[0]: line.split()[1:] for line in _LINES}


def test_the_lines_stand_in_order() -> None:
    assert sorted(_WORDS) == list(_WORDS)
    assert len(_WORDS) == len(_LINES)


@pytest.mark.parametrize("at", [0, 1, -2, -1], ids=["first", "second", "last but one", "last"])
def test_the_lines_at_the_ends_are_found(at: int) -> None:
    word, (parts, *others) = list(_WORDS.items())[at]
    assert (parts_of_speech(word), replacements(word)) == (parts, frozenset(others))


@given(st.sampled_from(_LINES).map(lambda line: line.split()[0]) | st.text("#\n az~ß", max_size=4))
def test_a_word_is_found_where_it_has_a_line(word: str) -> None:
    parts, *others = _WORDS.get(word, [""])
    assert (parts_of_speech(word), replacements(word)) == (parts, frozenset(others))
