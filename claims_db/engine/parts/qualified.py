"""Small words, denials and moods of the statement that the claim does not have: "only", "almost", "no longer"."""

from __future__ import annotations

from collections.abc import Iterator

from claims_db.differences import DifferenceKind
from claims_db.engine.counterparts import counterpart, speaks_of_fewer
from claims_db.engine.facts.comparisons import is_converse
from claims_db.engine.facts.implicit import governed, spared_in_claim, spared_in_statement, with_its_word
from claims_db.engine.facts.qualifiers import Qualified, in_words, plays_down, qualifiers, tells_the_past
from claims_db.engine.facts.roles import (
    is_past,
    is_verb,
)
from claims_db.engine.facts.undoing import UNDOING, ends, undone
from claims_db.engine.likeness import Sides
from claims_db.engine.parts.part import Part
from claims_db.engine.text.spans import before, is_within
from claims_db.engine.text.wording import Wording
from claims_db.languages import language

_SHARED = frozenset({"each", "total"})


def qualified(sides: Sides) -> Iterator[Part]:
    """The qualifiers of the statement that no wording of the claim has, or whose opposite it has."""
    message, area = sides.aligned.message, sides.area
    own = {one.qualifier.name: in_words(one, wording) for wording in sides.wordings for one in qualifiers(wording)}
    converse = is_converse(sides.aligned)
    for one in qualifiers(message):
        qualifier = one.qualifier
        said = not own.keys().isdisjoint((qualifier.name, qualifier.implied_by))
        # "Plunged" answers "fell", but not "fell slightly".
        known = said or (qualifier.excludes not in own and _is_answered(one, sides))
        if known or not area.scope <= one.start < area.end or message.negation.frames(one.start):
            continue
        # The number that differs is told with it: "500 each, not 500 in total".
        if qualifier.name in _SHARED and any(not each.agrees for each in sides.details.compared):
            continue
        told = counterpart(one, sides)
        if told == "":
            continue
        # "The war after the king" is "the king before the war".
        source = told or ("" if converse else own.get(qualifier.excludes, ""))
        if source and qualifier.ranks and not _of_one_word(one, sides):
            continue
        wordings = sides.wordings if qualifier.name == "planned" else (sides.aligned.claim,)
        lasts = qualifier.name == "still" and language(message.language).lasting.search(sides.aligned.claim.text)
        present = qualifier.beside_past and (bool(lasts) or not any(map(tells_the_past, wordings)))
        idle = qualifier.idle and not speaks_of_fewer(one, sides)
        if source or not (idle or present or plays_down(one, message)):
            kind = DifferenceKind(qualifier.kind)
            overtaken = "happened" if qualifier.name == "coming" else "overtaken"
            late = told and kind is DifferenceKind.TIME and qualifier.name != "past"
            sort = overtaken if late else "qualifiers"
            yield Part(sort, kind, in_words(one, message), source)


def _of_one_word(one: Qualified, sides: Sides) -> bool:
    """Whether "last" and the claim's "first" belong to one word: "the last woman", "the first woman"."""
    aligned = sides.aligned

    def behind(wording: Wording, end: int) -> int | None:
        words = enumerate(wording.words)
        return next((at for at, word in words if word.start >= end and not word.light), None)

    said = behind(aligned.message, one.end)
    own = (each for each in qualifiers(aligned.claim) if each.qualifier.name == one.qualifier.excludes)
    pairs = {(pair.claim, pair.message) for pair in aligned.pairs}
    return any((behind(aligned.claim, each.end), said) in pairs for each in own)


def _is_answered(one: Qualified, sides: Sides) -> bool:
    """Whether words of the claim answer it: "lifted" is no reservation about a claim that something was lifted."""
    aligned, words = sides.aligned, sides.aligned.message.words
    turned = {pair.message for pair in undone(aligned)}
    if one.qualifier.name == UNDOING:
        # "Dropped the ban" is not what "new apps appeared" says, though both may be "came out".
        turned |= {pair.message for pair in aligned.pairs if not ends(aligned.claim, pair.claim)}
    answered = [(words[at].start, words[at].end) for at in aligned.known if at not in turned]
    places = [words[at].start for at in turned]
    phrases = (span for span in aligned.message_phrases if not any(is_within(place, [span]) for place in places))
    return any(start < one.end and one.start < end for start, end in (*answered, *phrases))


def undoing(sides: Sides) -> Iterator[Part]:
    """What the statement tells of, where the claim tells how it was undone: "imposed", "lifted"."""
    claim, message = sides.aligned.claim, sides.aligned.message
    named = {one.start for one in qualifiers(message)}
    one_day = any(one.agrees and one.kind is DifferenceKind.DATE for one in sides.details.compared)
    for pair in undone(sides.aligned):
        said, source = message.words[pair.message], claim.words[pair.claim].surface
        if said.start not in named:
            yield Part("qualifiers", DifferenceKind.TIME, said.surface, source if one_day else "")


def denied(sides: Sides) -> Iterator[Part]:
    """What a negator on one side alone turns round, where the other side has no such word, nor the claim's verb.

    Who "can't watch" it does not deny that it was banned. A frame of denial turns round whatever it frames.
    """
    aligned, area = sides.aligned, sides.area
    message, claim = aligned.message, aligned.claim
    answered = spared_in_statement(aligned)
    if not answered.agree:
        yield Part("denials", DifferenceKind.NEGATION, with_its_word(message, answered.turns[0]))
    turns = [turn for turn in message.negation.within(area.scope, area.end) if turn not in answered.turns]
    spared = spared_in_claim(aligned)
    own = [turn for turn in claim.negation.turns if turn not in spared]
    if bool(turns) == bool(own) or any(pair.opposite or is_verb(claim, pair.claim) for pair in aligned.pairs):
        return
    if own and governed(claim, own[0]) not in aligned.found:
        yield Part("denials", DifferenceKind.NEGATION, message.text[area.start : area.end].strip())
    turned = [at for turn in turns if (at := governed(message, turn)) is not None]
    strangers = [at for at in turned if at not in aligned.known]
    if strangers and len(strangers) == len(turns) and message.negation.negators.issuperset(turns):
        yield Part("denials", DifferenceKind.NEGATION, with_its_word(message, turns[0]))


def asserted(sides: Sides) -> Iterator[Part]:
    """What the claim only says that somebody suspects or fears, where the statement says that it is so."""
    claim, message, area = sides.aligned.claim, sides.aligned.message, sides.area
    held = language(claim.language).held
    found = held.search(claim.text)
    answered = found and any(claim.words[at].start == found.start() for at in sides.aligned.found)
    if found and not (answered or held.search(message.text) or area.start > area.scope):
        yield Part("qualifiers", DifferenceKind.DEGREE, message.text[area.first : area.end].strip())


def realised(sides: Sides) -> Iterator[Part]:
    """What the claim tells as planned or possible, where the statement says that it was done."""
    claim, message = sides.aligned.claim, sides.aligned.message
    facts = language(claim.language)
    # "Already" contradicts what is to come by itself.
    already = any(one.qualifier.name == "past" for one in qualifiers(message))
    for pair in () if already else sides.aligned.pairs:
        if pair.opposite or not is_verb(claim, pair.claim):
            continue
        own, said = claim.words[pair.claim], message.words[pair.message]
        left = before(message.text, said.start)
        done = is_past(message, pair.message) and not (facts.unrealised.search(left) or facts.ongoing.search(left))
        if done and facts.unrealised.search(before(claim.text, own.start)):
            yield Part("qualifiers", DifferenceKind.TIME, message.text[sides.area.first : said.end].strip())
