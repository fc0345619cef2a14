"""Bringing a database to its newest shape, step by step, and knowing one that a newer Footnote wrote."""

from __future__ import annotations

from contextlib import closing

from sqlite_utils import Database

from claims_db.errors import NewerSchemaError
from claims_db.store.schema import APPLICATION_ID, migrations


def steps() -> list[str]:
    """The names of all steps, in order: what an empty database has before it."""
    with closing(Database(memory=True, execute_plugins=False)) as empty:
        return [step.name for step in migrations.pending(empty)]


def require_known_steps(db: Database) -> None:
    """Raise NewerSchemaError where the file has been through a step that this program does not know."""
    known = steps()
    unknown = [step.name for step in migrations.applied(db) if step.name not in known]
    if unknown:
        raise NewerSchemaError(
            f"the database was written by a newer Footnote (its shape is {unknown[-1]!r});"
            " update Footnote, or name another file"
        )


def is_current(db: Database) -> bool:
    """Whether the file has been through every step."""
    return not migrations.pending(db)


def migrate(db: Database) -> None:
    """Bring the file to the newest shape; the caller holds the transaction, so all steps happen or none."""
    require_known_steps(db)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrations.apply(db)
