"""What moderators set for their server: where the bot speaks unasked, how often, and what it knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import discord
from discord import app_commands
from discord.ext import commands

from bot import discord_text
from bot.buttons import actor, moderates_server, refusal
from bot.cards import Block, Card, Line, Role, short_card
from bot.client import Footnote
from bot.delivery import may_write, respond
from bot.text import shortened
from claims_db.errors import NotFoundError
from claims_db.service import Mode

MOST_COOLDOWN_HOURS = 720
# https://discord.com/developers/docs/interactions/application-commands#autocomplete
MOST_CHOICES = 25
LONGEST_CHOICE = 100
# No channel has this id, so it has the mode of those without one of their own.
NO_CHANNEL = 0
MODES = [app_commands.Choice(name=f"{mode}: {discord_text.MODE_WORDS[mode]}", value=mode.value) for mode in Mode]


class Watchable(app_commands.Transformer):
    """A channel that messages are written in; threads go by theirs.

    discord.py would offer media channels together with forums, and Discord's own description knows none of those.
    """

    @property
    def type(self) -> discord.AppCommandOptionType:
        """A channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Those that messages are written in."""
        kinds = discord.ChannelType
        return [kinds.text, kinds.news, kinds.voice, kinds.stage_voice, kinds.forum]

    async def transform(
        self, _: discord.Interaction, value: app_commands.AppCommandChannel, /
    ) -> app_commands.AppCommandChannel:
        """The channel as Discord sent it."""
        return value


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_messages=True)
class Settings(commands.GroupCog, group_name="settings", group_description=discord_text.SETTINGS_GROUP):
    """Changes a server's settings, for moderators."""

    packs = app_commands.Group(name="packs", description=discord_text.PACKS_GROUP)

    def __init__(self, bot: Footnote) -> None:
        self.bot = bot

    @app_commands.command(name="watch", description=discord_text.SETTINGS_WATCH)
    @app_commands.describe(channel=discord_text.SETTINGS_CHANNEL, mode=discord_text.SETTINGS_MODE)
    @app_commands.choices(mode=MODES)
    async def watch(
        self,
        interaction: discord.Interaction,
        channel: app_commands.Transform[app_commands.AppCommandChannel, Watchable],
        mode: app_commands.Choice[str],
    ) -> None:
        """Set a channel's mode."""
        server_id = await admitted(interaction)
        if server_id is None:
            return
        chosen = Mode(mode.value)
        await self.bot.claims.set_mode(server_id, channel.id, chosen, actor=actor(interaction))
        place = channel.resolve()
        writes = place is not None and may_write(place.permissions_for(place.guild.me), place)
        reads = self.bot.intents.message_content
        done = discord_text.mode_set(chosen, reads=reads, writes=writes, channel=f"#{channel.name}")
        await respond(interaction, short_card(done))

    @app_commands.command(name="default", description=discord_text.SETTINGS_DEFAULT)
    @app_commands.describe(mode=discord_text.SETTINGS_MODE)
    @app_commands.choices(mode=MODES)
    async def default(self, interaction: discord.Interaction, mode: app_commands.Choice[str]) -> None:
        """Set the mode of channels that have none of their own."""
        server_id = await admitted(interaction)
        if server_id is None:
            return
        chosen = Mode(mode.value)
        await self.bot.claims.set_default_mode(server_id, chosen, actor=actor(interaction))
        await respond(interaction, short_card(discord_text.default_mode_set(chosen)))

    @app_commands.command(name="cooldown", description=discord_text.SETTINGS_COOLDOWN)
    @app_commands.describe(hours=discord_text.SETTINGS_HOURS)
    async def cooldown(
        self, interaction: discord.Interaction, hours: app_commands.Range[float, 0, MOST_COOLDOWN_HOURS]
    ) -> None:
        """Set how long a claim is not repeated in a channel."""
        server_id = await admitted(interaction)
        if server_id is None:
            return
        chosen = timedelta(seconds=round(hours * 3600))
        await self.bot.claims.set_cooldown(server_id, chosen, actor=actor(interaction))
        await respond(interaction, short_card(discord_text.cooldown_set(chosen)))

    @app_commands.command(name="show", description=discord_text.SETTINGS_SHOW)
    async def show(self, interaction: discord.Interaction) -> None:
        """Show what is set."""
        server_id = await admitted(interaction)
        if server_id is None:
            return
        await respond(interaction, self._card(server_id))

    def _card(self, server_id: int) -> Card:
        claims = self.bot.claims
        cooldown = discord_text.cooldown_set(claims.cooldown(server_id))
        return Card(
            discord_text.SETTINGS_SHOWN,
            (
                Block(discord_text.CHANNELS_HEADING, tuple(self._channels(server_id))),
                Block(discord_text.COOLDOWN_HEADING, (Line(cooldown),)),
                Block(discord_text.PACKS_HEADING, tuple(self._packs(server_id))),
            ),
        )

    def _channels(self, server_id: int) -> Iterator[Line]:
        for channel_id, mode in self.bot.claims.settings(server_id).channels.items():
            channel = self.bot.get_channel(channel_id)
            if isinstance(channel, discord.abc.GuildChannel):
                yield Line(discord_text.channel_mode(f"#{channel.name}", mode), Role.ITEM)
        rest = self.bot.claims.mode(server_id, NO_CHANNEL)
        yield Line(discord_text.channel_mode(discord_text.OTHER_CHANNELS, rest), Role.ITEM)

    def _packs(self, server_id: int) -> Iterator[Line]:
        held = Counter(claim.pack for claim in self.bot.claims.claims(self.bot.claims.scope(server_id)))
        for pack in self.bot.claims.packs():
            if pack.slug in held:
                yield Line(discord_text.pack_size(pack.title, pack.slug, held[pack.slug]), Role.ITEM)
        yield Line(discord_text.own_claims(held[self.bot.claims.scope(server_id).own]), Role.ITEM)

    @packs.command(name="subscribe", description=discord_text.PACKS_SUBSCRIBE)
    @app_commands.describe(pack=discord_text.PACKS_PACK)
    async def subscribe(self, interaction: discord.Interaction, pack: str) -> None:
        """Answer from a pack too."""
        server_id = await admitted(interaction)
        if server_id is None:
            return
        await respond(interaction, short_card(await self._want(interaction, server_id, pack, wanted=True)))

    @packs.command(name="unsubscribe", description=discord_text.PACKS_UNSUBSCRIBE)
    @app_commands.describe(pack=discord_text.PACKS_PACK)
    async def unsubscribe(self, interaction: discord.Interaction, pack: str) -> None:
        """Answer from a pack no longer."""
        server_id = await admitted(interaction)
        if server_id is None:
            return
        await respond(interaction, short_card(await self._want(interaction, server_id, pack, wanted=False)))

    async def _want(self, interaction: discord.Interaction, server_id: int, pack: str, *, wanted: bool) -> str:
        change = self.bot.claims.subscribe if wanted else self.bot.claims.unsubscribe
        try:
            await change(server_id, pack, actor=actor(interaction))
        except NotFoundError:
            return discord_text.unknown_pack(pack)
        return discord_text.subscribed(pack) if wanted else discord_text.unsubscribed(pack)

    @subscribe.autocomplete("pack")
    async def _others(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return self._choices(interaction, typed, subscribed=False)

    @unsubscribe.autocomplete("pack")
    async def _subscribed(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return self._choices(interaction, typed, subscribed=True)

    def _choices(
        self, interaction: discord.Interaction, typed: str, *, subscribed: bool
    ) -> list[app_commands.Choice[str]]:
        seen = self.bot.answers.scope(interaction).packs
        named = [(f"{pack.slug}: {pack.title}", pack.slug) for pack in self.bot.claims.packs()]
        return [
            app_commands.Choice(name=shortened(name, LONGEST_CHOICE), value=slug)
            for name, slug in named
            if (slug in seen) is subscribed and typed.casefold() in name.casefold() and len(slug) <= LONGEST_CHOICE
        ][:MOST_CHOICES]


async def admitted(interaction: discord.Interaction) -> int | None:
    """The server that a moderator is in. Others are told; Discord hides the commands unless a server shows them."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    if interaction.guild is not None and moderates_server(interaction):
        return interaction.guild.id
    await respond(interaction, short_card(refusal(interaction)))
    return None


async def setup(bot: Footnote) -> None:
    """Called by discord.py."""
    await bot.add_cog(Settings(bot))
