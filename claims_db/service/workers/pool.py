"""Workers that do what would block the event loop: each has opened the same thing, and does one piece at a time."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import Context
from dataclasses import dataclass
from typing import Generic, TypeVar

from claims_db.errors import FootnoteError
from claims_db.service.workers.child import WorkerProcess
from claims_db.service.workers.errors import DroppedError, TookTooLongError, WorkerFailedError
from claims_db.service.workers.program import Outcome, trace
from claims_db.service.workers.thread import WorkerThread
from claims_db.service.workers.waiting import CLOSED, Piece, Priority, Waiting

R = TypeVar("R")
T = TypeVar("T")
Told = TypeVar("Told")
log = logging.getLogger(__name__)

# A message that takes this much CPU time was made to.
CPU_SECONDS = 0.25
# The clock on the wall runs so much faster than CPU time on a busy machine that is still of use.
_BUSY = 8
# A worker that keeps ending is started at least so often.
_LONGEST_PAUSE = 30.0
# What ends a second worker too would end all of them.
_MOST_DEATHS = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may wait, and how long what may take. Seconds are of the clock on the wall."""

    waiting: int = 600
    asked: int = 200
    stale: float = 15.0
    """How long an unasked piece waits until it is dropped."""
    work: float = 10.0
    """How long a piece may take beyond its CPU time, until its worker is killed."""
    delay: float | None = None
    """How long after the opening processes are started, a thread doing the work until one serves; None: it waits."""
    start: float = 60.0
    """How long a worker may take to open."""
    starts: int = 6
    """How often each worker may fail to start, until a thread does the work instead."""
    pause: float = 0.25
    """How long the second try to start a worker waits; the next ones wait twice as long each."""


_LIMITS = Limits()


def default_processes() -> int:
    """One for each core that this process may use, less one for the event loop; at least one."""
    usable = os.cpu_count() or 1 if sys.platform in {"darwin", "win32"} else len(os.sched_getaffinity(0))
    return max(1, usable - 1)


class Workers(Generic[R]):
    """A pool, open from `running` on. `dropped`, `too_long` and `died` count pieces, pieces and processes."""

    def __init__(self, opens: Callable[[], R], limits: Limits) -> None:
        self._opens = opens
        self._limits = limits
        self._waiting: Waiting[R] = Waiting(limits.waiting, limits.asked, limits.stale)
        self._processes: set[WorkerProcess] = set()
        self._serving = 0
        self._failed_starts = 0
        self._by_thread = False
        self._threaded = False
        self.too_long = 0
        self.died = 0

    @classmethod
    @asynccontextmanager
    async def running(
        cls, opens: Callable[[], R], processes: int | None = None, *, limits: Limits = _LIMITS
    ) -> AsyncIterator[Workers[R]]:
        """Keep so many processes, each with what `opens` gives; None is `default_processes`, 0 a thread of this one.

        `opens` is pickled: a function of a module, or functools.partial of one. It loads all that work needs, too: what
        is first loaded by a piece of work counts against the time of that piece, which is ended each time anew. Work
        waits until a worker has opened; in the end what waits or is being done is dropped.
        """
        workers = cls(opens, limits)
        number = default_processes() if processes is None else processes
        keep = [workers._keep_process(number) for _ in range(number)]
        if not number or limits.delay is not None:
            keep.append(workers._keep_thread())
        # In a context of their own: they live for whoever asks, not for whoever opened the pool.
        tasks = [Context().run(asyncio.create_task, each) for each in keep]
        try:
            yield workers
        finally:
            workers._waiting.close()
            for process in workers._processes:
                process.kill()
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            for process in tuple(workers._processes):
                await workers._close(process)

    @property
    def dropped(self) -> int:
        """How many unasked pieces were dropped."""
        return self._waiting.dropped

    async def run(
        self, work: Callable[[R], T], priority: Priority = Priority.ASKED, *, seconds: float = CPU_SECONDS
    ) -> T:
        """What `work` gives, called in a worker with what that opened; `seconds` of CPU time are its limit, 0 is none.

        Work and result are pickled, here on the event loop: both are small. Raises the FootnoteError that the work
        raises, and WorkerFailedError for any other; BusyError or DroppedError, where too much waits;
        TookTooLongError. Who is no longer waiting has nothing done for them.
        """
        piece = Piece(work, priority, seconds)
        self._waiting.put(piece)
        try:
            result: T = await piece.answer
            return result
        finally:
            self._waiting.remove(piece)

    async def _keep_process(self, number: int) -> None:
        """Have a worker in one of so many places. Where one ends before it has done anything, the next waits longer."""
        early = 0
        await asyncio.sleep(self._limits.delay or 0)
        while not self._by_thread:
            if early:
                await asyncio.sleep(min(_LONGEST_PAUSE, self._limits.pause * 2 ** min(early - 1, 10)))
            process = await self._started()
            if process is not None:
                self._failed_starts = 0
                early = 0 if await self._serve(process) else early + 1
                self.died += 1
                log.warning("a worker ended with code %s; another one starts", await self._close(process))
                continue
            early += 1
            self._failed_starts += 1
            if self._failed_starts >= number * self._limits.starts and not self._serving:
                self._by_thread = True
                log.error("no worker starts: a thread does their work, and a long message delays the others")
                await self._keep_thread()

    async def _started(self) -> WorkerProcess | None:
        """A worker that has opened, or None and a line in the log."""
        try:
            process = await WorkerProcess.spawn(self._waiting.wake)
        except Exception as error:  # noqa: BLE001 - systems and event loops refuse in ways of their own
            log.warning("a worker does not start: %s", trace(error))
            return None
        self._processes.add(process)
        told = await process.open(self._opens, self._limits.start)
        match told:
            case "done", _:
                return process
            case "refused", (kind, arguments, attributes):
                why = _again(kind, arguments, attributes).for_host
            case "failed", where:
                why = where
            case _:
                why = "it takes too long" if told else "its process ended"
        log.warning("a worker does not start: %s (code %s)", why, await self._close(process))
        return None

    async def _serve(self, process: WorkerProcess) -> bool:
        """Give it work until it ends; says whether it did any."""
        useful = False
        self._serving += 1
        self._waiting.wake()
        try:
            while piece := await self._waiting.take(process.is_usable):
                patience = self._limits.work + _BUSY * piece.seconds
                if told := await self._outcome(piece, process.do(piece.work, piece.seconds, patience)):
                    self._settle(piece, told)
                    useful = True
                    continue
                piece.deaths += 1
                if piece.deaths < _MOST_DEATHS:
                    self._waiting.put_back(piece)
                else:
                    piece.fail(WorkerFailedError("its process ended, as the one before it did"))
            return useful
        finally:
            self._serving -= 1

    async def _keep_thread(self) -> None:
        """Have a thread do the work for as long as no process serves."""
        if self._threaded:
            return
        self._threaded = True
        thread = WorkerThread(self._opens)
        try:
            await thread.open()
            while piece := await self._waiting.take(lambda: not self._serving):
                self._settle(piece, await self._outcome(piece, thread.do(piece.work)))
        finally:
            self._threaded = False
            await thread.close()

    async def _outcome(self, piece: Piece[R], doing: Awaitable[Told]) -> Told:
        try:
            return await doing
        except asyncio.CancelledError:
            piece.fail(DroppedError(CLOSED))
            raise

    def _settle(self, piece: Piece[R], told: Outcome) -> None:
        match told:
            case "done", result:
                if not piece.answer.done():
                    piece.answer.set_result(result)
            case "refused", (kind, arguments, attributes):
                piece.fail(_again(kind, arguments, attributes))
            case "failed", where:
                piece.fail(WorkerFailedError(where))
            case "too long", _:
                self.too_long += 1
                piece.fail(TookTooLongError())

    async def _close(self, process: WorkerProcess) -> int:
        code = await process.close()
        self._processes.discard(process)
        return code


def _again(kind: type[FootnoteError], arguments: tuple[object, ...], attributes: dict[str, object]) -> FootnoteError:
    """The error as it was raised. Pickle would call its class with `arguments`, which are not all what it takes."""
    error = kind.__new__(kind)
    error.args = arguments
    vars(error).update(attributes)
    return error
