"""Which language a text is in: by its script, and in Latin letters by its commonest words."""

from __future__ import annotations

from functools import lru_cache

import regex
import simplemma

from claims_db.languages.facts import ENGLISH, LANGUAGES, language

# Languages in Latin letters that Footnote knows but these frequent words of; one of several languages counts for each.
_NEIGHBOURS = {
    "fr": "le la les des du et est une un dans pour pas que qui sur avec ont été au aux ce cette sont par",
    "pt": "os as e é uma um em por com não para da dos das foi foram nas nos pela são mais ao",
    "it": "il lo la gli le è una un di che per con del della sono stato stati nel alla dei delle ha hanno",
    "nl": "de het een en van niet met voor op te zijn heeft dat werd werden aan door ook bij naar uit",
    "da": "og er en et af til på med ikke det har den blev fra som de blevet mere",
}
# In a longer text one telling word may be a name ("Los Angeles").
_SHORT = 8
_WORD = regex.compile(r"[^\W\d_]+")
_WITHOUT_ACCENTS = str.maketrans("áéíóú", "aeiou")
_LATIN = regex.compile(r"\p{Latin}")
# A letter of a script that writes whole syllables or words weighs as many Latin ones.
_LATIN_PER_LETTER = 3


@lru_cache(maxsize=1)
def _scripts() -> dict[str, regex.Pattern[str]]:
    letters = {code: language(code).letters for code in LANGUAGES}
    return {code: regex.compile(each, regex.V1) for code, each in letters.items() if each}


@lru_cache(maxsize=1)
def _read_in_latin() -> tuple[str, ...]:
    """The languages in Latin letters that are read, but for English."""
    return tuple(code for code in LANGUAGES if code != ENGLISH and not language(code).letters)


@lru_cache(maxsize=1)
def _english_words() -> frozenset[str]:
    return frozenset(language(ENGLISH).common_words)


@lru_cache(maxsize=1)
def _of_word() -> dict[str, list[str]]:
    """For each of the commonest words the languages that have it."""
    found: dict[str, list[str]] = {}
    read = {code: language(code).common_words for code in _read_in_latin()}
    for code, words in {**read, **{code: tuple(words.split()) for code, words in _NEIGHBOURS.items()}}.items():
        for word in words:
            found.setdefault(word, []).append(code)
    return found


@lru_cache(maxsize=4096)
def language_of(text: str) -> str:
    """The code of the language that a cleaned text is in; English where nothing else can be told."""
    if not text.isascii():
        latin = len(_LATIN.findall(text))
        for code, script in _scripts().items():
            letters = len(script.findall(text))
            if letters and letters * _LATIN_PER_LETTER >= latin:
                return code
    return _language_in_latin(text.lower())


def language_beside(text: str, other: str) -> str:
    """The language of a text that is compared with one in the language `other`: that one too, unless something tells.

    Short texts often have no word by which German or Spanish is told from English.
    """
    own = language_of(text)
    if own != ENGLISH or other not in _read_in_latin():
        return own
    words = set(_WORD.findall(text.lower()))
    return own if words & _english_words() - _own_words(other) else other


def _language_in_latin(plain: str) -> str:
    """German or Spanish where words tell it that English has not, and outnumber English ones: one "die" is none."""
    words = set(_WORD.findall(plain))
    if plain.isascii() and words.isdisjoint(_telling_words()):
        return ENGLISH
    for code in _read_in_latin():
        own = words & _own_words(code)
        told = own - _shared_words(code)
        if not told and language(code).own_letters.isdisjoint(plain):
            continue
        english = len(words & _english_words() - own)
        if english < max(len(own), 1) and not _is_another(words, code):
            others = words - own
            sure = len(told) > 1 or (told and len(own) > 1 and not english)
            if sure or sum(map(_is_english, others)) * 2 < max(len(others), 1):
                return code
    return ENGLISH


def _is_another(words: set[str], code: str) -> bool:
    """Whether a neighbour of the language has more of the commonest words."""
    votes = _votes(words)
    return max(votes.values(), default=0) > votes.get(code, 0)


@lru_cache(maxsize=1)
def _telling_words() -> frozenset[str]:
    return frozenset().union(*(_own_words(code) - _shared_words(code) for code in _read_in_latin()))


@lru_cache(maxsize=len(LANGUAGES))
def _own_words(code: str) -> frozenset[str]:
    words = language(code).function_words
    return frozenset(words) | frozenset(word.translate(_WITHOUT_ACCENTS) for word in words)


@lru_cache(maxsize=len(LANGUAGES))
def _shared_words(code: str) -> frozenset[str]:
    return frozenset(language(code).also_english)


@lru_cache(maxsize=65536)
def _is_english(word: str) -> bool:
    return word in _english_words() or simplemma.is_known(word, lang=ENGLISH)


def _votes(words: set[str]) -> dict[str, int]:
    votes: dict[str, int] = {}
    for word in words & _of_word().keys():
        for code in _of_word()[word]:
            votes[code] = votes.get(code, 0) + 1
    return votes


def languages_in_latin(plain: str) -> list[str]:
    """Those of seven languages that a lower-case text may be in; none for English and for no telling words."""
    words = set(_WORD.findall(plain))
    votes = _votes(words)
    most = max(votes.values(), default=0)
    if most <= len(words & _english_words()) or (most == 1 and len(words) > _SHORT):
        told = language_of(plain)
        return [told] if told in _read_in_latin() else []
    return [code for code, count in votes.items() if count == most]
