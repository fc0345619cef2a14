"""One bot after another on the same database, each ended as a process is that is killed: it writes and asks no more."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import cast

from bot.client import Footnote
from bot.discord.stopping import under_way
from bot.settings import Settings
from claims_db.service import ClaimService
from cogs.recovery import Recovery

from .discord_stand_in import TOKEN
from .faulty_discord import FaultyDiscord

LONGEST_SECONDS = 20


class Lives:
    """The bot that runs now, if any."""

    def __init__(self, settings: Settings, faulty: FaultyDiscord) -> None:
        self.settings = settings
        self._faulty = faulty
        self._running: asyncio.Task[None] | None = None
        self.bot: Footnote | None = None
        self.killed = asyncio.Event()
        faulty.kill = self.kill

    async def begin(self) -> None:
        """Start a bot, and wait until it hears what happens."""
        self.killed.clear()
        self._faulty.ready.clear()
        self.bot = Footnote(self.settings)
        # discord.py waits for so many seconds whether one more server is announced.
        self.bot._connection.guild_ready_timeout = 0.05
        self._running = asyncio.create_task(self.bot.start(TOKEN))
        await asyncio.wait_for(self._faulty.ready.wait(), 20)
        await asyncio.wait_for(self.bot.wait_until_ready(), 20)

    def kill(self) -> None:
        """From this moment on nothing is written any more, and nothing asked."""
        if self.bot is not None and not self.killed.is_set():
            self.bot.claims._store._database._thread.shutdown(wait=False, cancel_futures=True)
            self.killed.set()

    async def end(self) -> None:
        """Take away what a killed process leaves in this one; where it was not killed, stop it as a host does."""
        if self.bot is None or self._running is None:
            return
        if self.killed.is_set():
            session = self.bot.http._HTTPClient__session  # type: ignore[attr-defined]  # the library's connections
            await session.close()
            _cancel_handlers()
        self._running.cancel()
        with suppress(asyncio.CancelledError, RuntimeError):
            await self._running
        with suppress(RuntimeError):
            await self.bot.close()
        _cancel_handlers()
        self.bot = None

    async def rows(self) -> dict[int, int]:
        """The replies that the store knows, and the messages that they answer."""
        assert self.bot is not None
        query = "SELECT reply_id, message_id FROM replies"
        return dict(await self.bot.claims._store.read(lambda db: db.execute(query).fetchall()))

    async def note(self, name: str, value: str) -> None:
        """Write a note into the store, while no bot runs."""
        async with ClaimService.open(self.settings.db) as claims:
            await claims.set_note(name, value)

    async def settled(self) -> None:
        """Wait until nothing is on its way and nothing is left to catch up with."""
        bot = self.bot
        assert bot is not None
        recovery = cast(Recovery, bot.get_cog("Recovery"))
        calm, until = 0, asyncio.get_running_loop().time() + LONGEST_SECONDS
        while calm < 3:
            await asyncio.sleep(0.02)
            caught_up = recovery._task is None or recovery._task.done()
            is_calm = caught_up and not under_way() and not await bot.claims.replies.open()
            calm = calm + 1 if is_calm else 0
            assert asyncio.get_running_loop().time() < until, (recovery._task, under_way(), self._faulty.asked[-5:])


def _cancel_handlers() -> None:
    for task in under_way():
        task.cancel()
