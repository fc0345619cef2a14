"""When the bot may speak unasked, and how sure it must be to speak at all."""

from __future__ import annotations

from claims_db.engine.facts.mood import CHECKABLE, Mood
from claims_db.values import Label, Silence

# Asked, the bot answers when it is likelier right than wrong; unasked, it answers when it is sure.
CONFIDENT_WHEN_ASKED = 0.5
CONFIDENT_UNASKED = 0.7
# One word in common is a coincidence, however much of a short claim it is.
LEAST_GROUNDS = 2
# Two claims closer than this fit a statement equally well.
TIE = 0.03


def silence(label: Label, confidence: float, mood: Mood, *, grounds: int, tied: bool) -> Silence | None:
    """Why the bot stays silent unasked, or None where it speaks; `grounds` counts what message and claim share."""
    if mood is Mood.OPEN_QUESTION:
        return Silence.OPEN_QUESTION
    if mood not in CHECKABLE:
        return Silence.NOT_ASSERTED
    if label is Label.NOT_ENOUGH_EVIDENCE:
        return Silence.NO_MATCH
    if confidence < CONFIDENT_UNASKED or grounds < LEAST_GROUNDS:
        return Silence.NOT_SURE
    return Silence.TIE if tied else None
