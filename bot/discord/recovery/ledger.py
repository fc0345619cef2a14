"""When replies are settled of which nobody knows what became of them: again and again, after waits that double."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

import discord
from discord.utils import utcnow

from bot.client import Footnote
from bot.discord.recent import Recent
from bot.discord.recovery.settling import settle
from claims_db.errors import StoreError
from claims_db.store.deliveries import Delivery

log = logging.getLogger(__name__)

FIRST_WAIT = 2.0
LONGEST_WAIT = 60.0
NONCES_KEPT = 1000


class Ledger:
    """Works off what the store says is open, one reply after the other, until nothing is."""

    def __init__(self, bot: Footnote) -> None:
        self._bot = bot
        self._task: asyncio.Task[None] | None = None
        self._rests = self._again = False
        # When each is due, and after how many seconds that was.
        self._due: dict[int, tuple[datetime, float]] = {}
        self._seen: Recent[str, int] = Recent(NONCES_KEPT)

    def saw(self, message: discord.Message) -> None:
        """A message of the bot's own, as everybody sees it: one whose request failed may be there all the same."""
        if message.nonce:
            self._seen.put(str(message.nonce), message.id)

    def start(self, *, at_once: bool = False) -> None:
        """Begin to settle what is open, or go on; `at_once` where what was on its way has arrived or never will."""
        if at_once:
            self._due.clear()
        self._again = True
        if self._task is not None and self._rests:
            self._task.cancel()
        if self._task is None or self._task.done() or self._rests:
            self._rests = False
            self._task = asyncio.create_task(self._until_settled())

    async def stop(self) -> None:
        """Leave what is open to the next start."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})

    async def settle_all(self) -> None:
        """Try every reply that is open once, after a start or a gap."""
        try:
            for each in await self._bot.claims.replies.open():
                await self.settle(each)
        except StoreError:
            log.warning("replies that are open wait, since the store fails")

    async def settle(self, delivery: Delivery) -> None:
        """Settle a reply that is open, unless somebody is at it: it is being sent right now, or changed."""
        lock = self._bot.locks.of(delivery.message_id)
        if lock.locked():
            return
        async with lock:
            known = await self._bot.claims.replies.delivery(delivery.message_id)
            if known is not None:
                await settle(self._bot, known, self._seen.get(known.nonce))

    async def _until_settled(self) -> None:
        wait: float | None = 0.0
        while wait is not None or self._again:
            self._again = False
            try:
                wait = await self._round()
            except StoreError:
                log.warning("replies that are open wait, since the store fails")
                wait = LONGEST_WAIT
            if wait is not None:
                self._rests = True
                await asyncio.sleep(wait)
                self._rests = False

    async def _round(self) -> float | None:
        """Settle what is due; how long to wait for the next, None where nothing is open."""
        replies = self._bot.claims.replies
        for each in await replies.open():
            due, wait = self._due.get(each.message_id, (utcnow(), FIRST_WAIT / 2))
            if due <= utcnow():
                await self.settle(each)
                wait = min(wait * 2, LONGEST_WAIT)
                self._due[each.message_id] = utcnow() + timedelta(seconds=wait), wait
        left = {each.message_id for each in await replies.open()}
        self._due = {number: due for number, due in self._due.items() if number in left}
        if len(self._due) < len(left):
            return 0.0
        return max(0.0, (min(due for due, _ in self._due.values()) - utcnow()).total_seconds()) if left else None
