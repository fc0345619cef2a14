"""What each row of the evidence is worth: switched off, it does nothing, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks import worth
from benchmarks.evaluation import Evaluation
from benchmarks.quality import OWN, STARTER, claims_of, labelled
from claims_db.engine import evidence
from claims_db.engine.evidence import TABLE

from .conftest import ROWS

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> worth.Messages:
    """Ten messages of Footnote's own, instead of all."""
    claims = claims_of(STARTER, OWN.path("leisure_pack.json"))
    messages = [(claims, list(labelled(OWN, "leisure.jsonl"))[:ROWS])]
    monkeypatch.setattr(worth, "own_messages", lambda: messages)
    return messages


def test_a_row_is_switched_off_alone() -> None:
    part = next(part for part in TABLE.parts() if part.rows == TABLE.likeness.features)
    changed = worth.without(TABLE, part, TABLE.likeness.features[0])
    assert changed.likeness.features[0].weight == 0.0
    assert changed.likeness.features[1:] == TABLE.likeness.features[1:]
    assert replace(changed, likeness=TABLE.likeness) == TABLE


def test_each_row_can_be_switched_off() -> None:
    for part in TABLE.parts():
        for row in part.rows:
            assert worth.without(TABLE, part, row) != TABLE


def test_what_decides_is_put_back(few: worth.Messages) -> None:
    part = next(TABLE.parts())
    worth.quality(few, worth.without(TABLE, part, part.rows[0]))
    assert evidence.TABLE is TABLE


def test_without_the_claims_own_words_little_is_right(few: worth.Messages) -> None:
    part = next(part for part in TABLE.parts() if part.rows == TABLE.likeness.features)
    contained = next(row for row in part.rows if row.name == "contained")
    assert worth.quality(few, worth.without(TABLE, part, contained)).right < worth.quality(few).right


def test_every_row_has_its_line(few: worth.Messages, evaluation: Evaluation, capsys: Printed) -> None:
    assert few
    worth.report(evaluation)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{ROWS} messages: ")
    assert [line.split(" | ")[0] for line in lines[3:]] == [
        f"| {row.name}" for part in TABLE.parts() for row in part.rows
    ]
