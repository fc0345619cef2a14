"""How surely a statement says what a claim says (or denies, or asks it), whatever its details.

`python -m benchmarks.learn likeness` fitted the weights on labelled messages.
"""

from __future__ import annotations

from dataclasses import dataclass

from claims_db.engine.evidence import Shares
from claims_db.engine.linear import Feature, Linear


@dataclass(frozen=True, slots=True)
class Measured:
    """The shares of a statement and a claim, and how many of the details agree."""

    shares: Shares
    agreeing: int


LIKENESS: Linear[Measured] = Linear(
    (
        Feature("coverage", lambda one: one.shares.coverage, 6.47, "how much of the claim the statement has"),
        Feature("foreign", lambda one: one.shares.foreign, -2.34, "how much it says that the claim does not"),
        Feature("copied", lambda one: one.shares.copied, -6.08, "how literally it stands around exchanged words"),
        Feature("replaced", lambda one: one.shares.replaced, -0.84, "words in whose very place it has another"),
        Feature("contained", lambda one: one.shares.amount * (1 - one.shares.foreign), 2.0, "how much was found"),
        Feature("agreed", lambda one: float(min(one.agreeing, 2)), 1.87, "details that agree"),
    ),
    bias=-4.88,
)
