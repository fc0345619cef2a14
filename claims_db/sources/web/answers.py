"""What servers say of their answers, none of it believed further than it can be checked."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from claims_db.errors import Obstacle, UnreachableError
from claims_db.sources.web.addresses import shown

# Letters of the web (https://encoding.spec.whatwg.org/#names-and-labels); some of Python's other codecs unpack.
_CHARSET = re.compile(
    r"utf-?8|us-ascii|utf-16(le|be)?|(iso-?8859|windows)-\d{1,4}|koi8-[ru]|gb2312|gbk|gb18030|big5(-hkscs)?|shift[_-]jis"
    r"|euc-(jp|kr)|iso-2022-jp|tis-620|macintosh"
)
_LONGEST_WAIT = 86_400.0
_GZIP = 16 + zlib.MAX_WBITS


class Unpacking:
    """A body as it arrives: packed or plain, never larger than `limit` on either side of the unpacking."""

    def __init__(self, encoding: str, limit: int, address: str) -> None:
        self._limit = limit
        self._address = address
        self._arrived = 0
        self._parts: list[bytes] = []
        self._unpacked = 0
        match encoding.strip().lower():
            case "" | "identity":
                self._gzip = None
            case "gzip" | "x-gzip":
                self._gzip = zlib.decompressobj(_GZIP)
            case _:  # asked for gzip alone, and once
                raise UnreachableError(
                    f"{shown(address)} comes packed in a way that was not asked for.", Obstacle.BROKEN
                )

    def add(self, chunk: bytes) -> None:
        """Take what arrived. Raises UnreachableError at the first byte too much."""
        self._arrived += len(chunk)
        part = chunk if self._gzip is None else self._unzip(chunk)
        self._unpacked += len(part)
        if max(self._arrived, self._unpacked) > self._limit:
            raise self._too_large()
        self._parts.append(part)

    def expect(self, length: str) -> None:
        """Raise UnreachableError where the server itself says that it is too much."""
        if length.isascii() and length.isdigit() and (len(length) > 15 or int(length) > self._limit):
            raise self._too_large()

    def body(self) -> bytes:
        """All of it. Raises UnreachableError where what was packed has no end."""
        if self._gzip is not None and not self._gzip.eof and self._arrived:
            raise UnreachableError(f"{shown(self._address)} ends too soon.", Obstacle.BROKEN)
        return b"".join(self._parts)

    def _too_large(self) -> UnreachableError:
        return UnreachableError(
            f"{shown(self._address)} is larger than {self._limit / 1_000_000:g} MB.", Obstacle.TOO_LARGE
        )

    def _unzip(self, chunk: bytes) -> bytes:
        """Never more than one byte over the limit is unpacked, whatever the chunk holds."""
        assert self._gzip is not None  # noqa: S101 - told to mypy
        if self._gzip.eof:
            return b""
        try:
            return self._gzip.decompress(chunk, self._limit - self._unpacked + 1)
        except zlib.error:
            raise UnreachableError(f"{shown(self._address)} cannot be unpacked.", Obstacle.BROKEN) from None


def content_type(headers: Mapping[str, str]) -> str:
    """Such as `text/html`, in lower case, without parameters; empty where the server does not say."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def charset(headers: Mapping[str, str]) -> str | None:
    """The letters that the server names, where they are ones of the web; often enough they are not the page's."""
    named = re.search(r";\s*charset\s*=\s*[\"']?([\w-]+)", headers.get("content-type", ""), re.IGNORECASE)
    return named[1].lower() if named and _CHARSET.fullmatch(named[1].lower()) else None


def retry_after(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Seconds until the server wants to be asked again, a day at most (RFC 9110, 10.2.3: seconds, or a date)."""
    said = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", said):
        return min(float(said), _LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    seconds = (until.replace(tzinfo=until.tzinfo or UTC) - (now or datetime.now(UTC))).total_seconds()
    return min(max(seconds, 0.0), _LONGEST_WAIT)
