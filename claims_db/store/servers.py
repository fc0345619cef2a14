"""What each server set for itself: where the bot speaks unasked, how often, and which packs it sees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from claims_db.store.desks import Desk, load_desk
from claims_db.values import Pack

STARTER_PACK = "starter"
LOCAL_PACK = "local"
_PRIVATE = "server-"


class Mode(StrEnum):
    """When the bot speaks in a channel without being asked."""

    ON_REQUEST = "on-request"
    CORRECTIONS = "corrections"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which claims somebody sees: those of `packs`, among them `own`, where their additions go."""

    own: str
    packs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the host decided for servers that set nothing; `cooldown` is the time between two cards on one claim."""

    mode: Mode = Mode.ON_REQUEST
    cooldown: timedelta = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """One server's settings; None stands for the host's default."""

    default_mode: Mode | None = None
    cooldown: timedelta | None = None
    greeted: bool = False
    channels: Mapping[int, Mode] = field(default_factory=dict)
    packs: frozenset[str] = frozenset({STARTER_PACK})
    desk: Desk = field(default_factory=Desk)


def private_pack(server_id: int) -> str:
    """The slug of the pack that holds a server's own claims."""
    return f"{_PRIVATE}{server_id}"


def own_pack(slug: str) -> Pack:
    """The pack that comes to be with the first claim that somebody adds of their own."""
    return Pack(slug, f"Own claims ({slug})")


def is_private(pack: str) -> bool:
    """Whether the pack belongs to one server alone."""
    return pack.startswith(_PRIVATE)


def server_of(pack: str) -> int | None:
    """The server that a private pack belongs to."""
    number = pack.removeprefix(_PRIVATE)
    return int(number) if is_private(pack) and number.isdecimal() else None


def server_scope(server_id: int, settings: ServerSettings) -> Scope:
    """A server's own pack and the ones that it is subscribed to."""
    own = private_pack(server_id)
    return Scope(own, settings.packs | {own})


def public_scope(packs: Iterable[str]) -> Scope:
    """Every pack that is no server's own: what the host sees in the terminal."""
    return Scope(LOCAL_PACK, frozenset(pack for pack in packs if not is_private(pack)) | {LOCAL_PACK})


# A private message belongs to no server, and sees what a server sees that has set nothing.
DIRECT_SCOPE = Scope(STARTER_PACK, frozenset({STARTER_PACK}))


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
    return ServerSettings(
        **values,
        channels=_load_channels(db, server_id),
        packs=_load_packs(db, server_id),
        desk=load_desk(db, server_id),
    )


def _load_channels(db: Database, server_id: int) -> dict[int, Mode]:
    rows = db.execute("SELECT id, mode FROM channels WHERE server_id = ?", [server_id])
    return {channel_id: Mode(mode) for channel_id, mode in rows}


def _load_packs(db: Database, server_id: int) -> frozenset[str]:
    """What a new server sees, with what this one took up and without what it gave up."""
    query = "SELECT slug, wanted FROM subscriptions JOIN packs ON packs.id = pack_id WHERE server_id = ?"
    chosen = {slug: bool(wanted) for slug, wanted in db.execute(query, [server_id])}
    return frozenset(slug for slug, wanted in {STARTER_PACK: True, **chosen}.items() if wanted)


def save_server(db: Database, server_id: int, settings: ServerSettings) -> None:
    """Write a server's settings, except its channels and packs."""
    values = [_stored(getattr(settings, name)) for name in _READ]
    updates = ", ".join(f"{name} = excluded.{name}" for name in _READ)
    db.execute(
        f"INSERT INTO servers (id, {_COLUMNS}) VALUES (?{', ?' * len(_READ)}) ON CONFLICT (id) DO UPDATE SET {updates}",  # noqa: S608 - own names
        [server_id, *values],
    )


def _stored(value: object) -> object:
    return int(value.total_seconds()) if isinstance(value, timedelta) else value


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
