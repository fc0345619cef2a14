"""Saying hello on joining a server, with a button to watch the channel."""

from __future__ import annotations

import logging
import re

import discord
from discord import ui
from discord.ext import commands

from bot.cards.answer_cards import Block, Card, Line
from bot.client import Footnote
from bot.discord.buttons import actor, footnote, moderates, refusal, tell
from bot.discord.delivery import may_write
from bot.discord.incidents import guarded
from bot.discord.replies import body
from bot.words import discord_text
from claims_db.store.servers import Mode

log = logging.getLogger(__name__)


class Welcome(commands.Cog):
    """Introduces the bot once to each server."""

    def __init__(self, bot: Footnote) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        """Let the button below an old hello still work."""
        self.bot.add_dynamic_items(Watch)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Say hello where it is seen and the bot may write; nowhere, if it may not."""
        channel = channel_for_hello(guild)
        if channel is None or self.bot.claims.servers.settings(guild.id).greeted:
            return
        view = ui.View(timeout=None)
        view.add_item(Watch())
        embeds = channel.permissions_for(guild.me).embed_links
        await channel.send(**body(hello_card(), embeds=embeds), view=view, silent=True)
        await self.bot.claims.servers.mark_greeted(guild.id)


def channel_for_hello(guild: discord.Guild) -> discord.TextChannel | None:
    """The system channel, else the first text channel that the bot may write in."""
    first = [guild.system_channel] if guild.system_channel else []
    channels = [*first, *sorted(guild.text_channels, key=lambda channel: (channel.position, channel.id))]
    return next((channel for channel in channels if may_write(channel.permissions_for(guild.me), channel)), None)


def hello_card() -> Card:
    """What the bot does, when it speaks and what it never stores."""
    lines = (Line(discord_text.HELLO_WHEN), Line(discord_text.HELLO_PRIVACY))
    return Card(discord_text.HELLO, (Block("", lines),))


class Watch(ui.DynamicItem[ui.Button[ui.View]], template=r"footnote:watch"):
    """Lets the bot speak up in this channel where something differs from the sources."""

    def __init__(self) -> None:
        style = discord.ButtonStyle.primary
        super().__init__(ui.Button(label=discord_text.WATCH_BUTTON, style=style, custom_id="footnote:watch"))

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: ui.Item[ui.View], ___: re.Match[str], /) -> Watch:
        """The button of an older process."""
        return cls()

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Watch the channel, or say who may."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        if not moderates(interaction) or interaction.guild is None or interaction.channel_id is None:
            await tell(interaction, refusal(interaction))
            return
        bot, mode = footnote(interaction), Mode.CORRECTIONS
        await bot.claims.servers.set_mode(interaction.guild.id, interaction.channel_id, mode, actor=actor(interaction))
        await tell(interaction, discord_text.mode_set(mode, reads=bot.intents.message_content))


async def setup(bot: Footnote) -> None:
    """Called by discord.py."""
    await bot.add_cog(Welcome(bot))
