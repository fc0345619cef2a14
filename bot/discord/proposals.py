"""Letting changes and suggestions wait for a moderator, and telling whoever proposed them what became of them."""

from __future__ import annotations

import logging

import discord

from bot.cards.answer_cards import Card, Line, short_card
from bot.client import Footnote
from bot.discord.buttons import actor, footnote
from bot.discord.log_channel import post_change, post_claim
from bot.discord.replies import body
from bot.words import queue_text
from claims_db.store.queue import Proposal, Queued, Suggestion

log = logging.getLogger(__name__)


def wants_second(interaction: discord.Interaction) -> bool:
    """Whether a change of a claim has to wait for another moderator here."""
    guild = interaction.guild
    return guild is not None and footnote(interaction).claims.servers.settings(guild.id).desk.second_approval


async def let_wait(interaction: discord.Interaction, server_id: int, proposal: Proposal) -> Card:
    """Put a change into the queue, and say so; raises FullError."""
    bot = footnote(interaction)
    entry = await bot.claims.queue.propose(server_id, proposal, actor=actor(interaction))
    bot.proposers.put(entry.id, interaction)
    opening = queue_text.log_waits(proposal.kind, proposal.after)
    await post_claim(bot, server_id, opening, proposal, [by(entry.proposer, queue_text.PROPOSED_THIS)])
    return short_card(queue_text.waits(proposal.kind, proposal.after))


async def suggest(interaction: discord.Interaction, server_id: int, suggestion: Suggestion) -> Card:
    """Put a suggestion into the queue, and say so; raises FullError. Its words go nowhere else."""
    bot = footnote(interaction)
    entry = await bot.claims.queue.suggest(server_id, suggestion, actor=actor(interaction))
    bot.proposers.put(entry.id, interaction)
    await post_change(bot, server_id, short_card(queue_text.LOG_SUGGESTED))
    return short_card(queue_text.SUGGESTED)


async def tell_proposer(bot: Footnote, entry: Queued, sentence: str) -> None:
    """Tell whoever proposed an entry what became of it, while Discord still lets only them see it: 15 minutes."""
    interaction = bot.proposers.take(entry.id)
    if interaction is None or interaction.is_expired():
        return
    try:
        await interaction.followup.send(**body(short_card(sentence)), ephemeral=True)
    except discord.HTTPException as error:
        log.info("a proposer was not told: Discord says %s (code %s)", error.status, error.code)


def by(actor_name: str, did: str) -> Line:
    """What somebody did, behind their name where they are a Discord user; nobody is pinged."""
    number = actor_name.removeprefix("discord:")
    if number.isdecimal() and number != actor_name:
        return Line(did, who=int(number))
    return Line(f"{queue_text.SOMEBODY} {did}")
