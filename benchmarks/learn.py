"""`python -m benchmarks.learn [EVALUATION FOLDER]`: fit the weights of `claims_db.engine.likeness`, and print them.

L2-regularised logistic regression on every pair of a message that was tuned on and one of its six likeliest claims.
Signs are held to what the words mean (more found never counts against a match), so that the numbers can be read and a
small set of messages cannot teach nonsense. Needs the `bench` extra.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.evaluation import Evaluation
from benchmarks.quality import OWN, OWN_FILES, STARTER, Labelled, claims_of, labelled
from claims_db.engine.check import assessments
from claims_db.engine.index import ClaimIndex
from claims_db.engine.likeness import WEIGHTS
from claims_db.values import Claim, Message

_COUNTS_AGAINST = {"foreign", "copied", "replaced"}
_COMPARED = 6
_RIDGE = 0.1
# These messages are about a claim but say nothing that can be checked, which likeness is not asked about.
_UNSAID = {"opinion", "hypothetical", "topic"}

Numbers = NDArray[np.float64]


def examples(claims: list[Claim], messages: Iterator[Labelled]) -> Iterator[tuple[dict[str, float], bool]]:
    """What was measured of each pair, and whether the claim is one of the right ones."""
    index, packs = ClaimIndex(claims), {claim.pack for claim in claims}
    for message in messages:
        if message.part == "tuned on" and not _UNSAID & message.tags:
            for one in assessments(Message(message.text, message.at), index, packs)[:_COMPARED]:
                yield one.measured, one.claim.slug in message.claims


def fit(measured: Numbers, right: Numbers) -> Numbers:
    """The weights and, last, the bias."""
    columns = np.hstack([measured, np.ones((len(measured), 1))])

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        totals = columns @ weights
        losses = np.logaddexp(0, -totals) * right + np.logaddexp(0, totals) * (1 - right)
        ridge = np.append(weights[:-1], 0.0) * _RIDGE
        slope = columns.T @ (1 / (1 + np.exp(-totals)) - right)
        return float(losses.sum() + ridge @ weights / 2), slope + ridge

    bounds = [(None, 0.0) if name in _COUNTS_AGAINST else (0.0, None) for name in WEIGHTS]
    start = np.zeros(columns.shape[1])
    fitted: Numbers = minimize(loss, start, jac=True, bounds=[*bounds, (None, None)], method="L-BFGS-B").x
    return fitted


def main() -> None:
    """Print the fitted numbers as they stand in the code."""
    evaluation = Evaluation.find(sys.argv[1] if len(sys.argv) > 1 else None)
    pairs = [
        *examples(claims_of(STARTER), labelled(evaluation, "chat_dev.jsonl")),
        *examples(claims_of(evaluation.path("other_dev_pack.json")), labelled(evaluation, "other_dev.jsonl")),
        *examples(claims_of(STARTER, evaluation.path("five_dev_pack.json")), labelled(evaluation, "five_dev.jsonl")),
    ]
    for name in OWN_FILES:
        pairs += examples(claims_of(STARTER, OWN.path(f"{name}_pack.json")), labelled(OWN, f"{name}.jsonl"))
    measured = np.array([[numbers[name] for name in WEIGHTS] for numbers, _ in pairs])
    fitted = fit(measured, np.array([float(right) for _, right in pairs]))
    for name, weight in zip([*WEIGHTS, "bias"], fitted, strict=True):
        print(f"{name:12} {weight:6.2f}")


if __name__ == "__main__":
    main()
