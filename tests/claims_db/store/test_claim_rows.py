from __future__ import annotations

from pathlib import Path

import pytest

from claims_db.store import claim_rows
from claims_db.store.database import open_database


@pytest.mark.parametrize(
    ("query", "parameters", "found_by"),
    [
        pytest.param(claim_rows._OF_SLUGS, ["harbour", "[]"], "(pack_id=? AND slug=?)", id="by slugs"),
        pytest.param(claim_rows._CITING, [1, "[]"], "SEARCH claims USING INTEGER PRIMARY KEY", id="by sources"),
    ],
)
def test_some_claims_of_a_large_pack_are_found_without_going_through_it(
    tmp_path: Path, query: str, parameters: list[object], found_by: str
) -> None:
    db = open_database(tmp_path / "claims.db")
    plan = "\n".join(row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {query}", parameters))
    db.close()
    assert found_by in plan
    assert "CORRELATED" not in plan
    assert "SCAN claims" not in plan
