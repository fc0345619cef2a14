"""Numbers in German, Spanish, French, Portuguese, Italian, Dutch and Danish words, read by text2num."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from text_to_num import find_numbers

from claims_db.engine.numbers.numeral import Numeral, rounding_step

_WORD = re.compile(r"[^\W\d_]+")
# Indefinite articles, which text2num reads as one.
_ARTICLES = frozenset("ein eine einen einem einer un une una uno um uma een en et".split())


@dataclass(frozen=True, slots=True)
class _Word:
    """What text2num asks of a word."""

    written: str
    apart: bool

    def text(self) -> str:
        return self.written

    def nt_separated(self, _previous: object) -> bool:
        return self.apart

    def not_a_number_part(self) -> bool:
        return False


def foreign_numerals(plain: str, language: str) -> Iterator[Numeral]:
    """Numbers in words of `language`."""
    places = list(_WORD.finditer(plain))
    words = [
        _Word(place[0], index > 0 and plain[places[index - 1].end() : place.start()].strip(" -") != "")
        for index, place in enumerate(places)
    ]
    for found in find_numbers(words, language, threshold=0.0):
        start, end = places[found.start].start(), places[found.end - 1].end()
        if plain[start:end] not in _ARTICLES:
            value = float(found.value)
            yield Numeral(value, rounding_step(value), start, end, f"{value:g}", ordinal=found.is_ordinal)
