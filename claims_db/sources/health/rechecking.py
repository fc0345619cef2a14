"""Checking the pages of sources again: each address once, several hosts side by side, one request per host at a time.

Whether a page still says what it is cited for is judged loosely, by letters and digits only: sites move their spaces,
quotation marks and markup about, and a page counts as changed only where that is plain.
"""

from __future__ import annotations

import asyncio
import html
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from claims_db.errors import Obstacle, RefusedAddressError, UnreachableError
from claims_db.health import Finding, Health, PageCheck, has_new_state, health_after
from claims_db.languages.words import fold, telling_words
from claims_db.sources.health.archive import Archive
from claims_db.sources.page.decoding import decoded
from claims_db.values import Source

if TYPE_CHECKING:  # what opens addresses takes long to import
    from claims_db.sources.web.fetching import Fetched

_MARKUP = ("text/html", "application/xhtml+xml")
_ACCEPTED = (*_MARKUP, "application/pdf")
_ABSENT = frozenset({404, 410})
# The page is there but cannot be read.
_TOO_MUCH = frozenset({Obstacle.TOO_LARGE, Obstacle.CONTENT_TYPE})
# Hosts that are asked at the same time, each with a page in memory.
_AT_ONCE = 8

# A page with fewer words is built by its scripts, so we cannot see what it says.
_FEWEST_WORDS = 60
_SHARE_OF_TITLE = 0.6
_TAG = re.compile(r"<[^<>]*>")
_OMISSION = re.compile(r"\[?(?:…|\.{3,})\]?")
_WORD = re.compile(r"\w+")


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


async def recheck(
    entries: Sequence[SourceEntry],
    opener: Opens,
    today: date,
    archive: Archive | None = None,
    done: Callable[[int], None] = lambda _number: None,
) -> list[Checked]:
    """Check every source that has an address; `done` is called with the number of sources just checked.

    Where no server answered at all, our own connection is down, and no page counts as missing.
    """
    hosts: dict[str | None, dict[str, list[SourceEntry]]] = {}
    for entry in entries:
        if url := entry.source.url:
            hosts.setdefault(urlsplit(url).hostname, {}).setdefault(url, []).append(entry)
    waiting = iter(hosts.values())
    found: list[_Found] = []

    async def work() -> None:
        for addresses in waiting:  # one worker takes a whole host, so none is asked twice at once
            for address, citing in addresses.items():
                found.extend(await _check_address(address, citing, opener, archive))
                done(len(citing))

    async with asyncio.TaskGroup() as group:
        for _ in range(_AT_ONCE):
            group.create_task(work())
    connected = any(each.check.status.isdecimal() for each in found)
    return [_checked(each, today, connected=connected) for each in found]


def _checked(found: _Found, today: date, *, connected: bool) -> Checked:
    check = found.check
    if check.status == Obstacle.DNS and not connected:
        check = PageCheck(Finding.HIDDEN, check.status)
    now = health_after(found.entry.health, check, today)
    return Checked(found.entry, replace(now, copy=now.copy or found.copy))


async def _check_address(
    address: str, entries: Sequence[SourceEntry], opener: Opens, archive: Archive | None
) -> list[_Found]:
    """One request for all sources of an address, and an archived copy where one of them has none."""
    try:
        fetched = await opener.fetch(address, _ACCEPTED)
        checks = [_seen(fetched, entry) for entry in entries]
    except (UnreachableError, RefusedAddressError) as error:
        checks = [_hindered(error)] * len(entries)
    copy = None
    if archive is not None and any(each.lacks_copy for each in entries):
        copy = await archive.copy_of(address, may_save=all(check.finding is Finding.PRESENT for check in checks))
    return [_Found(entry, check, copy) for entry, check in zip(entries, checks, strict=True)]


def _seen(fetched: Fetched, entry: SourceEntry) -> PageCheck:
    status = str(fetched.status)
    if fetched.content_type in _MARKUP:
        page = decoded(fetched.body, fetched.charset)
        if not still_says(page, entry.source.title, entry.quotes):
            return PageCheck(Finding.CHANGED, status)
    if fetched.moved_to:
        return PageCheck(Finding.MOVED, status, fetched.moved_to)
    return PageCheck(Finding.PRESENT, status)


def _hindered(error: UnreachableError | RefusedAddressError) -> PageCheck:
    """Only a name that no longer exists and a clear 404 or 410 say anything about the page."""
    if isinstance(error, RefusedAddressError):
        return PageCheck(Finding.HIDDEN, "refused")
    if error.kind in _TOO_MUCH:
        return PageCheck(Finding.PRESENT, str(error.status or error.kind.value))
    missing = error.kind is Obstacle.DNS or (error.kind is Obstacle.STATUS and error.status in _ABSENT)
    return PageCheck(Finding.MISSING if missing else Finding.HIDDEN, str(error.status or error.kind.value))


def still_says(page: str, title: str, quotes: tuple[str, ...]) -> bool:
    """Whether the markup holds every quote or, where nothing is quoted or visible, most of the title's words.

    A quote with an omission is there if its pieces are.
    """
    visible = _plain(html.unescape(_TAG.sub(" ", page))) if quotes else ""
    whole = _plain(html.unescape(page))
    if len(_WORD.findall(visible)) < _FEWEST_WORDS:
        wanted, folded = set(telling_words(_plain(title))), fold(whole)
        return sum(word in folded for word in wanted) >= len(wanted) * _SHARE_OF_TITLE
    texts = (_squeezed(visible), _squeezed(whole))
    pieces = (_squeezed(_plain(piece)) for quote in quotes for piece in _OMISSION.split(quote))
    return all(any(piece in text for text in texts) for piece in pieces)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _squeezed(text: str) -> str:
    return "".join(_WORD.findall(text))
