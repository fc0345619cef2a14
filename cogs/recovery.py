"""Making good what went wrong: replies that failed, and what was written while the bot was away."""

from __future__ import annotations

import asyncio
import logging

import discord
from discord.ext import commands, tasks
from discord.utils import time_snowflake

from bot.client import Footnote
from bot.discord.recovery.catching_up import CatchingUp
from bot.discord.recovery.ledger import Ledger
from claims_db.errors import FootnoteError

log = logging.getLogger(__name__)

NOTED_EVERY_SECONDS = 30
# The number of the newest message that was heard of, which Discord counts by time.
_NOTE = "heard"


class Recovery(commands.Cog):
    """Notes what was heard last, and reads what came after it once the bot is back."""

    def __init__(self, bot: Footnote) -> None:
        self.bot = bot
        self.ledger = Ledger(bot)
        self.catching_up = CatchingUp(bot)
        self._heard = self._noted = 0
        # What was heard last before the gap that is not caught up with yet.
        self._gap: int | None = None
        self._task: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        """Everything since the last process is a gap."""
        self._gap = int(await self.bot.claims.note(_NOTE) or 0) or None
        self._noting = self._note.start()

    async def cog_unload(self) -> None:
        """Leave the rest to the next start."""
        self._note.cancel()
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})
        await self.ledger.stop()
        await self._note_heard()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """A new session: what Discord told meanwhile is lost, and what was on its way has arrived or never will."""
        if self._task is not None:
            self._task.cancel()
        self._task = asyncio.create_task(self._make_good())

    @commands.Cog.listener()
    async def on_resumed(self) -> None:
        """The same session: Discord has told everything again, and replies go through again."""
        self._gap = self._gap if self._task is not None and not self._task.done() else None
        self.ledger.start(at_once=True)

    @commands.Cog.listener()
    async def on_disconnect(self) -> None:
        """Remember where the gap begins; an earlier one goes on."""
        self._gap = self._gap or self._heard or None

    @commands.Cog.listener()
    async def on_reply_unsettled(self) -> None:
        """Discord failed, or what became of a reply could not be written down."""
        self.ledger.start()

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Hear of every message, the bot's own among them, whatever their requests were answered with."""
        self._heard = max(self._heard, message.id)
        if message.author.id == self.bot.me.id:
            self.ledger.saw(message)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Hear of edits, too."""
        if payload.message.edited_at is not None:
            self._heard = max(self._heard, time_snowflake(payload.message.edited_at))

    async def _make_good(self) -> None:
        await self.ledger.settle_all()
        self.ledger.start()
        try:
            if self._gap is not None:
                await self.catching_up.run(self._gap)
        except FootnoteError as error:
            log.warning("what was written meanwhile is not read, since the store fails: %s", error.for_host)
        self._gap = None
        self._heard = self._heard or time_snowflake(discord.utils.utcnow())
        await self._note_heard()

    @tasks.loop(seconds=NOTED_EVERY_SECONDS)
    async def _note(self) -> None:
        await self._note_heard()

    async def _note_heard(self) -> None:
        """Note it where the next process finds it, unless a gap is still open before it."""
        if self._gap is None and self._heard != self._noted:
            try:
                await self.bot.claims.set_note(_NOTE, str(self._heard))
                self._noted = self._heard
            except FootnoteError as error:
                log.warning("what was heard last is noted later, since the store fails: %s", error.for_host)


async def setup(bot: Footnote) -> None:
    """Called by discord.py."""
    await bot.add_cog(Recovery(bot))
