"""The work that waits for a worker: who is next, and what is dropped where too much waits."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from time import monotonic
from typing import Any, Generic, TypeVar

from claims_db.service.workers.errors import BusyError, DroppedError

R = TypeVar("R")

_CROWDED = "too much is said at once; this was not looked at"
_STALE = "this waited for too long and was not looked at"
CLOSED = "Footnote is stopping"


class Priority(IntEnum):
    """Who goes first."""

    ASKED = 0
    """Somebody waits for the answer: an interaction, a mention, a private message."""
    UNASKED = 1
    """A line in a watched channel, of which nobody expects anything."""


@dataclass(eq=False, slots=True)
class Piece(Generic[R]):
    """Work, and who waits for it. `seconds` of CPU time are its limit; `deaths` counts the workers that it cost."""

    work: Callable[[R], Any]
    priority: Priority
    seconds: float
    answer: asyncio.Future[Any] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    since: float = field(default_factory=monotonic)
    deaths: int = 0

    def fail(self, error: Exception) -> None:
        """Let whoever waits hear of it, where somebody still does."""
        if not self.answer.done():
            self.answer.set_exception(error)


class Waiting(Generic[R]):
    """Two lines, first come first served, the asked before the unasked.

    At most `most` pieces wait in all, `most_asked` of them asked ones; unasked ones make room, the oldest first, for
    what is said now matters more. An unasked piece is not worth doing any more after `stale` seconds.
    """

    def __init__(self, most: int, most_asked: int, stale: float) -> None:
        self._most = most
        self._most_asked = most_asked
        self._stale = stale
        self._asked: OrderedDict[Piece[R], None] = OrderedDict()
        self._unasked: OrderedDict[Piece[R], None] = OrderedDict()
        self._changed = asyncio.Event()
        self._closed = False
        self.dropped = 0

    def __len__(self) -> int:
        return len(self._asked) + len(self._unasked)

    def put(self, piece: Piece[R]) -> None:
        """Let a piece wait; raises BusyError or DroppedError where it may not."""
        if self._closed:
            raise DroppedError(CLOSED)
        if piece.priority is Priority.ASKED and len(self._asked) >= self._most_asked:
            raise BusyError
        self._line(piece)[piece] = None
        self._drop_stale()
        while len(self) > self._most and self._unasked:
            self._drop_oldest(_CROWDED)
        self.wake()

    def put_back(self, piece: Piece[R]) -> None:
        """Let a piece that was taken and not done be the next."""
        if self._closed:
            piece.fail(DroppedError(CLOSED))
        elif not piece.answer.done():
            line = self._line(piece)
            line[piece] = None
            line.move_to_end(piece, last=False)
            self.wake()

    async def take(self, wanted: Callable[[], bool]) -> Piece[R] | None:
        """The next piece, as soon as there is one; None once it is not `wanted`, of which `wake` must tell."""
        while wanted():
            self._drop_stale()
            for line in (self._asked, self._unasked):
                if line:
                    return line.popitem(last=False)[0]
            self._changed.clear()
            await self._changed.wait()
        return None

    def remove(self, piece: Piece[R]) -> None:
        """Forget a piece, wherever it is."""
        self._line(piece).pop(piece, None)

    def wake(self) -> None:
        """Have everybody who takes look again."""
        self._changed.set()

    def close(self) -> None:
        """Nothing is taken in any more, and nothing waits."""
        self._closed = True
        for piece in (*self._asked, *self._unasked):
            piece.fail(DroppedError(CLOSED))
        self._asked.clear()
        self._unasked.clear()

    def _line(self, piece: Piece[R]) -> OrderedDict[Piece[R], None]:
        return self._asked if piece.priority is Priority.ASKED else self._unasked

    def _drop_stale(self) -> None:
        long_ago = monotonic() - self._stale
        while self._unasked and next(iter(self._unasked)).since < long_ago:
            self._drop_oldest(_STALE)

    def _drop_oldest(self, why: str) -> None:
        piece, _ = self._unasked.popitem(last=False)
        self.dropped += 1
        piece.fail(DroppedError(why))
