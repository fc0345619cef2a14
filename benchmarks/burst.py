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
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from itertools import count, cycle
from pathlib import Path
from typing import cast

from benchmarks.evaluation import Evaluation
from benchmarks.figures import Figure, Processes
from benchmarks.growing import REAL_CLAIMS, chat, tweets
from bot.client import Footnote
from bot.discord.demo import staged
from bot.settings import Settings
from claims_db.actors import Actor
from claims_db.service import ClaimService
from claims_db.service.workers import Priority, Workers, default_processes
from claims_db.store.servers import Mode
from cogs.watching import Watching

LINES = 3_000
CHAT = 1_000
WARMING = 100
AT_ONCE = 100
SECONDS_EACH = 0.010
QUESTIONS = 40
SECONDS_BETWEEN = 0.1
BEAT = 0.005
# The bot starts its workers some seconds after itself.
_UNTIL_WORKERS = 8.0


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
        gc.freeze()  # as a started bot does: to go through what stays takes the collector 20 ms
        return await burst(lambda: workers.run(work, Priority.UNASKED, seconds=1), lambda: workers.run(work, seconds=1))


async def by_the_bot(processes: int, evaluation: Evaluation, folder: Path) -> list[Figure]:
    """A burst of posts through the handler of the real bot, which sees 14,000 claims, and its commands meanwhile."""
    pack = evaluation.path(REAL_CLAIMS)
    async with ClaimService.open(folder / "claims.db") as service:
        report = await service.import_file(pack, skip_invalid=True, actor=Actor("benchmark"))
    settings = Settings(_env_file=None, db=folder / "claims.db", discord_token=None, workers=processes)
    async with staged(settings) as stage:
        bot = cast(Footnote, stage.env.bot)
        server = bot.guilds[0].id
        await bot.claims.servers.set_default_mode(server, Mode.ALL, actor=Actor("benchmark"))
        sample = [each async for each in bot.get_channel(stage.channel.id).history(limit=9)][-1]  # type: ignore[union-attr]  # a text channel
        await asyncio.sleep(_UNTIL_WORKERS if processes else 0)
        posts = cycle([*tweets(evaluation), *chat(evaluation)[:CHAT]])
        numbers = count(sample.id + 1)
        watching = cast(Watching, bot.get_cog("Watching"))

        async def line(text: str | None = None) -> None:
            message = copy(sample)
            message.id, message.content = next(numbers), next(posts) if text is None else text
            await watching.on_message(message)

        async def ask() -> None:
            await bot.answers.check_asked(next(posts), sample)

        lines = chat(evaluation)[CHAT : 2 * CHAT]
        alone = await one_by_one("the starter pack", line, lines)
        await bot.claims.servers.subscribe(server, report.pack, actor=Actor("benchmark"))
        await ask()
        figures = await burst(line, ask)
        dropped = Figure("posts that were dropped", str(bot.claims.workers.dropped))
        return [*figures, dropped, alone, await one_by_one("all claims", line, lines)]


async def one_by_one(seen: str, line: Callable[[str], Awaitable[object]], texts: Sequence[str]) -> Figure:
    """How many lines of chat a second of the processor is enough for, all processes together, after a hundred."""
    for text in texts[:WARMING]:
        await line(text)
    processes = Processes()
    used = processes.cpu()
    for text in texts[WARMING:]:
        await line(text)
    rate = (len(texts) - WARMING) / (processes.cpu() - used)
    return Figure(f"lines of chat, one by one, a second of the processor, {seen}", f"{rate:.0f}")


def main() -> None:
    """Print the figures as tables that RESULTS.md can hold."""
    processes = int(sys.argv[2]) if sys.argv[1:2] == ["--processes"] else default_processes()
    by = f"{processes or 'a thread instead of'} processes"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        for title, work in (
            (f"{LINES} lines of {SECONDS_EACH * 1000:.0f} ms at once, {by}", measured(processes)),
            (f"{LINES} posts at once to the bot, {by}", by_the_bot(processes, Evaluation.find(None), Path(name))),
        ):
            print(f"\n| {title} | |\n|---|---|")
            for figure in asyncio.run(work):
                print(f"| {figure.name} | {figure.value} |", flush=True)


if __name__ == "__main__":
    # A worker finds `Desk` under the name of its module, not under that of a program.
    import_module("benchmarks.burst").main()
