"""How much a claim may answer of a statement, told from their words alone, before the two are taken apart."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto
from functools import lru_cache

from claims_db.engine.dates import dates
from claims_db.engine.index.ranking import Rarity
from claims_db.engine.index.terms import wording_texts, words_of
from claims_db.engine.numbers.quantity import quantities
from claims_db.engine.text.lexicon import is_english
from claims_db.engine.text.wording import is_light
from claims_db.languages import language, language_of
from claims_db.values import Claim

# Whether a text has days is told from any day.
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Said:
    """A statement: what its words lead to, and how many numbers and days it has."""

    lookups: Collection[str]
    details: int


class Kind(Enum):
    """Whether a word of a claim is a name, as far as the word alone tells."""

    NAME = auto()
    PLAIN = auto()
    EITHER = auto()

    @classmethod
    def of(cls, surface: str, folded: str, code: str, *, begins: bool) -> Kind:
        """As it is written and folded, in the language of that code; what `begins` a sentence has a capital anyway."""
        if not language(code).lemmatised:
            return cls.EITHER
        if surface[:1].isupper():
            return cls.EITHER if begins else cls.NAME
        return cls.PLAIN if is_english(folded) else cls.NAME


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a claim: what leads to it, its stem, whether it is an everyday word, and of which kind."""

    lookups: tuple[str, ...]
    stem: str
    light: bool
    kind: Kind

    @classmethod
    def each_of(cls, text: str) -> Iterator[Word]:
        """Those of a cleaned text that say something."""
        code, shouted = language_of(text), text.isupper()
        for at, (surface, term) in enumerate(words_of(text, code)):
            if term.stem:
                kind = Kind.of(surface, term.folded, code, begins=at == 0 or shouted)
                yield cls(term.lookups, term.stem, is_light(term.folded, code), kind)


@dataclass(frozen=True, slots=True)
class Shared:
    """The most that a statement may answer of one wording of a claim, and what it leaves.

    Words come with how rare each is beside one that no claim has; `details` are numbers and days.
    """

    found: tuple[tuple[Word, float], ...]
    left: tuple[tuple[Word, float], ...]
    details: int


def shared(said: Said, claim: Claim, rarity: Rarity) -> Iterator[Shared]:
    """What a statement shares with each wording of a claim."""
    unseen = rarity("")
    for text, words in _wordings(claim):
        found, left = list[tuple[Word, float]](), list[tuple[Word, float]]()
        for word in words:
            is_found = any(lookup in said.lookups for lookup in word.lookups)
            (found if is_found else left).append((word, rarity(word.stem) / unseen))
        yield Shared(tuple(found), tuple(left), min(said.details, details_of(text)) if said.details else 0)


@lru_cache(maxsize=4096)
def details_of(text: str) -> int:
    """How many numbers and days a cleaned text has."""
    return len(quantities(text)) + len(dates(text, _ANY_DAY))


@lru_cache(maxsize=4096)
def _wordings(claim: Claim) -> tuple[tuple[str, tuple[Word, ...]], ...]:
    """Each wording of a claim, cleaned, and its words."""
    return tuple((text, tuple(Word.each_of(text))) for text in wording_texts(claim))
