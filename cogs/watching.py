"""Speaking unasked, in the channels that moderators let the bot watch."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.client import Footnote
from bot.discord.addressing import addressed, by_person
from bot.discord.answering import answer_unasked


class Watching(commands.Cog):
    """Answers a message that nobody asked about, where its channel's mode wants that."""

    def __init__(self, bot: Footnote) -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Look at a message that is not meant for the bot."""
        if not by_person(message) or addressed(message, self.bot.me):
            return
        async with self.bot.locks.of(message.id):
            await answer_unasked(self.bot, message)


async def setup(bot: Footnote) -> None:
    """Called by discord.py."""
    await bot.add_cog(Watching(bot))
