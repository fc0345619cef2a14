"""From a message that was just read to the reply: what somebody asks, and what nobody asked about."""

from __future__ import annotations

import discord

from bot.cards.answer_cards import short_card
from bot.client import Footnote
from bot.discord.delivery import deliver, deliver_later
from bot.discord.incidents import told
from bot.discord.recovery.failures import mends_by_itself
from bot.places import Answer


async def answer_asked(bot: Footnote, message: discord.Message) -> None:
    """Answer somebody who talks to the bot, whatever fails. The caller holds the message's lock."""
    answer: Answer | None
    try:
        answer = await bot.answers.asked(message)
    except Exception as error:  # noqa: BLE001 - somebody asked, and waits for an answer
        if mends_by_itself(error):
            await deliver_later(bot, message)
            return
        answer = Answer(short_card(told(error)))
    if answer is not None:
        await deliver(bot, message, answer, unasked=False)


async def answer_unasked(bot: Footnote, message: discord.Message) -> None:
    """Speak where the mode of the message's channel wants that. The caller holds the message's lock."""
    answer = await bot.answers.unasked(message)
    if answer is not None:
        await deliver(bot, message, answer, unasked=True)
