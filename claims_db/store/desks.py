"""How the moderators of a server work: who they are, how answers look, who approves and where changes are told."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Desk:
    """One server's choices; ids are Discord's.

    `quiet` makes an unasked answer one line with a button. `roles` moderate beside members who may manage messages.
    `second_approval` lets a change wait until another moderator approves it.
    """

    quiet: bool = False
    second_approval: bool = False
    log_channel: int | None = None
    roles: frozenset[int] = frozenset()


def load_desk(db: Database, server_id: int) -> Desk:
    """The choices of one server; those of a new one where it made none."""
    query = "SELECT quiet, second_approval, log_channel FROM desks WHERE server_id = ?"
    row = db.execute(query, [server_id]).fetchone()
    if row is None:
        return Desk()
    quiet, second_approval, log_channel = row
    roles = db.execute("SELECT id FROM moderator_roles WHERE server_id = ?", [server_id])
    return Desk(bool(quiet), bool(second_approval), log_channel, frozenset(role_id for (role_id,) in roles))


def save_desk(db: Database, server_id: int, desk: Desk) -> None:
    """Write a server's choices in place of those before."""
    db.execute("INSERT OR IGNORE INTO servers (id) VALUES (?)", [server_id])
    db.execute(
        "INSERT OR REPLACE INTO desks (server_id, quiet, second_approval, log_channel) VALUES (?, ?, ?, ?)",
        [server_id, desk.quiet, desk.second_approval, desk.log_channel],
    )
    db.execute("DELETE FROM moderator_roles WHERE server_id = ?", [server_id])
    for role_id in sorted(desk.roles):
        db.execute("INSERT INTO moderator_roles (id, server_id) VALUES (?, ?)", [role_id, server_id])
