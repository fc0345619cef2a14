"""What a word is, in any script, and which words say nothing by themselves.

In scripts that write none or few spaces, what is between known words is cut into overlapping pairs of characters: there
is no dictionary of all words, and pairs are the usual stand-in for segmentation in retrieval (Nie, Gao, Zhang & Zhou
2000, "On the use of words and n-grams for Chinese information retrieval"). Function words, particles and endings go
first, so that no pair lies across them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from claims_db.languages import ENGLISH, LANGUAGES, language, language_of

# Scripts written without spaces between words, and Korean, which glues particles to its words.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}ー"
_TOKEN = regex.compile(
    rf"(?P<unspaced>[{_UNSPACED}]+)"
    rf"|\d+(?:[.,]\d+)*(?:[\p{{L}}--[{_UNSPACED}]]+)?"
    rf"|[[\p{{L}}\p{{M}}\p{{N}}]--[{_UNSPACED}]]+(?:['’][[\p{{L}}\p{{M}}]--[{_UNSPACED}]]+)*",
    regex.V1,
)
# What `_TOKEN` finds in an ASCII text, several times as fast: a store is read word by word whenever it is opened.
ASCII_WORD = re.compile(r"\d+(?:[.,]\d+)*[A-Za-z]*|[A-Za-z0-9]+(?:'[A-Za-z]+)*")
_POSSESSIVE = regex.compile(r"['’]s?$")

# "ae" for "ä", but not the "ue" of "neue", "Bauer" and "Quelle".
_UMLAUT = regex.compile(r"([ao])e|(?<![aeq])(u)e")
# Taken apart, the Russian letter й looks like an accented и.
_SHORT_I = ("и\u0306", "й")
# Accents of Latin, Greek and Cyrillic come before this; Indic vowel signs and Japanese voicing marks, which change the
# word, after it.
_ACCENTS = "\u0900"

Span = tuple[int, int]

_NUMERALS = "零〇一二三四五六七八九十百千万萬亿億兆两兩"
# What stands between a number and the thing counted; it is a word of its own.
COUNTERS = (
    "家个個名位人次座条條项項种種部辆輛只隻艘艇架间間所枚件社台本匹頭头棵株颗顆套张張床支把封首层層階校橋戸軒杯羽便"
)
_KATAKANA = r"[\p{Katakana}ー]"
_HIRAGANA = r"\p{Hiragana}"
_PARTICLES = "がをにでともはのへやなかよねたてだるいし"
# A particle between two stretches of hiragana that are long enough to be words parts them.
_PIECE = regex.compile(
    r"(?:(?!(?<=\p{Hiragana}[\p{Hiragana}--[はをがにでとも]])[はをがにでとも]\p{Hiragana}{2})\p{Hiragana})+", regex.V1
)
_SHORTEST_IN_HIRAGANA = 2
# Nobody writes a longer numeral; without a limit a message of nothing else would take long.
_LONGEST = "{1,30}+"
_MOST_ENDINGS = 3
# Few nouns end like these.
_KOREAN_COUNTERS = "척명곳건채"
_SURE_PARTICLES = frozenset("을를은는")


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
            found.extend(_token(text[start:end], start, code) for start, end in _cut(text, *match.span(), code))
        elif (token := _token(match[0], match.start(), latin if match[0].isascii() else code)).text:
            found.append(token)
    return found


def _token(surface: str, start: int, code: str) -> Token:
    return Token(fold(surface, code), surface, start, start + len(surface), code)


def telling_words(text: str) -> Iterator[str]:
    """The folded words of `text` that mean something by themselves, in order; unspaced scripts as plain pairs."""
    empty = function_words(ENGLISH)
    plain = text.isascii()
    for match in ASCII_WORD.finditer(text) if plain else _TOKEN.finditer(text):
        if not plain and match["unspaced"]:
            yield from (fold(text[start:end]) for start, end in _pairs(*match.span()))
        elif (word := fold(match[0])) and word not in empty:
            yield word


def _cut(text: str, start: int, end: int, code: str) -> Iterator[Span]:
    """Where the words of a run of such letters are, those that mean nothing by themselves left out."""
    if code == "ko":
        before = text[start - 1 : start]
        if before.isalpha() and _written_on("ko").fullmatch(text, start, end):  # of a name in Latin letters
            return
        stem = _stem(text[start:end], counter=before.isdigit() or text[start] in _KOREAN_COUNTERS)
        end = start if stem in language("ko").function_words else start + len(stem)
    left = start
    for match in _cutter(code).finditer(text, start, end) if code in {"ja", "zh"} else ():
        yield from _pairs(left, match.start())
        left = match.end()
        if match["word"]:
            yield from _pairs(*match.span())
        elif match["whole"]:
            yield match.span()
        elif match["hiragana"]:
            yield from _hiragana(match[0], match.start(), glued=match.start() > start)
    yield from _pairs(left, end)


def _pairs(start: int, end: int) -> Iterator[Span]:
    """Every two neighbours of a stretch; a lone character stays alone."""
    width = min(2, end - start)
    return ((at, at + width) for at in range(start, end - width + 1)) if width else iter(())


@lru_cache(maxsize=2)
def _cutter(code: str) -> regex.Pattern[str]:
    facts = language(code)
    entries = (entry.strip() for line in facts.synonyms for side in line.split(" <> ") for entry in side.split(","))
    known = {*facts.kept_words, *(entry for entry in entries if regex.match(r"\p{Han}", entry))}
    empty = [word for word in facts.cut_words if not regex.fullmatch(rf"{_HIRAGANA}+", word)]
    parts = [
        (
            rf"(?P<whole>[{_NUMERALS}]{_LONGEST}(?=[{COUNTERS}])|(?<=[\d{_NUMERALS}])[{COUNTERS}]"
            rf"|(?<=\d)[{_NUMERALS}]{_LONGEST}|{_KATAKANA}+)"
        ),
        rf"(?P<word>{_any_of(known)})",
        rf"(?P<hiragana>{_HIRAGANA}+)",
        facts.negators.pattern,
        _any_of(empty),
    ]
    return regex.compile("|".join(parts))


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(regex.escape, words), key=len, reverse=True)) or "(?!)"


def _hiragana(run: str, start: int, *, glued: bool) -> Iterator[Span]:
    """What is left of a run without auxiliaries and particles; of the word before it no ending, if `glued`."""
    left = 0
    for match in [*_written_on("ja").finditer(run), None]:
        right = match.start() if match else len(run)
        ending = glued and not left
        for piece in _PIECE.finditer(run, left, right):
            bare = piece[0].rstrip(_PARTICLES)
            least = _SHORTEST_IN_HIRAGANA + (ending and piece.start() == left)
            if len(bare) >= least:
                yield from _pairs(start + piece.start(), start + piece.start() + len(bare))
        left = match.end() if match else right


@lru_cache(maxsize=65536)
def _stem(word: str, *, counter: bool) -> str:
    """A word without its particles and endings; one of a syllable is taken off a longer word or a counter only."""
    for _ in range(_MOST_ENDINGS):
        match = _written_on("ko").search(word)
        if not match or match.start() < (1 if counter or len(match[0]) > 1 or match[0] in _SURE_PARTICLES else 2):
            break
        word = word[: match.start()]
    return word


@lru_cache(maxsize=2)
def _written_on(code: str) -> regex.Pattern[str]:
    """Korean particles and endings at the end of a word, or Japanese auxiliaries; those of one letter are particles."""
    words = language(code).cut_words
    return regex.compile(
        rf"(?:{_any_of(words)})$" if code == "ko" else _any_of(word for word in words if len(word) > 1)
    )
