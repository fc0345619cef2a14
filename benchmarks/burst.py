"""Three thousand lines at once in watched channels, and people who ask in between: `python -m benchmarks.burst`.

Each line is work of 10 ms of CPU time. A heartbeat tells how long the event loop was kept: `late` by the clock, which
is others' fault too on a busy machine; `by its own work` is the loop's CPU time since the beat before. The lines come a
hundred in each turn of the loop, as a socket brings them: to make 3,000 tasks in one turn takes 10 to 20 ms by itself.
`--processes N` takes other than one for each core less one, 0 a thread of the same process. Figures are printed, never
asserted.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module

from benchmarks.speed import Figure
from claims_db.service.workers import Priority, Workers, default_processes

LINES = 3_000
AT_ONCE = 100
SECONDS_EACH = 0.010
QUESTIONS = 40
SECONDS_BETWEEN = 0.1
BEAT = 0.005


class Desk:
    """What a worker opens: nothing."""


def spin(_: Desk, seconds: float) -> float:
    """Use so much CPU time."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return seconds


@dataclass(slots=True)
class Beats:
    """How late each heartbeat was, and how much CPU time the loop's thread used before it, in seconds."""

    late: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)

    async def go_on(self) -> None:
        """Until it is cancelled."""
        while True:
            began, used = time.perf_counter(), time.thread_time()
            await asyncio.sleep(BEAT)
            self.late.append(time.perf_counter() - began - BEAT)
            self.own.append(time.thread_time() - used)


@asynccontextmanager
async def heartbeat() -> AsyncIterator[Beats]:
    """A heart that beats meanwhile."""
    beats = Beats()
    task = asyncio.create_task(beats.go_on())
    await asyncio.sleep(BEAT * 10)
    try:
        yield beats
    finally:
        task.cancel()
        await asyncio.wait([task])


async def asked(ask: Callable[[], Awaitable[object]]) -> list[float]:
    """How long each of those who ask waits, while the lines are worked at."""
    waited = []
    for _ in range(QUESTIONS):
        await asyncio.sleep(SECONDS_BETWEEN)
        began = time.perf_counter()
        await ask()
        waited.append(time.perf_counter() - began)
    return waited


def spread(seconds: Sequence[float]) -> str:
    """The middle, the hundredth and the worst."""
    ordered = sorted(seconds)
    middle, hundredth, worst = ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100], ordered[-1]
    return f"{middle * 1000:.1f} ms, {hundredth * 1000:.1f} ms, {worst * 1000:.1f} ms"


async def burst(
    line: Callable[[], Awaitable[object]], ask: Callable[[], Awaitable[object]], lines: int = LINES
) -> list[Figure]:
    """What becomes of so many lines at once, of who asks meanwhile, and of the event loop."""
    async with heartbeat() as beats:
        began, used = time.perf_counter(), time.thread_time()
        tasks = []
        for _ in range(0, lines, AT_ONCE):
            tasks += [asyncio.ensure_future(line()) for _ in range(AT_ONCE)]
            await asyncio.sleep(0)
        waited = await asked(ask)
        told = await asyncio.gather(*tasks, return_exceptions=True)
        took, own = time.perf_counter() - began, time.thread_time() - used
    ends = Counter(type(each).__name__ if isinstance(each, BaseException) else "done" for each in told)
    return [
        Figure("lines", ", ".join(f"{number} {end}" for end, number in sorted(ends.items()))),
        Figure("until the last was done or dropped", f"{took:.1f} s"),
        Figure("who asks meanwhile waits (p50, p99, worst)", spread(waited)),
        Figure("the heartbeat is late (p50, p99, worst)", spread(beats.late)),
        Figure("of that by its own work (p50, p99, worst)", spread(beats.own)),
        Figure("CPU time of the event loop", f"{own:.2f} s"),
    ]


async def measured(processes: int) -> list[Figure]:
    """A burst on workers that open nothing."""
    work = partial(spin, seconds=SECONDS_EACH)
    async with Workers.running(Desk, processes) as workers:
        await workers.run(work)
        gc.freeze()  # as an opened store does: to go through what stays takes the collector 20 ms
        return await burst(lambda: workers.run(work, Priority.UNASKED, seconds=1), lambda: workers.run(work, seconds=1))


def main() -> None:
    """Print the figures as a table that RESULTS.md can hold."""
    processes = int(sys.argv[2]) if sys.argv[1:2] == ["--processes"] else default_processes()
    print(f"| {LINES} lines at once, {processes or 'a thread instead of'} processes | |\n|---|---|")
    for figure in asyncio.run(measured(processes)):
        print(f"| {figure.name} | {figure.value} |")


if __name__ == "__main__":
    # A worker finds `Desk` under the name of its module, not under that of a program.
    import_module("benchmarks.burst").main()
