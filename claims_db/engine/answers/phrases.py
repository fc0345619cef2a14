"""The phrases of a claim that may be an answer: stretches around a noun or a name, between verbs and prepositions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claims_db.engine.facts.roles import is_verb
from claims_db.engine.text.lexicon import lemma
from claims_db.engine.text.thesaurus import parts_of_speech
from claims_db.engine.text.wording import Wording
from claims_db.languages import language

# What stands inside a phrase, between two of its words.
_INSIDE = frozenset("of and & the a an 's de la du von van der den al or its his her their".split())
_BE = frozenset("is are was were be been being".split())
_MARKS = frozenset(",;:()–—")


@dataclass(frozen=True, slots=True)
class Phrase:
    """From token `first` to token `last`; `places` are those of its telling words, `preposition` what leads to it.

    `named` says that it has a name. `joined` is the number of commas and the like directly before it.
    """

    first: int
    last: int
    places: tuple[int, ...]
    preposition: str
    named: bool
    text: str
    head: int
    after_comma: bool


def phrases(wording: Wording) -> list[Phrase]:
    """All of a claim's, in order."""
    found: list[Phrase] = []
    for run in _runs(wording):
        phrase = _phrase(wording, run)
        if phrase is not None:
            found.append(phrase)
    return found


def _runs(wording: Wording) -> Iterator[list[int]]:
    """Runs of tokens without a verb, a preposition, a mark or a day between them."""
    places = {word.at: place for place, word in enumerate(wording.words)}
    days = {at for one in wording.dates for at in range(one.start, one.end)}
    amounts = {at for one in wording.quantities if one.unit for at in range(one.start, one.end)}
    run: list[int] = []
    for at, token in enumerate(wording.tokens):
        place = places.get(at)
        numeral = place is None and any(one.start <= token.start < one.end for one in wording.quantities)
        inside = token.text in _INSIDE or numeral
        ends = (
            token.start in days
            or token.start in amounts
            or (place is None and not inside)
            or (place is not None and acts(wording, place))
        )
        gap = wording.text[wording.tokens[at - 1].end : token.start].strip() if at else ""
        listed = gap == "," and bool(run) and _capital(wording, at) and _capital(wording, run[-1])
        if run and (ends or (gap and _MARKS & set(gap) and not listed)):
            yield run
            run = []
        if not ends:
            run.append(at)
    if run:
        yield run


def _capital(wording: Wording, at: int) -> bool:
    return wording.tokens[at].surface[:1].isupper()


def acts(wording: Wording, place: int) -> bool:
    """Whether a word is a verb here, and no name, noun or participle before a noun."""
    word = wording.words[place]
    if word.name or (word.at and word.surface[:1].isupper()):
        return False
    base = lemma(word.text)
    parts = parts_of_speech(base)
    before = wording.tokens[word.at - 1].text if word.at else ""
    facts = language(wording.language)
    if any(one.end == word.start - 1 for one in wording.quantities) and word.text.endswith("s"):
        return False
    if facts.articles.fullmatch(before) or before in {"'s", "its", "his", "her", "their"} or before.endswith("'s"):
        return False
    if (base != word.text or not parts) and word.text.endswith("ed"):
        return True
    if word.text.endswith("ing") and base != word.text and before not in _BE:
        after = wording.tokens[word.at + 1] if word.at + 1 < len(wording.tokens) else None
        return after is not None and (
            after.surface[:1].isupper()
            or facts.articles.fullmatch(after.text) is not None
            or after.text in {"its", "his", "her", "their"}
        )
    if is_verb(wording, place):
        return True
    if word.light:
        return parts[:1] == "v"
    third = base != word.text and word.text.endswith("s") and "v" in parts and "n" not in parts
    return third or (before in {"to", "will", "can", "may", "must", "could", "would", "should"} and "v" in parts)


def _phrase(wording: Wording, run: list[int]) -> Phrase | None:
    tokens = wording.tokens
    while run and tokens[run[-1]].text in _INSIDE:
        run.pop()
    before = run[0] - 1 if run else -1
    while run and tokens[run[0]].text in _INSIDE - {"de", "la", "du", "von", "van", "der", "den", "al"}:
        run.pop(0)
    inside = set(run)
    places = tuple(place for place, word in enumerate(wording.words) if word.at in inside)
    if not places or all(_describes(wording, at) for at in places):
        return None
    text = wording.text[tokens[run[0]].start : tokens[run[-1]].end]
    if text.endswith(("'s", "’s")):
        text = text[:-2]
    led = tokens[before].text if before >= 0 else ""
    gap = wording.text[tokens[before].end : tokens[run[0]].start] if before >= 0 else ""
    return Phrase(
        first=run[0],
        last=run[-1],
        places=places,
        preposition=led if wording.words[places[0]].at != before else "",
        named=any(wording.words[at].name for at in places),
        text=text,
        head=_head(wording, places),
        after_comma="," in gap or "(" in gap,
    )


def _describes(wording: Wording, place: int) -> bool:
    """Whether a word says what something is like, and names nothing: "31 metres high"."""
    word = wording.words[place]
    return not word.name and parts_of_speech(lemma(word.text))[:1] in {"a", "r"} and not word.surface[:1].isupper()


def _head(wording: Wording, places: tuple[int, ...]) -> int:
    """The word that the phrase is about: the last one before "of" and the like."""
    head = places[0]
    for one in places[1:]:
        if wording.words[one].at != wording.words[head].at + 1:
            break
        head = one
    return head
