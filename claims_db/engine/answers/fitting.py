"""A detail that may be an answer, and what is common to looking for one of any kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims_db.engine.answers.asked import Asked
from claims_db.engine.numbers.values import Quantity
from claims_db.engine.text.alignment import Aligned
from claims_db.values import AnswerKind

# For which end of a change ("from 2 to 3") a question asks, against the other one.
_END_OF_CHANGE = 1.0


@dataclass(frozen=True, slots=True)
class Detail:
    """A detail that may be the answer, as the claim has it, and how well it fits: the higher, the better."""

    text: str
    kind: AnswerKind
    fit: float


def untold(aligned: Aligned) -> list[Quantity]:
    """The claim's numbers that the question has not."""
    said = {(one.low, one.unit) for one in aligned.message.quantities}
    return [one for one in aligned.claim.quantities if (one.low, one.unit) not in said]


def word_before(text: str, start: int) -> str:
    """The word that stands before a place in a text."""
    return text[:start].rstrip().rpartition(" ")[2].casefold()


def end_of_change(one: Quantity, others: Sequence[Quantity], aligned: Aligned, asked: Asked) -> float:
    """What a number gains as the end of a change that is asked for: where it led, unless the question looks back."""
    led = word_before(aligned.claim.text, one.start)
    if led not in {"from", "to"} or len(others) < 2:
        return 0.0
    return _END_OF_CHANGE if (led == "from") == asked.before else -_END_OF_CHANGE
