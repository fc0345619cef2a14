"""Words that undo what was done before, "unbanned" or "lifted": they speak of another time, and deny nothing of it."""

from __future__ import annotations

from claims_db.engine.facts.qualifiers import qualifiers
from claims_db.engine.text.alignment import Aligned, Pair
from claims_db.engine.text.wording import Wording
from claims_db.languages import language

UNDOING = "ended"
_OVER = "over"


def opposites(aligned: Aligned) -> list[Pair]:
    """The pairs of opposite words of which neither undoes the other, nor is over: who "no longer allows" it bans it."""
    found = [pair for pair in aligned.pairs if pair.opposite]
    gone = undone(aligned) if found else []
    return [pair for pair in found if pair not in gone and not is_over(aligned, pair)]


def is_over(aligned: Aligned, pair: Pair) -> bool:
    """Whether the statement says of its word that it is so no longer."""
    start = aligned.message.words[pair.message].start
    return any(0 <= start - one.end <= 1 for one in qualifiers(aligned.message) if one.qualifier.name == _OVER)


def undone(aligned: Aligned) -> list[Pair]:
    """The pairs of opposite words of which one undoes the other."""
    found = [pair for pair in aligned.pairs if pair.opposite]
    return [pair for pair in found if _undoes(aligned.claim, pair.claim) or _undoes(aligned.message, pair.message)]


def ends(wording: Wording, at: int) -> bool:
    """Whether a word undoes something, or ends it: "lifted", "closed"."""
    facts, start = language(wording.language), wording.words[at].start
    return _undoes(wording, at) or any(kind.match(wording.text, start) for kind in (facts.ends_a_state, facts.undone))


def _undoes(wording: Wording, at: int) -> bool:
    start = wording.words[at].start
    return any(one.start <= start < one.end for one in qualifiers(wording) if one.qualifier.name == UNDOING)
