"""Keeping answers true to the messages that they answer: edited with them, deleted with them."""

from __future__ import annotations

from datetime import datetime, timedelta

import discord
from discord.ext import commands

from bot.client import Footnote
from bot.discord.delivery import follow, withdraw
from bot.discord.recent import Recent

EDITS_KEPT = 10_000
CLOCKS_DIFFER = timedelta(minutes=1)


class Following(commands.Cog):
    """Follows what happens to messages after they were written, and to the bot's own."""

    def __init__(self, bot: Footnote) -> None:
        self.bot = bot
        self._began = discord.utils.utcnow() - CLOCKS_DIFFER
        self._edited: Recent[int, datetime] = Recent(EDITS_KEPT)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Check an edited message again."""
        message = payload.message
        if message.author.id != self.bot.me.id and self._is_an_edit(message):
            async with self.bot.locks.of(message.id):
                await follow(self.bot, message)

    def _is_an_edit(self, message: discord.Message) -> bool:
        """Whether the text may have changed: previews, pins and flags come as updates, with the time of the last edit.

        An edit from before the bot was there is no news: that is caught up with.
        """
        known, now = self._edited.get(message.id), message.edited_at
        if now is None or now == known or (known is None and now < self._began):
            return False
        self._edited.put(message.id, now)
        return True

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Take the reply along, or forget a reply that somebody deleted."""
        await self._deleted(payload.message_id)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """The same for many at once."""
        for message_id in payload.message_ids:
            await self._deleted(message_id)

    async def _deleted(self, message_id: int) -> None:
        async with self.bot.locks.of(message_id):
            reply = await self.bot.claims.replies.to(message_id)
            if reply is not None:
                await withdraw(self.bot, reply)
            elif await self.bot.claims.replies.find(message_id):  # most have nothing to do with the bot
                await self.bot.claims.replies.taken_back(message_id)


async def setup(bot: Footnote) -> None:
    """Called by discord.py."""
    await bot.add_cog(Following(bot))
