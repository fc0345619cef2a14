"""How surely a statement says what a claim says (or denies, or asks it), whatever its details.

One logistic regression over the shares of `evidence.Shares`; `benchmarks/learn.py` fitted the numbers and prints how.
"""

from __future__ import annotations

import math

from claims_db.matching.evidence import Shares

WEIGHTS: dict[str, float] = {
    "coverage": 6.0,
    "foreign": -1.36,
    "swapped": -1.61,
    "replaced": -2.85,
    "contained": 3.37,
    "agreed": 1.17,
}
BIAS = -5.99


def features(shares: Shares, *, agreed: int) -> dict[str, float]:
    """The numbers that the regression weighs, by name."""
    return {
        "coverage": shares.coverage,
        "foreign": shares.foreign,
        "swapped": shares.swapped,
        "replaced": shares.replaced,
        "contained": shares.amount * (1 - shares.foreign),
        "agreed": float(min(agreed, 2)),
    }


def likeness(measured: dict[str, float]) -> float:
    """The probability, from 0 to 1, that statement and claim are about the same."""
    total = BIAS + sum(WEIGHTS[name] * value for name, value in measured.items())
    return 1.0 / (1.0 + math.exp(-total))
