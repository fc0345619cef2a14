"""The privacy policy speaks of everything that is stored."""

from __future__ import annotations

import re
from pathlib import Path

from bot.settings import Settings
from claims_db.store.database import open_database

from .documents import ROOT

POLICY = (ROOT / "docs/privacy.md").read_text(encoding="utf-8")
STORED = POLICY.partition("## What is stored")[2].partition("\n## ")[0]


def tables(path: Path) -> set[str]:
    """The tables of a new database, but for those that SQLite and the migrations keep for themselves."""
    db = open_database(path / "claims.db")
    names = {name for name in db.table_names() if not name.startswith(("_sqlite", "sqlite_"))}
    db.close()
    return names


def test_every_table_is_named_and_no_other(tmp_path: Path) -> None:
    named = {
        name for row in re.findall(r"^\|[^|]*\|([^|]*)\|", STORED, re.MULTILINE) for name in re.findall("`(.*?)`", row)
    }
    assert named == tables(tmp_path)


def test_each_kind_of_row_has_its_reason_and_its_time() -> None:
    rows = [line.strip("|").split("|") for line in STORED.splitlines() if line.startswith("|")]
    assert len(rows) > 5
    assert [row for row in rows if len(row) != 4 or not all(cell.strip() for cell in row)] == []


def test_the_time_that_replies_are_kept_is_what_holds_unless_the_host_says_otherwise() -> None:
    assert f"[{Settings.model_fields['reply_days'].default}] days" in STORED
