"""What a benchmark prints, and what programs take: seconds of the clock, seconds of the processor, memory.

Footnote may work in several processes, so a process is measured with all those that it started.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

MIB = 1 << 20
_PROC = Path("/proc")
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes here, Linux kilobytes


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a program; `cpu` are the seconds of all processes that it started and waited for."""

    seconds: float
    peak_bytes: int
    cpu: float
    output: str = ""


def run(*command: str, heard: bool = False) -> Run:
    """Run Python with these arguments to its end; raises CalledProcessError where it fails.

    It runs in silence, unless what it prints is to be `heard`.
    """
    began = time.perf_counter()
    out = subprocess.PIPE if heard else subprocess.DEVNULL
    err = None if heard else subprocess.DEVNULL
    child = subprocess.Popen([sys.executable, *command], stdout=out, stderr=err, text=True)
    output = child.stdout.read() if child.stdout else ""
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.stdout:
        child.stdout.close()
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    return Run(seconds, usage.ru_maxrss * _MAXRSS_UNIT, usage.ru_utime + usage.ru_stime, output)


@dataclass(frozen=True, slots=True)
class Processes:
    """This process and those that it has started so far. Where the system tells nothing of others, this one alone."""

    others: tuple[int, ...] = field(default_factory=lambda: tuple(_started_by(os.getpid())))

    def cpu(self) -> float:
        """The seconds of processor time that they have used."""
        return time.process_time() + sum(map(_cpu_of, self.others))

    def memory(self) -> int:
        """The bytes of memory that they hold now, what they share counted once; at its peak where only that is told."""
        if not (_PROC / "self" / "smaps_rollup").exists():
            return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _MAXRSS_UNIT
        return sum(map(_memory_of, (os.getpid(), *self.others)))


def _started_by(pid: int) -> Iterator[int]:
    for path in _PROC.glob(f"{pid}/task/*/children"):
        for child in map(int, path.read_text(encoding="ascii").split()):
            yield child
            yield from _started_by(child)


def _cpu_of(pid: int) -> float:
    """Of another process, by the number that Linux gives its clock (clock_getcpuclockid); 0 where it has ended."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0


def _memory_of(pid: int) -> int:
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def table(head: str, rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A table that RESULTS.md can hold, line by line."""
    yield f"| {head} |"
    yield "|" + "---|" * (head.count(" | ") + 1)
    yield from (f"| {' | '.join(row)} |" for row in rows)
