"""A message that tells of the same matter as a claim, in words too different to say whether it tells the same."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from claims_db.engine.assessment import Assessment, assess
from claims_db.engine.facts.mood import CHECKABLE, mood
from claims_db.engine.index import ClaimIndex, Relation
from claims_db.engine.index.relation import BAR
from claims_db.engine.index.terms import terms_of
from claims_db.engine.text.cleaning import clean
from claims_db.engine.text.lexicon import stem
from claims_db.engine.text.sentences import split
from claims_db.engine.text.wording import analyse
from claims_db.languages.words import tokens
from claims_db.values import DifferenceKind, Label, Match, Message, Silence, Verdict

# Characters of a message that are read.
_WHOLE = 1000
# In a message of fewer different telling words, another name beside the shared words makes it another matter.
_NAMES_DECIDE = 14
_CLOSEST = 3


def related(
    message: Message, index: ClaimIndex, packs: Container[str], bar: float = BAR
) -> tuple[Relation, Assessment] | None:
    """The claim that the message is surely about, compared with it; None where there is none.

    Another number, another product of the series or, in a short message, another name make it another matter; so does
    a question or a wish.
    """
    text = clean(message.text)[:_WHOLE]
    found = index.relation(text, packs)
    if found is None or found.total < bar or not _is_told(text, found, index):
        return None
    one = assess(found.claim, index.wordings(found.claim), analyse(" ".join(split(text)), message.at), index.weight)
    return None if one is None or _is_another(one, len(found.words)) else (found, one)


def _is_told(text: str, found: Relation, index: ClaimIndex) -> bool:
    """Whether the sentence that shares most with the claim states something."""

    def share(sentence: str) -> float:
        return sum(index.weight(stem) for stem in {term.stem for term in terms_of(sentence)} & found.shared)

    telling = max(split(text), key=share, default="")
    stems = ((token.start, stem(token.text, token.language)) for token in tokens(telling))
    start = next((start for start, found_stem in stems if found_stem in found.shared), 0)
    return mood(telling, found.claim.text, start) in CHECKABLE


def _is_another(one: Assessment, length: int) -> bool:
    details = one.details
    differs = any(
        not detail.agrees and detail.kind in {DifferenceKind.NUMBER, DifferenceKind.UNIT} for detail in details.compared
    )
    renamed = length < _NAMES_DECIDE and one.shares.other_name
    return differs or details.relabelled or details.incomparable or renamed


def with_related(verdict: Verdict, message: Message, index: ClaimIndex, packs: Container[str]) -> Verdict:
    """A verdict that found no claim, or is not sure of it, with the claim that the message is surely about.

    What the verdict was not sure of is dropped: it cannot be told whether the message says the same.
    """
    unsure = verdict.claim is None or verdict.silence is Silence.NOT_SURE
    found = related(message, index, packs) if unsure else None
    if found is None:
        return verdict
    _, one = found
    match = Match(one.claim, one.confidence)
    others = (other for other in verdict.closest if other.claim.key != one.claim.key)
    return replace(
        verdict,
        label=Label.NOT_ENOUGH_EVIDENCE,
        claim=one.claim,
        confidence=one.confidence,
        statement=one.aligned.message.text,
        evidence=one.evidence(),
        differences=(),
        rivals=(),
        closest=(match, *others)[:_CLOSEST],
        silence=None,
    )
