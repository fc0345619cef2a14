"""Archived copies of pages: found, or made where the host allows it. An archive that fails never stops anything."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, urlsplit, urlunsplit

from claims_db.errors import FootnoteError
from claims_db.files.fields import MAX_FIELD_LENGTH

if TYPE_CHECKING:
    from claims_db.sources.web.fetching import Fetched

# https://archive.org/help/wayback_api.php
_AVAILABLE = "https://archive.org/wayback/available?url="
# Saves a page and redirects to the copy: https://web.archive.org/save
_SAVE = "https://web.archive.org/save/"
_HOST = "web.archive.org"


class Archive(Protocol):
    """A service that keeps copies of pages."""

    async def copy_of(self, address: str, *, may_save: bool) -> str | None:
        """The address of a copy; where there is none, of a new one if `may_save`, else None."""


class _Opens(Protocol):
    async def fetch(self, address: str, accept: tuple[str, ...] = ...) -> Fetched: ...


class Wayback:
    """The Internet Archive's Wayback Machine. It learns the addresses of sources and nothing else."""

    def __init__(self, opener: _Opens, *, saves: bool = False) -> None:
        self._opener = opener
        self._saves = saves

    async def copy_of(self, address: str, *, may_save: bool) -> str | None:
        """The closest copy that the archive has, else a new one if the host and the caller allow it."""
        try:
            answer = await self._opener.fetch(_AVAILABLE + quote(address, safe=""), ("application/json",))
            copy = closest_copy(answer.body)
            if copy or not (self._saves and may_save):
                return copy
            saved = (await self._opener.fetch(_SAVE + address)).address
        except FootnoteError:
            return None
        return saved if "/web/" in saved and urlsplit(saved).hostname == _HOST else None


def closest_copy(body: bytes) -> str | None:
    """The copy that the availability API names, as an https address of the archive's own."""
    try:
        found = json.loads(body)
        for name in ("archived_snapshots", "closest"):
            found = found[name]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(found, Mapping) or found.get("available") is not True or str(found.get("status")) != "200":
        return None
    return _own_address(found.get("url"))


def _own_address(address: object) -> str | None:
    """`address` if it is the archive's own: anything else in the answer comes from strangers."""
    try:
        parts = urlsplit(address if isinstance(address, str) else "")
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or parts.netloc.removesuffix(":80") != _HOST:
        return None
    found = urlunsplit(("https", _HOST, parts.path, parts.query, ""))
    return found if len(found) <= MAX_FIELD_LENGTH and found.isprintable() and " " not in found else None
