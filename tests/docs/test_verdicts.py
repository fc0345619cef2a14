"""The examples of how-it-decides.md get the verdict that it says."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from claims_db.engine.check import check
from claims_db.engine.index import ClaimIndex
from claims_db.files.pack import parse_json, read_pack
from claims_db.values import Message

ROOT = Path(__file__).parents[2]
CLAIMS = read_pack(parse_json((ROOT / "claims_db" / "starter_pack.json").read_text(encoding="utf-8"))).claims
INDEX = ClaimIndex(CLAIMS)
DOCUMENT = (ROOT / "docs" / "how-it-decides.md").read_text(encoding="utf-8")
SECTION = DOCUMENT.partition("### When the source agrees")[2].partition("### ")[0]
ROWS = re.findall(r"^\| (.+?) \| (supported|refuted|not-enough-evidence) \| (.+?) \|$", SECTION, re.MULTILINE)
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


def test_there_are_ten() -> None:
    assert len(ROWS) == 10


@pytest.mark.parametrize(("text", "label", "because"), ROWS, ids=[row[0] for row in ROWS])
def test_an_example_gets_its_verdict(text: str, label: str, because: str) -> None:
    verdict = check(Message(text, NOW), INDEX, {claim.pack for claim in CLAIMS})
    assert verdict.label == label
    for quoted in re.findall("“(.+?)”", because):
        assert any(quoted in f"{one.said} {one.source}" for one in verdict.differences)
