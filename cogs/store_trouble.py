"""Telling log channels that the claims cannot be changed, once, and that they can again."""

from __future__ import annotations

import asyncio

from discord.ext import commands

from bot.cards.answer_cards import short_card
from bot.client import Footnote
from bot.discord.log_channel import post_change
from bot.words import store_text


class StoreTrouble(commands.Cog):
    """What passes before the store is looked at again is in the log alone."""

    def __init__(self, bot: Footnote) -> None:
        self.bot = bot
        self._told = False
        self._telling = asyncio.Lock()

    @commands.Cog.listener()
    async def on_store_looked_at(self) -> None:
        """Tell every server that has a log channel, where that is news."""
        async with self._telling:
            trouble = self.bot.claims.trouble
            if (trouble is not None) is self._told:
                return
            self._told = trouble is not None
            card = short_card(store_text.began(trouble.trouble) if trouble else store_text.OVER)
            for guild in self.bot.guilds:
                await post_change(self.bot, guild.id, card)


async def setup(bot: Footnote) -> None:
    """Called by discord.py."""
    await bot.add_cog(StoreTrouble(bot))
