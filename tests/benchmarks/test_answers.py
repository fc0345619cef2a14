"""Open questions are answered no worse than before: of each file as many rightly, and no more wrongly."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.answers import outcome, question_files
from benchmarks.evaluation import DEFAULT, Evaluation
from benchmarks.quality import TODAY, answering, claims_of

# Right at least, wrong at most, and answered at most though nothing answers them.
KNOWN = {
    "questions_dev.jsonl": (60, 0, 0),
    "radio_and_storms.jsonl": (52, 6, 3),
    "museum_and_festival.jsonl": (27, 8, 0),
    "chess_and_railways.jsonl": (40, 3, 1),
    "games_and_towns.jsonl": (73, 0, 0),
    "unseen.jsonl": (74, 0, 2),
}
FILES = [*question_files(Evaluation(DEFAULT))] if DEFAULT.is_dir() else []


@pytest.mark.parametrize(("where", "name", "packs"), FILES, ids=[name for _, name, _ in FILES])
def test_no_file_of_questions_is_answered_worse(where: Evaluation, name: str, packs: list[Path]) -> None:
    answer = answering(claims_of(*packs))
    counts = Counter(outcome(row, answer(row["text"], TODAY)) for row in where.rows(name))
    right, wrong, invented = KNOWN[name]
    assert counts["right"] >= right
    assert counts["wrong"] <= wrong
    assert counts["invented"] <= invented
