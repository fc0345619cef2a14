"""Which known claims say the same as a claim, or the contrary. Pure, like checking."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from claims_db.engine.assessment import Assessment
from claims_db.engine.check import assessments
from claims_db.engine.index import Index
from claims_db.engine.lines import written_at
from claims_db.values import Claim, ClaimKey, Label, Message

# Below this two claims share some words and nothing that a moderator wants to hear of.
_CLOSE = 0.3
# Surer than an answer must be: claims of one subject share more words than chat shares with a claim.
_SURE = 0.8
_MOST = 5
# Phrasings say what the text says; the first ones are enough to find a claim worded another way.
_WORDINGS = 4


class ResemblanceKind(StrEnum):
    """What a known claim has to do with another; those that a moderator must know of come first."""

    CONTRADICTS = "contradicts"
    SAME = "same"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A known claim like the one in question. `confidence` (0 to 1) says how surely both make the same statement."""

    claim: Claim
    confidence: float
    relation: ResemblanceKind


def resembling(claim: Claim, index: Index, packs: Collection[str]) -> tuple[Resemblance, ...]:
    """The claims of `packs` that the claim repeats, contradicts or comes close to, in this order; never itself."""
    found: dict[ClaimKey, Resemblance] = {}
    for wording in (claim.text, *claim.phrasings)[:_WORDINGS]:
        for one in assessments(Message(wording, written_at(claim)), index, packs):
            seen = found.get(one.claim.key)
            if one.claim.key != claim.key and (seen is None or one.confidence > seen.confidence):
                found[one.claim.key] = Resemblance(one.claim, one.confidence, _relation(claim, one))
    worth_telling = (each for each in found.values() if each.confidence >= _CLOSE)
    kinds = list(ResemblanceKind)
    return tuple(sorted(worth_telling, key=lambda one: (kinds.index(one.relation), -one.confidence))[:_MOST])


def _relation(claim: Claim, one: Assessment) -> ResemblanceKind:
    """Two true claims with another detail contradict each other, as do one statement called true and called false."""
    if one.confidence < _SURE or one.sides.details.incomparable:
        return ResemblanceKind.CLOSE
    ours, theirs = claim.rating.holds, one.claim.rating.holds
    if any(not compared.agrees for compared in one.sides.details.compared):
        both_hold = ours and theirs and not one.denies
        return ResemblanceKind.CONTRADICTS if both_hold and one.label is Label.REFUTED else ResemblanceKind.CLOSE
    told = ours is not None and theirs is not None
    if told and (ours is not theirs) is not one.denies:
        return ResemblanceKind.CONTRADICTS
    alike = claim.rating is one.claim.rating or (told and ours is theirs)
    return ResemblanceKind.SAME if alike and not one.denies else ResemblanceKind.CLOSE
