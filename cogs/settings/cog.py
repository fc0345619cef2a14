"""What moderators set for their server: when the bot speaks unasked, how, what it knows, and who may change it."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.cards.answer_cards import short_card
from bot.client import Footnote
from bot.discord.buttons import moderates_server, refusal
from bot.discord.delivery import respond
from bot.words import settings_text
from cogs.settings.panel import Control, panel
from cogs.settings.saving import forget_gone


class Settings(commands.Cog):
    """Opens the panel, for moderators."""

    def __init__(self, bot: Footnote) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        """Let the controls of older panels work."""
        self.bot.add_dynamic_items(Control)

    @app_commands.command(name="settings", description=settings_text.SETTINGS)
    @app_commands.guild_only()
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.default_permissions(manage_messages=True)
    async def settings(self, interaction: discord.Interaction) -> None:
        """Show the panel. Discord hides the command from others unless a server shows it; they are told who may."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        if interaction.guild is None or not moderates_server(interaction):
            await respond(interaction, short_card(refusal(interaction)))
            return
        words = await forget_gone(self.bot, interaction.guild)
        nobody = discord.AllowedMentions.none()
        await interaction.followup.send(view=await panel(self.bot, interaction.guild, words), allowed_mentions=nobody)


async def setup(bot: Footnote) -> None:
    """Called by discord.py."""
    await bot.add_cog(Settings(bot))
