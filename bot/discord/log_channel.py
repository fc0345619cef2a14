"""Telling a server's log channel what was changed, and by whom. A post that fails blocks no change."""

from __future__ import annotations

import logging
from collections.abc import Iterable

import discord

from bot.cards.answer_cards import Block, Card, Line, Role
from bot.client import Footnote
from bot.discord.delivery import may_write
from bot.discord.replies import body
from bot.words import settings_text
from claims_db.store.servers import SettingsChange

log = logging.getLogger(__name__)


async def post_settings(
    bot: Footnote, guild: discord.Guild, who: discord.abc.User, changes: Iterable[SettingsChange]
) -> None:
    """Tell of settings that were changed; nothing where none was."""
    names = {str(each.id): f"#{each.name}" for each in guild.channels}
    names |= {str(each.id): f"@{each.name}" for each in guild.roles}
    told = tuple(Line(settings_text.setting_changed(change, names), Role.ITEM) for change in changes)
    if told:
        by = Line(settings_text.CHANGED_THIS, who=who.id)
        await post_change(bot, guild.id, Card(settings_text.SETTINGS_CHANGED, (Block("", (by, *told)),)))


async def post_change(bot: Footnote, server_id: int, card: Card) -> bool:
    """Send a card to the log channel; says whether that could be done."""
    channel = log_channel(bot, server_id)
    if channel is None:
        return False
    may = channel.permissions_for(channel.guild.me)
    if not may_write(may, channel):
        return False
    try:
        await channel.send(**body(card, embeds=may.embed_links), silent=True)
    except (discord.HTTPException, OSError, TimeoutError) as error:
        status = error.status if isinstance(error, discord.HTTPException) else type(error).__name__
        log.info("a change was not posted: %s", status)
        return False
    return True


def log_channel(bot: Footnote, server_id: int) -> discord.TextChannel | None:
    """The channel that hears of changes, where one is set and still there."""
    guild = bot.get_guild(server_id)
    chosen = bot.claims.servers.settings(server_id).desk.log_channel
    channel = guild.get_channel(chosen) if guild and chosen else None
    return channel if isinstance(channel, discord.TextChannel) else None
