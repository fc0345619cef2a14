"""The worker of a host who wants one process: a thread, to which time has no limit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from claims_db.service.workers.program import Outcome, outcome

R = TypeVar("R")


class WorkerThread(Generic[R]):
    """What is opened stays in the thread that opened it, and is closed there, where it has a `close`."""

    def __init__(self, opens: Callable[[], R]) -> None:
        self._opens = opens
        self._opened: list[R] = []
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="worker")

    async def open(self) -> Outcome:
        """Open what it works on; where that fails, each piece of work tries again."""
        return await self._in_thread(lambda _: None)

    async def do(self, work: Callable[[R], object]) -> Outcome:
        """What comes of the work."""
        return await self._in_thread(work)

    async def close(self) -> None:
        """End the thread, once it has done what it is at: nothing can stop it."""
        await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._thread, self._close))
        self._thread.shutdown()

    async def _in_thread(self, work: Callable[[R], object]) -> Outcome:
        return await asyncio.get_running_loop().run_in_executor(self._thread, outcome, self._work, work)

    def _work(self, work: Callable[[R], object]) -> object:
        if not self._opened:
            self._opened.append(self._opens())
        return work(self._opened[0])

    def _close(self) -> None:
        for opened in self._opened:
            if callable(close := getattr(opened, "close", None)):
                close()
