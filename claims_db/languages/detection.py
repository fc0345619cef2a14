"""Which language a text is in: by its script, and in Latin letters by its commonest words."""

from __future__ import annotations

from functools import lru_cache

import regex
import simplemma

from claims_db.languages.facts import ENGLISH, language

# Frequent words that tell a language from English; a word of several languages counts for each.
_TELLING = {
    "de": "der die das und ist nicht ein eine einen wurde wurden haben mit für von auf dem den des im zu sie nach über "
    "bei aus auch kein keine keinen nie niemals dass daß wird werden seit vom zum sind noch nur oder",
    "es": "el la los las y una un en por que con para del fue fueron han ha se más sus al este esta nunca es está "
    "pero muy de",
    "fr": "le la les des du et est une un dans pour pas que qui sur avec ont été au aux ce cette sont par",
    "pt": "os as e é uma um em por com não para da dos das foi foram nas nos pela são mais ao",
    "it": "il lo la gli le è una un di che per con del della sono stato stati nel alla dei delle ha hanno",
    "nl": "de het een en van niet met voor op te zijn heeft dat werd werden aan door ook bij naar uit",
    "da": "og er en et af til på med ikke det har den blev fra som de blevet mere",
}
_OF_WORD: dict[str, list[str]] = {}
for _code, _words in _TELLING.items():
    for _telling in _words.split():
        _OF_WORD.setdefault(_telling, []).append(_code)
_ENGLISH_WORDS = frozenset(
    "the an and is are was were of to in on that this it for with by at from have has had not be been i you he she "
    "they we but or as if so my your just what".split()
)
# In a longer text one telling word may be a name ("Los Angeles").
_SHORT = 8
_WORD = regex.compile(r"[^\W\d_]+")
# Letters by which short German and Spanish texts without any of those words are told from English.
_LETTERS = {"de": frozenset("äöüß"), "es": frozenset("ñ¿¡")}
_READ = ("de", "es")
_WITHOUT_ACCENTS = str.maketrans("áéíóú", "aeiou")
# Kana stand before Han: Japanese is written in both. A lone の adorns Chinese names.
_SCRIPTS = {
    "ja": regex.compile(r"[[\p{Hiragana}\p{Katakana}]--[の]]", regex.V1),
    "ko": regex.compile(r"\p{Hangul}"),
    "zh": regex.compile(r"\p{Han}"),
    "ru": regex.compile(r"\p{Cyrillic}"),
    "ar": regex.compile(r"\p{Arabic}"),
    "hi": regex.compile(r"\p{Devanagari}"),
}
_LATIN = regex.compile(r"\p{Latin}")
# A letter of a script that writes whole syllables or words weighs as many Latin ones.
_LATIN_PER_LETTER = 3


@lru_cache(maxsize=4096)
def language_of(text: str) -> str:
    """The code of the language that a cleaned text is in; English where nothing else can be told."""
    if not text.isascii():
        latin = len(_LATIN.findall(text))
        for code, script in _SCRIPTS.items():
            letters = len(script.findall(text))
            if letters and letters * _LATIN_PER_LETTER >= latin:
                return code
    return _language_in_latin(text.lower())


def language_beside(text: str, other: str) -> str:
    """The language of a text that is compared with one in the language `other`: that one too, unless something tells.

    Short texts often have no word by which German or Spanish is told from English.
    """
    own = language_of(text)
    if own != ENGLISH or other not in _READ:
        return own
    words = set(_WORD.findall(text.lower()))
    return own if words & _ENGLISH_WORDS - _own_words(other) else other


def _language_in_latin(plain: str) -> str:
    """German or Spanish where words tell it that English has not, and outnumber English ones: one "die" is none."""
    words = set(_WORD.findall(plain))
    if plain.isascii() and words.isdisjoint(_telling_words()):
        return ENGLISH
    for code in _READ:
        own = words & _own_words(code)
        told = own - _shared_words(code)
        if not told and _LETTERS[code].isdisjoint(plain):
            continue
        english = len(words & _ENGLISH_WORDS - own)
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
    return frozenset().union(*(_own_words(code) - _shared_words(code) for code in _READ))


@lru_cache(maxsize=len(_READ))
def _own_words(code: str) -> frozenset[str]:
    words = language(code).function_words
    return frozenset(words) | frozenset(word.translate(_WITHOUT_ACCENTS) for word in words)


@lru_cache(maxsize=len(_READ))
def _shared_words(code: str) -> frozenset[str]:
    return frozenset(language(code).also_english)


@lru_cache(maxsize=65536)
def _is_english(word: str) -> bool:
    return word in _ENGLISH_WORDS or simplemma.is_known(word, lang=ENGLISH)


def _votes(words: set[str]) -> dict[str, int]:
    votes: dict[str, int] = {}
    for word in words & _OF_WORD.keys():
        for code in _OF_WORD[word]:
            votes[code] = votes.get(code, 0) + 1
    return votes


def languages_in_latin(plain: str) -> list[str]:
    """Those of seven languages that a lower-case text may be in; none for English and for no telling words."""
    words = set(_WORD.findall(plain))
    votes = _votes(words)
    most = max(votes.values(), default=0)
    if most <= len(words & _ENGLISH_WORDS) or (most == 1 and len(words) > _SHORT):
        told = language_of(plain)
        return [told] if told in _READ else []
    return [code for code, count in votes.items() if count == most]
