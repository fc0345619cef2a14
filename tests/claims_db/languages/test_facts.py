"""What a language's file may say, and how it is read."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from importlib.resources import files

import pytest
import regex

from claims_db.languages import LANGUAGES, Language, language

_PATTERNS = tuple(name for name, value in vars(Language).items() if hasattr(value, "__get__") and name[0] != "_")
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
