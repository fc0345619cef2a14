"""Opening a store: with the pack that comes with Footnote, to write where that can be, else to read."""

from __future__ import annotations

from pathlib import Path

from claims_db.errors import FootnoteError, StoreError, Trouble
from claims_db.service.reader import Reader
from claims_db.service.starter import has_starter_pack, load_starter_pack, starter_file
from claims_db.service.workers import Workers
from claims_db.store.database_thread import DatabaseThread


async def open_store(path: Path, *, to_read: bool) -> DatabaseThread:
    """The open database. `to_read` takes it as it is where it cannot be written; raises StoreError."""
    content = starter_file()
    if not to_read:
        return await _opened_to_write(path, content)
    database = DatabaseThread(path, to_read=True)
    try:
        await database.open()
    except StoreError:
        return await _opened_to_write(path, content)
    if await _has_starter_pack(database, content):
        return database
    await database.close()
    try:
        return await _opened_to_write(path, content)
    except StoreError:
        database = DatabaseThread(path, to_read=True)
        await database.open()
        return database


async def _opened_to_write(path: Path, content: bytes) -> DatabaseThread:
    database = DatabaseThread(path)
    await database.open()
    try:
        if not await _has_starter_pack(database, content):
            await database.write(lambda db: load_starter_pack(db, content))
    except BaseException:
        await database.close()
        raise
    return database


async def _has_starter_pack(database: DatabaseThread, content: bytes) -> bool:
    return await database.read(lambda db: has_starter_pack(db, content))


async def let_go(workers: Workers[Reader]) -> None:
    """Have the worker close the file if it is a thread of this process; a process merely opens it again."""
    try:
        await workers.run(Reader.close)
    except FootnoteError as error:
        raise StoreError(Trouble.BUSY, f"the database cannot be opened again yet: {error}") from error
