"""What waits for moderators: changes that need a second one, and what members suggest."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.cards.answer_cards import Card, short_card
from bot.client import Footnote
from bot.discord.delivery import respond
from bot.discord.recent import Recent
from bot.discord.server_changes import queue_of
from bot.intents import Intent, read
from bot.words import discord_text, queue_text
from claims_db.errors import FullError, InvalidValueError
from claims_db.store.queue import Suggestion
from cogs.queue.page import EntryButton, open_queue

LONGEST_TEXT = 300
LONGEST_SOURCE = 300
SUGGESTIONS_AN_HOUR = 5
MEMBERS_PACED = 10_000


class Queue(commands.Cog):
    """Takes suggestions from everybody, and shows what waits."""

    def __init__(self, bot: Footnote) -> None:
        self.bot = bot
        self._pace: Recent[tuple[int, int], app_commands.Cooldown] = Recent(MEMBERS_PACED)

    async def cog_load(self) -> None:
        """Let the buttons of older pages work."""
        self.bot.add_dynamic_items(EntryButton)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Delete what members suggested where nobody can decide on it any more."""
        await self.bot.claims.queue.forget_suggestions(guild.id)

    @app_commands.command(name="queue", description=queue_text.QUEUE)
    @app_commands.guild_only()
    @app_commands.allowed_installs(guilds=True, users=False)
    async def queue(self, interaction: discord.Interaction) -> None:
        """Show the oldest entry: to moderators of all that waits, to others of what they suggested."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        if interaction.guild is None:
            await respond(interaction, short_card(discord_text.SERVER_ONLY))
        else:
            await open_queue(interaction)

    @app_commands.command(name="suggest", description=queue_text.SUGGEST)
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.describe(text=queue_text.SUGGEST_TEXT, source=queue_text.SUGGEST_SOURCE)
    async def suggest(
        self,
        interaction: discord.Interaction,
        text: app_commands.Range[str, 1, LONGEST_TEXT],
        source: app_commands.Range[str, 1, LONGEST_SOURCE] | None = None,
    ) -> None:
        """Let a suggestion wait for the moderators."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await respond(interaction, await self._taken(interaction, text, source or ""))

    async def _taken(self, interaction: discord.Interaction, text: str, source: str) -> Card:
        """Put it into the queue, or say why not."""
        guild = interaction.guild
        if guild is None:
            return short_card(queue_text.SUGGEST_IN_A_SERVER)
        if read(text).intent is Intent.NOTHING:
            return short_card(queue_text.NOTHING_SUGGESTED)
        wait = self._seconds_to_wait(interaction, guild.id)
        if wait:
            return short_card(queue_text.wait_before_suggesting(wait))
        try:
            await queue_of(interaction).suggest(Suggestion(" ".join(text.split()), " ".join(source.split())))
        except (FullError, InvalidValueError) as error:
            return short_card(f"{str(error).capitalize()}.")
        return short_card(queue_text.SUGGESTED)

    def _seconds_to_wait(self, interaction: discord.Interaction, server_id: int) -> float | None:
        """How long somebody who suggests much has to wait; None where they need not."""
        who = (server_id, interaction.user.id)
        pace = self._pace.get(who) or app_commands.Cooldown(SUGGESTIONS_AN_HOUR, 3600)
        self._pace.put(who, pace)
        return pace.update_rate_limit(interaction.created_at.timestamp())


async def setup(bot: Footnote) -> None:
    """Called by discord.py."""
    await bot.add_cog(Queue(bot))
