"""What a word is, in any script, and which words say nothing by themselves."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from claims_db.languages import ENGLISH, LANGUAGES, language, language_of
from claims_db.languages.unspaced import pairs, words_in

# Scripts written without spaces between words, and Korean, which glues particles to its words.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}ー"
_TOKEN = regex.compile(
    rf"(?P<unspaced>[{_UNSPACED}]+)"
    rf"|\d+(?:[.,]\d+)*(?:[\p{{L}}--[{_UNSPACED}]]+)?"
    rf"|[[\p{{L}}\p{{M}}\p{{N}}]--[{_UNSPACED}]]+(?:['’][[\p{{L}}\p{{M}}]--[{_UNSPACED}]]+)*",
    regex.V1,
)
_POSSESSIVE = regex.compile(r"['’]s?$")

# "ae" for "ä", but not the "ue" of "neue", "Bauer" and "Quelle".
_UMLAUT = regex.compile(r"([ao])e|(?<![aeq])(u)e")
# Taken apart, the Russian letter й looks like an accented и.
_SHORT_I = ("и\u0306", "й")
# Accents of Latin, Greek and Cyrillic come before this; Indic vowel signs and Japanese voicing marks, which change the
# word, after it.
_ACCENTS = "\u0900"


@dataclass(frozen=True, slots=True)
class Token:
    """One word: `text` folded for comparing, `surface` as written, and where it stands in its text."""

    text: str
    surface: str
    start: int
    end: int
    language: str = ENGLISH

    @property
    def tells(self) -> bool:
        """Whether the word means something by itself, in its language."""
        return self.text not in function_words(self.language)


@lru_cache(maxsize=65536)
def fold(word: str, code: str = ENGLISH) -> str:
    """Case and accents taken off, a possessive ending too: `São’s` and `sao` are one word, and so are `DVDs` and `DVD`.

    German umlauts may be written with an e: `Brücke` and `Bruecke` are one word too.
    """
    if len(word) > 2 and word[-1] == "s" and word[:-1].isupper():
        word = word[:-1]
    decomposed = unicodedata.normalize("NFKD", word.casefold()).replace(*_SHORT_I)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter) or letter > _ACCENTS)
    folded = _POSSESSIVE.sub("", unicodedata.normalize("NFC", bare)).replace("’", "'")
    return _UMLAUT.sub(r"\1\2", folded) if language(code).umlauts else folded


@lru_cache(maxsize=len(LANGUAGES))
def function_words(code: str) -> frozenset[str]:
    """The folded words of a language that say nothing by themselves."""
    return frozenset(fold(word, code) for word in language(code).function_words)


@lru_cache(maxsize=len(LANGUAGES))
def light_words(code: str) -> frozenset[str]:
    """The folded words of a language that say too little to tell one statement from another."""
    return frozenset(fold(word, code) for word in language(code).light_words)


def tokens(text: str, code: str | None = None) -> list[Token]:
    """The words of `text` in order, in the language of that code or in the one that the text seems to be in."""
    code = code or language_of(text)
    # Latin letters in a text of another script are a name or English.
    latin = ENGLISH if language(code).letters else code
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        if match["unspaced"]:
            found.extend(_token(text[start:end], start, code) for start, end in words_in(text, *match.span(), code))
        elif (token := _token(match[0], match.start(), latin if match[0].isascii() else code)).text:
            found.append(token)
    return found


def _token(surface: str, start: int, code: str) -> Token:
    return Token(fold(surface, code), surface, start, start + len(surface), code)


def telling_words(text: str) -> Iterator[str]:
    """The folded words of `text` that mean something by themselves, in order; unspaced scripts as plain pairs."""
    empty = function_words(ENGLISH)
    for match in _TOKEN.finditer(text):
        if match["unspaced"]:
            yield from (fold(text[start:end]) for start, end in pairs(*match.span()))
        elif (word := fold(match[0])) and word not in empty:
            yield word
