"""What was written while the bot was away is read from its channels, and what it missed is made good.

Questions are answered however late, statements that nobody asked about only while they are fresh; replies follow their
messages, or go with them. The busiest of the watched channels come first. What was answered is not answered again: the
store knows it.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import discord
from discord.utils import snowflake_time, time_snowflake

from bot.client import Footnote
from bot.discord.addressing import addressed, by_person
from bot.discord.answering import answer_asked, answer_unasked
from bot.discord.delivery import follow, withdraw
from bot.discord.incidents import record
from bot.discord.recovery.failures import cause, mends_by_itself
from bot.discord.recovery.looking import channel_of, found, is_gone, newest_messages
from claims_db.store.replies import Reply
from claims_db.store.servers import Mode

log = logging.getLogger(__name__)

MOST_MESSAGES = 200
FRESH = timedelta(minutes=10)
# Messages of the same moment may arrive in another order.
OVERLAP = timedelta(seconds=5)
# Discord takes 50 requests a second of one bot (https://discord.com/developers/docs/topics/rate-limits#global-rate-limit);
# people who talk to it meanwhile need them more.
CHANNELS_AT_ONCE = 3
PACE_SECONDS = 0.2
TRIES = 5
REST_SECONDS = 30.0
_WRITTEN_IN = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
# Discord tells no bot which private chats it has: those are read in which it replied last.
PRIVATE_CHATS = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A channel to read, and the replies that stand there."""

    channel_id: int
    replies: Sequence[Reply] = ()


class CatchingUp:
    """Reads what was written since a moment, which is a snowflake: Discord's clock, not the host's."""

    def __init__(self, bot: Footnote) -> None:
        self._bot = bot
        self.rest = REST_SECONDS

    async def run(self, since: int) -> None:
        """Read every channel that has something new, or replies that may have lost their message."""
        hours = self._bot.settings.catch_up_hours
        if not hours:
            return
        earliest = time_snowflake(discord.utils.utcnow() - timedelta(hours=hours))
        since = max(earliest, time_snowflake(snowflake_time(since) - OVERLAP))
        places = iter(await self.places(since, snowflake_time(earliest)))

        async def work() -> None:
            for place in places:
                await self.read(place, since, earliest)
                await asyncio.sleep(PACE_SECONDS)

        await asyncio.gather(*(work() for _ in range(CHANNELS_AT_ONCE)))

    async def places(self, since: int, earliest: datetime) -> list[Place]:
        """Where to read: watched channels first, then private chats and the others, the busiest before the slowest."""
        standing: defaultdict[int, list[Reply]] = defaultdict(list)
        for reply in await self._bot.claims.replies.since(earliest):
            standing[reply.channel_id].append(reply)
        seen = {each.id: each for each in self.channels()}
        newest = {number: each.last_message_id or 0 for number, each in seen.items()}
        wanted = [number for number in seen if newest[number] > since or number in standing]
        wanted.sort(key=lambda number: (not self._is_watched(seen[number]), -newest[number], number))
        watched = [number for number in wanted if self._is_watched(seen[number])]
        elsewhere = await self._bot.claims.replies.channels(most=PRIVATE_CHATS + len(seen))
        private = [number for number in elsewhere if number not in seen][:PRIVATE_CHATS]
        others = wanted[len(watched) :]
        return [Place(number, standing[number]) for number in (*watched, *private, *others)]

    def channels(self) -> Iterator[discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread]:
        """The channels of all servers whose history the bot may read."""
        for guild in self._bot.guilds:
            for each in (*guild.channels, *guild.threads):
                may = each.permissions_for(guild.me)
                if isinstance(each, _WRITTEN_IN) and may.view_channel and may.read_message_history:
                    yield each

    def _is_watched(self, channel: discord.abc.GuildChannel | discord.Thread) -> bool:
        parent = channel.parent_id if isinstance(channel, discord.Thread) else channel.id
        return self._bot.claims.servers.mode(channel.guild.id, parent) is not Mode.ON_REQUEST

    async def read(self, place: Place, since: int, earliest: int) -> None:
        """Read a channel, again after a while where Discord fails."""
        for _ in range(TRIES):
            try:
                await self.catch_up(place, since, earliest)
            except Exception as error:  # noqa: BLE001 - one channel must not hold up the others
                if not mends_by_itself(error):
                    log.warning("a channel was not caught up with: incident %s", record(error))
                    return
                log.warning("a channel is read again later: %s", cause(error))
                await asyncio.sleep(self.rest)
            else:
                return

    async def catch_up(self, place: Place, since: int, earliest: int) -> None:
        """Make good what was missed in a channel, the oldest first; raises what Discord answers."""
        channel = await channel_of(self._bot, place.channel_id)
        if channel is None:
            return
        floor = earliest if place.replies else since
        read = await found(newest_messages(channel, floor, MOST_MESSAGES)) or []
        from_here = read[-1].id if len(read) == MOST_MESSAGES else floor
        for message in reversed(read):
            async with self._bot.locks.of(message.id):
                await self.make_good(message, since)
        there = {each.id for each in read}
        for reply in place.replies:
            await self.take_along(channel, reply, is_there=there, from_here=from_here)

    async def make_good(self, message: discord.Message, since: int) -> None:
        """What would have been done about a message, had the bot been there. Its lock is held."""
        if not by_person(message):
            return
        edited = message.edited_at is not None and message.edited_at > snowflake_time(since)
        answered = await self._bot.claims.replies.answered([message.id])
        fresh = discord.utils.utcnow() - (message.edited_at or message.created_at) < FRESH
        if answered:
            if edited and await self._bot.claims.replies.to(message.id):
                await follow(self._bot, message)
        elif message.id <= since and not edited:
            return
        elif addressed(message, self._bot.me):
            await answer_asked(self._bot, message)
        elif fresh:
            await answer_unasked(self._bot, message)

    async def take_along(
        self, channel: discord.abc.Messageable, reply: Reply, *, is_there: set[int], from_here: int
    ) -> None:
        """Delete a reply whose message is gone, and forget one that somebody deleted.

        What lies further back than was read is looked up by itself.
        """
        if reply.reply_id > from_here and reply.reply_id not in is_there:
            await self._bot.claims.replies.taken_back(reply.reply_id)
        elif reply.message_id is not None and reply.message_id not in is_there:
            async with self._bot.locks.of(reply.message_id):
                if reply.message_id > from_here or await is_gone(channel, reply.message_id):
                    await withdraw(self._bot, reply)
