"""Looking at sources again: each address once, hosts beside each other, and no host twice at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from claims_db.errors import Obstacle, RefusedAddressError, UnreachableError
from claims_db.health import Health, Look, Sighting, after, has_turned
from claims_db.sources.health.archive import Archive
from claims_db.sources.health.quotes import page_text, still_says
from claims_db.values import Source

if TYPE_CHECKING:  # what opens addresses takes long to import
    from claims_db.sources.web.fetching import Fetched

_MARKUP = ("text/html", "application/xhtml+xml")
_ACCEPTED = (*_MARKUP, "application/pdf")
_ABSENT = frozenset({404, 410})
# What is there, and cannot be read.
_TOO_MUCH = frozenset({Obstacle.TOO_LARGE, Obstacle.CONTENT_TYPE})
# Hosts that are asked beside each other; a body in memory for each.
_AT_ONCE = 8


class Opens(Protocol):
    """What opens addresses."""

    async def fetch(self, address: str, accept: tuple[str, ...] = ...) -> Fetched:
        """The page; raises RefusedAddressError and UnreachableError."""


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source that is cited: its number in the store, what its claims quote of it, and how it fares."""

    id: int
    pack: str
    source: Source
    claims: tuple[str, ...]
    quotes: tuple[str, ...] = ()
    health: Health | None = None

    @property
    def name(self) -> str:
        """What tells it from every other source."""
        return f"{self.pack}/{self.source.key}"

    @property
    def lacks_copy(self) -> bool:
        """Whether no archived copy of it is known."""
        return not (self.source.archive_url or (self.health and self.health.copy))


@dataclass(frozen=True, slots=True)
class Checked:
    """A source after a look at it."""

    entry: SourceEntry
    now: Health

    @property
    def turned(self) -> bool:
        """Whether it fares otherwise than before."""
        return has_turned(self.entry.health, self.now)


@dataclass(frozen=True, slots=True)
class _Found:
    entry: SourceEntry
    look: Look
    copy: str | None


async def recheck(
    entries: Sequence[SourceEntry],
    opener: Opens,
    today: date,
    archive: Archive | None = None,
    done: Callable[[int], None] = lambda _number: None,
) -> list[Checked]:
    """Look at every source that has an address; `done` hears of how many at a time.

    Where no server at all answered, it is we who are cut off, and no name counts as gone.
    """
    waiting = iter(_by_host(entries))
    found: list[_Found] = []

    async def work() -> None:
        for addresses in waiting:
            for address, citing in addresses.items():
                found.extend(await _look_at(address, citing, opener, archive))
                done(len(citing))

    async with asyncio.TaskGroup() as group:
        for _ in range(_AT_ONCE):
            group.create_task(work())
    connected = any(each.look.status.isdecimal() for each in found)
    return [_checked(each, today, connected=connected) for each in found]


def _by_host(entries: Sequence[SourceEntry]) -> list[dict[str, list[SourceEntry]]]:
    """What is to be looked at on each host, by address. One worker takes a whole host: none is asked twice at once."""
    hosts: dict[str | None, dict[str, list[SourceEntry]]] = {}
    for entry in entries:
        if url := entry.source.url:
            hosts.setdefault(urlsplit(url).hostname, {}).setdefault(url, []).append(entry)
    return list(hosts.values())


def _checked(found: _Found, today: date, *, connected: bool) -> Checked:
    look = found.look if connected or found.look.status != Obstacle.DNS else Look(Sighting.HIDDEN, found.look.status)
    now = after(found.entry.health, look, today)
    return Checked(found.entry, replace(now, copy=now.copy or found.copy))


async def _look_at(
    address: str, entries: Sequence[SourceEntry], opener: Opens, archive: Archive | None
) -> list[_Found]:
    """One request for all sources of an address."""
    try:
        fetched = await opener.fetch(address, _ACCEPTED)
        looks = [_seen(fetched, entry) for entry in entries]
    except (UnreachableError, RefusedAddressError) as error:
        looks = [_hindered(error)] * len(entries)
    copy = await _copy_of(address, entries, looks, archive)
    return [_Found(entry, look, copy) for entry, look in zip(entries, looks, strict=True)]


async def _copy_of(
    address: str, entries: Sequence[SourceEntry], looks: Sequence[Look], archive: Archive | None
) -> str | None:
    """An archived copy, where one of the sources has none."""
    if archive is None or not any(each.lacks_copy for each in entries):
        return None
    return await archive.copy_of(address, may_save=all(look.sighting is Sighting.PRESENT for look in looks))


def _seen(fetched: Fetched, entry: SourceEntry) -> Look:
    status = str(fetched.status)
    if fetched.content_type in _MARKUP:
        page = page_text(fetched.body, fetched.charset)
        if not still_says(page, entry.source.title, entry.quotes):
            return Look(Sighting.CHANGED, status)
    if fetched.moved_to:
        return Look(Sighting.MOVED, status, fetched.moved_to)
    return Look(Sighting.PRESENT, status)


def _hindered(error: UnreachableError | RefusedAddressError) -> Look:
    """A name that is no longer there and an honest 404 or 410 speak of the page; all else of what lies between."""
    if isinstance(error, RefusedAddressError):
        return Look(Sighting.HIDDEN, "refused")
    if error.kind in _TOO_MUCH:
        return Look(Sighting.PRESENT, str(error.status or error.kind.value))
    missing = error.kind is Obstacle.DNS or (error.kind is Obstacle.STATUS and error.status in _ABSENT)
    return Look(Sighting.MISSING if missing else Sighting.HIDDEN, str(error.status or error.kind.value))


def batches(entries: Sequence[SourceEntry], size: int) -> Iterable[Sequence[SourceEntry]]:
    """The sources in parts, each of which is looked at and written down before the next."""
    return (entries[at : at + size] for at in range(0, len(entries), size))
