import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.languages.words import fold, telling_words, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The mayor's car", ["the", "mayor", "car"], id="possessive"),
        pytest.param("São Paulo", ["sao", "paulo"], id="accents"),
        pytest.param("1,250.5 kg and 40km", ["1,250.5", "kg", "and", "40km"], id="numbers"),
        pytest.param("two DVDs", ["two", "dvd"], id="plural-of-capitals"),
        pytest.param("AB-12c", ["ab", "12c"], id="hyphen"),
        pytest.param("港市場", ["港市", "市場"], id="han-in-pairs"),
        pytest.param("海", ["海"], id="lone-han"),
        pytest.param("नदी गहरी है", ["नदी", "गहरी", "है"], id="hindi-vowel-signs-stay"),
        pytest.param("νερό", ["νερο"], id="greek"),
        pytest.param("!?…", [], id="no-word"),
    ],
)
def test_tokens_are_folded_words_in_order(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokens(text)] == expected


def test_function_words_tell_nothing() -> None:
    assert list(telling_words("It was not the river that they have")) == ["river"]


@given(st.text())
def test_tokens_stand_where_they_say(text: str) -> None:
    for token in tokens(text):
        assert text[token.start : token.end] == token.surface


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzàéîõüçñ", min_size=1))
def test_neither_case_nor_accents_make_another_word(word: str) -> None:
    assert fold(word.upper()) == fold(word)
    assert fold(word).isascii()
