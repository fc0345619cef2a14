"""A stranger's machine: no token, no settings, an empty home, and a database of this test's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.terminal.commands.main import footnote

Footnote = Callable[..., Result]
Program = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(autouse=True)
def stranger(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder that the test runs in."""
    for name in [name for name in os.environ if name.startswith(("FOOTNOTE_", "DISCORD_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("FOOTNOTE_DB", str(tmp_path / "claims.db"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run() -> Footnote:
    """Runs a command in this process: `run("check", "text")`, with `given` on standard input."""

    def run(*arguments: str, given: bytes | str = b"") -> Result:
        return CliRunner().invoke(footnote, arguments, input=given, prog_name="footnote")

    return run


@pytest.fixture
def program() -> Program:
    """Runs the program itself; what it writes comes back as bytes."""

    def run(
        *arguments: str | bytes, given: bytes = b"", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        words = [sys.executable, "-m", "bot", *arguments]
        return subprocess.run(
            words, input=given, env=os.environ | (env or {}), capture_output=True, check=False, timeout=60
        )

    return run


@pytest.fixture
def pack_file(tmp_path: Path) -> Path:
    """A pack of claims that share no word with the starter pack."""
    path = tmp_path / "moon.json"
    path.write_text(json.dumps(MOON), encoding="utf-8")
    return path


MOON = {
    "pack": {"slug": "moon", "title": "Moon landings"},
    "sources": [
        {
            "key": "gazette",
            "title": "Apollo 11 lands in the Sea of Tranquility",
            "publisher": "The Lunar Gazette",
            "url": "https://gazette.example/apollo-11",
            "published": "1969-07-21",
            "archive_url": "https://archive.example/apollo-11",
        },
        {"key": "almanac", "title": "Café Lune [bold]Almanac[/bold]", "publisher": "Éditions Sélène"},
    ],
    "claims": [
        {
            "slug": "apollo-11-landing",
            "text": "Apollo 11 landed two astronauts in the Sea of Tranquility.",
            "rating": "true",
            "happened": "1969-07-20",
            "as_of": "1969-07-21",
            "citations": [{"source": "gazette", "quote": "The Eagle has landed."}, {"source": "almanac"}],
        },
        {
            "slug": "lunar-cheese",
            "text": "The lunar surface consists of ripe Swiss cheese.",
            "rating": "false",
            "citations": [{"source": "almanac"}],
        },
    ],
}
