from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.engine.text.slips import deciding_words, mended
from claims_db.languages.words import tokens

KNOWN = sorted(word for alike in deciding_words().values() for word in alike)
LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyz")


def nothing_near(_word: str) -> str | None:
    """No claim has a word like it."""
    return None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("it nevr fell", "it never fell", id="a letter missing"),
        pytest.param("it neveer fell", "it never fell", id="a letter twice"),
        pytest.param("it nevre fell", "it never fell", id="two letters exchanged"),
        pytest.param("it nevsr fell", "it never fell", id="a wrong letter"),
        pytest.param("it was nto so, teh end", "it was not so, the end", id="words of three letters"),
        pytest.param("they hae gone ovr", "they have gone over", id="words of four letters"),
        pytest.param("it ins't so, it dosen’t", "it isn't so, it doesn't", id="contractions that deny"),
        pytest.param("in Febuary", "in February", id="a month"),
        pytest.param("on 3 Mrach, in Arpil 2021", "on 3 March, in April 2021", id="a short month beside a number"),
        pytest.param("for 3 mnths and two wekes", "for 3 months and two weeks", id="units behind numbers"),
        pytest.param("for 5 milion eurso", "for 5 million euros", id="a unit behind a slip of a number"),
        pytest.param("for 12,000 US dolars", "for 12,000 US dollars", id="a unit two words behind a number"),
        pytest.param("last montth", "last month", id="a unit that is counted"),
        pytest.param("NEVR IN ALL MY LIFE", "NEVER IN ALL MY LIFE", id="shouted"),
        pytest.param("Twevle fell. Nevr again.", "Twelve fell. Never again.", id="the first word of a sentence"),
        pytest.param("nevr, NEVR; (nevr)", "never, NEVR; (never)", id="punctuation"),
    ],
)
def test_a_slip_in_a_word_that_decides_is_mended(written: str, read: str) -> None:
    assert mended(written, nothing_near) == read


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("thom and theo met miley, monty, sven and wong", id="names in small letters"),
        pytest.param("so Nevr Yaers met Milon and Marcy", id="names"),
        pytest.param("the NEVR project, see BTS", id="acronyms"),
        pytest.param("there's the other's, who's that'll y'all", id="other contractions"),
        pytest.param("theres youre dont cant wont", id="contractions without apostrophes"),
        pytest.param("#nevr @nevr https://example.org/nevr/milion nevr.org nevr-ending", id="no words"),
        pytest.param("thre of them", id="what may be several words"),
        pytest.param("wir habe nie eine Millon bekommen und werden es nicht", id="German"),
        pytest.param("ellos nunca fueron a la playa en novembre, pero es la verdad", id="Spanish"),
        pytest.param("никогда не было", id="another script"),
        pytest.param("his milly and her yaers", id="units that count nothing"),
        pytest.param(" ".join(f"{word}{word[-1]}" for word in KNOWN if len(word) > 6)[:900], id="no English at all"),
    ],
)
def test_what_may_be_anything_else_stays(text: str) -> None:
    assert mended(text, nothing_near) == text


def test_a_word_that_a_claim_may_have_stays() -> None:
    assert mended("the firsm fell", nothing_near) == "the first fell"
    assert mended("the firsm fell", {"firsm": "firm"}.get) == "the firsm fell"
    assert mended("12 metrrs wide", {"metrrs": "metr"}.get) in {"12 metres wide", "12 meters wide"}


@given(st.lists(st.sampled_from(KNOWN), min_size=1, max_size=12))
def test_known_words_stay(words: list[str]) -> None:
    assert mended(" ".join(words), nothing_near) == " ".join(words)


@given(st.text(max_size=60) | st.lists(st.tuples(st.sampled_from(KNOWN), st.integers(1, 8), LETTERS), max_size=8))
def test_as_many_words_are_left_as_there_were(text: str | list[tuple[str, int, str]]) -> None:
    """Whatever stands there, words change and nothing else does."""
    if isinstance(text, list):
        text = " ".join(word[:at] + letter + word[at:] for word, at, letter in text)
    read = mended(text, nothing_near)
    assert len(tokens(read, "en")) == len(tokens(text, "en"))
    assert [sign for sign in read if not sign.isalpha() and sign not in "'’"] == [
        sign for sign in text if not sign.isalpha() and sign not in "'’"
    ]
