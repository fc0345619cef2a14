"""A pattern that passes over words finds just what it finds without."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims_db.engine.text.finding import find_all, find_first
from claims_db.languages import LANGUAGES, language
from claims_db.languages.facts import Language

PATTERNS = [name for name, kept in vars(Language).items() if type(kept).__name__ == "_Patterns"]
TEXTS = (
    "It's a myth that the ferry never sank, and nobody denies it.",
    "Isn't it true that they can't swim? No doubt. That's not so.",
    "Not eleven but twelve, almost as long as the longest; she failed to say so, lol.",
    "If I were you I'd bet they only want half of it… just kidding /s",
    "Es stimmt nicht, dass die Fähre nie sank. Keineswegs!",
    "No es cierto que nunca se hundió; apenas la mitad.",
    "Неправда, что паром не утонул.",
    "ليس صحيحا أن العبارة غرقت.",
    "यह सच नहीं है कि नाव डूबी।",
    "没有证据表明渡轮沉没。",
)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("text", TEXTS)
def test_every_pattern_of_every_language_finds_the_same(code: str, text: str) -> None:
    for name in PATTERNS:
        pattern = getattr(language(code), name)
        expected = [match.span() for match in pattern.finditer(text)]
        assert [match.span() for match in find_all(pattern, text)] == expected, name


words = st.sampled_from(" ".join(TEXTS[:4]).split())


@given(st.lists(words, max_size=12).map(" ".join), st.sampled_from(PATTERNS))
@settings(deadline=None)
def test_words_in_any_order_make_no_difference(text: str, name: str) -> None:
    pattern = getattr(language("en"), name)
    first = pattern.search(text)
    found = find_first(pattern, text)

    assert (found and found.span()) == (first and first.span())
