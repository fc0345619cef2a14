"""What the weights are learned by: the `bench` extra brings what it needs."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from benchmarks.evaluation import Evaluation
from claims_db.engine.evidence import TABLE

np = pytest.importorskip("numpy")
pytest.importorskip("scipy")
learn = import_module("benchmarks.learn")


def test_the_weights_that_made_the_rows_are_found_again() -> None:
    made = np.random.default_rng(7)
    columns = learn.with_bias(made.normal(size=(20_000, 2)))
    right = (made.random(len(columns)) < 1 / (1 + np.exp(-columns @ np.array([2.0, -1.0, 0.5])))).astype(float)
    fitted = learn.fit(columns, learn.logistic(right, np.ones(len(right))), np.zeros(3))
    assert fitted == pytest.approx([2.0, -1.0, 0.5], abs=0.1)


def test_a_sign_is_held_and_a_ridge_pulls_towards_nothing() -> None:
    columns, right = np.array([[1.0], [2.0], [-1.0], [-2.0]]), np.array([1.0, 1.0, 0.0, 0.0])
    loss = learn.logistic(right, np.ones(4))
    assert learn.fit(columns, loss, np.ones(1), [(None, 0.0)]) == pytest.approx([0.0])
    assert 0 < learn.fit(columns, loss, 10 * np.ones(1))[0] < learn.fit(columns, loss, np.ones(1))[0]


def test_the_right_one_of_each_post_is_put_first() -> None:
    rows = np.array([[3.0, 0.0], [1.0, 5.0], [1.0, 5.0], [4.0, 0.0]])
    right = [np.array([True, False]), np.array([False, True])]
    first, second = learn.fit(rows, learn.first_place(right), np.full(2, 0.1))
    assert first > 0 > second


def test_the_weights_of_likeness_are_printed_by_name(
    evaluation: Evaluation, capsys: pytest.CaptureFixture[str]
) -> None:
    learn.learn_likeness(evaluation)
    names = re.findall(r"^(\w+) +-?\d+\.\d{3}$", capsys.readouterr().out, re.MULTILINE)
    assert names == [*(feature.name for feature in TABLE.likeness.features), "bias"]
