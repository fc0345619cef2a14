"""Who set what on a server, and when. Every field of ServerSettings is kept without a word said here about it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from claims_db.store.desks import Desk
from claims_db.store.servers import ServerSettings

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
    actor: str
    name: str
    before: Setting
    after: Setting


SettingsChanges = tuple[SettingsChange, ...]


def record(
    db: Database, server_id: int, before: ServerSettings, after: ServerSettings, *, actor: str
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
            (server_id, each.at.isoformat(), actor, each.name, json.dumps(each.before), json.dumps(each.after))
            for each in changes
        ],
    )
    return changes


def load(db: Database, server_id: int) -> SettingsChanges:
    """Every change, oldest first."""
    query = "SELECT at, actor, name, before, after FROM settings_history WHERE server_id = ? ORDER BY id"
    return tuple(
        SettingsChange(datetime.fromisoformat(at), actor, name, json.loads(before), json.loads(after))
        for at, actor, name, before, after in db.execute(query, [server_id])
    )


def named_settings(settings: ServerSettings) -> dict[str, Setting]:
    """Every setting under the name that it has in the history."""
    return dict(_flat(settings))


def _flat(settings: ServerSettings | Desk) -> Iterator[tuple[str, Setting]]:
    for field in fields(settings):
        value = getattr(settings, field.name)
        if isinstance(value, Desk):
            yield from _flat(value)
        elif isinstance(value, Mapping):
            yield from ((f"{field.name}.{key}", _plain(each)) for key, each in value.items())
        elif field.name not in _NOT_SET_BY_ANYBODY:
            yield field.name, _plain(value)


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
