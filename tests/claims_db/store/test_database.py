from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import current_thread

import pytest
from sqlite_utils import Database

from claims_db.actors import Actor
from claims_db.claims.packs import Scope
from claims_db.errors import NewerSchemaError, StoreError
from claims_db.files.pack import write_snapshot
from claims_db.service import ClaimService
from claims_db.store.database import inspect, open_database, open_to_read, transaction
from claims_db.store.database_thread import DatabaseThread

from ..examples import lighthouse

STEP_OF_TOMORROW = "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('footnote', '9999', '')"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


async def run(command: list[str]) -> int:
    process = await asyncio.create_subprocess_exec(*command)
    return await process.wait()


@contextmanager
def refused(what: str, path: Path) -> Iterator[None]:
    """What is done here raises a StoreError that tells the host what is wrong with which file, and others no path."""
    with pytest.raises(StoreError) as raised:
        yield
    assert what in raised.value.for_host
    assert str(path) in raised.value.for_host
    assert str(raised.value).startswith(f"{raised.value.trouble} ")
    assert str(path.parent) not in str(raised.value)
    assert "\n" not in raised.value.for_host


async def made(path: Path) -> Path:
    async with ClaimService.open(path) as claims:
        await claims.add(lighthouse(), actor=Actor("keeper"))
    return path


def scribbled_over(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[4096:12288] = b"\xa5" * 8192
    path.write_bytes(bytes(whole))


def scribbled_over_at_the_end(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[-4096:] = b"\xa5" * 4096
    path.write_bytes(bytes(whole))


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5000])


def header_alone(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def half_a_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


def of_another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE songs (title TEXT)")
        other.commit()


def a_letter(path: Path) -> None:
    path.write_text("Dear editor, this is no database.\n" * 40)


def from_the_future(path: Path) -> None:
    with closing(sqlite3.connect(path)) as newer:
        newer.execute(STEP_OF_TOMORROW)
        newer.commit()


def from_the_future_with_a_journal(path: Path) -> None:
    from_the_future(path)
    path.with_name(f"{path.name}-journal").write_bytes(b"")


BAD_FILES: list[tuple[Callable[[Path], None], str]] = [
    (scribbled_over, "damaged"),
    (scribbled_over_at_the_end, "damaged"),
    (cut_off, "damaged"),
    (header_alone, "damaged"),
    (half_a_header, "another program"),
    (of_another_program, "another program"),
    (a_letter, "not a database"),
    (from_the_future, "newer Footnote"),
    (from_the_future_with_a_journal, "newer Footnote"),
]


@pytest.mark.parametrize(("spoil", "sentence"), BAD_FILES, ids=lambda part: getattr(part, "__name__", ""))
async def test_a_file_that_cannot_be_used_is_named_and_left_as_it_is(
    tmp_path: Path, spoil: Callable[[Path], None], sentence: str
) -> None:
    path = await made(tmp_path / "claims.db")
    spoil(path)
    before = contents(tmp_path)
    with refused(sentence, path):
        await DatabaseThread(path).open()
    assert contents(tmp_path) == before


async def test_a_newer_file_beside_a_running_newer_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = await made(tmp_path / "claims.db")
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA wal_autocheckpoint = 0")
        newer.execute(STEP_OF_TOMORROW)
        newer.commit()
        before = {name: content for name, content in contents(tmp_path).items() if not name.endswith("-shm")}
        with pytest.raises(NewerSchemaError):
            inspect(path)
        assert contents(tmp_path).items() >= before.items()


async def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with refused("is a folder", tmp_path):
        inspect(tmp_path)
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("locked", ["folder", "file"])
async def test_what_is_read_only_is_named_and_left_as_it_is(tmp_path: Path, locked: str) -> None:
    path = await made(tmp_path / "kept" / "claims.db")
    place = path.parent if locked == "folder" else path
    before, rights = contents(path.parent), place.stat().st_mode
    place.chmod(rights & ~0o222)
    try:
        with refused("read-only", place):
            await DatabaseThread(path).open()
        assert contents(path.parent) == before
    finally:
        place.chmod(rights)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that not even root may write")
async def test_a_place_where_nothing_can_be_made_is_named() -> None:
    path = Path("/proc/nowhere/claims.db")
    with refused("cannot be used", path):
        await DatabaseThread(path).open()
    assert not path.parent.exists()


async def test_an_empty_file_becomes_a_store_and_missing_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "claims.db"
    path.parent.mkdir(parents=True)
    path.touch()
    async with ClaimService.open(path) as claims:
        assert await claims.claims(claims.public_scope())
    async with ClaimService.open(tmp_path / "deeper" / "still" / "claims.db") as claims:
        assert await claims.claims(claims.public_scope())


async def test_closing_leaves_one_file(tmp_path: Path) -> None:
    path = await made(tmp_path / "claims.db")
    assert list(contents(tmp_path)) == [path.name]


async def test_opening_a_current_file_writes_nothing(tmp_path: Path) -> None:
    path = await made(tmp_path / "claims.db")
    before = contents(tmp_path)
    async with ClaimService.open(path):
        pass
    assert contents(tmp_path) == before


async def test_names_that_mean_something_in_an_address_are_names(tmp_path: Path) -> None:
    path = await made(tmp_path / "claims ?mode=memory#1 %41.db")
    async with ClaimService.open(path) as claims:
        assert (await claims.find("lighthouse", claims.public_scope())) == lighthouse()
    assert list(contents(tmp_path)) == [path.name]


def test_the_file_keeps_its_own_rules(tmp_path: Path) -> None:
    db = open_database(tmp_path / "claims.db")
    modes = [db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("foreign_keys", "journal_mode")]
    tables = db.execute("SELECT name, strict FROM pragma_table_list WHERE name NOT LIKE '%sqlite_%'").fetchall()
    db.close()
    assert modes == [1, "wal"]
    assert {strict for _, strict in tables} == {1}


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    db = open_database(tmp_path / "claims.db")
    with pytest.raises(sqlite3.IntegrityError), transaction(db):
        list(map(db.execute, ["INSERT INTO notes VALUES ('name', 'value')"] * 2))
    assert db.execute("SELECT count(*) FROM notes").fetchone() == (0,)
    db.close()


def test_a_transaction_that_fails_in_the_end_leaves_nothing_either(tmp_path: Path) -> None:
    db = open_database(tmp_path / "claims.db")
    broken = ["PRAGMA defer_foreign_keys = ON", "INSERT INTO tags VALUES (4711, 0, 'of no claim')"]
    for _ in range(2):
        with pytest.raises(sqlite3.IntegrityError), transaction(db):
            list(map(db.execute, broken))
    assert db.execute("SELECT count(*) FROM tags WHERE claim_id = 4711").fetchone() == (0,)
    db.close()


async def test_one_thread_owns_the_connection(tmp_path: Path) -> None:
    database = DatabaseThread(tmp_path / "claims.db")
    await database.open()
    threads = {await database.read(lambda _: current_thread().name) for _ in range(5)}
    await database.close()
    assert len(threads) == 1
    assert threads.pop().startswith("claims-db")


async def test_a_change_keeps_others_out_from_its_first_look(path: Path) -> None:
    """Otherwise two programs may both look, both decide, and one of them fails half-way."""
    database = DatabaseThread(path)
    await database.open()

    def change(_db: Database) -> bool:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            return other.in_transaction

    with refused("is busy: another program is writing to it; try again in a moment: database is locked", path):
        await database.write(change)
    assert await database.read(change)
    await database.close()


async def test_a_closed_store_says_so(tmp_path: Path) -> None:
    database = DatabaseThread(tmp_path / "claims.db")
    with pytest.raises(StoreError, match="stopping"):
        await database.read(lambda db: db.execute("SELECT 1").fetchone())
    await database.close()


async def test_a_fault_of_the_database_while_it_is_open_is_a_sentence(tmp_path: Path) -> None:
    database = DatabaseThread(tmp_path / "claims.db")
    await database.open()
    with refused("cannot be used: no such table: nowhere (SQLITE_ERROR)", tmp_path / "claims.db"):
        await database.read(lambda db: db.execute("SELECT * FROM nowhere"))
    assert await database.read(lambda db: db.execute("SELECT 1").fetchone()) == (1,)
    await database.close()


async def test_a_file_that_another_program_keeps_locked_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = await made(tmp_path / "claims.db")
    monkeypatch.setattr("claims_db.store.database.BUSY_SECONDS", 0.05)
    async with ClaimService.open(path) as claims:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with refused("is busy: another program is writing to it; try again in a moment: database is locked", path):
                await claims.add(lighthouse("second"), actor=Actor("keeper"))
            other.execute("ROLLBACK")
        await claims.add(lighthouse("second"), actor=Actor("keeper"))
        assert (await claims.find("second", claims.public_scope())) == lighthouse("second")


async def test_a_crash_in_the_first_steps_is_got_over(tmp_path: Path) -> None:
    """The program dies with half of the first transaction in the file and the way back in its journal."""
    path = tmp_path / "claims.db"
    script = """
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA cache_size = 1")
db.execute("BEGIN IMMEDIATE")
db.execute("PRAGMA application_id = 0x464E4F54")
db.execute("CREATE TABLE filler (text)")
db.executemany("INSERT INTO filler VALUES (?)", [("x" * 3000,)] * 50)
os._exit(1)
"""
    await run([sys.executable, "-c", script, str(path)])
    assert (tmp_path / "claims.db-journal").exists()
    async with ClaimService.open(path) as claims:
        assert await claims.claims(claims.public_scope())


async def test_what_was_written_before_a_crash_is_there_after_it(tmp_path: Path) -> None:
    script = """
import asyncio, os, sys
from pathlib import Path
from claims_db.files.pack import read_snapshot
from claims_db.actors import Actor
from claims_db.service import ClaimService

async def main() -> None:
    async with ClaimService.open(Path(sys.argv[1])) as claims:
        await claims.add(read_snapshot(sys.argv[2], "local"), actor=Actor("keeper"))
        os._exit(1)

asyncio.run(main())
"""
    path = tmp_path / "claims.db"
    await run([sys.executable, "-c", script, str(path), write_snapshot(lighthouse())])
    assert (tmp_path / "claims.db-wal").exists()
    async with ClaimService.open(path) as claims:
        assert (await claims.find("lighthouse", claims.public_scope())) == lighthouse()


async def test_a_reader_does_not_let_another_process_take_the_log_away(tmp_path: Path) -> None:
    """Whoever closes a file drops all locks that the process has on it; who closes last deletes the log."""
    path = tmp_path / "claims.db"
    reads = "db.execute('SELECT * FROM notes').fetchall(); db.close()"
    script = f"import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); {reads}"
    async with ClaimService.open(path) as claims:
        await claims.add(lighthouse("before"), actor=Actor("keeper"))
        open_to_read(path).close()
        assert await run([sys.executable, "-c", script, str(path)]) == 0
        await claims.add(lighthouse("after"), actor=Actor("keeper"))
    async with ClaimService.open(path) as claims:
        assert {claim.slug for claim in await claims.claims(Scope.of("local"))} == {"before", "after"}


async def test_two_processes_start_on_a_new_file_at_once(tmp_path: Path) -> None:
    script = """
import asyncio, sys
from dataclasses import replace
from pathlib import Path
from claims_db.files.pack import read_snapshot
from claims_db.actors import Actor
from claims_db.service import ClaimService

async def main() -> None:
    claim = read_snapshot(sys.argv[2], "local")
    async with ClaimService.open(Path(sys.argv[1])) as claims:
        for number in range(10):
            await claims.add(replace(claim, slug=f"{sys.argv[3]}-{number}"), actor=Actor("keeper"))

asyncio.run(main())
"""
    path = tmp_path / "claims.db"
    command = [sys.executable, "-c", script, str(path), write_snapshot(lighthouse())]
    assert await asyncio.gather(*(run([*command, name]) for name in ("one", "two", "three"))) == [0, 0, 0]
    async with ClaimService.open(path) as claims:
        local = [claim for claim in (await claims.claims(claims.public_scope())) if claim.pack == "local"]
    assert len(local) == 30
