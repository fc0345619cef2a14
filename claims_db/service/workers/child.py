"""One worker process, as its pool talks to it."""

from __future__ import annotations

import asyncio
import logging
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from contextlib import suppress

from claims_db import programs
from claims_db.service.workers import program
from claims_db.service.workers.program import ANSWER, REQUEST, Outcome, trace

log = logging.getLogger(__name__)

# Bytes that one process may write into the log, and of one line: a crash takes some 3,000.
_MOST_LOGGED = 8_000
_LONGEST_LINE = 300
# For a process that has nothing more to do, or has ended just now.
_LEAVING_SECONDS = 1.0


class WorkerProcess:
    """A running program that does one piece of work at a time."""

    def __init__(self, process: Process, ended: Callable[[], None]) -> None:
        if process.stdin is None or process.stdout is None or process.stderr is None:
            raise RuntimeError("its pipes were asked for")
        self._process = process
        self._requests, self._answers, self._errors = process.stdin, process.stdout, process.stderr
        self._given_up = False
        self._watching = asyncio.create_task(self._watch(ended))

    @classmethod
    async def spawn(cls, ended: Callable[[], None]) -> WorkerProcess:
        """Start a program, which opens nothing yet; `ended` is called once it has ended."""
        return cls(
            await asyncio.create_subprocess_exec(
                sys.executable, program.__file__, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=programs.environment()
            ),
            ended,
        )

    def is_usable(self) -> bool:
        """Whether it can be given work."""
        return not self._given_up and self._process.returncode is None

    async def open(self, opens: Callable[[], object], patience: float) -> Outcome | None:
        """Have it open what it works on; what `do` gives back."""
        return await self.do(opens, 0, patience)

    async def do(self, work: Callable[..., object], seconds: float, patience: float) -> Outcome | None:
        """What comes of the work; None where the process ended over it.

        `seconds` are of CPU time, `patience` is on the clock on the wall; where that runs out, the process is killed.
        """
        try:
            body = pickle.dumps(work, pickle.HIGHEST_PROTOCOL)
        except Exception as error:  # noqa: BLE001 - what is asked to be written may refuse, in any way
            return "failed", trace(error)
        try:
            async with asyncio.timeout(patience):
                self._requests.write(REQUEST.pack(seconds, len(body)) + body)
                await self._requests.drain()
                (length,) = ANSWER.unpack(await self._answers.readexactly(ANSWER.size))
                answer = await self._answers.readexactly(length)
        except TimeoutError:
            self.kill()
            return "too long", None
        except (OSError, asyncio.IncompleteReadError):
            self._given_up = True
            return None
        try:
            told: Outcome = pickle.loads(answer)  # noqa: S301 - as above
        except Exception as error:  # noqa: BLE001 - a class may be known to the worker alone, or refuse
            return "failed", trace(error)
        return told

    def kill(self) -> None:
        """End it, wherever it is."""
        self._given_up = True
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.kill()

    async def close(self) -> int:
        """End it, leaving nothing of it behind; the code it ended with."""
        self._given_up = True
        self._requests.close()
        # Killing asks for the code of a process that has ended, which asyncio, about to ask as well, then misses.
        await asyncio.wait([self._watching], timeout=_LEAVING_SECONDS)
        self.kill()
        await asyncio.wait([self._watching])
        return await self._process.wait()

    async def _watch(self, ended: Callable[[], None]) -> None:
        """Pass on what it logs, within bounds, until it ends; the rest is read, lest it waits for a reader."""
        left = _MOST_LOGGED
        while written := await self._errors.read(_MOST_LOGGED):
            for line in written[:left].decode(errors="replace").splitlines():
                log.warning("worker %s: %s", self._process.pid, line[:_LONGEST_LINE])
            left = max(0, left - len(written))
        await self._process.wait()
        ended()
