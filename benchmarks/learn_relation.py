"""`python -m benchmarks.learn_relation [EVALUATION FOLDER]`: weights of `claims_db.engine.index.relation`.

Logistic regression on the posts for training of task 2A (is the claim that leads the right one?) and on every second
line of everyday chat (it never is). A wrong claim for a post counts five times: posts are rare in a chat, and the bar
lets one line of chat in two thousand pass. Needs the `bench` extra.
"""

from __future__ import annotations

import math
import sys

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.evaluation import Evaluation
from benchmarks.posts import TASKS, Task
from benchmarks.quality import TODAY
from claims_db.engine.index import ClaimIndex
from claims_db.engine.index.relation import WEIGHTS
from claims_db.engine.related import related
from claims_db.engine.text.cleaning import clean
from claims_db.values import Message

_WRONG_CLAIM = 5.0
_RIDGE = 1.0
_PASSING = 1 / 2000

Numbers = NDArray[np.float64]


def fit(measured: Numbers, right: Numbers, counts: Numbers) -> Numbers:
    """The weights and, last, the bias; the ridge counts for numbers of one size."""
    scale = measured.std(axis=0)
    columns = np.hstack([measured / scale, np.ones((len(measured), 1))])

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        totals = columns @ weights
        losses = counts * (np.logaddexp(0, -totals) * right + np.logaddexp(0, totals) * (1 - right))
        ridge = np.append(weights[:-1], 0.0) * _RIDGE
        slope = columns.T @ (counts * (1 / (1 + np.exp(-totals)) - right))
        return float(losses.sum() + ridge @ weights / 2), slope + ridge

    fitted: Numbers = minimize(loss, np.zeros(columns.shape[1]), jac=True, method="L-BFGS-B").x
    return fitted / np.append(scale, 1.0)


def main() -> None:
    """Print the fitted numbers as they stand in the code, and the bar."""
    evaluation = Evaluation.find(sys.argv[1] if len(sys.argv) > 1 else None)
    task = Task.read(evaluation, TASKS[0], "train")
    index = ClaimIndex(task.claims)
    told = [
        (one, one.claim.slug in right)
        for text, right in task.posts
        if (one := index.relation(clean(text), {task.name})) is not None
    ]
    lines = list(evaluation.texts("chatter.jsonl"))[::2]
    passing = (related(Message(line, TODAY), index, {task.name}, bar=-math.inf) for line in lines)
    chat = [one for one, _ in filter(None, passing)]
    measured = np.array([[one.measured[name] for name in WEIGHTS] for one in [*(one for one, _ in told), *chat]])
    right = np.array([float(is_right) for _, is_right in told] + [0.0] * len(chat))
    counts = np.array([1.0 if is_right else _WRONG_CLAIM for _, is_right in told] + [1.0] * len(chat))
    fitted = fit(measured, right, counts)[:-1]
    totals = np.sort(measured[len(told) :] @ fitted)[::-1]
    for name, weight in zip(WEIGHTS, fitted, strict=True):
        print(f"{name:12} {weight:7.3f}")
    print(f"{'bar':12} {totals[round(len(lines) * _PASSING)]:7.3f}")


if __name__ == "__main__":
    main()
