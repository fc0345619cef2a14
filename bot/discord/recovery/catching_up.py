"""What was written while the bot was away is read from its channels, and what it missed is made good.

Questions are answered however late, statements that nobody asked about only while they are fresh; replies follow their
messages, or go with them. The busiest of the watched channels come first. What was answered is not answered again: the
store knows it.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

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
Written = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
# Discord tells no bot which private chats it has: those are read in which it replied last.
PRIVATE_CHATS = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A channel to read, and the replies that stand there."""

    channel_id: int
    replies: Sequence[Reply] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Since when nothing was heard, and since when looking back is allowed: snowflakes, Discord's clock, not ours."""

    since: int
    earliest: int

    @classmethod
    def after(cls, heard: int, hours: float) -> Gap:
        """The gap after a message, looked back upon for so many hours."""
        earliest = time_snowflake(discord.utils.utcnow() - timedelta(hours=hours))
        return cls(max(earliest, time_snowflake(snowflake_time(heard) - OVERLAP)), earliest)


class CatchingUp:
    """Reads what was written in a gap."""

    def __init__(self, bot: Footnote) -> None:
        self._bot = bot
        self.rest = REST_SECONDS
        # What is written from here on comes by itself, and must not crowd out what was missed.
        self._until: int | None = None

    def forget_end(self) -> None:
        """A new session begins: the gap ends with what is heard next."""
        self._until = None

    def hear(self, message_id: int) -> None:
        """A message came by itself."""
        self._until = self._until or time_snowflake(snowflake_time(message_id) + OVERLAP)

    async def run(self, heard: int) -> list[Place]:
        """Read every channel that has something new since that message.

        Returns the replies to what lies further back than was read, for `look_back`: nobody waits for those.
        """
        hours = self._bot.settings.catch_up_hours
        if not hours:
            return []
        gap = Gap.after(heard, hours)
        further_back: list[Place] = []

        async def read(place: Place) -> None:
            if left := await self.catch_up(place, gap):
                further_back.append(Place(place.channel_id, left))

        await self._each(await self.places(gap), read)
        return further_back

    async def look_back(self, places: Sequence[Place]) -> None:
        """Withdraw the replies whose message was deleted."""
        await self._each(places, self.withdraw_lost)

    async def _each(self, places: Iterable[Place], work: Callable[[Place], Awaitable[None]]) -> None:
        """Few at once, and again after a while where Discord fails."""
        left = iter(places)

        async def one_by_one() -> None:
            for place in left:
                await self._again_and_again(work, place)
                await asyncio.sleep(PACE_SECONDS)

        await asyncio.gather(*(one_by_one() for _ in range(CHANNELS_AT_ONCE)))

    async def places(self, gap: Gap) -> list[Place]:
        """Where to read: watched channels first, then private chats and the others, the busiest before the slowest."""
        standing: defaultdict[int, list[Reply]] = defaultdict(list)
        for reply in await self._bot.claims.replies.since(snowflake_time(gap.earliest)):
            standing[reply.channel_id].append(reply)
        on_servers = {each.id: each for each in self.channels()}
        newest = {number: each.last_message_id or 0 for number, each in on_servers.items()}
        # Most channels have nothing new, and permissions take long to work out.
        new = [number for number in newest if newest[number] > gap.since or number in standing]
        wanted = [number for number in new if may_be_read(on_servers[number])]
        wanted.sort(key=lambda number: (not self._is_watched(on_servers[number]), -newest[number], number))
        watched = [number for number in wanted if self._is_watched(on_servers[number])]
        elsewhere = await self._bot.claims.replies.channels(most=PRIVATE_CHATS + len(on_servers))
        private = [number for number in elsewhere if number not in on_servers][:PRIVATE_CHATS]
        others = wanted[len(watched) :]
        return [Place(number, standing[number]) for number in (*watched, *private, *others)]

    def channels(self) -> Iterator[Written]:
        """The channels and threads of all servers in which people write."""
        for guild in self._bot.guilds:
            for each in (*guild.channels, *guild.threads):
                if isinstance(each, Written):
                    yield each

    def _is_watched(self, channel: discord.abc.GuildChannel | discord.Thread) -> bool:
        parent = channel.parent_id if isinstance(channel, discord.Thread) else channel.id
        return self._bot.claims.servers.mode(channel.guild.id, parent) is not Mode.ON_REQUEST

    async def _again_and_again(self, work: Callable[[Place], Awaitable[None]], place: Place) -> None:
        for tries_left in reversed(range(TRIES)):
            try:
                await work(place)
            except Exception as error:  # noqa: BLE001 - one channel must not hold up the others
                if not mends_by_itself(error):
                    log.warning("a channel was not caught up with: incident %s", record(error))
                    return
                what = "is read again later" if tries_left else "was not caught up with"
                log.warning("a channel %s: %s", what, cause(error))
                await asyncio.sleep(self.rest if tries_left else 0)
            else:
                return

    async def catch_up(self, place: Place, gap: Gap) -> list[Reply]:
        """Make good what was missed in a channel, the oldest first; raises what Discord answers.

        Returns the replies to what lies further back.
        """
        channel = await channel_of(self._bot, place.channel_id)
        if channel is None:
            return []
        floor = gap.earliest if place.replies else gap.since
        until = self._until
        read = await found(newest_messages(channel, floor, until, MOST_MESSAGES))
        if read is None:
            return []
        from_here = read[-1].id if len(read) == MOST_MESSAGES else floor
        answered = await self._bot.claims.replies.answered(each.id for each in read)
        for message in reversed(read):
            async with self._bot.locks.of(message.id):
                await self._try(message, gap, is_answered=message.id in answered)
        there = {each.id for each in read}
        left = []
        for reply in place.replies:
            if until is not None and reply.reply_id >= until:
                continue
            if reply.reply_id > from_here and reply.reply_id not in there:
                await self._bot.claims.replies.taken_back(reply.reply_id)
            elif reply.message_id is not None and reply.message_id <= from_here:
                left.append(reply)
            elif reply.message_id is not None and reply.message_id not in there:
                await self._withdraw(reply)
        return left

    async def _try(self, message: discord.Message, gap: Gap, *, is_answered: bool) -> None:
        """What one message breaks, it breaks for itself alone."""
        try:
            await self.make_good(message, gap, is_answered=is_answered)
        except Exception as error:
            if mends_by_itself(error):
                raise
            log.warning("a message was not caught up with: incident %s", record(error))

    async def make_good(self, message: discord.Message, gap: Gap, *, is_answered: bool) -> None:
        """What would have been done about a message, had the bot been there. Its lock is held."""
        if not by_person(message):
            return
        edited = message.edited_at is not None and message.edited_at > snowflake_time(gap.since)
        fresh = discord.utils.utcnow() - (message.edited_at or message.created_at) < FRESH
        if is_answered:
            if edited and await self._bot.claims.replies.to(message.id):
                await follow(self._bot, message)
        elif message.id <= gap.since and not edited:
            return
        elif addressed(message, self._bot.me):
            await answer_asked(self._bot, message)
        elif fresh:
            await answer_unasked(self._bot, message)

    async def withdraw_lost(self, place: Place) -> None:
        """Delete the replies in a channel whose message is gone, each looked up by itself."""
        channel = await channel_of(self._bot, place.channel_id)
        for reply in place.replies if channel else ():
            if channel and reply.message_id is not None and await is_gone(channel, reply.message_id):
                await self._withdraw(reply)
            await asyncio.sleep(PACE_SECONDS)

    async def _withdraw(self, reply: Reply) -> None:
        async with self._bot.locks.of(reply.message_id or reply.reply_id):
            if await self._bot.claims.replies.find(reply.reply_id):
                await withdraw(self._bot, reply)


def may_be_read(channel: Written) -> bool:
    """Whether the bot may read what was written there."""
    may = channel.permissions_for(channel.guild.me)
    return may.view_channel and may.read_message_history
