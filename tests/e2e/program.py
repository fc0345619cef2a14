"""The program itself, `footnote run`, in a process of its own that takes the stand-in for Discord."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import discord

from .discord_stand_in import TOKEN

PATIENCE = 60
_PROGRAM = """
import os, discord, yarl
discord.http.Route.BASE = os.environ["STAND_IN_BASE"]
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["STAND_IN_GATEWAY"])
from bot.__main__ import main
main()
"""


class Running:
    """A process that runs, and what it has written on standard error so far."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.written = ""

    async def until(self, words: str) -> None:
        """Wait until it has written these words."""
        async with asyncio.timeout(PATIENCE):
            while words not in self.written:
                line = await self._errors.readline()
                assert line, f"it ended without saying {words!r}: {self.written}"
                self.written += line.decode()

    async def ended(self) -> int:
        """Its exit code, once it has ended; all that it wrote is in `written` then."""
        async with asyncio.timeout(PATIENCE):
            self.written += (await self._errors.read()).decode()
            return await self.process.wait()

    @property
    def _errors(self) -> asyncio.StreamReader:
        assert self.process.stderr is not None
        return self.process.stderr


@asynccontextmanager
async def footnote_run(folder: Path, token: str = TOKEN, **environment: str) -> AsyncIterator[Running]:
    """`footnote run` against the stand-in that `serving` has put in place; killed with the block if it still runs."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(("FOOTNOTE_", "DISCORD_"))}
    stand_in = {
        "STAND_IN_BASE": discord.http.Route.BASE,
        "STAND_IN_GATEWAY": str(discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY),
    }
    ours = {"DISCORD_TOKEN": token, "FOOTNOTE_DB": str(folder / "claims.db"), "FOOTNOTE_WORKERS": "0"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _PROGRAM, "run", stderr=PIPE, cwd=folder, env=others | stand_in | ours | environment
    )
    try:
        yield Running(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
