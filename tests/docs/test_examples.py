"""A file that a document shows can be imported as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims_db.actors import Actor
from claims_db.service import ClaimService

from .documents import Fence, fences

PACKS = [fence for fence in fences("json") if '"pack"' in fence.text]
TABLES = list(fences("csv"))
REVIEWS = [fence for fence in fences("json") if "ClaimReview" in fence.text]


@pytest.mark.parametrize("fence", [*PACKS, *TABLES, *REVIEWS], ids=str)
async def test_an_example_imports(fence: Fence, tmp_path: Path) -> None:
    file = tmp_path / f"example.{fence.language}"
    file.write_text(fence.text, encoding="utf-8")
    async with ClaimService.open(tmp_path / "claims.db") as claims:
        pack = None if fence in PACKS else "example"
        report = await claims.import_file(file, pack=pack, skip_invalid=False, actor=Actor("a reader"), progress=None)
    assert report.added > 0
    assert report.problems == ()


def test_packs_are_documented_by_example() -> None:
    assert PACKS
