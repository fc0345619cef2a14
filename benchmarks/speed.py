"""How long a start and a check take, and in how much memory.

Machines differ and are busy, so a start is also told as a ratio to importing the heaviest two libraries that it
needs, timed in between. Figures are printed, never asserted.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks.evaluation import Evaluation
from claims_db.claims.packs import Scope
from claims_db.service import ClaimService
from claims_db.values import Message

LARGE_PACK = "checkthat-2a/pack.json"
STARTS = 9
MESSAGES = 2000
QUESTION = "eleven firms fined"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a program."""

    seconds: float
    peak_bytes: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report."""

    name: str
    value: str


def run(*command: str) -> Run:
    """Run Python with these arguments to its end, in silence; raises CalledProcessError where it fails."""
    began = time.perf_counter()
    child = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    kilobyte = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes here, Linux kilobytes
    return Run(seconds, usage.ru_maxrss * kilobyte)


def check_once(database: Path) -> Run:
    """A start that answers one question."""
    return run("-m", "bot", "check", "--db", str(database), QUESTION)


def start_up(database: Path) -> list[Figure]:
    """A later start, the database already there, and the same as a ratio to bare imports."""
    check_once(database)
    starts, imports = [], []
    for _ in range(STARTS):
        starts.append(check_once(database).seconds)
        imports.append(run("-c", "import sqlite_utils, click").seconds)
    start, bare = statistics.median(starts), statistics.median(imports)
    return [Figure("a later `footnote check`", f"{start:.2f} s, {start / bare:.1f} x the bare imports ({bare:.2f} s)")]


def memory(database: Path, name: str) -> Figure:
    """The most memory that one check held at once."""
    return Figure(f"peak memory of a check, {name}", f"{check_once(database).peak_bytes / 1e6:.0f} MB")


def importing(database: Path, pack: Path) -> Figure:
    """Taking in a large pack through the command line; some of its claims say too little to be claims."""
    seconds = run("-m", "bot", "import", "--skip-invalid", "--db", str(database), str(pack)).seconds
    return Figure("import of the large pack", f"{seconds:.1f} s")


async def checking(database: Path, texts: Sequence[str]) -> list[Figure]:
    """The time of a check in a running bot, one message after another, as they come to `on_message`."""
    async with ClaimService.open(database) as claims:
        scope = claims.public_scope()
        held = len(claims.claims(scope))
        seconds = [seconds_of_check(claims, scope, Message(text)) for text in texts]
    cuts = statistics.quantiles(seconds, n=100)
    return [
        Figure(f"a check against {held:,} claims, p{part}", f"{cuts[part - 1] * 1000:.2f} ms") for part in (50, 95, 99)
    ]


def seconds_of_check(claims: ClaimService, scope: Scope, message: Message) -> float:
    """One check's time."""
    began = time.perf_counter()
    claims.check(message, scope)
    return time.perf_counter() - began


def measure(evaluation: Evaluation) -> list[Figure]:
    """Every figure. Programs are started first: a child's peak counts that of the process it was started from."""
    pack, texts = evaluation.path(LARGE_PACK), list(islice(evaluation.texts("chatter.jsonl"), MESSAGES))
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "starter.db", Path(folder) / "large.db"
        return [
            *start_up(small),
            memory(small, "starter pack"),
            importing(large, pack),
            memory(large, "with the large pack"),
            *asyncio.run(checking(large, texts)),
        ]


def report(evaluation: Evaluation) -> None:
    """Print the figures as a table that RESULTS.md can hold."""
    print("| speed | |\n|---|---|")
    for figure in measure(evaluation):
        print(f"| {figure.name} | {figure.value} |")
