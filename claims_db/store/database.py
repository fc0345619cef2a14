"""The database file: checking that it is Footnote's, opening it, and what is said where that cannot be."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from sqlite_utils import Database

from claims_db.errors import StoreError, Trouble
from claims_db.store.schema import APPLICATION_ID, is_current, migrate, require_known_steps

# How long a write waits for another process on the same file (the command line beside a running bot).
BUSY_SECONDS = 10.0

# The file format's header: https://www.sqlite.org/fileformat.html#the_database_header
_MAGIC = b"SQLite format 3\x00"
_HEADER_LENGTH = 100
_WAL_VERSION = 2
# A larger file takes seconds to look through; damage shows where it is read.
_LOOKED_THROUGH = 64_000_000
# A claim with its history takes some kilobytes.
_TRIAL_BYTES = 65_536
_BUSY_TRIAL_MS = 250


class FileId(NamedTuple):
    """Which file lies in a place, whatever its name: another one has another number for as long as this one is open."""

    device: int
    number: int


# A database, its log, and what those who have it open share: which of them there are.
Files = tuple[FileId | None, ...]
_BESIDE = ("-wal", "-shm")


@contextmanager
def transaction(db: Database, begin: str = "BEGIN IMMEDIATE") -> Iterator[None]:
    """One transaction. IMMEDIATE takes the write lock first, so that a second process waits instead of failing."""
    db.execute(begin)
    try:
        yield
        db.commit()  # it may fail as well, and leave the transaction open
    except BaseException:
        db.rollback()
        raise


_BUSY = "is busy: another program is writing to it; try again in a moment"
_DAMAGED = "is damaged; restore a copy of it, or name another file"
_READ_ONLY = "is read-only; make it writable, or name another file for the database"
# By primary code (https://www.sqlite.org/rescode.html).
_TROUBLES = {
    sqlite3.SQLITE_BUSY: (Trouble.BUSY, _BUSY),
    sqlite3.SQLITE_LOCKED: (Trouble.BUSY, _BUSY),
    sqlite3.SQLITE_CORRUPT: (Trouble.DAMAGED, _DAMAGED),
    sqlite3.SQLITE_NOTADB: (Trouble.DAMAGED, _DAMAGED),
    sqlite3.SQLITE_READONLY: (Trouble.READ_ONLY, _READ_ONLY),
    sqlite3.SQLITE_PERM: (Trouble.READ_ONLY, _READ_ONLY),
    sqlite3.SQLITE_FULL: (Trouble.FULL, "cannot be written for want of room; make room on its disk"),
    sqlite3.SQLITE_IOERR: (Trouble.DISK, "cannot be read or written; look at its disk"),
}
_SYSTEM_TROUBLES = {
    **dict.fromkeys((errno.EEXIST, errno.EISDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.ENOTDIR), Trouble.FOREIGN),
    errno.ENOENT: Trouble.MISSING,
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EACCES: Trouble.READ_ONLY,
    errno.EPERM: Trouble.READ_ONLY,
    errno.EROFS: Trouble.READ_ONLY,
    errno.EIO: Trouble.DISK,
}


@contextmanager
def sentences(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and the file system into StoreErrors, with SQLite's own words for the host."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        # The lower byte is the primary code; the rest says where it arose.
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        trouble, what = _TROUBLES.get(code, (Trouble.OTHER, "cannot be used"))
        name = getattr(error, "sqlite_errorname", type(error).__name__)
        raise StoreError(trouble, f"the database {str(path)!r} {what}: {error} ({name})") from error
    except OSError as error:
        trouble = _SYSTEM_TROUBLES.get(error.errno or 0, Trouble.OTHER)
        raise StoreError(trouble, f"the database {str(path)!r} cannot be used: {error.strerror or error}") from error


def open_database(path: Path) -> Database:
    """A connection for this thread to one of our files, in the newest shape; raises before it writes anything."""
    path.parent.mkdir(parents=True, exist_ok=True)
    inspect(path)
    return _connected_to_write(path, "rwc")


def open_again(path: Path) -> Database:
    """The same in a program that has a database open already: SQLite alone opens the file, and none is made.

    Closing it anywhere else in this process would drop the locks of all its connections, and another process would take
    away the log that they write to (https://www.sqlite.org/howtocorrupt.html#_posix).
    """
    if path.is_dir():
        raise _is_a_folder(path)
    require_writable(path.parent)
    require_writable(path)
    _require_whole(path, alone=not any(_beside(path, ending).exists() for ending in ("-wal", "-journal")))
    return _connected_to_write(path, "rw")


def _connected_to_write(path: Path, mode: str) -> Database:
    connection = sqlite3.connect(_address(path, mode), uri=True, timeout=BUSY_SECONDS, isolation_level=None)
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
        db.execute("SELECT 1 FROM sqlite_master").fetchone()  # from the first look on, its log lies beside it
    except BaseException:
        connection.close()
        raise
    return db


def open_to_read(path: Path) -> Database:
    """A connection for this thread that only reads, whoever writes at the moment, also from a file locked on purpose.

    Raises StoreError for a file that is not ours, or in an older shape: bringing it up to date is writing. SQLite alone
    opens the file, as `open_again` has it.
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
    _require_ours(db, path)
    if not is_current(db):
        what = "was written by an older Footnote; this one must write to it once"
        raise StoreError(Trouble.OTHER_VERSION, f"the database {str(path)!r} {what}")


def _connected_to_read(path: Path) -> sqlite3.Connection:
    """In a folder where nothing can be written, SQLite reads a file only where nobody else has it open."""
    address = _address(path, "ro")
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
        raise _is_a_folder(path)
    for place in (path.parent, path):
        if place.exists():
            require_writable(place)
    if not path.exists() or not path.stat().st_size:
        return
    with path.open("rb") as file:
        header = file.read(_HEADER_LENGTH)
    interrupted = _beside(path, "-journal").exists()
    if interrupted and not any(header):
        return  # the very first transaction was interrupted; its journal restores an empty file
    if not header.startswith(_MAGIC):
        raise StoreError(Trouble.FOREIGN, f"{str(path)!r} is not a database of Footnote; name another file")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise _is_of_another_program(path)
    if not interrupted:
        _require_whole(path, alone=header[18] == _WAL_VERSION and not _beside(path, "-wal").exists())


def require_writable(place: Path) -> None:
    """Raise StoreError where nobody may write to a file or folder: even root may not, if it was locked on purpose."""
    if not (os.access(place, os.W_OK) and place.stat().st_mode & 0o222):
        raise StoreError(Trouble.READ_ONLY, f"{str(place)!r} {_READ_ONLY}")


def _require_whole(path: Path, *, alone: bool) -> None:
    """Read the file through SQLite without leaving a trace beside it.

    `immutable` keeps a WAL file from growing its -wal and -shm, and may be used only while nobody else has it open,
    which is when there is no -wal.
    """
    address = _address(path, "ro") + ("&immutable=1" if alone else "")
    with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as connection:
        db = Database(connection, execute_plugins=False)
        _require_ours(db, path)
        if path.stat().st_size > _LOOKED_THROUGH:
            return
        if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise StoreError(Trouble.DAMAGED, f"the database {str(path)!r} {_DAMAGED}")


def _require_ours(db: Database, path: Path) -> None:
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise _is_of_another_program(path)
    require_known_steps(db)


def _is_a_folder(path: Path) -> StoreError:
    return StoreError(Trouble.FOREIGN, f"{str(path)!r} is a folder; name a file for the database")


def _is_of_another_program(path: Path) -> StoreError:
    return StoreError(Trouble.FOREIGN, f"{str(path)!r} is a database of another program; name another file")


def files_at(path: Path) -> Files:
    """Which database lies there, with SQLite's files beside it; none is opened, for which see `open_again`."""
    return _file_id(path), *(_file_id(_beside(path, ending)) for ending in _BESIDE)


def _file_id(path: Path) -> FileId | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return FileId(found.st_dev, found.st_ino)


def leave(db: Database, path: Path, files: Files) -> None:
    """Take this database's log away from its place: SQLite would take it for the log of another file that lies there.

    What it holds goes into the database first, wherever that is; raises sqlite3.Error or StoreError where it cannot.
    """
    if db.execute("PRAGMA wal_checkpoint(FULL)").fetchone()[0]:
        raise StoreError(Trouble.BUSY, f"the database that was {str(path)!r} {_BUSY}")
    forget(path, files)


def forget(path: Path, files: Files) -> None:
    """Take its log away, with what it holds."""
    for ending in _BESIDE:
        place = _beside(path, ending)
        if (which := _file_id(place)) and which in files:
            place.unlink()


def try_to_write(db: Database) -> None:
    """Write as a large change would, and leave nothing of it; raises what SQLite does, soon where the file is busy."""
    db.execute(f"PRAGMA busy_timeout = {_BUSY_TRIAL_MS}")
    try:
        with transaction(db):
            db.execute("INSERT OR REPLACE INTO notes (name, value) VALUES ('trial', ?)", ["x" * _TRIAL_BYTES])
            db.execute("DELETE FROM notes WHERE name = 'trial'")
    finally:
        db.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")


def _address(path: Path, mode: str) -> str:
    return f"file:{quote(str(path.resolve()))}?mode={mode}"


def _beside(path: Path, ending: str) -> Path:
    """SQLite goes by the file's own name, wherever a link to it lies."""
    whole = path.resolve()
    return whole.with_name(whole.name + ending)
