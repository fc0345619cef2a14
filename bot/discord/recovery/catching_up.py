"""What was written while the bot was away is read from its channels, and what it missed is made good.

Questions are answered however late, and before all else; then statements that nobody asked about, while they are fresh.
Replies follow their messages, or go with them. What was answered is not answered again: the store knows it.
"""

from __future__ import annotations

import asyncio
import heapq
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

import discord
from discord.utils import snowflake_time, time_snowflake

from bot.client import Footnote
from bot.discord.addressing import addressed, by_person
from bot.discord.answering import answer_asked, answer_unasked
from bot.discord.delivery import follow, withdraw
from bot.discord.incidents import record
from bot.discord.recovery.failures import cause, mends_by_itself
from bot.discord.recovery.looking import channel_of, found, is_gone, newest_messages
from bot.discord.recovery.places import OVERLAP, Gap, Place, places
from claims_db.store.replies import Reply

log = logging.getLogger(__name__)

MOST_MESSAGES = 200
FRESH = timedelta(minutes=10)
# Each is kept in memory until all questions are answered.
MOST_STATEMENTS = 1000
# Discord takes 50 requests a second of one bot (https://discord.com/developers/docs/topics/rate-limits#global-rate-limit);
# people who talk to it meanwhile need them more.
CHANNELS_AT_ONCE = 3
PACE_SECONDS = 0.2
# Two minutes of waiting in all, each wait twice as long as the one before.
TRIES = 6
FIRST_REST_SECONDS = 4.0


@dataclass(frozen=True, slots=True)
class Later:
    """What can wait until all questions are answered: fresh statements, and replies that may have lost their message.

    The statements are a heap of the newest, by number.
    """

    statements: list[tuple[int, discord.Message]] = field(default_factory=list)
    replies: list[Place] = field(default_factory=list)

    def add(self, statements: Iterable[discord.Message], place: Place) -> None:
        """What is left of a channel; of too many statements the oldest go."""
        for message in statements:
            push = heapq.heappush if len(self.statements) < MOST_STATEMENTS else heapq.heappushpop
            push(self.statements, (message.id, message))
        if place.replies:
            self.replies.append(place)


class CatchingUp:
    """Reads what was written in a gap."""

    def __init__(self, bot: Footnote) -> None:
        self._bot = bot
        # What is written from here on comes by itself, and must not crowd out what was missed.
        self._until: int | None = None

    def forget_end(self) -> None:
        """A new session begins: the gap ends with what is heard next."""
        self._until = None

    def hear(self, message_id: int) -> None:
        """A message came by itself."""
        self._until = self._until or time_snowflake(snowflake_time(message_id) + OVERLAP)

    async def run(self, heard: int) -> Later:
        """Answer the questions since that message, and let replies follow; what is left is for `finish`."""
        later, hours = Later(), self._bot.settings.catch_up_hours
        if hours:
            gap = Gap.after(heard, hours)
            await self._each(await places(self._bot, gap), lambda place: self.catch_up(place, gap, later))
        return later

    async def finish(self, later: Later) -> None:
        """Answer statements that are fresh still, the oldest first, and withdraw replies whose message is gone."""
        for _, message in sorted(later.statements):
            try:
                if is_fresh(message):
                    await self._alone(message, self.speak_up)
            except Exception as error:  # noqa: BLE001 - the others are no worse for it
                log.warning("a statement was not looked at: %s", cause(error))
        await self._each(later.replies, self.withdraw_lost)

    async def speak_up(self, message: discord.Message) -> None:
        """Speak of a statement as it is by now, where it is there still. Its lock is held."""
        if await self._bot.answers.unasked(message) is not None:
            now = await found(message.channel.fetch_message(message.id))
            if now is not None:
                await answer_unasked(self._bot, now)

    async def _each(self, wanted: Iterable[Place], work: Callable[[Place], Awaitable[None]]) -> None:
        """Few at once; where Discord fails, again when the others are done, after ever longer waits."""
        rest = FIRST_REST_SECONDS
        for tries_left in reversed(range(TRIES)):
            if not (wanted := await self._failing(wanted, work, is_last=not tries_left)):
                return
            await asyncio.sleep(rest if tries_left else 0)
            rest *= 2

    async def _failing(
        self, wanted: Iterable[Place], work: Callable[[Place], Awaitable[None]], *, is_last: bool
    ) -> list[Place]:
        """Do the work at all places; at which of them Discord failed."""
        left, failed = iter(wanted), list[Place]()

        async def one_by_one() -> None:
            for place in left:
                try:
                    await work(place)
                except Exception as error:  # noqa: BLE001 - one channel must not hold up the others
                    if mends_by_itself(error):
                        what = "was not caught up with" if is_last else "is read again later"
                        log.warning("a channel %s: %s", what, cause(error))
                        failed.append(place)
                    else:
                        log.warning("a channel was not caught up with: incident %s", record(error))
                await asyncio.sleep(PACE_SECONDS)

        await asyncio.gather(*(one_by_one() for _ in range(CHANNELS_AT_ONCE)))
        return failed

    async def catch_up(self, place: Place, gap: Gap, later: Later) -> None:
        """Make good what was missed in a channel, the oldest first; raises what Discord answers."""
        channel = await channel_of(self._bot, place.channel_id)
        if channel is None:
            return
        floor, until = gap.earliest if place.replies else gap.since, self._until
        read = await found(newest_messages(channel, floor, until, MOST_MESSAGES))
        if read is None:
            return
        answered = await self._bot.claims.replies.answered(each.id for each in read)
        statements = []
        for message in filter(by_person, reversed(read)):
            edited = message.edited_at is not None and message.edited_at > snowflake_time(gap.since)
            if not (message.id > gap.since or edited):
                continue
            if message.id in answered:
                if edited:
                    await self._alone(message, self.follow_edit)
            elif addressed(message, self._bot.me):
                await self._alone(message, partial(answer_asked, self._bot))
            elif place.is_watched and is_fresh(message):
                statements.append(message)
        from_here = read[-1].id if len(read) == MOST_MESSAGES else floor
        earlier = [each for each in place.replies if until is None or each.reply_id < until]
        left = await self.take_along(earlier, {each.id for each in read}, from_here)
        later.add(statements, Place(place.channel_id, left))

    async def follow_edit(self, message: discord.Message) -> None:
        """Let the reply follow a message that was edited. The message's lock is held."""
        if await self._bot.claims.replies.to(message.id):
            await follow(self._bot, message)

    async def take_along(self, replies: Sequence[Reply], there: set[int], from_here: int) -> list[Reply]:
        """Delete replies whose message is gone, and forget those that somebody deleted.

        `there` is all that stands after `from_here`; returns the replies to what lies before.
        """
        left = []
        for reply in replies:
            if reply.reply_id > from_here and reply.reply_id not in there:
                await self._bot.claims.replies.taken_back(reply.reply_id)
            elif reply.message_id is not None and reply.message_id <= from_here:
                left.append(reply)
            elif reply.message_id is not None and reply.message_id not in there:
                await self._withdraw(reply)
        return left

    async def withdraw_lost(self, place: Place) -> None:
        """Delete the replies in a channel whose message is gone, each looked up by itself."""
        channel = await channel_of(self._bot, place.channel_id)
        for reply in place.replies:
            if channel is not None and reply.message_id is not None and await is_gone(channel, reply.message_id):
                await self._withdraw(reply)
            await asyncio.sleep(PACE_SECONDS)

    async def _withdraw(self, reply: Reply) -> None:
        async with self._bot.locks.of(reply.message_id or reply.reply_id):
            if await self._bot.claims.replies.find(reply.reply_id):
                await withdraw(self._bot, reply)

    async def _alone(self, message: discord.Message, work: Callable[[discord.Message], Awaitable[None]]) -> None:
        """Hold the message's lock; what one message breaks, it breaks for itself alone."""
        try:
            async with self._bot.locks.of(message.id):
                await work(message)
        except Exception as error:
            if mends_by_itself(error):
                raise
            log.warning("a message was not caught up with: incident %s", record(error))


def is_fresh(message: discord.Message) -> bool:
    """Whether a statement is new enough to be spoken of unasked."""
    return discord.utils.utcnow() - (message.edited_at or message.created_at) < FRESH
