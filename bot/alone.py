"""One Footnote at a time is on Discord with one database; commands beside it are no matter."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock

from bot.words import terminal_text
from claims_db.errors import InvalidValueError

log = logging.getLogger(__name__)


class AnotherRunsError(InvalidValueError):
    """Another process is on Discord with the database, and no waiting ends it."""


@contextmanager
def alone_with(db: Path) -> Iterator[None]:
    """Keep every other process off Discord with the same database until the block ends; raises AnotherRunsError.

    Whatever its token: with the same one everybody would be answered twice, and with another one each bot would try to
    edit the replies of the other, fail, and forget them. The system holds the lock, on a file beside the database, and
    lets go of it however the process ends.
    """
    lock = filelock.FileLock(_beside(db), fallback_to_soft=False)
    try:
        db.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(blocking=False)
    except filelock.Timeout:
        raise AnotherRunsError(terminal_text.another_runs(db)) from None
    except OSError as error:  # a folder that nobody may write is the store's to tell
        log.warning("no lock keeps a second Footnote from this database: %s", error.strerror)
    try:
        yield
    finally:
        lock.release()


def _beside(db: Path) -> Path:
    """However the database is named: by a relative path, or by a link."""
    file = db.resolve()
    return file.with_name(f"{file.name}-running")
