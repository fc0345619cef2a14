"""Two processes on one database: the second is refused, unless the first has ended in whatever way."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.alone import alone_with
from bot.words import terminal_text

from .discord_stand_in import StandIn, serving
from .program import Running, footnote_run

CONNECTED = "has connected to Gateway"


@asynccontextmanager
async def on_discord(folder: Path, monkeypatch: pytest.MonkeyPatch, **environment: str) -> AsyncIterator[Running]:
    async with serving(StandIn("hello", grants=True), monkeypatch), footnote_run(folder, **environment) as running:
        await running.until(CONNECTED)
        yield running


@pytest.mark.parametrize("token", ["a.good.token", "another.good.token"], ids=["same token", "another token"])
async def test_a_second_one_on_the_same_database_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "claims.db")
    link = str(tmp_path / "link.db")
    async with on_discord(tmp_path, monkeypatch), footnote_run(tmp_path, token, FOOTNOTE_DB=link) as second:
        assert await second.ended() == 2
        assert second.written.splitlines()[-1] == f"Error: {terminal_text.another_runs(Path(link))}"
        assert token not in second.written


async def test_another_database_is_another_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = str(tmp_path / "other.db")
    async with on_discord(tmp_path, monkeypatch), footnote_run(tmp_path, FOOTNOTE_DB=other) as second:
        await second.until(CONNECTED)
        assert second.process.returncode is None


async def test_commands_beside_it_are_no_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with on_discord(tmp_path, monkeypatch):
        command = [sys.executable, "-m", "bot", "--db", str(tmp_path / "claims.db"), "check", "China banned Clubhouse"]
        beside = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, cwd=tmp_path)
        answer, _ = await beside.communicate()
        assert b"The source agrees." in answer
        assert beside.returncode == 0


async def test_one_that_was_killed_stands_in_nobodys_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # With worker processes, which may outlive it by a moment.
    async with on_discord(tmp_path, monkeypatch, FOOTNOTE_WORKERS="2") as first:
        first.process.kill()
        await first.process.wait()
        async with footnote_run(tmp_path) as second:
            await second.until(CONNECTED)
            assert second.process.returncode is None


def test_where_nothing_can_be_locked_it_goes_on_and_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").touch()
    with alone_with(tmp_path / "file" / "claims.db"):
        assert f"no lock keeps a second Footnote from this database: {os.strerror(17)}" in caplog.text


def test_a_database_is_free_again_after_the_block(tmp_path: Path) -> None:
    for _ in range(2):
        with alone_with(tmp_path / "new" / "claims.db"):
            assert (tmp_path / "new").is_dir()
