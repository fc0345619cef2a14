"""The table of all evidence: what the document shows is what decides, and every row is fit to be read."""

from __future__ import annotations

from dataclasses import fields
from itertools import chain

import pytest

from benchmarks.evidence_table import DOCUMENT, tables, written
from claims_db.engine.evidence import TABLE
from claims_db.engine.linear import Feature, Linear

ROWS = [row for part in TABLE.parts() for row in part.rows]


def test_the_document_shows_the_table_that_decides() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert tables() in document, "run `python -m benchmarks.evidence_table`"
    assert written(document) == document


def test_no_row_is_left_out_of_the_parts() -> None:
    values = (getattr(TABLE, field.name) for field in fields(TABLE))
    rows = chain.from_iterable(
        value.features if isinstance(value, Linear) else [value] if isinstance(value, Feature) else value
        for value in values
    )
    assert {id(row) for row in rows} == {id(row) for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_row_says_what_it_is_in_one_short_sentence_and_why(row: Feature[object]) -> None:
    assert row.says[0].isupper()
    assert row.says.endswith(".")
    assert len(row.says) <= 70
    assert row.why


def test_names_are_told_apart_within_a_part() -> None:
    for part in TABLE.parts():
        names = [row.name for row in part.rows]
        assert len(set(names)) == len(names)
