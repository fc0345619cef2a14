"""The one thread that owns the connection to the database file, and keeps to the file that lies in its place."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from claims_db.errors import StoreError, Trouble
from claims_db.store.database import (
    Files,
    files_at,
    forget,
    leave,
    open_again,
    open_database,
    open_to_read,
    require_writable,
    sentences,
    transaction,
    try_to_write,
)

T = TypeVar("T")

# They end without another connection: nothing is wrong with the one that there is.
_PASSING = {Trouble.BUSY, Trouble.FULL, Trouble.MISSING}


async def _nobody() -> None:
    """No other connection is in this process."""


class DatabaseThread:
    """SQLite behind one worker thread: connections stay in the thread that made them, and the event loop stays free.

    Every error of SQLite comes out as a StoreError.
    """

    def __init__(self, path: Path, *, to_read: bool = False) -> None:
        self._path = path
        self._to_read = to_read
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="claims-db")
        self._db: Database | None = None
        self.files: Files = ()
        # Closes all other connections of this process: they share what they know of the log.
        self.let_go: Callable[[], Awaitable[None]] = _nobody

    async def open(self) -> None:
        """Open the file, in its newest shape; a file that is not Footnote's is left as it is."""
        try:
            await self._in_thread(lambda: self._take(open_to_read if self._to_read else open_database))
        except BaseException:
            self._thread.shutdown()
            raise

    async def read(self, work: Callable[[Database], T]) -> T:
        """The result of `work`, read from one state of the file."""
        return await self._in_thread(lambda: self._within("BEGIN", work))

    async def write(self, work: Callable[[Database], T]) -> T:
        """Do `work` in one transaction: all of it or, where it raises, nothing.

        Also where the file is gone from its place: a system lets it be written to all the same, and forgets it.
        """

        def kept(db: Database) -> T:
            done = work(db)
            if not self._is_in_place(files_at(self._path)):
                raise self._is_gone()
            return done

        return await self._in_thread(lambda: self._within("BEGIN IMMEDIATE", kept))

    async def follow(self) -> None:
        """Take up another file that was put in the place of the one that is open, or its own with a new log.

        Raises StoreError where there is none, or one that cannot be used; what is open is read on.
        """
        if await self._in_thread(self._has_lost_its_log):
            await self.let_go()
            await self._in_thread(self._begin_another_log)

    async def recover(self, trouble: Trouble) -> None:
        """See that the trouble is over; raises StoreError where it is not."""

        def tried() -> None:
            if self._to_read:
                return
            if trouble not in _PASSING:
                self._take(open_again)
            try_to_write(self._opened())

        await self._in_thread(tried)

    async def close(self) -> None:
        """Close the file; the thread ends."""
        if self._db is not None:
            await self._in_thread(self._db.close)
            self._db = None
        self._thread.shutdown()

    def _has_lost_its_log(self) -> bool:
        """Say so, or see that what is open is what lies in the place."""
        found = files_at(self._path)
        if found[0] is None:
            raise self._is_gone()
        if found[0] != self.files[0]:
            try:
                leave(self._opened(), self._path, self.files)
            except sqlite3.Error:  # it is damaged, or its disk is full
                forget(self._path, self.files)
            self._take(open_to_read if self._to_read else open_again)
        elif not self._is_in_place(found):
            return True
        elif not self._to_read:
            require_writable(self._path)
        return False

    def _is_in_place(self, found: Files) -> bool:
        return found[0] == self.files[0] if self._to_read else found == self.files

    def _begin_another_log(self) -> None:
        """Whatever is written to a deleted one is lost unless it gets into the file."""
        if self._db is not None:
            leave(self._db, self._path, self.files)
            self._db.close()
            self._db = None
        self._take(open_again)

    def _take(self, opens: Callable[[Path], Database]) -> None:
        """Open what lies in the place, and close what was open.

        Which file it is, is asked before: one that comes in between is noticed the next time.
        """
        (found, *_), before = files_at(self._path), self._db
        self._db = opens(self._path)
        now, *beside = files_at(self._path)
        self.files = (found or now, *beside)
        if before is not None:
            before.close()

    def _is_gone(self) -> StoreError:
        what = "is gone from its place; put it back, or a copy of it"
        return StoreError(Trouble.MISSING, f"the database {str(self._path)!r} {what}")

    def _opened(self) -> Database:
        if self._db is None:
            raise StoreError(Trouble.CLOSED, "the claims store is closed")
        return self._db

    def _within(self, begin: str, work: Callable[[Database], T]) -> T:
        with transaction(self._opened(), begin):
            return work(self._opened())

    async def _in_thread(self, work: Callable[[], T]) -> T:
        def translated() -> T:
            with sentences(self._path):
                return work()

        return await asyncio.get_running_loop().run_in_executor(self._thread, translated)
