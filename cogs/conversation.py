"""Talking to the bot: in a private message, by mentioning it, or in reply to it."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.cards.answer_cards import short_card
from bot.client import Footnote
from bot.conversation import Answer
from bot.discord.addressing import addressed, by_person
from bot.discord.delivery import deliver, deliver_later
from bot.discord.failures import mends_by_itself
from bot.discord.incidents import told


class Conversation(commands.Cog):
    """Answers whoever talks to the bot."""

    def __init__(self, bot: Footnote) -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is meant for the bot."""
        if by_person(message) and addressed(message, self.bot.me):
            async with self.bot.locks.of(message.id):
                await self._answer(message)

    async def _answer(self, message: discord.Message) -> None:
        try:
            answer = await self.bot.answers.asked(message)
        except Exception as error:  # noqa: BLE001 - somebody asked, and waits for an answer
            if mends_by_itself(error):
                await deliver_later(self.bot, message)
                return
            answer = Answer(short_card(told(error)))
        await deliver(self.bot, message, answer, unasked=False)


async def setup(bot: Footnote) -> None:
    """Called by discord.py."""
    await bot.add_cog(Conversation(bot))
