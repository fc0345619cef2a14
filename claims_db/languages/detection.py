"""Which language a text is in: by its script, and in Latin letters by its commonest words."""

from __future__ import annotations

import re
from functools import lru_cache

import regex
import simplemma

from claims_db.languages.facts import ENGLISH, LANGUAGES, language

# Neighbours in Latin letters, of which Footnote knows these frequent words only; one of several counts for each.
_NEIGHBOURS = {
    "fr": frozenset(
        "le la les des du et est une un dans pour pas que qui sur avec ont été au aux ce cette sont par".split()
    ),
    "pt": frozenset("os as e é uma um em por com não para da dos das foi foram nas nos pela são mais ao".split()),
    "it": frozenset(
        "il lo la gli le è una un di che per con del della sono stato stati nel alla dei delle ha hanno".split()
    ),
    "nl": frozenset(
        "de het een en van niet met voor op te zijn heeft dat werd werden aan door ook bij naar uit".split()
    ),
    "da": frozenset("og er en et af til på med ikke det har den blev fra som de blevet mere".split()),
}
# In a longer text one telling word may be a name ("Los Angeles").
_SHORT = 8
_WORD = regex.compile(r"[^\W\d_]+")
_ASCII_WORD = re.compile("[a-z]+")
_WITHOUT_ACCENTS = str.maketrans("áéíóú", "aeiou")
_LATIN = regex.compile(r"\p{Latin}")
# A letter of a script that writes whole syllables or words weighs as many Latin ones.
_LATIN_PER_LETTER = 3


@lru_cache(maxsize=4096)
def language_of(text: str) -> str:
    """The code of the language that a cleaned text is in; English where nothing else can be told.

    German and Spanish are told by words that English has not, if they outnumber English ones: one "die" is none.
    """
    if not text.isascii():
        latin = len(_LATIN.findall(text))
        for code in LANGUAGES:
            script = language(code).letters
            letters = len(regex.findall(script, text)) if script else 0
            if letters and letters * _LATIN_PER_LETTER >= latin:
                return code
    plain = text.lower()
    words = set((_ASCII_WORD if plain.isascii() else _WORD).findall(plain))
    english = language(ENGLISH).common_words
    for code in _read_in_latin():
        own = words & _own_words(code)
        told = own.difference(language(code).also_english)
        if not told and language(code).own_letters.isdisjoint(plain):
            continue
        both, votes = len(words & english - own), _votes(words)
        # A neighbour may have more of the commonest words.
        if both < max(len(own), 1) and max(votes.values(), default=0) <= votes.get(code, 0):
            others = words - own
            known = sum(word in english or simplemma.is_known(word, ENGLISH, low_memory=True) for word in others)
            sure = len(told) > 1 or (told and len(own) > 1 and not both)
            if sure or known * 2 < max(len(others), 1):
                return code
    return ENGLISH


@lru_cache(maxsize=1)
def _read_in_latin() -> tuple[str, ...]:
    """The languages in Latin letters that are read, but for English."""
    return tuple(code for code in LANGUAGES if code != ENGLISH and not language(code).letters)


@lru_cache(maxsize=len(LANGUAGES))
def _own_words(code: str) -> frozenset[str]:
    words = language(code).function_words
    return frozenset(words) | frozenset(word.translate(_WITHOUT_ACCENTS) for word in words)


def _votes(words: set[str]) -> dict[str, int]:
    """How many of the commonest words of each language there are."""
    common = {**{code: language(code).common_words for code in _read_in_latin()}, **_NEIGHBOURS}
    votes = {code: len(words & theirs) for code, theirs in common.items()}
    return {code: count for code, count in votes.items() if count}


def language_beside(text: str, other: str) -> str:
    """The language of a text that is compared with one in the language `other`: that one too, unless something tells.

    Short texts often have no word by which German or Spanish is told from English.
    """
    own = language_of(text)
    if own != ENGLISH or other not in _read_in_latin():
        return own
    words = set(_WORD.findall(text.lower()))
    return own if words & language(ENGLISH).common_words - _own_words(other) else other


def languages_in_latin(plain: str) -> list[str]:
    """Those of seven languages that a lower-case text may be in; none for English and for no telling words."""
    words = set(_WORD.findall(plain))
    votes = _votes(words)
    most = max(votes.values(), default=0)
    if most <= len(words & language(ENGLISH).common_words) or (most == 1 and len(words) > _SHORT):
        told = language_of(plain)
        return [told] if told in _read_in_latin() else []
    return [code for code, count in votes.items() if count == most]
