"""A statement or a claim taken apart: its words, its quantities, its dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from claims_db.matching.dates import When, dates
from claims_db.matching.lexicon import is_english, keeps_capital, lemma, lexicon, stem
from claims_db.matching.negation import Negation, negation
from claims_db.matching.quantities import Quantity, quantities
from claims_db.words import FUNCTION_WORDS, Token, tokens

# In a chat's small letters the World Health Organization is spelt like the pronoun.
_PRONOUN_OR_NAME = "who"
# Words too general to tell one statement from another.
_LIGHT = frozenset(
    """
    thing stuff way kind sort lot bit time today tonight now then day new old good bad big great nice fun real really
    actually literally basically apparently officially finally simply honestly totally ever always already gonna wanna
    one ones away ago back around thanks according accord gotta get go come make take do have say tell know think mean
    see look want like need let put keep use try be who guy everyone someone fact news headline source true right wrong
    sure thank please
    """.split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A telling word or phrase of a text.

    `senses` are lexicon groups; `name` says that it looks like a name (in a claim: a capital inside the sentence; in a
    message: a word that no dictionary has); `at` is its place among the text's tokens, `width` how many it covers.
    """

    text: str
    surface: str
    stem: str
    senses: frozenset[int]
    name: bool
    light: bool
    at: int
    width: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wording:
    """A text ready to be compared.

    `places` leads from a word, from its stem (`stem_key`) and from each of its senses to places in `words`; `unknown`
    are the places of words that no dictionary has.
    """

    text: str
    tokens: tuple[Token, ...]
    words: tuple[Word, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[When, ...]
    negation: Negation
    acronyms: dict[str, tuple[int, int]]
    places: dict[str | int, list[int]]
    unknown: tuple[int, ...]


def analyse(text: str, at: datetime) -> Wording:
    """Take a cleaned text apart. `at` is the day from which its relative dates count."""
    when = dates(text, at)
    amounts = quantities(text, [(one.start, one.end) for one in when])
    found = tokens(text)
    details = [*((one.start, one.end) for one in when), *((one.start, one.end) for one in amounts)]
    words = tuple(_words(found, details, shouting=text.isupper()))
    return Wording(
        text=text,
        tokens=tuple(found),
        words=words,
        quantities=tuple(amounts),
        dates=tuple(when),
        negation=negation(text),
        acronyms=_acronyms(words),
        places=_places(words),
        unknown=tuple(at for at, word in enumerate(words) if word.text.isalpha() and not is_english(word.text)),
    )


def _places(words: tuple[Word, ...]) -> dict[str | int, list[int]]:
    places: dict[str | int, list[int]] = {}
    for at, word in enumerate(words):
        keys: set[str | int] = {word.text, stem_key(word), *word.senses}
        if word.width > 1:
            keys.add(head_key(word))
        for key in keys:
            places.setdefault(key, []).append(at)
    return places


def head_key(word: Word) -> str:
    """A key for the last word of a phrase, by which it answers that word alone: `swimming pool`, `pool`."""
    return "\x01" + word.stem.rpartition(" ")[2]


def stem_key(word: Word) -> str:
    """A key that no word of a text can be; a compound and its parts share it: `foot bridge`, `footbridge`."""
    return "\x00" + word.stem.replace(" ", "")


def _words(found: list[Token], details: list[tuple[int, int]], *, shouting: bool) -> list[Word]:
    lemmas = [lemma(token.text) for token in found]
    words: list[Word] = []
    at = 0
    while at < len(found):
        width = _phrase_width(lemmas, at)
        token = found[at]
        if not _inside(token, details) and (width > 1 or _tells(token)):
            words.append(_word(found[at : at + width], lemmas[at : at + width], at, shouting=shouting))
        at += width
    return words


def _phrase_width(lemmas: list[str], at: int) -> int:
    for phrase in lexicon().phrases.get(lemmas[at], ()):
        if tuple(lemmas[at : at + len(phrase)]) == phrase:
            return len(phrase)
    return 1


def _inside(token: Token, details: list[tuple[int, int]]) -> bool:
    return any(start <= token.start and token.end <= end for start, end in details)


def _tells(token: Token) -> bool:
    return token.text not in FUNCTION_WORDS or token.text == _PRONOUN_OR_NAME or is_acronym(token.surface)


def _word(run: list[Token], lemmas: list[str], at: int, *, shouting: bool) -> Word:
    text = " ".join(token.text for token in run)
    first = run[0]
    return Word(
        text=text,
        surface=" ".join(token.surface for token in run),
        stem=" ".join(map(stem, text.split(" "))),
        senses=lexicon().senses(" ".join(lemmas)),
        name=_looks_like_name(first, at, shouting=shouting),
        light=all(map(_is_light, lemmas)) or _is_slip(text),
        at=at,
        width=len(run),
        start=first.start,
        end=run[-1].end,
    )


def _is_light(word: str) -> bool:
    return word in _LIGHT or word in FUNCTION_WORDS


@lru_cache(maxsize=16384)
def _is_slip(word: str) -> bool:
    """Whether a short word that no dictionary has is a function word with its letters out of order: `teh`."""
    if not 2 <= len(word) <= 4 or is_english(word):
        return False
    return any(sorted(word) == sorted(known) for known in FUNCTION_WORDS if len(known) == len(word))


def _looks_like_name(token: Token, at: int, *, shouting: bool) -> bool:
    if shouting or not token.surface[:1].isupper():
        return not is_english(token.text)
    return at > 0 or keeps_capital(token.surface) or not is_english(token.text)


def is_acronym(surface: str) -> bool:
    """Two to five capitals: `WHO` is a name where `who` is not."""
    return 2 <= len(surface) <= 5 and surface.isupper() and surface.isalpha()


def _acronyms(words: tuple[Word, ...]) -> dict[str, tuple[int, int]]:
    """The initials of every run of three to five telling words, with where the run begins and ends in `words`."""
    initials = "".join(word.text[0] for word in words)
    return {
        initials[start : start + width]: (start, start + width)
        for width in (5, 4, 3)
        for start in range(len(words) - width + 1)
    }
