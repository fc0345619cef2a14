"""A message that tells of the same matter as a claim, in words too different to say whether it tells the same."""

from __future__ import annotations

import math
from dataclasses import replace

from claims_db.differences import DifferenceKind
from claims_db.engine import evidence
from claims_db.engine.assessment import Assessment, assess
from claims_db.engine.facts.mood import CHECKABLE, mood
from claims_db.engine.index import Relation, ScopedIndex
from claims_db.engine.index.relation import rarity, stems
from claims_db.engine.index.terms import terms_of
from claims_db.engine.likeness import other_name
from claims_db.engine.limits import MAX_RELATED_LENGTH
from claims_db.engine.text.cleaning import clean
from claims_db.engine.text.lexicon import stem
from claims_db.engine.text.sentences import split
from claims_db.engine.text.wording import analyse
from claims_db.engine.text.wordings import wordings
from claims_db.languages.words import tokens
from claims_db.values import Label, Match, Message, Silence, Verdict

_CLOSEST = 3


def relation(text: str, claims: ScopedIndex) -> Relation | None:
    """The claim that a cleaned text is likeliest about, where both share enough that is rare to tell."""
    table, question = evidence.TABLE, claims.question(text)
    words = stems(question)
    if len(words) < table.wordy.weight or rarity(question, claims.known(words)) < table.rare.weight:
        return None
    found = claims.relation(text)
    return found if found is not None and table.rare.reached(found) else None


def related(message: Message, claims: ScopedIndex, bar: float | None = None) -> tuple[Relation, Assessment] | None:
    """The claim that the message is surely about, compared with it; None where there is none.

    Another number, another product of the series or, in a short message, another name make it another matter; so does
    a question or a wish. `bar` stands in for the one that the sum of the measures must reach.
    """
    table, text = evidence.TABLE, clean(message.text)[:MAX_RELATED_LENGTH]
    found = relation(text, claims)
    if found is None:
        return None
    least = table.related.weight if bar is None else bar
    if table.relation.total(table.relation.measure(found)) < least or not _is_told(text, found, claims):
        return None
    statement = analyse(" ".join(split(text)), message.at)
    one = next(iter(assess([(found.claim, wordings(found.claim), statement)], claims.weight)), None)
    if one is None or (other_name(one.sides) and not table.named.reached(found)):
        return None
    details, numeric = one.sides.details, {DifferenceKind.NUMBER, DifferenceKind.UNIT}
    differs = any(not detail.agrees and detail.kind in numeric for detail in details.compared)
    return None if differs or details.relabelled or details.incomparable else (found, one)


def _is_told(text: str, found: Relation, claims: ScopedIndex) -> bool:
    """Whether the sentence that shares most with the claim states something."""

    def share(sentence: str) -> float:
        return math.fsum(claims.weight(stem) for stem in {term.stem for term in terms_of(sentence)} & found.shared)

    telling = max(split(text), key=share, default="")
    stems = ((token.start, stem(token.text, token.language)) for token in tokens(telling))
    start = next((start for start, found_stem in stems if found_stem in found.shared), 0)
    return mood(telling, found.claim.text, start) in CHECKABLE


def with_related(verdict: Verdict, message: Message, claims: ScopedIndex) -> Verdict:
    """A verdict that found no claim, or is not sure of it, with the claim that the message is surely about.

    What the verdict was not sure of is dropped: it cannot be told whether the message says the same. What was held back
    may be told then, with the parts that hold it back.
    """
    unsure = verdict.claim is None or verdict.silence in {Silence.NOT_SURE, Silence.UNSAID}
    found = related(message, claims) if unsure else None
    if found is None:
        return verdict
    matter, one = found
    if verdict.is_held_back:
        is_same = verdict.claim is not None and verdict.claim.key == one.claim.key
        return replace(verdict, silence=None) if is_same else verdict
    table = evidence.TABLE.relation
    match = Match(one.claim, one.confidence)
    others = (other for other in verdict.closest if other.claim.key != one.claim.key)
    return replace(
        verdict,
        label=Label.NOT_ENOUGH_EVIDENCE,
        claim=one.claim,
        confidence=one.confidence,
        statement=one.sides.aligned.message.text,
        evidence=replace(one.evidence(), weighed=table.weighed(table.measure(matter))),
        differences=(),
        rivals=(),
        closest=(match, *others)[:_CLOSEST],
        silence=None,
    )
