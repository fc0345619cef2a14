"""The parts of a statement that the claim leaves unanswered, or contradicts: they forbid that the source agrees.

"Only", "almost" or "for tax evasion" turn a true sentence into one that no source has said. Each function finds one
sort, of which `evidence` says why it counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from claims_db.engine.likeness import Sides
from claims_db.engine.parts.added import added, changed, elsewhere, led_in, personal
from claims_db.engine.parts.counts import bounded, dated, numbers, outranked
from claims_db.engine.parts.exchanged import roles
from claims_db.engine.parts.part import Part
from claims_db.engine.parts.qualified import asserted, denied, qualified, realised, undoing

__all__ = ["Part", "changed", "parts", "roles"]


def parts(sides: Sides) -> Iterator[Part]:
    """All of them, save exchanged roles, which `roles` finds in any wording of the claim."""
    return chain.from_iterable(
        find(sides)
        for find in (
            qualified,
            undoing,
            denied,
            numbers,
            outranked,
            bounded,
            dated,
            added,
            asserted,
            realised,
            personal,
            changed,
            elsewhere,
            led_in,
        )
    )
