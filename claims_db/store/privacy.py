"""What the store holds about one person, how to delete it, and who asked not to be checked.

The store knows people only by their Discord number. Where it says who changed something, that is `discord:NUMBER`.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from claims_db.actors import SOMEBODY, Actor
from claims_db.store.replies import NO_MESSAGE

_NOBODY = 0
# Every column that names the person who changed something; a test compares it with the schema.
ACTORS = (
    ("history", "actor"),
    ("claims", "changed_by"),
    ("settings_history", "actor"),
    ("queue", "proposer"),
    ("queue", "returned_by"),
)


@dataclass(frozen=True, slots=True)
class Holdings:
    """How many rows name one person.

    `replies` are to their messages; `waiting` counts queue entries that they proposed, suggested or sent back.
    """

    replies: int
    claim_changes: int
    settings_changes: int
    waiting: int
    opted_out: bool

    @property
    def empty(self) -> bool:
        """Whether there is nothing to delete."""
        return not (self.replies or self.claim_changes or self.settings_changes or self.waiting)


_WAITING = "SELECT count(*) FROM queue WHERE proposer = :actor OR returned_by = :actor"
_SUGGESTED = "DELETE FROM queue WHERE kind = 'suggested' AND proposer = ?"


def load_holdings(db: Database, user_id: int) -> Holdings:
    """How many rows name that person."""
    actor = str(Actor.on_discord(user_id))
    return Holdings(
        _count(db, "replies", "author_id", user_id) + _count(db, "deliveries", "author_id", user_id),
        _count(db, "history", "actor", actor),
        _count(db, "settings_history", "actor", actor),
        db.execute(_WAITING, {"actor": actor}).fetchone()[0],
        user_id in load_opted_out(db),
    )


def _count(db: Database, table: str, column: str, value: str | int) -> int:
    query = f"SELECT count(*) FROM {table} WHERE {column} = ?"  # noqa: S608 - names of our own
    return int(db.execute(query, [value]).fetchone()[0])


def take_out(db: Database, user_id: int) -> Holdings:
    """Remove a person's number from all rows except the note not to check them; returns what was there.

    What they suggested is deleted, since it is theirs. The other rows stay without the number: a claim keeps its
    history, and a reply can still be brought up to date, but nothing leads from it to the message that it answered.
    """
    held = load_holdings(db, user_id)
    actor = str(Actor.on_discord(user_id))
    db.execute(_SUGGESTED, [actor])
    for table, column in ACTORS:
        statement = f"UPDATE {table} SET {column} = ? WHERE {column} = ?"  # noqa: S608 - names of our own
        db.execute(statement, [str(SOMEBODY), actor])
    db.execute("DELETE FROM deliveries WHERE author_id = ?", [user_id])
    db.execute("UPDATE replies SET author_id = ?, message_id = ? WHERE author_id = ?", [_NOBODY, NO_MESSAGE, user_id])
    return held


def load_opted_out(db: Database) -> set[int]:
    """Who asked not to be checked."""
    return {user_id for (user_id,) in db.execute("SELECT user_id FROM opted_out").fetchall()}


def save_opted_out(db: Database, user_id: int, *, wanted: bool) -> None:
    """Note that a person's messages must not be checked, or that they may be again."""
    statement = "INSERT OR IGNORE INTO opted_out VALUES (?)" if wanted else "DELETE FROM opted_out WHERE user_id = ?"
    db.execute(statement, [user_id])
