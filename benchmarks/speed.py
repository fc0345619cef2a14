"""`python -m benchmarks.speed [SIZES]`: how long starts, checks and changes take, and in how much memory.

A size is a number of claims, or `servers` for 10,000 servers with 50 claims each. 15 is the starter pack; all others
have claims whose vocabulary grows with them beside it. A million are those of 100 servers with 1,000 each and packs
for the rest, seen by a server that is subscribed to all of them. Times of a message are of the processor, all
Footnote's processes together, since machines are busy. Figures are printed beside what they should be, never asserted.
"""

from __future__ import annotations

import importlib.util
import json
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks.evaluation import Evaluation
from benchmarks.figures import MIB, Run, run, table
from benchmarks.growing import Layout

STARTER_CLAIMS = 15
SIZES = (15, 10_000, 100_000, 1_000_000)
SERVERS = "servers"
LINES = 2_000
PREVIEWS = 40
MOST_WITH_PEERS = 100_000
QUESTION = "eleven firms fined"


@dataclass(frozen=True, slots=True)
class Aim:
    """What a size should take: milliseconds, seconds, MiB."""

    chat: tuple[float, float]
    tweet: float
    start: float
    one: float
    memory: int


AIMS = {
    15: Aim((0.3, 2), 6, 0.6, 0.3, 90),
    10_000: Aim((0.6, 4), 10, 0.8, 0.5, 130),
    100_000: Aim((0.8, 6), 15, 1.0, 0.5, 250),
    1_000_000: Aim((1.5, 10), 25, 3, 1, 1024),
}


@dataclass(frozen=True, slots=True)
class Size:
    """One store: its claims, and which server asks (0 is the host)."""

    name: str
    layout: Layout
    server: int = 0

    @classmethod
    def named(cls, name: str) -> Size:
        """A number of claims, or `servers`."""
        if name == SERVERS:
            return cls("10,000 servers with 50 each", Layout(500_000, servers=10_000, each=50), 5_000)
        claims = int(name)
        split = claims > 2 * MOST_WITH_PEERS
        layout = Layout(claims if claims > STARTER_CLAIMS else 0, servers=100 if split else 0)
        return cls(f"{claims:,}", layout, 1 if split else 0)

    @property
    def aim(self) -> Aim | None:
        """What it should take, where anything was set."""
        return AIMS.get(self.layout.claims or STARTER_CLAIMS)

    @property
    def starts(self) -> int:
        """How many starts are timed; large stores take long."""
        return 5 if self.layout.claims <= MOST_WITH_PEERS // 10 else 3 if self.layout.claims <= MOST_WITH_PEERS else 1


@dataclass(frozen=True, slots=True)
class Measured:
    """What a store took. `first` is the start that found nothing beside the database, `starts` are later ones."""

    size: Size
    filled: Run | None
    first: Run
    starts: Sequence[Run]
    file: int
    beside: int
    probe: dict[str, float]
    peers: dict[str, float]

    @property
    def start(self) -> float:
        """Seconds of a later start that answers one question."""
        return statistics.median(start.seconds for start in self.starts)


def check_once(database: Path) -> Run:
    """A start that answers one question."""
    return run("-m", "bot", "check", "--db", str(database), QUESTION)


def measured(evaluation: Evaluation, size: Size) -> Measured:
    """Fill a store, then start, probe and compare.

    Each in a process of its own, and nothing large in this one: a child's peak counts that of what it was started from.
    """
    with tempfile.TemporaryDirectory() as name:
        database = Path(name) / "claims.db"
        layout, folder = size.layout, str(evaluation.folder)
        numbers = (layout.claims, layout.servers, layout.each)
        filling = ("-m", "benchmarks.filling", str(database), folder, *map(str, numbers))
        filled = run(*filling) if layout.claims else None
        first = check_once(database)
        starts = [check_once(database) for _ in range(size.starts)]
        file = database.stat().st_size
        beside = sum(path.stat().st_size for path in Path(name).rglob("*") if path.is_file()) - file
        probing = ("-m", "benchmarks.probing", str(database), folder, *map(str, (size.server, LINES, PREVIEWS)))
        probe = json.loads(run(*probing, heard=True).output)
    beside_peers = layout.claims <= MOST_WITH_PEERS and importlib.util.find_spec("tantivy")
    comparing = ("-m", "benchmarks.peers", folder, str(layout.claims))
    peers = json.loads(run(*comparing, heard=True).output) if beside_peers else {}
    return Measured(size, filled, first, starts, file, beside, probe, peers)


HEAD = "claims | chat line p50 / p95 | tweet p95 | start to first answer | import of one claim | memory"


def cells(one: Measured) -> Iterator[list[str]]:
    """What was measured, and below it the aims."""
    took = one.probe
    yield [
        one.size.name,
        f"{took['chat_p50']:.2f} / {took['chat_p95']:.1f} ms",
        f"{took['tweet_p95']:.1f} ms",
        f"{one.start:.2f} s",
        f"{took['import_one']:.2f} s",
        f"{max(start.peak_bytes for start in one.starts) / MIB:.0f} MiB",
    ]
    if aim := one.size.aim:
        low, high = aim.chat
        yield ["aim", f"{low} / {high} ms", f"{aim.tweet} ms", f"{aim.start} s", f"{aim.one} s", f"{aim.memory} MiB"]


def more(one: Measured) -> Iterator[tuple[str, str, str]]:
    """What has no column: name, figure, aim."""
    took = one.probe
    yield "chat line by the clock, p50 / p95", f"{took['chat_p50_wall']:.2f} / {took['chat_p95_wall']:.1f} ms", ""
    yield "tweet, p50; by the clock, p95", f"{took['tweet_p50']:.1f}; {took['tweet_p95_wall']:.1f} ms", ""
    yield "chat line that somebody asks about, p50 / p95", f"{took['asked_p50']:.2f} / {took['asked_p95']:.1f} ms", ""
    yield "processor time of a start", f"{statistics.median(start.cpu for start in one.starts):.2f} s", ""
    yield "the first start, with nothing beside the database", f"{one.first.seconds:.2f} s", ""
    yield "opening the store", f"{took['open']:.2f} s", ""
    yield "memory of the open store", f"{took['open_memory'] / MIB:.0f} MiB", ""
    yield "the database; files beside it", f"{one.file / MIB:.1f}; {one.beside / MIB:.1f} MiB", ""
    if one.filled:
        rate = one.size.layout.claims / one.filled.cpu
        peak = one.filled.peak_bytes / MIB
        yield "storing, claims a second of the processor; peak", f"{rate:,.0f}; {peak:.0f} MiB", ""
    yield "processor time of importing one claim", f"{took['import_one_cpu']:.2f} s", ""
    yield "adding a claim until a message sees it", f"{took['add']:.0f} ms", "50 ms"
    yield "editing it, the same", f"{took['edit']:.0f} ms", "50 ms"
    yield "a change by another process until it is seen", f"{took['seen'] / 1000:.2f} s", "2 s"
    yield "a preview of a new claim, p50 / p95", f"{took['preview_p50']:.0f} / {took['preview_p95']:.0f} ms", ""
    for name, median in one.peers.items():
        wanted = "300 x" if name.startswith("rapidfuzz") and one.size.layout.claims == MOST_WITH_PEERS else ""
        yield f"a chat line with {name}, p50", f"{median:.2f} ms, {median / took['chat_p50']:.3g} x", wanted


def measure(evaluation: Evaluation, sizes: Sequence[str]) -> Iterator[Measured]:
    """Every size, smallest first if so named."""
    return (measured(evaluation, Size.named(name)) for name in sizes)


def report(evaluation: Evaluation, sizes: Sequence[str] = tuple(map(str, islice(SIZES, 3)))) -> None:
    """Print each size as soon as it is measured, then all in one table."""
    done = []
    for one in measure(evaluation, sizes):
        done.append(one)
        print("\n".join(table(f"{one.size.name} claims | measured | aim", more(one))), flush=True)
        print()
    print("\n".join(table(HEAD, (row for one in done for row in cells(one)))), flush=True)


if __name__ == "__main__":
    report(Evaluation.find(None), sys.argv[1:] or [*map(str, SIZES), SERVERS])
