"""Numbers in German, Spanish, French, Portuguese, Italian, Dutch and Danish words, read by text2num."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from text_to_num import find_numbers

from claims_db.matching.numbers.numeral import Numeral, rounding_step

# Frequent words that tell a language from English; a word of several languages counts for each.
_TELLING = {
    "de": "der die das und ist nicht ein eine einen wurde wurden haben mit für von auf dem den des im zu sie nach über "
    "bei aus auch",
    "es": "el la los las y una un en por que con para del fue fueron han ha se más sus al este esta",
    "fr": "le la les des du et est une un dans pour pas que qui sur avec ont été au aux ce cette sont par",
    "pt": "os as e é uma um em por com não para da dos das foi foram nas nos pela são mais ao",
    "it": "il lo la gli le è una un di che per con del della sono stato stati nel alla dei delle ha hanno",
    "nl": "de het een en van niet met voor op te zijn heeft dat werd werden aan door ook bij naar uit",
    "da": "og er en et af til på med ikke det har den blev fra som de blevet mere",
}
_LANGUAGES: dict[str, list[str]] = {}
for _language, _words in _TELLING.items():
    for _telling in _words.split():
        _LANGUAGES.setdefault(_telling, []).append(_language)
_ENGLISH = frozenset(
    "the an and is are was were of to in on that this it for with by at from have has had not be been i you he she "
    "they we but or as if so my your just what".split()
)
# In a longer text one telling word may be a name ("Los Angeles").
_SHORT = 8
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


def foreign_languages(plain: str) -> list[str]:
    """Those of these languages that a lower-case text may be in; none for English and for no telling words."""
    votes: dict[str, int] = {}
    words = set(_WORD.findall(plain))
    for word in words:
        for language in _LANGUAGES.get(word, ()):
            votes[language] = votes.get(language, 0) + 1
    most = max(votes.values(), default=0)
    if most <= len(words & _ENGLISH) or (most == 1 and len(words) > _SHORT):
        return []
    return [language for language, count in votes.items() if count == most]


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
