"""A statement or a claim taken apart: its words, its quantities, its dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TypeVar

from claims_db.engine.dates import When, dates
from claims_db.engine.facts.negation import Negation, negation
from claims_db.engine.limits import MAX_DETAILS, MAX_WORDING_WORDS
from claims_db.engine.numbers.quantity import quantities
from claims_db.engine.numbers.values import Quantity
from claims_db.engine.text.lexicon import is_english, is_slip, keeps_capital, lemma, lexicon, stem
from claims_db.languages import ENGLISH, language, language_of
from claims_db.languages.words import Token, light_words, tokens

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_MISSPELT_LENGTH = 6


class Capitals(Enum):
    """Which words of a text have one, its first aside; those of a text that is all capitals tell nothing."""

    NONE = "none"
    SOME = "some"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Word:
    """A telling word of a text.

    `name` says that it looks like a name (in a claim: a capital inside the sentence; in a message: a word that no
    dictionary has); `at` is its place among the text's tokens.
    """

    text: str
    surface: str
    stem: str
    name: bool
    light: bool
    at: int
    start: int
    end: int
    language: str = ENGLISH

    @property
    def cased(self) -> bool:
        """Whether its script has capitals."""
        return self.surface.lower() != self.surface.upper()

    @property
    def may_be_misspelt(self) -> bool:
        """Whether no dictionary has it; without a dictionary only long words are told from others like them."""
        if not language(self.language).lemmatised:
            return len(self.text) >= _MISSPELT_LENGTH and self.text.isalpha()
        return self.text.isalpha() and not is_english(self.text)


@dataclass(frozen=True, slots=True)
class Run:
    """A word or a phrase that the lexicon knows: its telling words' places, its groups, and where it stands."""

    words: tuple[int, ...]
    senses: frozenset[int]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wording:
    """A text ready to be compared.

    `places` leads from a word and from its stem (`stem_key`) to places in `words`; `runs` are the longest first, and
    `by_sense` leads to them; `unknown` are the places of words that no dictionary has; `acronyms` leads from the
    initials of some telling words to where they begin and end. `of_member` marks what a claim about a group says of one
    member of it.
    """

    text: str
    language: str
    tokens: tuple[Token, ...]
    words: tuple[Word, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[When, ...]
    negation: Negation
    places: dict[str, list[int]]
    runs: tuple[Run, ...]
    by_sense: dict[int, list[Run]]
    unknown: tuple[int, ...]
    acronyms: dict[str, tuple[int, int]]
    of_member: bool = False


def analyse(text: str, at: datetime, code: str | None = None) -> Wording:
    """Take a cleaned text apart. `at` is the day from which its relative dates count, `code` its language if known."""
    code = code or language_of(text)
    when = dates(text, at)[:MAX_DETAILS]
    amounts = quantities(text, [(one.start, one.end) for one in when])[:MAX_DETAILS]
    details = [*((one.start, one.end) for one in when), *((one.start, one.end) for one in amounts)]
    found = tokens(text, code)[:MAX_WORDING_WORDS]
    lemmas = [lemma(token.text, token.language) for token in found]
    phrases = list(lexicon().phrases_in(lemmas))
    words = tuple(_words(text, found, phrases, details))
    runs = tuple(_runs(words, found, lemmas, phrases))
    initials = "".join(word.text[0] for word in words)
    return Wording(
        text=text,
        language=code,
        tokens=tuple(found),
        words=words,
        quantities=tuple(amounts),
        dates=tuple(when),
        negation=negation(text, code),
        places=_by_key((key, at) for at, word in enumerate(words) for key in {word.text, stem_key(word)}),
        runs=runs,
        by_sense=_by_key((sense, run) for run in runs for sense in run.senses),
        unknown=tuple(at for at, word in enumerate(words) if word.may_be_misspelt),
        acronyms={
            initials[start : start + width]: (start, start + width)
            for width in (5, 4, 3)
            for start in range(len(words) - width + 1)
        },
    )


def _words(
    text: str, found: list[Token], phrases: list[tuple[int, ...]], details: list[tuple[int, int]]
) -> Iterator[Word]:
    """The telling words outside numbers and dates; of a phrase of function words alone ("due to") its first stays."""
    kept = {places[0] for places in phrases if not any(_tells(found[at]) for at in places)}
    capitals = Capitals.SOME if any(token.surface[:1].isupper() for token in found[1:]) else Capitals.NONE
    if text.isupper():
        capitals = Capitals.ALL
    inner = {at for start, end in details for at in range(start, end)}
    for at, token in enumerate(found):
        inside = token.start in inner and token.end - 1 in inner
        if (at in kept or _tells(token)) and not inside:
            yield Word(
                text=token.text,
                surface=token.surface,
                stem=stem(token.text, token.language),
                name=at not in kept and _looks_like_name(token, at, capitals),
                light=at in kept or is_light(token.text, token.language) or is_slip(token.text, token.language),
                at=at,
                start=token.start,
                end=token.end,
                language=token.language,
            )


def _tells(token: Token) -> bool:
    return token.tells or token.text in language(token.language).also_names or is_acronym(token.surface)


def _runs(
    words: tuple[Word, ...], found: list[Token], lemmas: list[str], phrases: list[tuple[int, ...]]
) -> Iterator[Run]:
    senses = lexicon().senses
    for phrase in sorted(phrases, key=len, reverse=True):
        places = tuple(at for at, word in enumerate(words) if word.at in phrase)
        if places:
            # What stands inside a phrase is no part of it.
            last = phrase[-1] if phrase[-1] - phrase[0] < len(phrase) else phrase[0]
            yield Run(places, senses(" ".join(lemmas[at] for at in phrase)), found[phrase[0]].start, found[last].end)
    for at, word in enumerate(words):
        if known := senses(lemmas[word.at]):
            yield Run((at,), known, word.start, word.end)


def _by_key(pairs: Iterable[tuple[_Key, _Value]]) -> dict[_Key, list[_Value]]:
    found: dict[_Key, list[_Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def is_light(word: str, code: str) -> bool:
    """Whether a folded word, or its basic form, is so common in chat that it tells hardly anything."""
    return not light_words(code).isdisjoint((word, lemma(word, code)))


def _looks_like_name(token: Token, at: int, capitals: Capitals) -> bool:
    """Without a dictionary any word that the lexicon does not know may be a name, save where capitals tell."""
    if language(token.language).lemmatised:
        if capitals is Capitals.ALL or not token.surface[:1].isupper():
            return not is_english(token.text)
        return at > 0 or keeps_capital(token.surface) or not is_english(token.text)
    if lexicon().senses(lemma(token.text, token.language)):
        return False
    cased = token.surface.lower() != token.surface.upper()
    return not cased or capitals is not Capitals.SOME or token.surface[:1].isupper()


def stem_key(word: Word) -> str:
    """A key for a word's stem that no word of a text can be."""
    return "\x00" + word.stem


def is_acronym(surface: str) -> bool:
    """Two to five capitals: `WHO` is a name where `who` is not."""
    return 2 <= len(surface) <= 5 and surface.isupper() and surface.isalpha()
