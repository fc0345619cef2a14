"""Which words and phrases say the same, or the opposite. Read once from the folder `synonyms` beside this file.

Each file there holds one field of English, one group a line; `forms.txt` holds what the lemmatiser gets wrong. Other
languages have their groups among their facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class Lexicon:
    """Groups of words by number. A word may belong to several; `opposite` holds pairs of groups."""

    groups: dict[str, set[int]] = field(default_factory=dict)
    phrases: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    opposite: dict[int, int] = field(default_factory=dict)

    def add(self, entry: str, group: int, code: str = ENGLISH) -> None:
        """Put a word or phrase into a group. A single English word must be a lemma; those of a phrase need not."""
        words: tuple[str, ...] = (entry,)
        if not (entry.isascii() and entry.isalpha() and language(code).lemmatised):
            words = tuple(lemma(token.text, code) for token in tokens(entry, code))
        self.groups.setdefault(" ".join(words), set()).add(group)
        if len(words) > 1 and words not in self.phrases.setdefault(words[0], []):
            self.phrases[words[0]].append(words)

    def senses(self, entry: str) -> frozenset[int]:
        """The groups of a word or of a phrase of lemmas joined by spaces."""
        return frozenset(self.groups.get(entry, ()))

    def phrases_in(self, lemmas: list[str]) -> Iterator[tuple[int, ...]]:
        """Where known phrases stand in a text of lemmas, as places; the longest, none overlapping another.

        What somebody does it to may stand inside a verb of two words: "threw him out".
        """
        at = 0
        while at < len(lemmas):
            known = self.phrases.get(lemmas[at], ())
            width = next((len(one) for one in known if tuple(lemmas[at : at + len(one)]) == one), 0)
            if width:
                yield tuple(range(at, at + width))
            elif apart := self._apart(lemmas, at):
                yield at, apart
            at += width or 1

    def _apart(self, lemmas: list[str], at: int) -> int | None:
        """The place of the particle that makes a phrase of the word at a place, a few words further on."""
        ends = {one[1] for one in self.phrases.get(lemmas[at], ()) if len(one) == 2} & _PARTICLES
        return next((place for place in range(at + 2, min(at + _WIDEST, len(lemmas))) if lemmas[place] in ends), None)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    found, group = Lexicon(), 0
    lines = [(ENGLISH, line) for line in synonym_lines()]
    lines += [(each, line) for each in LANGUAGES for line in language(each).synonyms]
    for code, line in lines:
        sides = line.split(_OPPOSITE)
        for side in sides:
            group += 1
            for entry in side.split(","):
                found.add(entry.strip(), group, code)
        if len(sides) == 2:
            found.opposite |= {group: group - 1, group - 1: group}
    for phrases in found.phrases.values():
        phrases.sort(key=len, reverse=True)
    return found


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
    return _forms().get(word) or simplemma.lemmatize(word, lang="en").lower()


@lru_cache(maxsize=65536)
def is_english(word: str) -> bool:
    """Whether the dictionary knows a folded word as an ordinary one, no name."""
    return word.isascii() and simplemma.is_known(word, lang="en") and simplemma.lemmatize(word, lang="en").islower()


@lru_cache(maxsize=16384)
def is_slip(word: str, code: str) -> bool:
    """Whether a short word that no dictionary has is a function word with its letters out of order: `teh`."""
    if not 2 <= len(word) <= 4 or not language(code).lemmatised or is_english(word):
        return False
    return any(sorted(word) == sorted(known) for known in function_words(code) if len(known) == len(word))


@lru_cache(maxsize=65536)
def keeps_capital(surface: str) -> bool:
    """Whether a word with a capital is a name to the dictionary, even as the first of its sentence: `China`."""
    return simplemma.lemmatize(surface, lang="en")[:1].isupper()


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
