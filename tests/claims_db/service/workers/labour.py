"""Work for the tests' workers, where a worker's process can import it."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from claims_db.errors import InvalidPackError, NotFoundError, Obstacle, UnreachableError


class Bench:
    """What a worker opens: it knows what it did, and where."""

    def __init__(self, name: str = "bench", closed: Path | None = None) -> None:
        self.name = name
        self.done: list[object] = []
        self._closed = closed

    def close(self) -> None:
        if self._closed:
            self._closed.touch()


def add(_: Bench, *, one: int, other: int) -> int:
    return one + other


def name(bench: Bench) -> str:
    return bench.name


def process(_: Bench) -> int:
    return os.getpid()


def environment(_: Bench) -> dict[str, str]:
    return dict(os.environ)


def note(bench: Bench, what: object) -> list[object]:
    """What was done so far by this worker, in order."""
    bench.done.append(what)
    return list(bench.done)


def wait_for(_: Bench, flag: Path) -> None:
    """Keep the worker busy, without CPU time, until there is that file."""
    (flag.parent / f"{flag.name}.begun").touch()
    while not flag.exists():
        time.sleep(0.002)


def spin(_: Bench, seconds: float = 60.0) -> str:
    """Use CPU time."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return "done"


def spin_and_catch(bench: Bench) -> None:
    """Use CPU time, and let no error through."""
    while True:
        with suppress(Exception):
            spin(bench)


class _Stubborn:
    def __del__(self) -> None:
        spin(Bench())


def spin_in_destructor(bench: Bench) -> str:
    """What is raised in a destructor is lost; the rest of the work must end all the same."""
    _Stubborn()
    return spin(bench)


def die_once(_: Bench, flag: Path) -> str:
    if not flag.exists():
        flag.touch()
        os._exit(3)
    return "done"


def die_later(_: Bench) -> None:
    """End the process when it has nothing more to do."""
    threading.Timer(0.03, os._exit, (3,)).start()


def die(_: Bench, lives: Path) -> None:
    """End the process, leaving a line."""
    with lives.open("a") as file:
        file.write("died\n")
    os._exit(3)


def refuse(_: Bench, kind: str) -> None:
    match kind:
        case "plain":
            raise NotFoundError("there is no such claim")
        case "two arguments":
            raise UnreachableError("the page is away", Obstacle.STATUS, status=404)
        case _:
            raise InvalidPackError(("row 1 is bad", "row 2 is bad"))


def fail(_: Bench, words: str) -> None:
    try:
        int(words)
    except ValueError as error:
        raise RuntimeError(f"cannot count {words}") from error


def give_what_cannot_leave(_: Bench) -> object:
    return sys.stdout


def chatter(_: Bench, words: str) -> None:
    """Print and log in all the ways that might carry somebody's words."""
    print(words, flush=True)  # noqa: T201 - see above
    print(words, file=sys.stderr)  # noqa: T201
    try:
        int(words)
    except ValueError:
        logging.getLogger("labour").exception("it does not count")


def open_bench() -> Bench:
    return Bench()


def open_closing(closed: Path) -> Bench:
    return Bench(closed=closed)


def open_never() -> Bench:
    raise NotFoundError("there is no bench")


def open_second_time(flag: Path) -> Bench:
    if not flag.exists():
        flag.touch()
        os._exit(5)
    return Bench()


def open_every_second_time(flag: Path) -> Bench:
    if flag.exists():
        flag.unlink()
        return Bench()
    flag.touch()
    os._exit(5)


def open_for_the_first_only(flag: Path) -> Bench:
    try:
        flag.touch(exist_ok=False)
    except FileExistsError:
        os._exit(5)
    return Bench()


def open_here_only(parent: int) -> Bench:
    """A bench that opens in the parent's process alone."""
    if os.getpid() != parent:
        os._exit(5)
    return Bench()


class OpensHereOnly:
    """What can be written, and not be read in another process."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return only_in, (os.getpid(),)


def only_in(parent: int) -> None:
    if os.getpid() != parent:
        raise RuntimeError("nothing for this process")


def give_what_opens_there_only(_: Bench) -> object:
    return OpensHereOnly()


def open_late_elsewhere(parent: int) -> Bench:
    if os.getpid() != parent:
        time.sleep(60)
    return Bench()


def log_much(_: Bench, lines: int) -> None:
    for _line in range(lines):
        logging.getLogger("labour").warning("x" * 200)


def crash(_: Bench, words: str) -> None:
    """End as a fault in a library does."""
    kept = [words]
    os.kill(os.getpid(), signal.SIGSEGV)
    kept.clear()
