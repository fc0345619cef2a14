"""Checking the pages of sources again: each address once, several hosts side by side, one request per host at a time.

One source can only fail itself: what is learnt of the others is passed on as it comes.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from claims_db.errors import Obstacle, RefusedAddressError, UnreachableError
from claims_db.health import Finding, Health, PageCheck, has_new_state, health_after
from claims_db.sources.health.archive import Archive
from claims_db.sources.page.reading_process import PageReader
from claims_db.values import Source

if TYPE_CHECKING:  # what opens addresses takes long to import
    from claims_db.sources.web.fetching import Fetched

log = logging.getLogger(__name__)

_MARKUP = ("text/html", "application/xhtml+xml")
_ACCEPTED = (*_MARKUP, "application/pdf")
_ABSENT = frozenset({404, 410})
# The page is there but cannot be read.
_TOO_MUCH = frozenset({Obstacle.TOO_LARGE, Obstacle.CONTENT_TYPE})
# A host that was silent so often in a row is not asked for its other pages: each would take as long.
_MOST_SILENT = 2
_SILENT = frozenset({Obstacle.TIMEOUT, Obstacle.CONNECTION})
# The status of a check that Footnote itself could not make.
_FAULT = "fault"
# Hosts that are asked at the same time, each with a page in memory.
_AT_ONCE = 8


class Opens(Protocol):
    """Whatever opens addresses."""

    async def fetch(self, address: str, accept: tuple[str, ...] = ...) -> Fetched:
        """The page; raises RefusedAddressError and UnreachableError."""


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A cited source: its number in the store, the claims that cite it, what they quote, and the state of its page."""

    id: int
    pack: str
    source: Source
    claims: tuple[str, ...]
    quotes: tuple[str, ...] = ()
    health: Health | None = None

    @property
    def name(self) -> str:
        """The name that no other source has."""
        return f"{self.pack}/{self.source.key}"

    @property
    def lacks_copy(self) -> bool:
        """Whether no archived copy of it is known."""
        return not (self.source.archive_url or (self.health and self.health.copy))


@dataclass(frozen=True, slots=True)
class Checked:
    """A source that was just checked."""

    entry: SourceEntry
    now: Health

    @property
    def has_new_state(self) -> bool:
        """Whether the certain state of its page is another one than before."""
        return has_new_state(self.entry.health, self.now)


@dataclass(frozen=True, slots=True)
class _Found:
    entry: SourceEntry
    check: PageCheck
    copy: str | None


Keep = Callable[[Sequence[Checked]], Awaitable[None]]


async def recheck(
    entries: Sequence[SourceEntry], opener: Opens, today: date, keep: Keep, archive: Archive | None = None
) -> None:
    """Check every source that has an address. `keep` is given them as they come; what it raises ends the check.

    Where no server answered at all, our own connection is down, and no page counts as missing: so names that are not
    found wait until a server answers.
    """
    hosts: dict[str | None, dict[str, list[SourceEntry]]] = {}
    for entry in entries:
        if url := entry.source.url:
            hosts.setdefault(urlsplit(url).hostname, {}).setdefault(url, []).append(entry)
    waiting = iter(hosts.values())

    async def work() -> None:
        for addresses in waiting:  # one worker takes a whole host, so none is asked twice at once
            await round_.check_host(addresses)

    try:
        async with PageReader.open() as reader:
            round_ = _Round(opener, reader, archive, today, keep)
            async with asyncio.TaskGroup() as group:
                for _ in range(_AT_ONCE):
                    group.create_task(work())
            await round_.keep_unnamed()
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None


class _Round:
    """One check of many sources, and whether any server has answered in it."""

    def __init__(self, opener: Opens, reader: PageReader, archive: Archive | None, today: date, keep: Keep) -> None:
        self._opener = opener
        self._reader = reader
        self._archive = archive
        self._today = today
        self._keep = keep
        self._connected = False
        self._unnamed: list[_Found] = []

    async def check_host(self, addresses: Mapping[str, Sequence[SourceEntry]]) -> None:
        """Check the addresses of one host; once it was silent several times, the rest without asking."""
        silent, check = 0, PageCheck(Finding.HIDDEN, "")
        for address, citing in addresses.items():
            if silent < _MOST_SILENT:
                found = await self._check(address, citing)
                check = found[0].check
                silent = silent + 1 if check.status in _SILENT else 0
            else:
                found = [_Found(entry, check, None) for entry in citing]
            await self._take(found)

    async def _check(self, address: str, entries: Sequence[SourceEntry]) -> list[_Found]:
        """One request for all sources of an address, and an archived copy where one of them has none.

        Whatever an address or its page breaks, it breaks for these sources alone.
        """
        checks, copy = [PageCheck(Finding.HIDDEN, _FAULT)] * len(entries), None
        try:
            checks = await self._look(address, entries)
            if self._archive is not None and any(each.lacks_copy for each in entries):
                there = all(check.finding is Finding.PRESENT for check in checks)
                copy = await self._archive.copy_of(address, may_save=there)
        except Exception:
            log.exception("the source %s could not be checked, by a fault of Footnote's own", entries[0].name)
        return [_Found(entry, check, copy) for entry, check in zip(entries, checks, strict=True)]

    async def _look(self, address: str, entries: Sequence[SourceEntry]) -> list[PageCheck]:
        """What the page shows of each source that cites it."""
        try:
            page = await self._opener.fetch(address, _ACCEPTED)
            said = [True] * len(entries)
            if page.content_type in _MARKUP:
                said = await self._reader.still_says(page, [(each.source.title, each.quotes) for each in entries])
        except (UnreachableError, RefusedAddressError) as error:
            return [_hindered(error)] * len(entries)
        there = PageCheck(Finding.MOVED if page.moved_to else Finding.PRESENT, str(page.status), page.moved_to)
        return [there if still else PageCheck(Finding.CHANGED, str(page.status)) for still in said]

    async def _take(self, found: Sequence[_Found]) -> None:
        self._connected = self._connected or any(each.check.status.isdecimal() for each in found)
        if self._connected:
            found, self._unnamed = [*self._unnamed, *found], []
        elif found[0].check.status == Obstacle.DNS:
            self._unnamed += found
            return
        await self._keep([_checked(each, self._today) for each in found])

    async def keep_unnamed(self) -> None:
        """Keep those whose names were not found where no server answered."""
        hidden = (replace(each, check=PageCheck(Finding.HIDDEN, each.check.status)) for each in self._unnamed)
        await self._keep([_checked(each, self._today) for each in hidden])


def _checked(found: _Found, today: date) -> Checked:
    now = health_after(found.entry.health, found.check, today)
    return Checked(found.entry, replace(now, copy=now.copy or found.copy))


def _hindered(error: UnreachableError | RefusedAddressError) -> PageCheck:
    """Only a name that no longer exists and a clear 404 or 410 say anything about the page."""
    if isinstance(error, RefusedAddressError):
        return PageCheck(Finding.HIDDEN, "refused")
    if error.kind in _TOO_MUCH:
        return PageCheck(Finding.PRESENT, str(error.status or error.kind.value))
    missing = error.kind is Obstacle.DNS or (error.kind is Obstacle.STATUS and error.status in _ABSENT)
    return PageCheck(Finding.MISSING if missing else Finding.HIDDEN, str(error.status or error.kind.value))
