"""Talking to the bot: in a private message, by mentioning it, or in reply to it."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.client import Footnote
from bot.discord.addressing import addressed, by_person
from bot.discord.answering import answer_asked


class Conversation(commands.Cog):
    """Answers whoever talks to the bot."""

    def __init__(self, bot: Footnote) -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is meant for the bot."""
        if by_person(message) and addressed(message, self.bot.me):
            async with self.bot.locks.of(message.id):
                await answer_asked(self.bot, message)


async def setup(bot: Footnote) -> None:
    """Called by discord.py."""
    await bot.add_cog(Conversation(bot))
