"""Telling a server's log channel what was changed, and by whom. A post that fails blocks no change."""

from __future__ import annotations

import logging
from collections.abc import Iterable

import discord

from bot import panel_text
from bot.cards import Block, Card, Line, Role
from bot.client import Footnote
from bot.delivery import may_write
from bot.replies import body
from claims_db.service import SettingsChange

log = logging.getLogger(__name__)


async def post_settings(
    bot: Footnote, guild: discord.Guild, who: discord.abc.User, changes: Iterable[SettingsChange]
) -> None:
    """Tell of settings that were changed; nothing where none was."""
    names = {str(each.id): f"#{each.name}" for each in guild.channels}
    names |= {str(each.id): f"@{each.name}" for each in guild.roles}
    lines = [panel_text.setting_changed(change, names) for change in changes]
    if lines:
        await post_change(bot, guild.id, panel_text.settings_changed(who.display_name), lines)


async def post_change(bot: Footnote, server_id: int, opening: str, lines: Iterable[str] = ()) -> bool:
    """Tell of one change: `opening` says who did what, `lines` how it differs. Says whether the post was sent."""
    channel = log_channel(bot, server_id)
    if channel is None:
        return False
    may = channel.permissions_for(channel.guild.me)
    block = Block("", tuple(Line(line, Role.ITEM) for line in lines))
    card = Card(opening, (block,) if block.lines else ())
    if not may_write(may, channel):
        return False
    try:
        await channel.send(**body(card, embeds=may.embed_links), silent=True)
    except discord.HTTPException as error:
        log.info("a change was not posted: Discord says %s (code %s)", error.status, error.code)
        return False
    return True


def log_channel(bot: Footnote, server_id: int) -> discord.TextChannel | None:
    """The channel that hears of changes, where one is set and still there."""
    guild = bot.get_guild(server_id)
    chosen = bot.claims.settings(server_id).desk.log_channel
    channel = guild.get_channel(chosen) if guild and chosen else None
    return channel if isinstance(channel, discord.TextChannel) else None
