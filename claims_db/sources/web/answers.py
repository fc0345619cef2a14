"""What servers say about their answers. None of it is trusted further than it can be checked."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from claims_db.errors import Obstacle, UnreachableError
from claims_db.sources.web.addresses import shown

# Encodings of the web (https://encoding.spec.whatwg.org/#names-and-labels); some of Python's other codecs decompress.
_CHARSET = re.compile(
    r"utf-?8|us-ascii|utf-16(le|be)?|(iso-?8859|windows)-\d{1,4}|koi8-[ru]|gb2312|gbk|gb18030|big5(-hkscs)?|shift[_-]jis"
    r"|euc-(jp|kr)|iso-2022-jp|tis-620|macintosh"
)
_LONGEST_WAIT = 86_400.0
_GZIP = 16 + zlib.MAX_WBITS


class Unpacker:
    """Takes a body as it arrives, compressed or plain: never more than `limit` bytes before or after decompression."""

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
            case _:  # we accept only gzip, and only once
                raise UnreachableError(
                    f"{shown(address)} is compressed in a way that Footnote did not ask for.", Obstacle.BROKEN
                )

    def add(self, chunk: bytes) -> None:
        """Take what arrived. Raises UnreachableError at the first byte over the limit."""
        self._arrived += len(chunk)
        part = chunk
        if self._gzip is not None:
            try:
                # Never decompresses more than one byte over the limit, whatever the chunk holds.
                part = b"" if self._gzip.eof else self._gzip.decompress(chunk, self._limit - self._unpacked + 1)
            except zlib.error:
                raise UnreachableError(f"{shown(self._address)} cannot be decompressed.", Obstacle.BROKEN) from None
        self._unpacked += len(part)
        if max(self._arrived, self._unpacked) > self._limit:
            raise self._too_large()
        self._parts.append(part)

    def check_announced(self, length: str) -> None:
        """Raise UnreachableError where the server itself announces too many bytes."""
        if length.isascii() and length.isdigit() and (len(length) > 15 or int(length) > self._limit):
            raise self._too_large()

    def body(self) -> bytes:
        """The whole body. Raises UnreachableError where compressed data is cut off."""
        if self._gzip is not None and not self._gzip.eof and self._arrived:
            raise UnreachableError(f"{shown(self._address)} ends too soon.", Obstacle.BROKEN)
        return b"".join(self._parts)

    def _too_large(self) -> UnreachableError:
        return UnreachableError(
            f"{shown(self._address)} is larger than {self._limit / 1_000_000:g} MB.", Obstacle.TOO_LARGE
        )


def content_type(headers: Mapping[str, str]) -> str:
    """For example `text/html`: lower case, without parameters; empty where the server does not say."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def charset(headers: Mapping[str, str]) -> str | None:
    """The encoding that the server names, if the web knows it; often it is not the page's real one."""
    named = re.search(r";\s*charset\s*=\s*[\"']?([\w-]+)", headers.get("content-type", ""), re.IGNORECASE)
    return named[1].lower() if named and _CHARSET.fullmatch(named[1].lower()) else None


def retry_after(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Seconds until the server may be asked again, at most a day (RFC 9110, 10.2.3: seconds or a date)."""
    said = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", said):
        return min(float(said), _LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return None
    seconds = (until.replace(tzinfo=until.tzinfo or UTC) - (now or datetime.now(UTC))).total_seconds()
    return min(max(seconds, 0.0), _LONGEST_WAIT)
