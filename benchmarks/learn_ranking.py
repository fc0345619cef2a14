"""`python -m benchmarks.learn_ranking [EVALUATION FOLDER]`: weights of `claims_db.engine.index.ranking`.

A softmax over the claims that the first look found for a post: how likely one of the right ones comes first (ListNet's
loss for the first place: Cao, Qin, Liu, Tsai & Li 2007, "Learning to rank: from pairwise approach to listwise
approach"). Learnt on the posts for training of both tasks together. Needs the `bench` extra.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.evaluation import Evaluation
from benchmarks.posts import TASKS, Task
from claims_db.engine.index import ClaimIndex
from claims_db.engine.index.ranking import WEIGHTS, measure
from claims_db.engine.text.cleaning import clean

_LOOKED_AT = 30
_RIDGE = 10.0

Numbers = NDArray[np.float64]
Post = tuple[Numbers, NDArray[np.bool_]]


def examples(task: Task) -> Iterator[Post]:
    """For each post what was measured of its claims, a row each, and which of them are right."""
    index = ClaimIndex(task.claims)
    for text, relevant in task.posts:
        cleaned = clean(text)
        found = index.candidates(cleaned, {task.name}, _LOOKED_AT)
        right = np.array([one.claim.slug in relevant for one in found])
        if right.any():
            question = index.question(cleaned)
            measured = (measure(question, one.claim, one.score / found[0].score) for one in found)
            yield np.array([[numbers[name] for name in WEIGHTS] for numbers in measured]), right


def fit(posts: list[Post]) -> Numbers:
    """The weights; the ridge counts for numbers of one size."""
    scale = np.vstack([rows for rows, _ in posts]).std(axis=0)

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        lost, slope = _RIDGE * float(weights @ weights) / 2, _RIDGE * weights
        for rows, right in posts:
            totals = rows / scale @ weights
            share = np.exp(totals - totals.max())
            hit = float(share[right].sum())
            lost -= float(np.log(hit / share.sum()))
            slope = slope + (rows / scale).T @ (share / share.sum() - share * right / hit)
        return lost, slope

    fitted = minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B").x
    weights: Numbers = fitted / scale
    return weights


def main() -> None:
    """Print the fitted numbers as they stand in the code."""
    evaluation = Evaluation.find(sys.argv[1] if len(sys.argv) > 1 else None)
    posts = [post for name in TASKS for post in examples(Task.read(evaluation, name, "train"))]
    for name, weight in zip(WEIGHTS, fit(posts), strict=True):
        print(f"{name:12} {weight:7.3f}")


if __name__ == "__main__":
    main()
