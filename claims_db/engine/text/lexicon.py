"""Which words and phrases say the same, or the opposite. Read once from the folder `synonyms` beside this file.

Each file there holds one field of English, one group a line; `forms.txt` holds what the lemmatiser gets wrong. Other
languages have their groups among their facts, and are read when a text needs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import simplemma
from Stemmer import Stemmer

from claims_db.languages import ENGLISH, LANGUAGES, language
from claims_db.languages.words import function_words, tokens

_FOLDER = "synonyms"
_FORMS = "forms.txt"
_OPPOSITE = " <> "
# How many letters the code of a language has, which marks its stems; more groups than any language has.
_MARK = 2
_MOST_GROUPS = 100_000
_NO_GROUPS = frozenset[int]()
# Unicode blocks whose language the stemmer can be told from, in a text of another language.
_STEMMER_OF_BLOCK = {
    "\u0400-\u04ff": "russian",
    "\u0600-\u06ff": "arabic",
    "\u0900-\u097f": "hindi",
    "\u0370-\u03ff": "greek",
}
# With one of these an Arabic verb begins that says what is done and not what was: "يهبط" lands, "هبط" landed.
_ARABIC_PERSONS = "يت"
_SHORT_STEM = 3
# The second words of verbs that take what is done to between the two, and how far apart these may stand.
_PARTICLES = frozenset("out off up down away back in over go".split())
_WIDEST = 6
_stemmer = lru_cache(maxsize=8)(Stemmer)
_unpacked = False


class Lexicon:
    """Groups of words by number. A word may belong to several; `opposite` holds pairs of groups."""

    def __init__(self) -> None:
        self.opposite: dict[int, int] = {}
        self._groups: dict[str, frozenset[int]] = {}
        self._phrases: dict[str, list[tuple[str, ...]]] = {}
        self._unread = set(LANGUAGES)
        self._read(ENGLISH)

    def senses(self, entry: str) -> frozenset[int]:
        """The groups of a word or of a phrase of lemmas joined by spaces."""
        self._read_language_of(entry)
        return self._groups.get(entry, _NO_GROUPS)

    def phrases_in(self, lemmas: list[str]) -> Iterator[tuple[int, ...]]:
        """Where known phrases stand in a text of lemmas, as places; the longest, none overlapping another.

        What somebody does it to may stand inside a verb of two words: "threw him out".
        """
        at = 0
        while at < len(lemmas):
            self._read_language_of(lemmas[at])
            known = self._phrases.get(lemmas[at], ())
            width = next((len(one) for one in known if tuple(lemmas[at : at + len(one)]) == one), 0)
            if width:
                yield tuple(range(at, at + width))
            elif apart := self._apart(lemmas, at):
                yield at, apart
            at += width or 1

    def _apart(self, lemmas: list[str], at: int) -> int | None:
        """The place of the particle that makes a phrase of the word at a place, a few words further on."""
        ends = {one[1] for one in self._phrases.get(lemmas[at], ()) if len(one) == 2} & _PARTICLES
        return next((place for place in range(at + 2, min(at + _WIDEST, len(lemmas))) if lemmas[place] in ends), None)

    def _read_language_of(self, lemma: str) -> None:
        """Read the groups of the language that a stem is marked with, unless they are."""
        if lemma[_MARK:].startswith(":") and lemma[:_MARK] in self._unread:
            self._read(lemma[:_MARK])

    def _read(self, code: str) -> None:
        """Read a language's groups, all of them before anybody sees the first: texts are read in several threads."""
        # By language, so that no number depends on which languages were needed before.
        group = _MOST_GROUPS * list(LANGUAGES).index(code)
        groups: dict[str, set[int]] = {}
        phrases: dict[str, list[tuple[str, ...]]] = {}
        for line in synonym_lines() if code == ENGLISH else language(code).synonyms:
            sides = line.split(_OPPOSITE)
            for side in sides:
                group += 1
                for entry in side.split(","):
                    words = _as_lemmas(entry.strip(), code)
                    groups.setdefault(" ".join(words), set()).add(group)
                    if len(words) > 1 and words not in phrases.setdefault(words[0], []):
                        phrases[words[0]].append(words)
            if len(sides) == 2:
                self.opposite |= {group: group - 1, group - 1: group}
        for known in phrases.values():
            known.sort(key=len, reverse=True)
        self._phrases |= phrases
        self._groups |= {words: frozenset(numbers) for words, numbers in groups.items()}
        self._unread.discard(code)


def _as_lemmas(entry: str, code: str) -> tuple[str, ...]:
    """A word or phrase of a group. A single English word is a lemma already; those of a phrase need not be."""
    if entry.isascii() and entry.isalpha() and language(code).lemmatised:
        return (entry,)
    return tuple(lemma(token.text, code) for token in tokens(entry, code))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    return Lexicon()


def field_lines(name: str) -> Iterator[str]:
    """The groups of one file of the folder, as written."""
    return _lines(files(__package__).joinpath(_FOLDER, name))


def synonym_lines() -> Iterator[str]:
    """The groups as written, file by file; comments and empty lines left out."""
    for file in sorted(files(__package__).joinpath(_FOLDER).iterdir(), key=lambda file: file.name):
        if file.name != _FORMS:
            yield from _lines(file)


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for line in _lines(files(__package__).joinpath(_FOLDER, _FORMS)):
        base, _, inflected = line.partition(": ")
        forms |= dict.fromkeys(inflected.split(", "), base)
    return forms


def _lines(file: Traversable) -> Iterator[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return (line for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=65536)
def lemma(word: str, code: str = ENGLISH) -> str:
    """The dictionary form of a folded English word: `bought` and `buys` are `buy`; other words stay.

    In other languages it is the stem, marked so that no two languages share one.
    """
    if not language(code).lemmatised:
        return f"{code}:{stem(word, code)}"
    if len(word) <= 2 or not word.isascii() or not word.isalpha():
        return word
    return _forms().get(word) or _looked_up(word).lower()


def _looked_up(word: str) -> str:
    """What the dictionary has for a word, as it is there: a name keeps its capital.

    Read where it is packed, it takes a tenth of the memory of a dict, and half the time to load; the fifty microseconds
    more that a word costs are spent once, since whoever asks remembers the answer. See `expect_many_words`.
    """
    return simplemma.lemmatize(word, ENGLISH, low_memory=not _unpacked)


def expect_many_words() -> None:
    """Unpack the dictionary, for the rest of this process: worth it from some ten thousand new words on."""
    global _unpacked  # noqa: PLW0603 - the dictionary is one for the process, and so is how it lies in memory
    _unpacked = True


@lru_cache(maxsize=65536)
def is_english(word: str) -> bool:
    """Whether the dictionary knows a folded word as an ordinary one, no name."""
    return word.isascii() and simplemma.is_known(word, ENGLISH, low_memory=True) and _looked_up(word).islower()


def is_known(surface: str) -> bool:
    """Whether the dictionary has a word as it is written, names too."""
    return simplemma.is_known(surface, ENGLISH, low_memory=True)


@lru_cache(maxsize=16384)
def is_slip(word: str, code: str) -> bool:
    """Whether a short word that no dictionary has is a function word with its letters out of order: `teh`."""
    if not 2 <= len(word) <= 4 or not language(code).lemmatised or is_english(word):
        return False
    return any(sorted(word) == sorted(known) for known in function_words(code) if len(known) == len(word))


@lru_cache(maxsize=65536)
def keeps_capital(surface: str) -> bool:
    """Whether a word with a capital is a name to the dictionary, even as the first of its sentence: `China`."""
    return _looked_up(surface)[:1].isupper()


@lru_cache(maxsize=65536)
def stem(word: str, code: str = ENGLISH) -> str:
    """What the forms of a word share: `announcement`, `announced` and `announces` are one."""
    facts = language(code)
    of_block = (name for block, name in _STEMMER_OF_BLOCK.items() if block[0] <= word[:1] <= block[-1])
    algorithm = next(of_block, facts.stemmer)
    if not algorithm:
        return word
    stemmed: str = _stemmer(algorithm).stemWord(lemma(word, code) if facts.lemmatised else word)
    if len(stemmed) <= _SHORT_STEM:
        return stemmed
    if algorithm == "arabic":
        return stemmed[1:] if stemmed[0] in _ARABIC_PERSONS else stemmed
    return stemmed.rstrip(facts.bare_endings)
