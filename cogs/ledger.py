"""Settling replies of which nobody knows what became of them: after a start, a gap, or a failure of Discord's."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.client import Footnote
from bot.discord.ledger import Ledger


class Settling(commands.Cog):
    """Tells the ledger when there is something to settle."""

    def __init__(self, bot: Footnote) -> None:
        self.bot = bot
        self.ledger = Ledger(bot)

    async def cog_unload(self) -> None:
        """Leave the rest to the next start."""
        await self.ledger.stop()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Nothing of what an earlier process or connection began is on its way any more."""
        self.ledger.start(at_once=True)

    @commands.Cog.listener()
    async def on_resumed(self) -> None:
        """The network works again."""
        self.ledger.start(at_once=True)

    @commands.Cog.listener()
    async def on_reply_unsettled(self) -> None:
        """Discord failed, or what became of a reply could not be written down."""
        self.ledger.start()

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Hear of the bot's own messages, whatever their requests were answered with."""
        if message.author.id == self.bot.me.id:
            self.ledger.saw(message)


async def setup(bot: Footnote) -> None:
    """Called by discord.py."""
    await bot.add_cog(Settling(bot))
