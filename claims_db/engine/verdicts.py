"""From a claim's rating and a message's stance to a verdict, and whether it is told unasked."""

from __future__ import annotations

from collections.abc import Sequence

from claims_db.differences import DifferenceKind
from claims_db.engine import evidence
from claims_db.engine.evidence import Standing
from claims_db.engine.facts.mood import CHECKABLE, Mood
from claims_db.engine.parts import Part
from claims_db.values import Label, Rating, Silence, Stance

# Parts of a statement that the claim contradicts with what has happened since.
_OVER = frozenset({"overtaken", "happened"})


def verdict(
    rating: Rating, stance: Stance, *, differs: bool, only_days: bool, once_right: bool, parts: Sequence[Part] = ()
) -> Label:
    """What follows for a message of that stance.

    `differs` says that a detail (number, unit or date) differs, `only_days` that no number does, and `once_right` that
    those days were told relative to the message. Denying a claim with another detail than its own says nothing about
    the claim. `parts` are those of the statement that the claim does not answer, or contradicts: of a time that the
    source does not know it says nothing.
    """
    if rating is Rating.OUTDATED:
        parts = [part for part in parts if part.kind is not DifferenceKind.TIME]
    contradicted = any(part.source for part in parts)
    changed = any(part.kind is not DifferenceKind.UNSAID for part in parts)
    if parts and not contradicted and not differs and (changed or rating.holds):
        return Label.NOT_ENOUGH_EVIDENCE
    left = {part.kind for part in parts if not part.source}
    # What differs is then told of another time, or of another thing.
    if (DifferenceKind.ENTITY in left and not contradicted) or (
        DifferenceKind.TIME in left and (only_days or not differs)
    ):
        return Label.NOT_ENOUGH_EVIDENCE
    turned = {part.sort for part in parts if part.source}
    # What has come may have come for another thing than the one of which more is told.
    if turned and turned <= _OVER and left and not differs:
        return Label.NOT_ENOUGH_EVIDENCE
    late = not differs and turned == {"overtaken"}
    differs = differs or contradicted
    if differs and ((stance is Stance.DENIES and not turned & _OVER) or not rating.holds):
        return Label.NOT_ENOUGH_EVIDENCE
    if rating.holds and not differs:
        return Label.REFUTED if stance is Stance.DENIES else Label.SUPPORTED
    if rating.holds:
        return Label.OUTDATED if late or (only_days and once_right and not contradicted) else Label.REFUTED
    if rating.holds is False:
        return Label.SUPPORTED if stance is Stance.DENIES else Label.REFUTED
    return Label.OUTDATED if rating is Rating.OUTDATED else Label.CONFLICTING


def silence(label: Label, mood: Mood, standing: Standing) -> Silence | None:
    """Why the bot stays silent unasked, or None where it speaks."""
    table = evidence.TABLE
    if mood is Mood.OPEN_QUESTION:
        return Silence.OPEN_QUESTION
    if mood not in CHECKABLE:
        return Silence.NOT_ASSERTED
    if label is Label.NOT_ENOUGH_EVIDENCE:
        return Silence.NO_MATCH
    if not all(row.reached(standing) for row in (table.unasked, table.stated, table.grounds)):
        return Silence.NOT_SURE
    return None if table.apart.reached(standing) else Silence.TIE
