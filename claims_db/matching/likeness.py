"""How surely a statement says what a claim says (or denies, or asks it), whatever its details.

One logistic regression over the shares of `evidence.Shares`; `benchmarks/learn.py` fitted the numbers and prints how.
"""

from __future__ import annotations

import math

from claims_db.matching.evidence import Shares

WEIGHTS: dict[str, float] = {
    "coverage": 6.5,
    "names": 0.5,
    "foreign": -4.6,
    "swapped": -1.1,
    "replaced": -2.3,
    "replaced_name": -0.5,
    "order": 0.3,
    "amount": 2.2,
    "key": 0.0,
    "unsourced": -0.5,
    "agreed": 0.6,
    "relabelled": -4.0,
    "personal": -0.5,
}
BIAS = -5.5


def features(
    shares: Shares, *, unsourced: int, agreed: int, relabelled: bool, personal: bool
) -> dict[str, float]:
    """The numbers that the regression weighs, by name."""
    return {
        "coverage": shares.coverage,
        "names": shares.names,
        "foreign": shares.foreign,
        "swapped": shares.swapped,
        "replaced": shares.replaced,
        "replaced_name": shares.replaced_name,
        "order": shares.order,
        "amount": shares.amount,
        "key": shares.key,
        "unsourced": float(min(unsourced, 2)),
        "agreed": float(min(agreed, 2)),
        "relabelled": float(relabelled),
        "personal": float(personal),
    }


def likeness(measured: dict[str, float]) -> float:
    """The probability, from 0 to 1, that statement and claim are about the same."""
    total = BIAS + sum(WEIGHTS[name] * value for name, value in measured.items())
    return 1.0 / (1.0 + math.exp(-total))
