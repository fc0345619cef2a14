"""Words of one kind that exclude each other: who says "polio" does not mean "smallpox". contrasts.txt has the kinds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from claims_db.engine.text.alignment import Aligned
from claims_db.engine.text.lexicon import field_lines, lemma, lexicon

_FILE = "contrasts.txt"
_TELLS_APART = "+ "
# Countries and their peoples stand in the lexicon already, all of one kind.
_COUNTRIES = "countries.txt"


@dataclass(slots=True)
class Kinds:
    """The kinds of each word, by number: of words that stand alone, and of those that only tell the next one apart.

    `countries` is the kind of countries and their peoples.
    """

    things: dict[str, set[int]] = field(default_factory=dict)
    marks: dict[str, set[int]] = field(default_factory=dict)
    countries: int = -1


@lru_cache(maxsize=1)
def kinds() -> Kinds:
    """The shipped kinds."""
    found = Kinds()
    lines = files(__package__).joinpath(_FILE).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(line for line in lines if line and not line.startswith("#")):
        where = found.marks if line.startswith(_TELLS_APART) else found.things
        _add(where, line.removeprefix(_TELLS_APART), number)
    found.countries = len(lines)
    for line in field_lines(_COUNTRIES):
        _add(found.things, line, found.countries)
    return found


def _add(where: dict[str, set[int]], line: str, number: int) -> None:
    for word in line.split(","):
        where.setdefault(lemma(word.strip()), set()).add(number)


def is_country(word: str) -> bool:
    """Whether a folded word names a country or its people."""
    return kinds().countries in kinds().things.get(lemma(word), set())


def contrasting(aligned: Aligned, said: Iterable[int]) -> Iterator[tuple[str, str]]:
    """What the statement says at the places `said` instead of a word of the claim that it lacks, as (said, source)."""
    known, senses = kinds(), lexicon().senses
    bases = ((at, word, lemma(word.text)) for at, word in enumerate(aligned.claim.words) if at not in aligned.found)
    lacking = [(at, word, base) for at, word, base in bases if base in known.things or base in known.marks]
    pairs = {(pair.claim, pair.message) for pair in aligned.pairs}
    for place in (place for place in said if lacking and place not in aligned.answering):
        other = aligned.message.words[place]
        another = lemma(other.text)
        if another not in known.things and another not in known.marks:
            continue
        for at, word, one in lacking:
            excluding = _share(known.things, one, another) or (
                (at + 1, place + 1) in pairs and _share(known.marks, one, another)
            )
            if excluding and one != another and senses(one).isdisjoint(senses(another)):
                yield other.surface, word.surface


def _share(kinds_of: dict[str, set[int]], one: str, other: str) -> bool:
    return not kinds_of.get(one, set()).isdisjoint(kinds_of.get(other, ()))
