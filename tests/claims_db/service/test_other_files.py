"""A store that goes on with what lies in its place: its own file, another one, or none."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from sqlite_utils import Database

from claims_db.actors import Actor
from claims_db.claims.packs import STARTER_PACK
from claims_db.errors import StoreError, Trouble
from claims_db.files.pack import write_pack
from claims_db.service import ClaimService
from claims_db.service.workers import Limits
from claims_db.store.servers import Mode
from claims_db.values import ClaimKey, Message, Pack

from ... import large_store
from ..examples import lighthouse

KEEPER = Actor("keeper")
STEPS = Message("The old lighthouse has two hundred steps.")
PELICAN = Message(large_store.LIGHTHOUSE.text)


# Who reads is a thread of the process that writes, or several others.
either = pytest.mark.parametrize("processes", [0, 2], ids=["thread", "processes"])


@pytest.fixture
def processes() -> int:
    return 0


@pytest.fixture
async def claims(path: Path, processes: int, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ClaimService]:
    monkeypatch.setattr("claims_db.service.claim_service._LIMITS", Limits(work=120.0))
    async with ClaimService.open(path, processes=processes) as service:
        while service.workers._serving < processes:  # noqa: ASYNC110 - what happens in another process
            await asyncio.sleep(0.01)
        yield service


def copied(path: Path) -> Path:
    """A copy, made as docs/hosting.md says."""
    copy = path.with_name("copy.db")
    with closing(sqlite3.connect(path)) as running, closing(sqlite3.connect(copy)) as backup:
        running.backup(backup)
    return copy


async def slugs(claims: ClaimService) -> set[str]:
    """As the workers read them."""
    return {claim.slug for claim in await claims.claims(claims.public_scope()) if claim.pack == "local"}


def slugs_in(path: Path) -> set[str]:
    """As another program reads them, which finds nothing wrong with the file."""
    script = """
import json, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
query = "SELECT claims.slug FROM claims JOIN packs ON pack_id = packs.id WHERE packs.slug = 'local'"
print(json.dumps([slug for (slug,) in db.execute(query)]))
"""
    read = subprocess.run([sys.executable, "-c", script, path], check=True, capture_output=True)
    return set(json.loads(read.stdout))


async def is_known(claims: ClaimService, message: Message) -> bool:
    """Whether a worker finds a claim for it."""
    return (await claims.check(message, claims.public_scope())).claim is not None


@contextmanager
def refused(trouble: Trouble, words: str) -> Iterator[None]:
    with pytest.raises(StoreError) as raised:
        yield
    assert raised.value.trouble is trouble
    assert words in raised.value.for_host


@either
@pytest.mark.parametrize("first", ["refresh", "write"])
async def test_another_file_is_taken_up_by_who_writes_and_by_who_reads(
    claims: ClaimService, path: Path, first: str
) -> None:
    copy = copied(path)
    await claims.add(lighthouse("lost"), actor=KEEPER)
    heard = set[ClaimKey]()
    claims._store.on_change = heard.update
    await claims.servers.set_default_mode(1, Mode.ALL, actor=KEEPER)
    assert await is_known(claims, STEPS)
    copy.replace(path)

    if first == "refresh":
        assert await claims.refresh()
        assert await slugs(claims) == set()
        assert not await is_known(claims, STEPS)
        assert not await claims.refresh()
    await claims.add(lighthouse("kept"), actor=KEEPER)

    assert await slugs(claims) == slugs_in(path) == {"kept"}
    assert await is_known(claims, STEPS)
    assert claims.servers.settings(1).default_mode is None
    assert claims.trouble is None
    assert heard > {claim.key for claim in await claims.pack_claims(STARTER_PACK)}
    async with ClaimService.open(path) as later:
        assert await slugs(later) == {"kept"}


@either
async def test_what_was_moved_away_is_whole_and_what_is_put_there_takes_nothing_of_it(
    claims: ClaimService, path: Path
) -> None:
    """The log of a file is known by its name alone, and lies in the place of another's."""
    copy, elsewhere = copied(path), path.with_name("elsewhere.db")
    for number in range(20):
        await claims.add(lighthouse(f"lost-{number}"), actor=KEEPER)
    path.rename(elsewhere)
    assert not await claims.refresh()
    copy.rename(path)
    await claims.add(lighthouse("kept"), actor=KEEPER)

    assert slugs_in(path) == await slugs(claims) == {"kept"}
    assert slugs_in(elsewhere) == {f"lost-{number}" for number in range(20)}


@either
async def test_an_index_that_was_kept_of_another_file_is_checked_against_this_one(
    claims: ClaimService, path: Path, tmp_path: Path
) -> None:
    pack = tmp_path / "coast.json"
    pack.write_text("".join(write_pack(Pack(large_store.PACK, "The coast"), large_store.claims())), encoding="utf-8")
    await claims.import_file(pack, actor=KEEPER)
    copy = copied(path)
    assert await is_known(claims, PELICAN)
    await claims.retire(large_store.LIGHTHOUSE.key, actor=KEEPER)
    assert not await is_known(claims, PELICAN)

    shutil.rmtree(path.with_name(f"{path.name}-index"))
    copy.replace(path)
    assert await claims.refresh()
    # Made once, before the workers ask for it; a thread makes it when somebody asks.
    assert path.with_name(f"{path.name}-index").exists() is bool(claims.workers._processes)
    assert await is_known(claims, PELICAN)


@either
async def test_a_file_that_is_set_back_where_it_lies_is_followed(claims: ClaimService, path: Path) -> None:
    """`.restore` of sqlite3's command line writes an older state as a change like any other."""
    copy = copied(path)
    await claims.add(lighthouse("lost"), actor=KEEPER)
    assert await is_known(claims, STEPS)
    with closing(sqlite3.connect(copy)) as backup, closing(sqlite3.connect(path)) as running:
        backup.backup(running)

    assert await claims.refresh()
    assert await slugs(claims) == set()
    assert not await is_known(claims, STEPS)


@either
@pytest.mark.parametrize("endings", [("-wal",), ("-shm",), ("-wal", "-shm")], ids="+".join)
async def test_a_log_that_is_deleted_takes_nothing_with_it(
    claims: ClaimService, path: Path, endings: tuple[str, ...]
) -> None:
    """Who has it open goes on writing to it, and a crash, or another program, finds nothing of that."""
    await claims.add(lighthouse("before"), actor=KEEPER)
    assert await slugs(claims) == {"before"}
    for ending in endings:
        path.with_name(f"{path.name}{ending}").unlink()

    await claims.add(lighthouse("after"), actor=KEEPER)
    assert slugs_in(path) == await slugs(claims) == {"before", "after"}
    script = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as db:
    db.execute("INSERT INTO notes VALUES ('of another program', 'it writes')")
"""
    subprocess.run([sys.executable, "-c", script, path], check=True)
    assert await claims.note("of another program") == "it writes"
    await claims.add(lighthouse("last"), actor=KEEPER)
    assert slugs_in(path) == await slugs(claims) == {"before", "after", "last"}


@either
async def test_nothing_is_made_in_the_place_of_a_file_that_is_gone(claims: ClaimService, path: Path) -> None:
    await claims.add(lighthouse(), actor=KEEPER)
    assert await is_known(claims, STEPS)
    for each in [path, *path.parent.glob(f"{path.name}-*")]:
        each.unlink()

    for _ in range(2):
        with refused(Trouble.MISSING, "put it back"):
            await claims.add(lighthouse("second"), actor=KEEPER)
        assert not await claims.refresh()
        assert await is_known(claims, STEPS)
        assert await slugs(claims) == {"lighthouse"}
    assert not list(path.parent.glob(f"{path.name}*"))


async def test_a_file_that_goes_away_while_it_is_written_to_takes_nothing_with_it(
    claims: ClaimService, path: Path
) -> None:
    def write(db: Database) -> None:
        db.execute("INSERT INTO notes VALUES ('name', 'value')")
        path.unlink()

    with refused(Trouble.MISSING, "put it back"):
        await claims._store.change(write)
    assert await claims.note("name") is None


async def test_a_connection_that_cannot_write_any_more_makes_place_for_another(
    claims: ClaimService, path: Path
) -> None:
    heard: list[StoreError | None] = []
    claims.hear_of_trouble(heard.append)
    await claims._store.read(lambda db: db.execute("PRAGMA query_only = ON"))
    for slug in ("second", "third"):
        with refused(Trouble.READ_ONLY, "attempt to write a readonly database (SQLITE_READONLY)"):
            await claims.add(lighthouse(slug), actor=KEEPER)
    assert [each and each.trouble for each in heard] == [Trouble.READ_ONLY]

    await claims.refresh()
    await claims.refresh()
    assert claims.trouble is None
    assert [each and each.trouble for each in heard] == [Trouble.READ_ONLY, None]
    await claims.add(lighthouse("second"), actor=KEEPER)
    assert slugs_in(path) == {"second"}


async def test_a_file_that_may_not_grow_keeps_what_it_has(claims: ClaimService, path: Path) -> None:
    most = await claims._store.read(lambda db: db.execute("PRAGMA page_count").fetchone()[0])
    await claims._store.read(lambda db: db.execute(f"PRAGMA max_page_count = {most}"))
    with refused(Trouble.FULL, "database or disk is full (SQLITE_FULL)"):
        for number in range(100):
            await claims.add(lighthouse(f"number-{number}"), actor=KEEPER)
    there = await slugs(claims)
    for _ in range(2):
        await claims.refresh()
        assert claims.trouble is not None
    assert await is_known(claims, STEPS) is bool(there)

    await claims._store.read(lambda db: db.execute("PRAGMA max_page_count = 1000000"))
    await claims.refresh()
    assert claims.trouble is None
    await claims.add(lighthouse("kept"), actor=KEEPER)
    assert slugs_in(path) == {*there, "kept"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", "size=3m", "footnote-test"]
    if not shutil.which("mount") or subprocess.run(["mount", *options, folder], check=False).returncode:
        pytest.skip("only root may make a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def fill(folder: Path) -> Path:
    filler = folder / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    return filler


async def test_a_full_disk_loses_nothing_and_is_got_over(small_disk: Path) -> None:
    path = small_disk / "claims.db"
    async with ClaimService.open(path) as claims:
        await claims.add(lighthouse("first"), actor=KEEPER)
        filler = fill(small_disk)
        stored = {"first"}
        with refused(Trouble.FULL, "database or disk is full (SQLITE_FULL)"):
            for number in range(1000):
                await claims.add(lighthouse(f"number-{number}"), actor=KEEPER)
                stored.add(f"number-{number}")
        for _ in range(2):
            assert not await claims.refresh()
            assert claims.trouble is not None
            assert await slugs(claims) == stored
            assert await is_known(claims, STEPS)

        filler.unlink()
        await claims.refresh()
        assert claims.trouble is None
        await claims.add(lighthouse("last"), actor=KEEPER)
        assert slugs_in(path) == {*stored, "last"}
    assert slugs_in(path) == {*stored, "last"}
