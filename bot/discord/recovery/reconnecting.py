"""Getting back on Discord: soon after a short outage, told in one line a try, and never with too many logins a day."""

from __future__ import annotations

import asyncio
import logging
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp
import discord

log = logging.getLogger(__name__)

# Most outages are short, so that for ten minutes nobody waits long; then Discord is in trouble, and gets some peace.
SOON_SECONDS = 30.0
SOON_FOR_SECONDS = 600.0
LATER_SECONDS = 300.0
# discord.py gives a try a minute. Whoever did not fail for longer was connected meanwhile.
_LONGEST_TRY_SECONDS = 90.0
# What ended sooner had no use.
_SHORT_SECONDS = 10.0
# How discord.py begins to tell of a failed try, with the whole trace.
_TRACED = "Attempting a reconnect in"


class Waits:
    """How long to wait after each try that failed; asked by discord.py in place of its own ExponentialBackoff."""

    def __init__(self) -> None:
        self._tries = 0
        self._since = self._next = self._opened = float("-inf")
        self._short = 0

    def delay(self) -> float:
        """Seconds until the next try: twice as many each time up to a bound, and a little at random.

        Raises CancelledError where whoever tries was told to stop: Python 3.11 loses that if a try fails in the same
        moment (https://github.com/python/cpython/issues/86296).
        """
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise asyncio.CancelledError
        now = self.now()
        if now - self._next > _LONGEST_TRY_SECONDS:
            self._tries, self._since = 0, now
        self._tries += 1
        bound = SOON_SECONDS if now - self._since < SOON_FOR_SECONDS else LATER_SECONDS
        wait = _doubled(self._tries, bound) * random.uniform(0.5, 1.0)  # noqa: S311 - nobody gains by guessing it
        self._next = now + wait
        return wait

    def before_opening(self) -> float:
        """Seconds until a connection may be opened: discord.py resumes at once what ends again and again."""
        lasted = self.now() - self._opened
        self._short = self._short + 1 if lasted < _SHORT_SECONDS else 0
        self._opened = float("-inf")  # until it stands: what fails to open has waits of its own
        wait = _doubled(self._short - 1, SOON_SECONDS) if self._short > 1 else 0.0
        return max(0.0, wait - lasted)

    def open(self) -> None:
        """A connection was opened."""
        self._opened = self.now()

    def now(self) -> float:
        """The time in seconds, from an arbitrary moment on."""
        return time.monotonic()


# More would be beyond every bound, and after some days of outage beyond what a float holds.
_MOST_DOUBLINGS = 16


def _doubled(times: int, bound: float) -> float:
    return min(2.0 ** min(times, _MOST_DOUBLINGS), bound)


class OneLine(logging.Filter):
    """Turns the traces of tries that failed, which are everyday, into one line each."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through."""
        if str(record.msg).startswith(_TRACED) and record.exc_info and isinstance(record.args, tuple):
            error = record.exc_info[1]
            why = " ".join(f"{type(error).__name__}: {error}".split())
            record.msg, record.args = "Discord cannot be reached (%s); trying again in %.0f s", (why, *record.args)
            record.levelno, record.levelname = logging.WARNING, logging.getLevelName(logging.WARNING)
            record.exc_info = record.exc_text = None
        return True


_one_line = OneLine()


@contextmanager
def our_way(waits: Waits, http: discord.http.HTTPClient) -> Iterator[None]:
    """Have discord.py reconnect with these waits, and tell of it in one line."""
    names, logger = vars(discord.client), logging.getLogger(discord.client.__name__)
    theirs, opens = names["ExponentialBackoff"], http.ws_connect

    async def opens_later(*args: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever discord.py gives and wants
        if wait := waits.before_opening():
            log.warning("Discord ended the connection at once; another is opened in %.0f s", wait)
            await asyncio.sleep(wait)
        opened = await opens(*args, **named)
        waits.open()
        return opened

    names["ExponentialBackoff"] = lambda: waits  # where `Client.connect` looks for it, and asks it for `delay()` alone
    vars(http)["ws_connect"] = opens_later
    logger.addFilter(_one_line)
    try:
        yield
    finally:
        names["ExponentialBackoff"] = theirs
        del vars(http)["ws_connect"]
        logger.removeFilter(_one_line)


class TooFewLoginsError(Exception):
    """The session has ended, and another login has to wait."""


class Logins:
    """Keeps to the 1,000 logins a day that Discord allows, after which it takes the token away.

    Only what starts the bot again and again, or ends its sessions again and again, ever comes near.
    """

    def __init__(self) -> None:
        self._last = time.monotonic()  # or somewhat earlier, in a process that ended

    async def due_in(self, http: discord.http.HTTPClient) -> float:
        """In how many seconds the next may be, so that what is left today lasts; nothing while that is over a half."""
        try:
            _, _, limit = await http.get_bot_gateway()
        except (discord.DiscordException, aiohttp.ClientError, OSError):
            return 0.0  # connecting will say why
        left = limit["remaining"]
        if left > limit["total"] / 2:
            return 0.0
        due = limit["reset_after"] / 1000 / (left + 1) - (time.monotonic() - self._last)
        if due > 0:
            log.warning("Discord allows this bot %d more logins today; the next is in %.0f s", left, due)
        return max(0.0, due)

    async def wait(self, http: discord.http.HTTPClient) -> None:
        """Until one is due."""
        await asyncio.sleep(await self.due_in(http))
        self._last = time.monotonic()

    async def require(self, http: discord.http.HTTPClient) -> None:
        """Raise TooFewLoginsError where none is due; discord.py would give up a login that waits for over a minute."""
        if await self.due_in(http):
            raise TooFewLoginsError
        self._last = time.monotonic()


async def drop_broken_off() -> None:
    """Close connections that were broken off before the login: discord.py forgets them, and their hearts beat on."""
    for thread in threading.enumerate():
        if isinstance(thread, discord.gateway.KeepAliveHandler):
            await thread.ws.close()
