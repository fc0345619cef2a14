"""The database file: checking that it is Footnote's, and the one thread that owns its connection."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from sqlite_utils import Database

from claims_db.errors import StoreError
from claims_db.store.migrating import is_current, migrate, require_known_steps
from claims_db.store.schema import APPLICATION_ID

T = TypeVar("T")

# How long a write waits for another process on the same file (the command line beside a running bot).
BUSY_SECONDS = 10.0

# The file format's header: https://www.sqlite.org/fileformat.html#the_database_header
_MAGIC = b"SQLite format 3\x00"
_HEADER_LENGTH = 100
_WAL_VERSION = 2
# A larger file takes seconds to look through; damage shows where it is read.
_LOOKED_THROUGH = 64_000_000


class DatabaseThread:
    """SQLite behind one worker thread: connections stay in the thread that made them, and the event loop stays free.

    Every error of SQLite comes out as a StoreError.
    """

    def __init__(self, path: Path, opens: Callable[[Path], Database] | None = None) -> None:
        self._path = path
        self._opens = opens or open_database
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="claims-db")
        self._db: Database | None = None

    async def open(self) -> None:
        """Open the file, in its newest shape; a file that is not Footnote's is left as it is."""
        try:
            self._db = await self._in_thread(lambda: self._opens(self._path))
        except BaseException:
            self._thread.shutdown()
            raise

    async def read(self, work: Callable[[Database], T]) -> T:
        """The result of `work`, read from one state of the file."""
        return await self._in_thread(lambda: self._within("BEGIN", work))

    async def write(self, work: Callable[[Database], T]) -> T:
        """Do `work` in one transaction: all of it or, where it raises, nothing."""
        return await self._in_thread(lambda: self._within("BEGIN IMMEDIATE", work))

    async def close(self) -> None:
        """Close the file; the thread ends."""
        if self._db is not None:
            await self._in_thread(self._db.close)
            self._db = None
        self._thread.shutdown()

    def _within(self, begin: str, work: Callable[[Database], T]) -> T:
        if self._db is None:
            raise StoreError("the claims store is closed")
        with transaction(self._db, begin):
            return work(self._db)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        def translated() -> T:
            with sentences(self._path):
                return work()

        return await asyncio.get_running_loop().run_in_executor(self._thread, translated)


@contextmanager
def transaction(db: Database, begin: str = "BEGIN IMMEDIATE") -> Iterator[None]:
    """One transaction. IMMEDIATE takes the write lock first, so that a second process waits instead of failing."""
    db.execute(begin)
    try:
        yield
    except BaseException:
        db.rollback()
        raise
    db.commit()


@contextmanager
def sentences(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and the file system into one sentence for a person."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        # The lower byte is the primary code; the rest says where it arose (https://www.sqlite.org/rescode.html).
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        what = f"cannot be used: {error}"
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            what = "is busy: another program is writing to it; try again in a moment"
        elif code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            what = "is damaged; restore a copy of it, or name another file"
        raise StoreError(f"the database {str(path)!r} {what}") from error
    except OSError as error:
        raise StoreError(f"the database {str(path)!r} cannot be used: {error.strerror or error}") from error


def open_database(path: Path) -> Database:
    """A connection for this thread to one of our files, in the newest shape; raises before it writes anything."""
    path.parent.mkdir(parents=True, exist_ok=True)
    inspect(path)
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        db = Database(connection, execute_plugins=False)
        db.execute("PRAGMA foreign_keys = ON")
        # Deleted rows (such as a dropped suggestion) are overwritten, not just hidden.
        db.execute("PRAGMA secure_delete = ON")
        require_known_steps(db)  # also where an interrupted start kept `inspect` from looking
        if not is_current(db):
            with transaction(db):
                migrate(db)
        # After the first step, so that the mark of a Footnote file is in the file itself and not only in its log.
        db.execute("PRAGMA journal_mode = WAL")
    except BaseException:
        connection.close()
        raise
    return db


def open_to_read(path: Path) -> Database:
    """A connection for this thread that only reads, whoever writes at the moment, also from a file locked on purpose.

    Raises StoreError for a file that is not ours, or in an older shape: bringing it up to date is writing. The file is
    opened by SQLite alone: closing it anywhere else in this process would drop the locks of all its connections, and
    another process would take away the log that they write to (https://www.sqlite.org/howtocorrupt.html#_posix).
    """
    connection = _connected_to_read(path)
    try:
        db = Database(connection, execute_plugins=False)
        _require_readable(db, path)
        db.register_function(_casefolded, name="casefold", deterministic=True)
    except BaseException:
        connection.close()
        raise
    return db


def _casefolded(text: str) -> str:
    """SQLite's own `lower` knows the letters of English alone."""
    return text.casefold()


def _require_readable(db: Database, path: Path) -> None:
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise StoreError(f"{str(path)!r} is a database of another program; name another file")
    require_known_steps(db)
    if not is_current(db):
        raise StoreError(f"the database {str(path)!r} was written by an older Footnote; this one must write to it once")


def _connected_to_read(path: Path) -> sqlite3.Connection:
    """In a folder where nothing can be written, SQLite reads a file only where nobody else has it open."""
    address = f"file:{quote(str(path.resolve()))}?mode=ro"
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        if _beside(path, "-wal").exists():
            raise
        connection = sqlite3.connect(f"{address}&immutable=1", uri=True, isolation_level=None)
    return connection


def data_version(db: Database) -> int:
    """A number that changes when another connection changed the file (https://www.sqlite.org/pragma.html)."""
    return int(db.execute("PRAGMA data_version").fetchone()[0])


def inspect(path: Path) -> None:
    """Raise StoreError unless the file is ours, whole, of a known shape and writable. Writes nothing."""
    if path.is_dir():
        raise StoreError(f"{str(path)!r} is a folder; name a file for the database")
    for place in (path.parent, path):
        # Root may write every file, but a file that nobody may write was locked on purpose.
        if place.exists() and not (os.access(place, os.W_OK) and place.stat().st_mode & 0o222):
            raise StoreError(f"{str(place)!r} is read-only; make it writable, or name another file for the database")
    if not path.exists() or not path.stat().st_size:
        return
    with path.open("rb") as file:
        header = file.read(_HEADER_LENGTH)
    interrupted = _beside(path, "-journal").exists()
    if interrupted and not any(header):
        return  # the very first transaction was interrupted; its journal restores an empty file
    if not header.startswith(_MAGIC):
        raise StoreError(f"{str(path)!r} is not a database of Footnote; name another file")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise StoreError(f"{str(path)!r} is a database of another program; name another file")
    if not interrupted and path.stat().st_size <= _LOOKED_THROUGH:
        _require_whole(path, header)


def _require_whole(path: Path, header: bytes) -> None:
    """Read the file through SQLite without leaving a trace beside it.

    `immutable` keeps a WAL file from growing its -wal and -shm, and may be used only while nobody else has it open,
    which is when there is no -wal.
    """
    alone = header[18] == _WAL_VERSION and not _beside(path, "-wal").exists()
    address = f"file:{quote(str(path.resolve()))}?mode=ro" + ("&immutable=1" if alone else "")
    with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as connection:
        db = Database(connection, execute_plugins=False)
        require_known_steps(db)
        if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise StoreError(f"the database {str(path)!r} is damaged; restore a copy of it, or name another file")


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
