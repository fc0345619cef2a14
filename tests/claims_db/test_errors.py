"""What errors of the database say, and to whom."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from claims_db.errors import NewerSchemaError, NotFoundError, StoreError, Trouble
from claims_db.service.workers import Workers
from claims_db.store.database import sentences

PATH = Path("/srv/of the host/claims.db")
# A file's name may be anything; none of these stands in a sentence of ours.
TELLING = ("/", "\\", "srv", "of the host/", "claims.db", "SQLITE")

SQLITE_CODES = sorted(
    {getattr(sqlite3, name) for name in dir(sqlite3) if name.startswith("SQLITE_") and name.isupper()}
    & set(range(1, 29))
)
SYSTEM_CODES = sorted(errno.errorcode)


def of_sqlite(code: int) -> sqlite3.DatabaseError:
    error = sqlite3.OperationalError(f"unable to use {PATH}")
    error.sqlite_errorcode, error.sqlite_errorname = code, f"SQLITE_{code}"
    return error


def of_the_system(code: int) -> OSError:
    return OSError(code, os.strerror(code), str(PATH))


@pytest.mark.parametrize("trouble", Trouble)
def test_what_anybody_reads_is_made_of_the_trouble_alone(trouble: Trouble) -> None:
    error = StoreError(trouble, f"the database {str(PATH)!r} is at fault")
    assert str(error).startswith(f"{trouble} ")
    assert str(error).endswith(".")
    assert not any(part in str(error) for part in TELLING)
    assert error.for_host == f"the database {str(PATH)!r} is at fault"


@pytest.mark.parametrize(
    "cause", [*map(of_sqlite, SQLITE_CODES), *map(of_the_system, SYSTEM_CODES)], ids=lambda cause: str(cause.args)[:40]
)
def test_whatever_goes_wrong_the_path_is_for_the_host_alone(cause: Exception) -> None:
    with pytest.raises(StoreError) as raised, sentences(PATH):
        raise cause
    assert not any(part in str(raised.value) for part in TELLING)
    assert str(PATH) in raised.value.for_host


def test_an_error_about_no_file_tells_the_host_what_it_tells_others() -> None:
    assert NotFoundError("there is no such claim").for_host == "there is no such claim"


def newer(_: object) -> None:
    raise NewerSchemaError(f"{PATH} is newer")


def full(_: object) -> None:
    raise StoreError(Trouble.FULL, f"{PATH} is full")


@pytest.mark.parametrize(("work", "trouble"), [(newer, Trouble.OTHER_VERSION), (full, Trouble.FULL)])
@pytest.mark.parametrize("processes", [0, 1], ids=["thread", "process"])
async def test_an_error_of_a_worker_is_as_it_was_raised(
    work: Callable[[object], None], trouble: Trouble, processes: int
) -> None:
    pool: AbstractAsyncContextManager[Workers[object]] = Workers.running(dict, processes)
    async with pool as workers:
        with pytest.raises(StoreError) as raised:
            await workers.run(work, seconds=60)
    assert raised.value.trouble is trouble
    assert str(raised.value).startswith(trouble)
    assert raised.value.for_host.startswith(str(PATH))
