"""What tests of many short lives of the bot share: a filled database, and waits that are short."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.discord.recovery import catching_up, ledger
from bot.settings import Settings
from claims_db.service import ClaimService
from claims_db.store.servers import Mode

from .discord_stand_in import serving
from .faulty_discord import CHANNEL, OTHER_CHANNELS, FaultyDiscord
from .lives import Lives


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the starter pack, closed."""
    path = tmp_path_factory.mktemp("filled") / "claims.db"

    async def fill() -> None:
        async with ClaimService.open(path):
            pass

    asyncio.run(fill())
    return path


@pytest.fixture
def talkative(tmp_path: Path, filled: Path) -> Settings:
    """A host whose bot speaks wherever it can, again and again."""
    shutil.copy(filled, tmp_path / "claims.db")
    return Settings(
        _env_file=None, db=tmp_path / "claims.db", default_mode=Mode.ALL, cooldown_hours=0, workers=0,
        check_sources_days=0,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for seconds waits for hundredths."""
    monkeypatch.setattr(ledger, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(ledger, "LONGEST_WAIT", 0.05)
    monkeypatch.setattr(catching_up, "FIRST_REST_SECONDS", 0.01)
    monkeypatch.setattr(catching_up, "PACE_SECONDS", 0.0)


@pytest.fixture
async def faulty(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FaultyDiscord]:
    """A Discord where everything works until a test says otherwise."""
    discord = FaultyDiscord((CHANNEL, *OTHER_CHANNELS))
    async with serving(discord, monkeypatch):
        yield discord


@pytest.fixture
async def lives(talkative: Settings, faulty: FaultyDiscord) -> AsyncIterator[Lives]:
    """A bot on it, which a test begins and ends."""
    lives = Lives(talkative, faulty)
    yield lives
    await lives.end()
