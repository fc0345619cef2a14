"""Answers don't get worse unnoticed: of each kind of labelled message no more are wrong than are listed as wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import misses
from benchmarks.contrasts import PAIRS
from benchmarks.evaluation import DEFAULT, Evaluation
from benchmarks.quality import labelled_files, own_files

FILES = [*own_files(), *(labelled_files(Evaluation(DEFAULT)) if DEFAULT.is_dir() else ())]


@pytest.mark.parametrize(("where", "name", "packs"), FILES, ids=[name for _, name, _ in FILES])
def test_no_kind_of_message_is_answered_worse(where: Evaluation, name: str, packs: list[Path]) -> None:
    known, now = misses.listed()[name], misses.misses(where, name, packs)
    assert misses.worse(known, now) == []


@pytest.mark.parametrize("name", PAIRS)
def test_no_pair_of_claim_and_message_is_answered_worse(name: str) -> None:
    assert misses.worse(misses.listed()[name], misses.pair_misses(name)) == []


def test_a_drop_names_the_messages_that_changed() -> None:
    known, now = {"denial": [3, 9]}, {"denial": [3, 4, 12]}
    (told,) = misses.worse(known, now)
    assert told == "denial: 3 wrong, 2 before; newly wrong: lines [4, 12], newly right: [9]"


def test_other_mistakes_in_the_place_of_old_ones_are_no_drop() -> None:
    assert misses.worse({"denial": [3, 9]}, {"denial": [4, 9]}) == []
