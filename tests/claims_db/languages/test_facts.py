"""What a language's file may say, and how it is read."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from importlib.resources import files

import pytest
import regex

from claims_db.engine.text.sentences import clause_ends, split
from claims_db.languages import LANGUAGES, Language, language, language_of
from claims_db.languages.words import fold

_PATTERNS = tuple(name for name, value in vars(Language).items() if hasattr(value, "__set_name__"))
_KNOWN = {*_PATTERNS, *(field.name for field in fields(Language))} - {"code", "written"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_key_of_a_file_is_read(code: str) -> None:
    text = files("claims_db.languages").joinpath(f"{LANGUAGES[code]}.toml").read_text(encoding="utf-8")
    assert set(tomllib.loads(text)) <= _KNOWN


@pytest.mark.parametrize("name", _PATTERNS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_pattern_compiles_and_finds_something_longer_than_nothing(code: str, name: str) -> None:
    pattern: regex.Pattern[str] = getattr(language(code), name)
    assert pattern.search("") is None
    assert not re.search(r"\{[a-z_]+\}", pattern.pattern), "a part that the file lacks"


def test_a_field_that_a_file_leaves_out_finds_nothing() -> None:
    assert language("ja").dismissals.search("嘘") is None
    assert language("ja").asks_agreement.search("isn't it") is None


def test_a_line_that_begins_with_a_sign_may_follow_a_word() -> None:
    assert language("en").denials.search("that's a lie")
    assert language("en").denied_details.search("twelve, not eleven")
    assert language("en").negators.search("knotted") is None


def test_patterns_of_a_language_find_whole_words() -> None:
    assert language("de").negators.search("Er kam nicht.")
    assert language("de").negators.search("vernichtet") is None


def test_a_word_in_front_may_carry_a_prefix() -> None:
    facts = language("ar")
    assert facts.prefix
    assert facts.suppositions.search("ولو")


@pytest.mark.parametrize(
    ("one", "other"), [pytest.param("Brücke", "Bruecke", id="ü"), pytest.param("Fähre", "Faehre", id="ä")]
)
def test_german_umlauts_may_be_written_with_an_e(one: str, other: str) -> None:
    assert fold(one, "de") == fold(other, "de")
    assert fold(other, "es") != fold(one, "es")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("Fährbrücke gesperrt", "de", id="de"),
        pytest.param("¿Barcos vendidos?", "es", id="es"),
        pytest.param("Barcos vendidos?", "en", id="without-letters-of-its-own"),
    ],
)
def test_a_short_text_is_told_by_letters_of_its_own(text: str, code: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Er sagt, dass die Brücke fiel", id="de"),
        pytest.param("Он сказал, что мост упал", id="ru"),
        pytest.param("قال، أن الجسر سقط", id="ar"),
        pytest.param("قال, أن الجسر سقط", id="ar-latin-comma"),
    ],
)
def test_a_comma_before_that_ends_no_clause(text: str) -> None:
    assert clause_ends(text) == (len(text),)
    assert len(clause_ends(text.replace("dass", "die").replace("что", "где").replace("أن", "كل"))) == 2


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        pytest.param("the bridge fell and i saw it", 2, id="and-somebody"),
        pytest.param("the bridge fell because of rust", 2, id="because"),
        pytest.param("the bridge and the tower fell", 1, id="and-something"),
    ],
)
def test_some_words_begin_a_clause_without_a_comma(text: str, clauses: int) -> None:
    assert len(clause_ends(text)) == clauses


def test_a_full_stop_after_an_abbreviation_ends_no_sentence() -> None:
    assert split("Dr. Ada left. She came back.") == ["Dr. Ada left.", "She came back."]
