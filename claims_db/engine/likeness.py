"""How surely a statement says what a claim says (or denies, or asks it), whatever its details.

One logistic regression over the shares of `evidence.Shares`; `benchmarks/learn.py` fitted the numbers and prints how.
"""

from __future__ import annotations

import math

from claims_db.engine.evidence import Shares

WEIGHTS: dict[str, float] = {
    "coverage": 6.47,
    "foreign": -2.34,
    "copied": -6.08,
    "replaced": -0.84,
    "contained": 2.0,
    "agreed": 1.87,
}
BIAS = -4.88


def features(shares: Shares, *, agreed: int) -> dict[str, float]:
    """The numbers that the regression weighs, by name."""
    return {
        "coverage": shares.coverage,
        "foreign": shares.foreign,
        "copied": shares.copied,
        "replaced": shares.replaced,
        "contained": shares.amount * (1 - shares.foreign),
        "agreed": float(min(agreed, 2)),
    }


def likeness(measured: dict[str, float]) -> float:
    """The probability, from 0 to 1, that statement and claim are about the same."""
    total = BIAS + sum(WEIGHTS[name] * value for name, value in measured.items())
    return 1.0 / (1.0 + math.exp(-total))
