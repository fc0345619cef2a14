from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from claims_db.service import ClaimService


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "claims.db"


@pytest.fixture
async def claims(path: Path) -> AsyncIterator[ClaimService]:
    async with ClaimService.open(path) as service:
        yield service
