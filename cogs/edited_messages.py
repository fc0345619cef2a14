"""Keeping answers true to the messages that they answer: edited with them, deleted with them."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.client import Footnote
from bot.discord.delivery import follow, withdraw


class Following(commands.Cog):
    """Follows what happens to messages after they were written, and to the bot's own."""

    def __init__(self, bot: Footnote) -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Check an edited message again. A preview that Discord adds to a link is no edit."""
        message = payload.message
        if message.edited_at is None or message.author.id == self.bot.me.id:
            return
        async with self.bot.locks.of(message.id):
            await follow(self.bot, message)

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
            await self.bot.claims.replies.taken_back(message_id)


async def setup(bot: Footnote) -> None:
    """Called by discord.py."""
    await bot.add_cog(Following(bot))
