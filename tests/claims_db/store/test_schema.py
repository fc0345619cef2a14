from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from claims_db.errors import NewerSchemaError
from claims_db.store.database import open_database
from claims_db.store.first_steps import migrations
from claims_db.store.schema import is_current, migrate, require_known_steps, steps


@pytest.fixture
def db() -> Iterator[Database]:
    with closing(Database(memory=True, execute_plugins=False)) as empty:
        yield empty


def filled_before_history(db: Database) -> None:
    for statement in (
        "INSERT INTO packs (id, slug, title) VALUES (1, 'local', 'Own claims')",
        "INSERT INTO sources (id, pack_id, key, title, publisher) VALUES (1, 1, 'report', 'Report', 'The Post')",
        "INSERT INTO claims (id, pack_id, slug, text, rating, changed_by) VALUES (1, 1, 'steps', 'Text', 'true', 'me')",
        "INSERT INTO citations (claim_id, position, source_id) VALUES (1, 0, 1)",
    ):
        db.execute(statement)


def filled_before_servers(db: Database) -> None:
    filled_before_history(db)
    db.execute("INSERT INTO history (claim_id, at, actor, kind) VALUES (1, '2022-05-01T00:00:00Z', 'keeper', 'added')")


def filled_before_replies(db: Database) -> None:
    filled_before_servers(db)
    db.execute("INSERT INTO servers (id, default_mode) VALUES (7, 'all')")
    db.execute("INSERT INTO channels (id, server_id, mode) VALUES (8, 7, 'corrections')")
    db.execute("INSERT INTO subscriptions (server_id, pack_id, wanted) VALUES (7, 1, 1)")


def filled_before_lines(db: Database) -> None:
    filled_before_replies(db)
    db.execute("INSERT INTO replies VALUES (9, 8, 10, 11, 1, 'supported', '2022-05-01T00:00:00Z')")
    db.execute("INSERT INTO spoken VALUES (8, 1, '2022-05-01T00:00:00Z')")
    db.execute("INSERT INTO notes VALUES ('starter-pack', 'fingerprint')")


def filled_before_panel(db: Database) -> None:
    filled_before_lines(db)
    db.execute("INSERT INTO lines VALUES (1, 1, 0, 'A line')")


def filled_before_settings_history(db: Database) -> None:
    filled_before_panel(db)
    db.execute("INSERT INTO desks VALUES (7, 1, 0, 70)")
    db.execute("INSERT INTO moderator_roles VALUES (71, 7)")


def filled_before_queue(db: Database) -> None:
    filled_before_settings_history(db)
    db.execute("INSERT INTO settings_history VALUES (2, 7, '2022-05-01T00:00:00Z', 'keeper', 'quiet', 'false', 'true')")


def filled_before_updates(db: Database) -> None:
    filled_before_queue(db)
    db.execute("INSERT INTO queue (server_id, kind, proposer, at, text) VALUES (7, 'suggested', 'discord:5', '', 'x')")


def filled_before_privacy(db: Database) -> None:
    filled_before_updates(db)
    db.execute("INSERT INTO updates VALUES (9, 1, 1)")
    db.execute("INSERT INTO update_runs VALUES (1, 0, 0)")


def filled_before_source_health(db: Database) -> None:
    filled_before_privacy(db)
    db.execute("INSERT INTO opted_out VALUES (11)")


def filled_before_vectors(db: Database) -> None:
    filled_before_source_health(db)
    db.execute(
        "INSERT INTO source_health (source_id, url, state, known, tried, failures, status)"
        " VALUES (1, 'https://post.example', 'alive', 'alive', '2022-05-01', 0, '')"
    )


def filled_before_pack_versions(db: Database) -> None:
    filled_before_vectors(db)
    db.execute("INSERT INTO vectors VALUES (1, x'00', x'00')")


def filled_before_deliveries(db: Database) -> None:
    filled_before_pack_versions(db)
    db.execute("INSERT INTO pack_versions VALUES (9, 1, 'a token', 1, 0, '[]')")


def filled_before_unanswered(db: Database) -> None:
    filled_before_deliveries(db)
    db.execute("INSERT INTO deliveries VALUES (20, 8, 11, 1, 'supported', '2022-05-01', 1, 'a', '2022-05-01', NULL)")
    db.execute("INSERT INTO taken_back VALUES (21, '2022-05-01')")


def nothing(_db: Database) -> None:
    """The shape before the first step is an empty file."""


BEFORE = {
    "0001_claims": nothing,
    "0002_history": filled_before_history,
    "0003_servers": filled_before_servers,
    "0004_replies": filled_before_replies,
    "0005_lines": filled_before_lines,
    "0009_panel": filled_before_panel,
    "0006_settings_history": filled_before_settings_history,
    "0010_queue": filled_before_queue,
    "0007_updates": filled_before_updates,
    "0008_privacy": filled_before_privacy,
    "0011_source_health": filled_before_source_health,
    "0012_vectors": filled_before_vectors,
    "0013_pack_versions": filled_before_pack_versions,
    "0014_deliveries": filled_before_deliveries,
    "0015_unanswered": filled_before_unanswered,
}


def rows(db: Database) -> dict[str, list[dict[str, object]]]:
    tables = [name for name in db.table_names() if not name.startswith("_sqlite")]
    return {name: list(db.table(name).rows) for name in tables}


@pytest.mark.parametrize(("step", "fill"), BEFORE.items(), ids=lambda part: str(part) if isinstance(part, str) else "")
def test_a_step_keeps_what_the_shape_before_it_held(db: Database, step: str, fill: Callable[[Database], None]) -> None:
    migrations.apply(db, stop_before=step)
    fill(db)
    before = rows(db)
    migrate(db)
    after = rows(db)
    for table, kept in before.items():
        assert [{name: row[name] for name in old} for old, row in zip(kept, after[table], strict=True)] == kept
    assert is_current(db)
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_step_is_tried_from_the_shape_before_it() -> None:
    assert list(BEFORE) == steps()


@pytest.mark.parametrize("step", steps())
def test_a_file_of_any_earlier_version_opens(tmp_path: Path, step: str) -> None:
    db = open_database(tmp_path / "claims.db")
    whole = {table.name: table.schema for table in db.tables}
    db.close()

    (tmp_path / "old.db").touch()
    old = Database(tmp_path / "old.db", execute_plugins=False)
    migrations.apply(old, stop_before=step)
    old.execute("PRAGMA application_id = 0x464E4F54")
    old.close()
    renewed = open_database(tmp_path / "old.db")
    assert {table.name: table.schema for table in renewed.tables} == whole
    renewed.close()


def test_a_step_of_tomorrow_is_refused(db: Database) -> None:
    migrate(db)
    require_known_steps(db)
    db.table("_sqlite_migrations").insert({"migration_set": "footnote", "name": "9999", "applied_at": ""})
    with pytest.raises(NewerSchemaError) as raised:
        migrate(db)
    assert "'9999'" in raised.value.for_host


def test_steps_of_others_in_the_same_file_are_theirs(db: Database) -> None:
    migrate(db)
    db.table("_sqlite_migrations").insert({"migration_set": "another", "name": "9999", "applied_at": ""})
    require_known_steps(db)
    assert is_current(db)


RULES = [
    ("an unknown rating", "UPDATE claims SET rating = 'perhaps'"),
    ("a day that does not exist", "UPDATE sources SET published = '2021-02-30'"),
    ("a citation of nothing", "INSERT INTO citations VALUES (1, 5, 99, NULL)"),
    ("a slug that is taken", "INSERT INTO claims SELECT 2, pack_id, slug, text, rating, '', '', 0, '' FROM claims"),
    ("a number for a text", "UPDATE claims SET text = x'00'"),
    ("a change of no kind", "UPDATE history SET kind = 'improved'"),
    ("a past that is no JSON", "UPDATE history SET before = '{'"),
    ("a line that must and must not", "INSERT INTO lines VALUES (1, 2, 0, 'x')"),
    ("a line of no claim", "INSERT INTO lines VALUES (99, 1, 0, 'x')"),
    ("a log channel for no server", "INSERT INTO desks VALUES (99, 0, 0, 1)"),
    ("a moderators' role of no server", "INSERT INTO moderator_roles VALUES (1, 99)"),
    ("a setting that is no JSON", "INSERT INTO settings_history VALUES (1, 7, '', '', 'cooldown', 'soon', 'null')"),
    ("a suggestion without words", "INSERT INTO queue (server_id, kind, proposer, at) VALUES (7, 'suggested', '', '')"),
    ("a change to nothing", "INSERT INTO queue (server_id, kind, proposer, at) VALUES (7, 'edited', '', '')"),
    ("an update of no reply", "INSERT INTO updates VALUES (99, 1, 1)"),
    ("an update half wanted", "INSERT INTO updates VALUES (9, 1, 2)"),
    ("others that are no JSON", "INSERT INTO pack_versions VALUES (9, 1, '', 1, 0, 'all')"),
    ("an unknown mode", "UPDATE channels SET mode = 'loud'"),
]


@pytest.mark.parametrize("change", [rule[1] for rule in RULES], ids=[rule[0] for rule in RULES])
def test_the_database_itself_refuses(tmp_path: Path, change: str) -> None:
    db = open_database(tmp_path / "claims.db")
    filled_before_lines(db)
    with pytest.raises(Exception, match=r"constraint failed|cannot store"):
        db.execute(change)
    db.close()
