"""What each server set for itself, and who set it when.

Functions of an open database. Every field of ServerSettings is kept in the history without a word said here about it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from claims_db.actors import Actor
from claims_db.claims.packs import STARTER_PACK


class Mode(StrEnum):
    """When the bot speaks in a channel without being asked."""

    ON_REQUEST = "on-request"
    CORRECTIONS = "corrections"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the host decided for servers that set nothing; `cooldown` is the time between two cards on one claim."""

    mode: Mode = Mode.ON_REQUEST
    cooldown: timedelta = timedelta(hours=6)


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


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """One server's settings; None stands for the host's default."""

    default_mode: Mode | None = None
    cooldown: timedelta | None = None
    greeted: bool = False
    channels: Mapping[int, Mode] = field(default_factory=dict)
    packs: frozenset[str] = frozenset({STARTER_PACK})
    desk: Desk = field(default_factory=Desk)


Setting = str | int | float | bool | list[str] | None
# That the bot has said hello is its own doing.
_NOT_SET_BY_ANYBODY = {"greeted"}


@dataclass(frozen=True, slots=True)
class SettingsChange:
    """One setting of a server before and after; None stands for the host's default.

    `name` is that of a field of ServerSettings; of a mapping each entry has its own, such as `channels.70`. Times are
    seconds.
    """

    at: datetime
    actor: Actor
    name: str
    before: Setting
    after: Setting


SettingsChanges = tuple[SettingsChange, ...]


def load_servers(db: Database) -> dict[int, ServerSettings]:
    """The settings of every server that has set something."""
    return {server_id: load_server(db, server_id) for (server_id,) in db.execute("SELECT id FROM servers").fetchall()}


# The columns of the table `servers`, one for each field of ServerSettings that is a single value, and what reads it.
_READ: Mapping[str, Callable[[Any], object]] = {  # Any: what a column holds, SQLite says
    "default_mode": Mode,
    "cooldown": lambda seconds: timedelta(seconds=seconds),
    "greeted": bool,
}
_COLUMNS = ", ".join(_READ)


def load_server(db: Database, server_id: int) -> ServerSettings:
    """The settings of one server."""
    row = db.execute(f"SELECT {_COLUMNS} FROM servers WHERE id = ?", [server_id]).fetchone()  # noqa: S608 - own names
    if row is None:
        return ServerSettings()
    named = zip(_READ.items(), row, strict=True)
    values: dict[str, Any] = {name: None if value is None else read(value) for (name, read), value in named}
    channels = db.execute("SELECT id, mode FROM channels WHERE server_id = ?", [server_id])
    query = "SELECT slug, wanted FROM subscriptions JOIN packs ON packs.id = pack_id WHERE server_id = ?"
    # What a new server sees, with what this one took up and without what it gave up.
    packs = {STARTER_PACK: True, **dict(db.execute(query, [server_id]).fetchall())}
    return ServerSettings(
        **values,
        channels={channel_id: Mode(mode) for channel_id, mode in channels},
        packs=frozenset(slug for slug, wanted in packs.items() if wanted),
        desk=load_desk(db, server_id),
    )


def save_server(db: Database, server_id: int, settings: ServerSettings) -> None:
    """Write a server's settings, except its channels and packs."""
    values = (getattr(settings, name) for name in _READ)
    stored = [int(value.total_seconds()) if isinstance(value, timedelta) else value for value in values]
    updates = ", ".join(f"{name} = excluded.{name}" for name in _READ)
    db.execute(
        f"INSERT INTO servers (id, {_COLUMNS}) VALUES (?{', ?' * len(_READ)}) ON CONFLICT (id) DO UPDATE SET {updates}",  # noqa: S608 - own names
        [server_id, *stored],
    )


def save_channel(db: Database, server_id: int, channel_id: int, mode: Mode | None) -> None:
    """Set a channel's mode; None takes it back to the server's default."""
    db.execute("INSERT OR IGNORE INTO servers (id) VALUES (?)", [server_id])
    db.execute("DELETE FROM channels WHERE id = ?", [channel_id])
    if mode is not None:
        db.execute("INSERT INTO channels (id, server_id, mode) VALUES (?, ?, ?)", [channel_id, server_id, mode])


def save_subscription(db: Database, server_id: int, pack: str, *, wanted: bool) -> None:
    """Note that a server wants a pack, or does not."""
    db.execute("INSERT OR IGNORE INTO servers (id) VALUES (?)", [server_id])
    db.execute(
        "INSERT OR REPLACE INTO subscriptions (server_id, pack_id, wanted) SELECT ?, id, ? FROM packs WHERE slug = ?",
        [server_id, wanted, pack],
    )


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


def record_changes(
    db: Database, server_id: int, before: ServerSettings, after: ServerSettings, *, actor: Actor
) -> SettingsChanges:
    """Write a row for each setting that differs, and give back what differs."""
    old, new = named_settings(before), named_settings(after)
    now = datetime.now(UTC).replace(microsecond=0)
    changes = tuple(
        SettingsChange(now, actor, name, old.get(name), new.get(name))
        for name in sorted({*old, *new})
        if old.get(name) != new.get(name)
    )
    db.conn.executemany(
        "INSERT INTO settings_history (server_id, at, actor, name, before, after) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (server_id, each.at.isoformat(), str(actor), each.name, json.dumps(each.before), json.dumps(each.after))
            for each in changes
        ],
    )
    return changes


def load_changes(db: Database, server_id: int) -> SettingsChanges:
    """Every change of a server's settings, oldest first."""
    query = "SELECT at, actor, name, before, after FROM settings_history WHERE server_id = ? ORDER BY id"
    return tuple(
        SettingsChange(datetime.fromisoformat(at), Actor.read(actor), name, json.loads(before), json.loads(after))
        for at, actor, name, before, after in db.execute(query, [server_id])
    )


def named_settings(settings: ServerSettings) -> dict[str, Setting]:
    """Every setting under the name that it has in the history."""
    return dict(_flat(settings))


def _flat(settings: ServerSettings | Desk) -> Iterator[tuple[str, Setting]]:
    for each in fields(settings):
        value = getattr(settings, each.name)
        if isinstance(value, Desk):
            yield from _flat(value)
        elif isinstance(value, Mapping):
            yield from ((f"{each.name}.{key}", _plain(entry)) for key, entry in value.items())
        elif each.name not in _NOT_SET_BY_ANYBODY:
            yield each.name, _plain(value)


def _plain(value: object) -> Setting:
    """A setting as JSON has it; enumerations of text are texts already."""
    match value:
        case timedelta():
            return value.total_seconds()
        case AbstractSet() | tuple():
            return sorted(map(str, value))
        case None | bool() | int() | float():
            return value
        case _:
            return str(value)
