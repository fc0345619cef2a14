"""The shape of the database: named steps, appended and never edited, each tested from the shape before it."""

from __future__ import annotations

from contextlib import closing

from sqlite_utils import Database

from claims_db.errors import NewerSchemaError
from claims_db.store.first_steps import migrations

# "FNOT" in ASCII; SQLite keeps it in bytes 68 to 71 of the file, so that a foreign file is known without opening it.
APPLICATION_ID = 0x464E4F54


@migrations(name="0014_deliveries")
def _deliveries(db: Database) -> None:
    """Replies that are written down before they are sent, and messages whose reply somebody did not want.

    Where `reply_id` is set, the reply stands and is yet to follow its message, which was edited or deleted.
    """
    for statement in (
        """
        CREATE TABLE deliveries (
            message_id INTEGER PRIMARY KEY,
            channel_id INTEGER NOT NULL,
            author_id  INTEGER NOT NULL,
            claim_id   INTEGER REFERENCES claims(id) ON DELETE SET NULL,
            label      TEXT NOT NULL,
            at         TEXT NOT NULL,
            unasked    INTEGER NOT NULL CHECK (unasked IN (0, 1)),
            nonce      TEXT NOT NULL,
            begun      TEXT NOT NULL,
            reply_id   INTEGER
        ) STRICT
        """,
        "CREATE INDEX deliveries_by_claim ON deliveries(claim_id)",
        "CREATE TABLE taken_back (message_id INTEGER PRIMARY KEY, at TEXT NOT NULL) STRICT",
    ):
        db.execute(statement)


@migrations(name="0015_unanswered")
def _unanswered(db: Database) -> None:
    """How often in a row a check of a source told us nothing, so that the next one waits longer each time."""
    db.execute("ALTER TABLE source_health ADD COLUMN unanswered INTEGER NOT NULL DEFAULT 0 CHECK (unanswered >= 0)")


def steps() -> list[str]:
    """The names of all steps, in order: what an empty database has before it."""
    with closing(Database(memory=True, execute_plugins=False)) as empty:
        return [step.name for step in migrations.pending(empty)]


def require_known_steps(db: Database) -> None:
    """Raise NewerSchemaError where the file has been through a step that this program does not know."""
    known = steps()
    unknown = [step.name for step in migrations.applied(db) if step.name not in known]
    if unknown:
        path, shape = db.execute("PRAGMA database_list").fetchone()[2], unknown[-1]
        raise NewerSchemaError(
            f"the database {path!r} was written by a newer Footnote ({shape!r}); update Footnote, or name another file"
        )


def is_current(db: Database) -> bool:
    """Whether the file has been through every step."""
    return not migrations.pending(db)


def migrate(db: Database) -> None:
    """Bring the file to the newest shape; the caller holds the transaction, so all steps happen or none."""
    require_known_steps(db)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrations.apply(db)
