"""Where something may have been missed: watched channels first, then private chats and the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import discord
from discord.utils import snowflake_time, time_snowflake, utcnow

from bot.client import Footnote
from claims_db.store.replies import Reply
from claims_db.store.servers import Mode

# Messages of the same moment may arrive in another order.
OVERLAP = timedelta(seconds=5)
Written = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
# Discord tells no bot which private chats it has: those are read in which it replied last.
PRIVATE_CHATS = 100


@dataclass(frozen=True, slots=True)
class Gap:
    """Since when nothing was heard, and since when looking back is allowed: snowflakes, Discord's clock, not ours."""

    since: int
    earliest: int

    @classmethod
    def after(cls, heard: int, hours: float) -> Gap:
        """The gap after a message, looked back upon for so many hours."""
        earliest = time_snowflake(utcnow() - timedelta(hours=hours))
        return cls(max(earliest, time_snowflake(snowflake_time(heard) - OVERLAP)), earliest)


@dataclass(frozen=True, slots=True)
class Place:
    """A channel to read, the replies that stand there, and whether the bot may speak there unasked."""

    channel_id: int
    replies: Sequence[Reply] = ()
    is_watched: bool = False


async def places(bot: Footnote, gap: Gap) -> list[Place]:
    """What has something new, or replies that may have lost their message; the busiest before the slowest."""
    standing: defaultdict[int, list[Reply]] = defaultdict(list)
    for reply in await bot.claims.replies.since(snowflake_time(gap.earliest)):
        standing[reply.channel_id].append(reply)
    on_servers = {each.id: each for each in channels(bot)}
    newest = {number: each.last_message_id or 0 for number, each in on_servers.items()}
    # Most channels have nothing new, and permissions take long to work out.
    new = [number for number in newest if newest[number] > gap.since or number in standing]
    wanted = [number for number in new if may_be_read(on_servers[number])]
    wanted.sort(key=lambda number: (-newest[number], number))
    watched = {number: None for number in wanted if is_watched(bot, on_servers[number])}
    elsewhere = await bot.claims.replies.channels(most=PRIVATE_CHATS + len(on_servers))
    private = [number for number in elsewhere if number not in on_servers][:PRIVATE_CHATS]
    others = (number for number in wanted if number not in watched)
    return [Place(number, standing[number], number in watched) for number in (*watched, *private, *others)]


def channels(bot: Footnote) -> Iterator[Written]:
    """The channels and threads of all servers in which people write."""
    for guild in bot.guilds:
        for each in (*guild.channels, *guild.threads):
            if isinstance(each, Written):
                yield each


def is_watched(bot: Footnote, channel: Written) -> bool:
    """Whether the bot may speak there unasked."""
    return bot.answers.mode(channel.guild, channel) is not Mode.ON_REQUEST


def may_be_read(channel: Written) -> bool:
    """Whether the bot may read what was written there."""
    may = channel.permissions_for(channel.guild.me)
    return may.view_channel and may.read_message_history
