"""Making good what went wrong: replies that failed, and what was written while the bot was away."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

import discord
from discord.ext import commands
from discord.utils import time_snowflake

from bot.alone import AnotherRunsError
from bot.client import Footnote
from bot.discord.delivery import withdraw
from bot.discord.recovery.catching_up import CatchingUp, Later
from bot.discord.recovery.ledger import Ledger
from bot.words import terminal_text
from claims_db.errors import StoreError

log = logging.getLogger(__name__)

NOTED_EVERY_SECONDS = 5.0
# The number of the newest message that was heard of, which Discord counts by time.
_NOTE = "heard"


class Recovery(commands.Cog):
    """Notes what was heard last, and reads what came after it once the bot is back."""

    def __init__(self, bot: Footnote) -> None:
        self.bot = bot
        self.ledger = Ledger(bot)
        self.catching_up = CatchingUp(bot)
        self._heard = self._noted = 0
        self._noted_at = 0.0
        # What was heard last before the gap that is not caught up with yet.
        self._gap: int | None = None
        self._is_behind = False
        self._task: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        """Everything since the last process is a gap."""
        self._gap = int(await self.bot.claims.note(_NOTE) or 0) or None

    async def cog_unload(self) -> None:
        """Leave the rest to the next start."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})
        await self.ledger.stop()
        await self._note_heard()

    @commands.Cog.listener()
    async def on_connect(self) -> None:
        """A new session begins: what is heard from now on needs no catching up."""
        self.catching_up.forget_end()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """A new session: what Discord told meanwhile is lost, and what was on its way has arrived or never will."""
        if self._task is not None:
            self._task.cancel()
        self._is_behind = True
        self._task = asyncio.create_task(self._make_good())

    @commands.Cog.listener()
    async def on_resumed(self) -> None:
        """The same session: Discord has told everything again, and replies go through again."""
        if not self._is_behind:
            self._gap = None
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
    async def on_store_looked_at(self) -> None:
        """Write down what was said while nothing could be written."""
        await self.bot.claims.replies.write_down()

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Hear of every message, the bot's own among them, whatever their requests were answered with."""
        self._heard = max(self._heard, message.id)
        self.catching_up.hear(message.id)
        if message.author.id == self.bot.me.id:
            self.ledger.saw(message)
            await self._heed_another(message)
        now = asyncio.get_running_loop().time()
        if now > self._noted_at + NOTED_EVERY_SECONDS:
            self._noted_at = now
            await self._note_heard()

    async def _heed_another(self, message: discord.Message) -> None:
        """Where an older process has answered what this one answers too, take this one's answer back and stop."""
        answered = message.reference.message_id if message.reference else None
        if answered is None or not self.bot.nonces.is_older(str(message.nonce)):
            return
        async with self.bot.locks.of(answered):  # this one's answer may be on its way
            reply = await self.bot.claims.replies.to(answered)
            # One that an earlier process began, and this one sent, bears the nonce of the first try.
            if reply is not None and reply.reply_id != message.id:
                await withdraw(self.bot, reply)
                self.bot.stop(AnotherRunsError(terminal_text.ANOTHER_ANSWERS))

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Hear of edits, too."""
        if payload.message.edited_at is not None:
            self._heard = max(self._heard, time_snowflake(payload.message.edited_at))

    async def _make_good(self) -> None:
        await self.ledger.settle_all()
        self.ledger.start()
        later = Later()
        try:
            if self._gap is not None:
                later = await self.catching_up.run(self._gap)
        except StoreError:
            log.warning("what was written meanwhile is not read, since the store fails")
        self._gap, self._is_behind = None, False
        self._heard = self._heard or time_snowflake(discord.utils.utcnow())
        await self._note_heard()
        await self.catching_up.finish(later)

    async def _note_heard(self) -> None:
        """Note it where the next process finds it, unless a gap is still open before it.

        What is being looked at this moment may not be answered yet, and comes after what is noted.
        """
        done = min(self._heard, self.bot.locks.lowest_held(default=self._heard + 1) - 1)
        if self._gap is None and done > self._noted:
            with suppress(StoreError):  # the store says so in the log, once
                await self.bot.claims.set_note(_NOTE, str(done))
                self._noted = done


async def setup(bot: Footnote) -> None:
    """Called by discord.py."""
    await bot.add_cog(Recovery(bot))
