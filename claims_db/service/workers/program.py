"""The program of one worker: it opens what it works on, and does one piece of work after another.

Both ways go pickles behind their lengths: on standard input what opens, then the work; on standard output the outcome
of each, the opening's first. It is run by its path and imports little: as a module of its room it would load all of
Footnote before it knows what for.
"""

from __future__ import annotations

import faulthandler
import gc
import logging
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable
from functools import partial
from itertools import count
from struct import Struct
from types import TracebackType
from typing import Any, BinaryIO, Literal, TypeVar

from claims_db.errors import FootnoteError

R = TypeVar("R")
log = logging.getLogger(__name__)

# What comes of a piece of work: its result; the class, arguments and attributes of a FootnoteError; where another
# error arose; or nothing, in time.
Outcome = tuple[Literal["done", "refused", "failed", "too long"], Any]
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

# The CPU time that a piece of work may take, in seconds (nothing: as much as it likes), and its length.
REQUEST = Struct(">dQ")
# The length of an outcome.
ANSWER = Struct(">Q")
_FRAMES = -20
# Pieces of work after which garbage is looked for, among what came since the last time.
_COLLECTED_EVERY = 500


class _TooLong(BaseException):
    """The CPU time is up."""


def outcome(work: Callable[[R], object], opened: R) -> Outcome:
    """What comes of a piece of work, whatever it raises."""
    try:
        return "done", work(opened)
    except FootnoteError as error:
        return "refused", (type(error), error.args, vars(error))
    except Exception as error:  # noqa: BLE001 - the worker stays, and whoever waits is told
        return "failed", trace(error)


def trace(error: BaseException) -> str:
    """Where it happened, the first cause first, without the errors' own words: those may quote a message."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = f"{trace(cause)}\nwhich led to\n" if cause is not None else ""
    frames = "".join(traceback.format_tb(error.__traceback__, _FRAMES))
    return f"{before}{frames}{type(error).__module__}.{type(error).__qualname__}"


class CpuLimit:
    """Ends work by CPU time: on a busy machine, the clock on the wall would end honest work.

    Windows has no such timer. There, as for what no signal interrupts, the clock on the wall ends the program.
    """

    def __init__(self) -> None:
        self._running = False

        def ring(*_: object) -> None:
            if self._running:
                raise _TooLong

        if sys.platform != "win32":
            signal.signal(signal.SIGPROF, ring)

    def outcome(self, work: Callable[[R], object], opened: R, seconds: float) -> Outcome:
        """What comes of the work within so many seconds."""
        try:
            self._running = True
            self._set(seconds)
            try:
                return outcome(work, opened)
            finally:
                self._running = False
        except _TooLong:
            return "too long", None
        finally:
            self._running = False
            self._set(0)

    @staticmethod
    def _set(seconds: float) -> None:
        """It rings again and again: what is raised within a destructor or a callback is lost."""
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_PROF, seconds, seconds)


def _unwrapped(work: bytes, opened: object) -> object:
    return pickle.loads(work)(opened)  # noqa: S301 - as above


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Open, then work until there is nothing more to do: the program's end of both pipes."""
    if (first := _read(requests)) is None:
        return
    # What is kept of earlier work is much, and to look through it for garbage takes half a second: never during work.
    gc.disable()
    ending, opened = outcome(lambda _: pickle.loads(first[1])(), None)  # noqa: S301 - as above
    _write(answers, (ending, None if ending == "done" else opened))
    limit = CpuLimit()
    for done in count():
        if ending != "done" or (request := _read(requests)) is None:
            break
        seconds, work = request
        _write(answers, limit.outcome(partial(_unwrapped, work), opened, seconds))
        if done % _COLLECTED_EVERY == 0:
            gc.collect()
            gc.freeze()


def _read(requests: BinaryIO) -> tuple[float, bytes] | None:
    """The next request, or None where the other end of the pipe is closed."""
    head = requests.read(REQUEST.size)
    if len(head) < REQUEST.size:
        return None
    seconds, length = REQUEST.unpack(head)
    body = requests.read(length)
    return (seconds, body) if len(body) == length else None


def _write(answers: BinaryIO, told: Outcome) -> None:
    try:
        written = pickle.dumps(told, pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - a result of any kind may refuse, in any way
        written = pickle.dumps(("failed", trace(error)))
    answers.write(ANSWER.pack(len(written)) + written)
    answers.flush()


class _PlacesOnly(logging.Formatter):
    """Lines of the log whose errors come without their own words."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - logging calls it so
        return trace(ei[1]) if ei[1] is not None else ""


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """The program's own ends of the pipes. Whatever else is printed is lost, for it may quote a message.

    What is logged, and where the program crashes, goes to standard error all the same.
    """
    requests, answers, errors = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb"), os.fdopen(os.dup(2), "w")
    faulthandler.enable(errors)
    handler = logging.StreamHandler(errors)
    handler.setFormatter(_PlacesOnly("%(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    nowhere = os.open(os.devnull, os.O_RDWR)
    for each in (0, 1, 2):
        os.dup2(nowhere, each)
    return requests, answers


def main() -> None:
    """The program itself; it ends when its parent does, whose end of the pipe then closes."""
    # Both reach all programs of a terminal or a service at once; the parent ends its workers when it has no more work.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    requests, answers = _pipes()
    try:
        serve(requests, answers)
    except OSError:
        return  # nobody reads the answers any more
    except Exception:
        log.exception("a worker ends by a fault of its own")
        sys.exit(1)


if __name__ == "__main__":
    main()
