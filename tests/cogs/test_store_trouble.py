"""The database file deleted, replaced, full, locked: what people see of it, and that the bot gets over it by itself."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import pytest
import simcord

from bot.words import claim_text, store_text
from claims_db.actors import Actor
from claims_db.errors import StoreError, Trouble

from ..desk import LIBRARY, previewed
from ..world import TRUE, World, only, opening, shown

if sys.platform != "win32":
    import resource

MUSEUM = "The museum of Erewhon opened its doors"
ALONE = "FOOTNOTE_TEST_ALONE"
on_unix = pytest.mark.skipif(sys.platform == "win32", reason="an open file is neither moved nor deleted on Windows")


@dataclass(frozen=True)
class Place:
    """Where the database lies, and a copy of it."""

    path: Path
    copy: Path

    def beside(self) -> list[Path]:
        return [each for each in self.path.parent.glob(f"{self.path.name}-*") if each.is_file()]

    def put(self, content: Callable[[Path], object]) -> None:
        """Have another file in the database's place at once, as `mv` does."""
        other = self.path.with_name("other")
        content(other)
        other.replace(self.path)

    def put_copy(self) -> None:
        self.put(lambda other: shutil.copyfile(self.copy, other))

    def run(self, other: Path, script: str) -> None:
        with closing(sqlite3.connect(other)) as db:
            db.executescript(script)


@contextmanager
def deleted(place: Place) -> Iterator[None]:
    place.path.unlink()
    yield
    shutil.copyfile(place.copy, place.path)


@contextmanager
def deleted_with_its_log(place: Place) -> Iterator[None]:
    for each in (place.path, *place.beside()):
        each.unlink()
    yield
    shutil.copyfile(place.copy, place.path)


@contextmanager
def moved_away(place: Place) -> Iterator[None]:
    elsewhere = place.path.with_name("elsewhere.db")
    place.path.rename(elsewhere)
    yield
    elsewhere.rename(place.path)


@contextmanager
def replaced_by_a_letter(place: Place) -> Iterator[None]:
    place.put(lambda other: other.write_text("Dear editor, this is no database.\n" * 400))
    yield
    place.put_copy()


@contextmanager
def replaced_by_half_of_it(place: Place) -> Iterator[None]:
    place.put(lambda other: other.write_bytes(place.copy.read_bytes()[:-5000]))
    yield
    place.put_copy()


@contextmanager
def replaced_by_another_programs(place: Place) -> Iterator[None]:
    place.put(lambda other: place.run(other, "CREATE TABLE songs (title TEXT)"))
    yield
    place.put_copy()


@contextmanager
def replaced_by_a_newer_one(place: Place) -> Iterator[None]:
    step = "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('footnote', '9999', '')"

    def newer(other: Path) -> None:
        shutil.copyfile(place.copy, other)
        place.run(other, step)

    place.put(newer)
    yield
    place.put_copy()


@contextmanager
def replaced_by_an_empty_one(place: Place) -> Iterator[None]:
    place.put(Path.touch)
    yield
    assert place.path.stat().st_size == 0
    place.put_copy()


@contextmanager
def replaced_by_a_folder(place: Place) -> Iterator[None]:
    place.path.unlink()
    place.path.mkdir()
    yield
    place.path.rmdir()
    shutil.copyfile(place.copy, place.path)


@contextmanager
def locked_on_purpose(place: Place) -> Iterator[None]:
    place.path.chmod(0o444)
    yield
    place.path.chmod(0o644)


@contextmanager
def kept_busy(place: Place) -> Iterator[None]:
    with closing(sqlite3.connect(place.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def kept_from_growing(place: Place) -> Iterator[None]:
    """No file may grow, as on a disk with an error: what is written past its end is refused by the system."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (max(each.stat().st_size for each in place.beside()), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


class Case(NamedTuple):
    """What is done to the file, what is wrong then, and what the log says of it."""

    strike: Callable[[Place], AbstractContextManager[None]]
    trouble: Trouble
    logged: str


TROUBLES = [
    Case(deleted, Trouble.MISSING, "is gone from its place; put it back, or a copy of it"),
    Case(deleted_with_its_log, Trouble.MISSING, "is gone from its place; put it back, or a copy of it"),
    Case(moved_away, Trouble.MISSING, "is gone from its place; put it back, or a copy of it"),
    Case(replaced_by_a_letter, Trouble.DAMAGED, "or name another file: file is not a database (SQLITE_NOTADB)"),
    Case(replaced_by_half_of_it, Trouble.DAMAGED, "is damaged; restore a copy of it, or name another file"),
    Case(replaced_by_another_programs, Trouble.FOREIGN, "is a database of another program; name another file"),
    Case(replaced_by_a_newer_one, Trouble.OTHER_VERSION, "was written by a newer Footnote ('9999'); update Footnote"),
    Case(replaced_by_an_empty_one, Trouble.FOREIGN, "is a database of another program; name another file"),
    Case(replaced_by_a_folder, Trouble.FOREIGN, "is a folder; name a file for the database"),
    Case(locked_on_purpose, Trouble.READ_ONLY, "is read-only; make it writable"),
    Case(kept_busy, Trouble.BUSY, "try again in a moment: database is locked (SQLITE_BUSY)"),
    pytest.param(
        Case(kept_from_growing, Trouble.DISK, "look at its disk: disk I/O error (SQLITE_IOERR_WRITE)"),
        marks=pytest.mark.skipif(ALONE not in os.environ, reason="runs in a process of its own, see below"),
    ),
]


@pytest.fixture
async def log_channel(world: World) -> simcord.ChannelHandle:
    channel = world.guild.create_text_channel("changes")
    await world.bot.claims.servers.change_desk(
        world.guild.id, lambda desk: replace(desk, log_channel=channel.id), actor=Actor("test")
    )
    return channel


@pytest.fixture
async def place(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """The bot's database with a claim in it, and a copy made as docs/hosting.md says."""
    monkeypatch.setattr("claims_db.store.database.BUSY_SECONDS", 0.05)
    await world.bot.claims._store._database.read(lambda db: db.execute("PRAGMA busy_timeout = 50"))
    await world.add_claim(MUSEUM)
    copy = tmp_path / "backup" / "claims.db"
    copy.parent.mkdir()
    with closing(sqlite3.connect(world.bot.settings.db)) as running, closing(sqlite3.connect(copy)) as backup:
        running.backup(backup)
    return Place(world.bot.settings.db, copy)


def slugs(path: Path) -> set[str]:
    """What another program finds in the file that lies in the place."""
    with closing(sqlite3.connect(path)) as db:
        return {slug for (slug,) in db.execute("SELECT slug FROM claims")}


@on_unix
@pytest.mark.parametrize("case", TROUBLES, ids=lambda case: case.strike.__name__)
async def test_a_trouble_is_told_once_got_along_with_and_got_over(
    world: World,
    log_channel: simcord.ChannelHandle,
    place: Place,
    case: Case,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    preview = await previewed(world)
    with case.strike(place):
        result = await world.moderator.click(preview, label="Save")
        told = shown(only(result.followups))
        assert told == claim_text.not_saved(str(StoreError(case.trouble, "")))

        await world.member.send(world.channel, f"{world.mention} {TRUE}")
        assert opening(world.said()[-1]) == "The source agrees."
        for _ in range(3):
            await world.env.advance_time(31)
        await world.member.send(world.channel, f"{world.mention} {MUSEUM}")
        assert opening(world.said()[-1]) == "The source agrees."

        assert shown(only(world.said(log_channel))) == store_text.began(case.trouble)
        assert caplog.text.count(case.logged) == 1
        assert "can be used again" not in caplog.text

    for _ in range(2):
        await world.env.advance_time(31)
    assert [shown(each) for each in world.said(log_channel)[1:]] == [store_text.OVER]
    assert caplog.text.count("can be used again") == 1
    assert "incident " not in caplog.text
    # That a reply could not be remembered is no news, and no fault of ours.
    assert all(isinstance(error, StoreError) for error in world.env.errors)

    result = await world.moderator.click(preview, label="Save")
    saved = only([claim for claim in await world.own_claims() if claim.text == LIBRARY])
    assert saved.slug in slugs(place.path)
    await world.member.send(world.channel, f"{world.mention} {LIBRARY}")
    assert opening(world.said()[-1]) == "Sources rate this claim as false."
    everything = [*world.said(), *world.said(log_channel)]
    assert not any(str(place.path.parent) in shown(each) for each in everything)


@on_unix
def test_a_disk_that_fails_is_got_over_like_the_others() -> None:
    """In a process of its own: its files must not grow, and a test runner writes some too, which may end it."""
    case = f"{test_a_trouble_is_told_once_got_along_with_and_got_over.__name__}[{kept_from_growing.__name__}]"
    command = [sys.executable, "-m", "pytest", "-q", "--no-cov", f"{__file__}::{case}"]
    runners = {name for name in os.environ if name.startswith(("PYTEST_", "COV_"))}
    environment = {name: value for name, value in os.environ.items() if name not in runners} | {ALONE: "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert "1 passed" in done.stdout, done.stdout[-2000:]
