"""Looking up on Discord what the bot knows only by its number, where it may be gone or hidden."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TypeVar

import discord

from bot.client import Footnote

T = TypeVar("T")


async def found(asked: Awaitable[T]) -> T | None:
    """What Discord shows; None where it is gone, or not for the bot to see."""
    try:
        return await asked
    except (discord.NotFound, discord.Forbidden):
        return None


async def channel_of(bot: Footnote, channel_id: int) -> discord.abc.Messageable | None:
    """The channel, thread or private chat of that number; after a start, the last two are known to Discord alone."""
    channel = bot.get_channel(channel_id) or await found(bot.fetch_channel(channel_id))
    return channel if isinstance(channel, discord.abc.Messageable) else None


async def is_gone(channel: discord.abc.Messageable, message_id: int) -> bool:
    """Whether a message was deleted; what may not be seen is not."""
    try:
        await channel.fetch_message(message_id)
    except discord.NotFound:
        return True
    except discord.Forbidden:
        pass
    return False


async def newest_messages(
    channel: discord.abc.Messageable, floor: int, until: int | None, most: int
) -> list[discord.Message]:
    """The newest messages between two moments, newest first; until now, where the second is None."""
    read = []
    async for each in channel.history(limit=most, before=discord.Object(until) if until else None):
        if each.id <= floor:
            break
        read.append(each)
    return read
