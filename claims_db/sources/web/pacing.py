"""When a site may be asked: one request per host at a time, few in total, and none while a host wants a pause."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from claims_db.errors import Obstacle, UnreachableError

_MOST_HOSTS = 2000


@dataclass(slots=True)
class Host:
    """One host; inside `async with host` nobody else asks it.

    `delay` is how many seconds its robots.txt wants between two requests. Times are the event loop's.
    """

    name: str
    delay: float = 0.0
    _next_at: float = 0.0
    _busy_until: float = 0.0
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def pause(self, seconds: float) -> None:
        """Ask nothing for a while, as the host's Retry-After says."""
        self._busy_until = asyncio.get_running_loop().time() + seconds

    @property
    def is_idle(self) -> bool:
        """Whether it can be forgotten: nobody asks it, and no pause is left."""
        now = asyncio.get_running_loop().time()
        return not self._lock.locked() and max(self._next_at, self._busy_until) <= now

    async def __aenter__(self) -> None:
        await self._lock.acquire()
        try:
            await self._rested()
        except BaseException:
            self._lock.release()
            raise

    async def _rested(self) -> None:
        """Wait for the pause between two requests. Raises UnreachableError while the host wants a longer one."""
        now = asyncio.get_running_loop().time()
        if now < self._busy_until:
            left = self._busy_until - now
            raise UnreachableError(f"{self.name} asks us to come back later.", Obstacle.BUSY, retry_after=left)
        await asyncio.sleep(max(0.0, self._next_at - now))

    async def __aexit__(self, *_: object) -> None:
        self._next_at = asyncio.get_running_loop().time() + self.delay
        self._lock.release()


class Hosts:
    """All hosts that were asked lately, at most `at_once` of them at a time."""

    def __init__(self, at_once: int) -> None:
        self._known: dict[str, Host] = {}
        self._slots = asyncio.Semaphore(at_once)

    @asynccontextmanager
    async def asking(self, name: str, clock: asyncio.Timeout) -> AsyncIterator[Host]:
        """Wait until host `name` may be asked. Raises UnreachableError while it wants a pause."""
        if name not in self._known and len(self._known) >= _MOST_HOSTS:
            self._known = {each: host for each, host in self._known.items() if not host.is_idle}
        host = self._known.setdefault(name, Host(name))
        async with untimed_wait(clock, host, self._slots):
            yield host


@asynccontextmanager
async def untimed_wait(clock: asyncio.Timeout, *locks: Host | asyncio.Lock | asyncio.Semaphore) -> AsyncIterator[None]:
    """Take the locks in order; the time spent waiting for them does not count against the clock."""
    now = asyncio.get_running_loop().time
    left = (clock.when() or 0.0) - now()
    clock.reschedule(None)
    async with AsyncExitStack() as inside:
        for lock in locks:
            await inside.enter_async_context(lock)
        clock.reschedule(now() + left)
        yield
