"""Who may ask which site now: one request per host at a time, few at all, none while a host wants to be left alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from claims_db.errors import Obstacle, UnreachableError

_KEPT_HOSTS = 2000


@dataclass(slots=True)
class Host:
    """One host's turn. `delay` is what its robots.txt asks for between two requests; times are the event loop's."""

    name: str
    delay: float = 0.0
    _next_at: float = 0.0
    _busy_until: float = 0.0
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def rest(self, seconds: float) -> None:
        """Ask nothing for a while, as the host's Retry-After says."""
        self._busy_until = asyncio.get_running_loop().time() + seconds

    @property
    def forgettable(self) -> bool:
        """Whether nothing is known that still matters."""
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
        now = asyncio.get_running_loop().time()
        if now < self._busy_until:
            left = self._busy_until - now
            raise UnreachableError(f"{self.name} asks to come back later.", Obstacle.BUSY, retry_after=left)
        await asyncio.sleep(max(0.0, self._next_at - now))

    async def __aexit__(self, *_: object) -> None:
        self._next_at = asyncio.get_running_loop().time() + self.delay
        self._lock.release()


class Turns:
    """Hands out turns; remembers hosts as long as there is something to remember of them."""

    def __init__(self, at_once: int) -> None:
        self._hosts: dict[str, Host] = {}
        self._slots = asyncio.Semaphore(at_once)

    @asynccontextmanager
    async def of(self, name: str, clock: asyncio.Timeout) -> AsyncIterator[Host]:
        """A turn at host `name`. Raises UnreachableError while the host wants to be left alone."""
        host = self._host(name)
        async with waited(clock, host, self._slots):
            yield host

    def _host(self, name: str) -> Host:
        if name not in self._hosts and len(self._hosts) >= _KEPT_HOSTS:
            self._hosts = {each: host for each, host in self._hosts.items() if not host.forgettable}
        return self._hosts.setdefault(name, Host(name))


@asynccontextmanager
async def waited(clock: asyncio.Timeout, *doors: Host | asyncio.Lock | asyncio.Semaphore) -> AsyncIterator[None]:
    """Go through each of the doors in order; what waiting takes is not taken off the clock."""
    now = asyncio.get_running_loop().time
    left = (clock.when() or 0.0) - now()
    clock.reschedule(None)
    async with AsyncExitStack() as inside:
        for door in doors:
            await inside.enter_async_context(door)
        clock.reschedule(now() + left)
        yield
