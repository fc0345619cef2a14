"""Small words that carry the sense of a statement, though none tells anything: "only", "almost", "no longer", "before".

Which there are, and which exclude each other, stands in the files of the languages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from claims_db.engine.dates import When
from claims_db.engine.numbers.values import Quantity
from claims_db.engine.text.finding import starts
from claims_db.engine.text.lexicon import lemma
from claims_db.engine.text.thesaurus import parts_of_speech
from claims_db.engine.text.wording import Wording
from claims_db.languages import LANGUAGES, language
from claims_db.languages.facts import Qualifier

_LETTER = r"[\p{L}\p{M}]"
# Words between "only" and the number that it plays down: "can only remember the last 3 secs".
_PLAYED_DOWN = 3
# Characters between a qualifier and the word that it belongs to: "only in the ".
_NEAR = 12
# Forms of a word that tell no past: "cures", "curing", "larger", "largest", "it'll".
_OTHER_FORMS = ("s", "ing", "er", "est", "'ll")

_TO_COME = frozenset({"coming", "planned"})


@dataclass(frozen=True, slots=True)
class Qualified:
    """Where a text has a qualifier, and how it is written there."""

    qualifier: Qualifier
    start: int
    end: int


def qualifiers(wording: Wording) -> Iterator[Qualified]:
    """Those of a text. In "nearly 500" and "before May" they belong to the number and the date, and are left out."""
    details = _details(wording)
    ranks = {detail.start for detail in wording.quantities if detail.ordinal}
    for one in _found(wording.text, wording.language):
        # "All forty of them" tells the whole too.
        whole = min(one.qualifier.share, default=0.0) == 1
        its_own = whole or one.qualifier.of_verbs or (one.qualifier.ranks and one.start in ranks)
        if its_own or not any(detail.start <= one.end + 1 and one.start < detail.end for detail in details):
            yield one


def still_to_come(wording: Wording) -> Iterator[Qualified]:
    """Those by which a text tells what is planned, or has yet to happen."""
    return (one for one in qualifiers(wording) if one.qualifier.name in _TO_COME)


@lru_cache(maxsize=4096)
def _found(text: str, code: str) -> tuple[Qualified, ...]:
    """All of a text; kept, as a claim's wordings are asked for again with every message."""
    places = [start for start in starts(_anyone(code), text) if _anyone(code).match(text, start)]
    found: list[Qualified] = []
    for each in language(code).qualifiers if places else ():
        end = 0
        for start in places:
            if start >= end and (match := each.words.match(text, start)):
                found.append(Qualified(each, *match.span()))
                end = match.end()
    return tuple(found)


@lru_cache(maxsize=len(LANGUAGES))
def _anyone(code: str) -> regex.Pattern[str]:
    """The words of all qualifiers: few texts have any, and none is searched forty times."""
    lines = [line for each in language(code).qualifiers for line in each.written.splitlines() if line]
    return regex.compile(rf"(?<!{_LETTER})(?:{'|'.join(lines) or '(?!)'})(?!{_LETTER})", regex.IGNORECASE)


def in_words(one: Qualified, wording: Wording) -> str:
    """The qualifier with the telling word that it belongs to, if that is near: "only Tencent", "after the ban"."""
    ends = (word.end for word in wording.words if one.end <= word.start <= one.end + _NEAR)
    text = wording.text[one.start : next(ends, one.end)].strip()
    return text[0].lower() + text[1:] if one.start == 0 else text


def _details(wording: Wording) -> list[Quantity | When]:
    return [*wording.quantities, *wording.dates]


def plays_down(one: Qualified, wording: Wording) -> bool:
    """Whether it stands before a number with no name in between: "only lasts three seconds"."""
    starts = [detail.start for detail in _details(wording) if detail.start >= one.end]
    if not (one.qualifier.plays_down and starts):
        return False
    between = [at for at, token in enumerate(wording.tokens) if one.end <= token.start < min(starts)]
    things = {word.at for word in wording.words if word.name or parts_of_speech(lemma(word.text))[:1] == "n"}
    return len(between) <= _PLAYED_DOWN and things.isdisjoint(between)


def tells_the_past(wording: Wording) -> bool:
    """Whether any word is in a form of the past."""
    past = language(wording.language).past_words
    forms = (one for one in wording.tokens if one.text != lemma(one.text, one.language))
    return any(token.text in past for token in wording.tokens) or any(
        not form.text.endswith(_OTHER_FORMS) for form in forms
    )
