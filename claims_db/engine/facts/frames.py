"""Who stands where in an event that several verbs tell: whoever beat the other won against them, and the other lost.

These are frames and their converse verbs (Fillmore 1976, "Frame semantics and the nature of language"); frames.txt has
them. Only who has words in both sentences is looked for, so that none of it needs a parser.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

import regex

from claims_db.differences import Alignment
from claims_db.engine.facts.roles import BY_WINDOW, is_thing, preposition
from claims_db.engine.text.alignment import Aligned, Pair
from claims_db.engine.text.lexicon import lemma
from claims_db.engine.text.sentences import clause_ends
from claims_db.engine.text.thesaurus import parts_of_speech
from claims_db.engine.text.wording import Wording
from claims_db.languages import ENGLISH, language

_ANY, _OTHER, _SIDES, _LOOSE = "_", "O", "<>", "+"
# How many words may stand for "_" or "O", and characters from "the top seed" to who that is.
_GAP, _NEAR = 7, 25
# Whoever does it is a pronoun, or was named long before: "ordered to leave and pay".
_PRONOUN = regex.compile(r"i|you|u|we|they|he|she|it|and|or")
# Behind one of these stands a noun: "a loan", "on loan".
_NO_VERB = regex.compile(r"the|an?|its|their|his|her|our|my|your|this|that|of|on|in|for|from|by|with|at")


@dataclass(frozen=True, slots=True)
class _Verb:
    """The lemmas of a verb of a frame, and whether its subject comes second there; verbs of a loose one differ."""

    frame: int
    lemmas: tuple[str, ...]
    turned: bool
    loose: bool


@dataclass(frozen=True, slots=True)
class _Event:
    """What a sentence tells: its frame, the places of the claim's words for both who are in it, and its text.

    `at` is the place of the `verb` among the tokens.
    """

    frame: int
    at: int
    verb: _Verb
    first: frozenset[int]
    second: frozenset[int]
    text: str

    def exchanges(self, other: _Event) -> bool:
        """Whether somebody in it has the other one's place in the claim's event, and nobody else stands there."""
        if self.frame != other.frame or not (self.first and self.second) or self.first & self.second:
            return False
        if self.first & other.second:
            return not other.first or bool(other.first & self.second)
        return bool(self.second & other.first) and (not other.second or bool(other.second & self.first))


def told_otherwise(aligned: Aligned) -> tuple[str, str] | None:
    """The stretches, of the statement and of the claim, that tell one event with its two sides exchanged."""
    told = ((one.text, other.text) for one, other in _told_by_both(aligned) if one.exchanges(other))
    return next(told, None)


def with_converses(aligned: Aligned) -> Aligned:
    """The same, with pairs for the verbs that tell one event of the same two: "beat" and "lost to".

    Who "lost to" somebody who "won by beating" them is no opposite of that.
    """
    found: list[Pair] = []
    turned: set[Pair] = set()
    for one, other in _told_by_both(aligned):
        own, said = _word_of(aligned.claim, other.at), _word_of(aligned.message, one.at)
        straight = one.first & other.first and one.second & other.second
        both = straight or (one.first & other.second and one.second & other.first)
        if one.verb.loose or not both or own is None or said is None:
            continue
        turned.update(pair for pair in aligned.pairs if straight and pair.opposite and pair.message == said)
        if own not in aligned.found and (said not in aligned.answering or turned):
            found.append(Pair(own, said, Alignment.SYNONYM, converse=one.verb.turned != other.verb.turned))
    if not (found or turned):
        return aligned
    answering = aligned.answering.union(pair.message for pair in found)
    return replace(
        aligned,
        pairs=tuple(sorted({*aligned.pairs, *found} - turned, key=lambda pair: pair.claim)),
        found=aligned.found.union(pair.claim for pair in found),
        answering=answering,
        known=aligned.known | answering,
    )


def _word_of(wording: Wording, token: int) -> int | None:
    return next((at for at, word in enumerate(wording.words) if word.at == token), None)


def _told_by_both(aligned: Aligned) -> Iterator[tuple[_Event, _Event]]:
    """Events of one frame, the statement's and the claim's."""
    if aligned.claim.language != ENGLISH or aligned.message.language != ENGLISH:
        return
    pairs = [pair for pair in aligned.pairs if not pair.opposite]
    claimed = list(_events(aligned.claim, {pair.claim: _whole(aligned.claim, pair.claim) for pair in pairs}))
    said = {pair.message: _whole(aligned.claim, pair.claim) for pair in pairs}
    for one in _events(aligned.message, said) if claimed else ():
        yield from ((one, other) for other in claimed if one.frame == other.frame)


def _whole(wording: Wording, at: int) -> int:
    """The place of the first of the words side by side that name one thing, which stands for all: "Quay museum"."""
    words = wording.words
    while at and words[at - 1].at + 1 == words[at].at and is_thing(wording, at) and is_thing(wording, at - 1):
        at -= 1
    return at


@lru_cache(maxsize=1)
def _verbs() -> dict[str, list[_Verb]]:
    """The verbs of all frames by their first word, those of most words first."""
    lines = files(__package__).joinpath("frames.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, list[_Verb]] = {}
    for frame, line in enumerate(line for line in lines if line and not line.startswith("#")):
        for turned, side in enumerate(line.split(_SIDES)):
            for verb in side.removeprefix(_LOOSE).split(","):
                lemmas = tuple(verb.split())
                found.setdefault(lemmas[0], []).append(_Verb(frame, lemmas, bool(turned), line.startswith(_LOOSE)))
    for verbs in found.values():
        verbs.sort(key=lambda one: -len(one.lemmas))
    return found


def _events(wording: Wording, known: dict[int, int]) -> Iterator[_Event]:
    """The events that a wording tells; `known` has its words that stand for somebody or something of the claim."""
    for verb, span in _told(tuple(token.text for token in wording.tokens)):
        yield _event(wording, known, verb, span)


@lru_cache(maxsize=4096)
def _told(words: tuple[str, ...]) -> tuple[tuple[_Verb, tuple[int, int, range]], ...]:
    """The verbs of frames among some words, each with where it begins and ends, and what stands within it."""
    lemmas = [lemma(word) for word in words]
    found: list[tuple[_Verb, tuple[int, int, range]]] = []
    for at, first in enumerate(lemmas):
        verbs = _verbs().get(first, ())
        noun = bool(verbs) and words[at] == first and "v" not in parts_of_speech(first)
        if noun or (verbs and at and _NO_VERB.fullmatch(words[at - 1])):
            continue
        spans = ((verb, _span(lemmas, at, verb.lemmas)) for verb in verbs)
        found.extend((verb, (at, *span)) for verb, span in spans if span is not None)
    return tuple(found)


def _span(lemmas: list[str], at: int, verb: tuple[str, ...]) -> tuple[int, range] | None:
    """The last token of a verb that begins at one, and the tokens that stand for "_" or "O" in it; None without it."""
    gap, end = range(0), at
    for before, piece in itertools.pairwise(verb):
        if piece in {_ANY, _OTHER}:
            continue
        # Right behind, or a few words on.
        reach = _GAP if before in {_ANY, _OTHER} else 0
        found = next((to for to in range(end + 1, min(end + reach + 2, len(lemmas))) if lemmas[to] == piece), None)
        if found is None:
            return None
        gap = range(end + 1, found) if reach else gap
        end = found
    return end, gap


def _event(wording: Wording, known: dict[int, int], verb: _Verb, span: tuple[int, int, range]) -> _Event:
    at, last, gap = span
    tokens, facts = wording.tokens, language(wording.language)
    start, end = tokens[at].start, tokens[last].end
    things = [place for place in known if is_thing(wording, place)]
    before = [place for place in things if wording.words[place].end <= start and not preposition(wording, place)]
    ongoing = tokens[at].text.endswith("ing")
    named = not any(_PRONOUN.fullmatch(token.text) for token in tokens[max(0, at - 2) : at])
    subject = _likeliest(wording, before[:1] if ongoing else before[::-1]) if named else None
    # "Children pay 3 crowns, adults 5."
    paid = min((one.end for one in wording.quantities if one.start >= end), default=len(wording.text))
    stop = next((stop for stop in clause_ends(wording.text) if stop >= paid), len(wording.text))
    behind = [place for place in things if end <= wording.words[place].start < stop]
    within = [place for place in things if wording.words[place].at in gap]
    near = [place for place in behind if len(verb.lemmas) > 1 or wording.words[place].start <= end + BY_WINDOW]
    other = _likeliest(wording, within if _OTHER in verb.lemmas else near)
    done = tokens[at].text not in {lemma(tokens[at].text), verb.lemmas[0]} and not ongoing
    linked = max((word.start for word in wording.words if word.end <= start and not word.light), default=0)
    asked = facts.linking.match(wording.text)
    led = facts.passive.match(wording.text, end + 1)
    if done and (asked or led or facts.linking.search(wording.text, linked, start)):
        by = facts.passive.search(wording.text, end, end + BY_WINDOW)
        doers = [place for place in behind if by and wording.words[place].start >= by.end()]
        subject, other = _likeliest(wording, doers), subject
    sides = [_named(wording, place, known) if place is not None else frozenset[int]() for place in (subject, other)]
    first, second = sides[::-1] if verb.turned else sides
    places = [place for place in (subject, other) if place is not None]
    edges = [(wording.words[_whole(wording, place)].start, wording.words[place].end) for place in places]
    edges.append((start, end))
    return _Event(verb.frame, at, verb, first, second, wording.text[min(edges)[0] : max(edge for _, edge in edges)])


def _named(wording: Wording, at: int, known: dict[int, int]) -> frozenset[int]:
    """All that stands for somebody or something, who may be named last: "the Tolse valley farmers"."""
    words, found = wording.words, {at}
    while at + 1 < len(words) and words[at + 1].at == words[at].at + 1 and is_thing(wording, at + 1):
        at += 1
        found.add(at)
    return frozenset(known[place] for place in found if place in known)


def _likeliest(wording: Wording, places: list[int]) -> int | None:
    """The first of some places, or the name that tells right behind it who that is: "the top seed Jutta Relevan"."""
    if not places or wording.words[places[0]].name:
        return places[0] if places else None
    first = wording.words[places[0]]
    near = (place for place in places[1:] if abs(wording.words[place].start - first.end) <= _NEAR)
    return next((place for place in near if wording.words[place].name and not preposition(wording, place)), places[0])
