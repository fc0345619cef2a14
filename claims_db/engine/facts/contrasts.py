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
    """The kinds of each word, by number: of words that stand alone, and of those that only tell the next one apart."""

    things: dict[str, set[int]] = field(default_factory=dict)
    marks: dict[str, set[int]] = field(default_factory=dict)


@lru_cache(maxsize=1)
def kinds() -> Kinds:
    """The shipped kinds."""
    found = Kinds()
    lines = files(__package__).joinpath(_FILE).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(line for line in lines if line and not line.startswith("#")):
        where = found.marks if line.startswith(_TELLS_APART) else found.things
        _add(where, line.removeprefix(_TELLS_APART), number)
    for line in field_lines(_COUNTRIES):
        _add(found.things, line, len(lines))
    return found


def _add(where: dict[str, set[int]], line: str, number: int) -> None:
    for word in line.split(","):
        where.setdefault(lemma(word.strip()), set()).add(number)


def contrasting(aligned: Aligned, said: Iterable[int]) -> Iterator[tuple[str, str]]:
    """What the statement says at the places `said` instead of a word of the claim that it lacks, as (said, source)."""
    claim, message = aligned.claim.words, aligned.message.words
    lacking = [at for at in range(len(claim)) if at not in aligned.found]
    for place in (place for place in said if place not in aligned.answering):
        for at in lacking:
            if _exclude(aligned, at, place):
                yield message[place].surface, claim[at].surface


def _exclude(aligned: Aligned, at: int, place: int) -> bool:
    own, said = lemma(aligned.claim.words[at].text), lemma(aligned.message.words[place].text)
    if own == said or not lexicon().senses(own).isdisjoint(lexicon().senses(said)):
        return False
    known = kinds()
    if _share(known.things, own, said):
        return True
    same_thing = any(pair.claim == at + 1 and pair.message == place + 1 for pair in aligned.pairs)
    return same_thing and _share(known.marks, own, said)


def _share(kinds_of: dict[str, set[int]], one: str, other: str) -> bool:
    return not kinds_of.get(one, set()).isdisjoint(kinds_of.get(other, ()))
