"""Segments in files beside the database: read where they lie, made anew whenever in doubt.

One file holds all segments of one version of a pack. It is written under another name and then renamed, so that two
processes that build the same one do not meet, and half a file is never found under its name.
"""

from __future__ import annotations

import hashlib
import logging
import mmap
import os
import struct
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version as version_of
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from claims_db.engine.index.segment import BrokenSegmentError, Segment
from claims_db.store.index.pack_versions import PackVersion

log = logging.getLogger(__name__)

# What stands behind the segments, where each of them ends among it.
_END = struct.Struct("=Q")
# Magic bytes, fingerprint of the engine, number and token of the version, how many segments, checksum of all before it.
_FOOTER = struct.Struct("=8s16sq32sII")
_MAGIC = b"FNPACK1\n"
# What makes stems of words, and packs them, in the versions installed.
_LIBRARIES = ("marisa-trie", "pystemmer", "regex", "simplemma")
_AT_ONCE = 1 << 20
_INTERRUPTED_SECONDS = 24 * 3600


class SegmentFiles:
    """The folder of one database's segments. Whatever is wrong with it costs time, and never an answer."""

    def __init__(self, database: Path) -> None:
        self._folder = database.with_name(f"{database.name}-index")

    def find(self, pack: str) -> PackVersion | None:
        """Which version of a pack is in a file that looks sound, without reading all of it."""
        with suppress(OSError, BrokenSegmentError):
            if path := self._newest(pack):
                with path.open("rb") as file:
                    return _footer(file)[0].version
        return None

    def read(self, pack: str) -> tuple[PackVersion, list[Segment]] | None:
        """The segments of a pack and the version that they hold; None where there is no sound file."""
        path = self._newest(pack)
        if path is None:
            return None
        try:
            with path.open("rb") as file:
                return _read(file, pack)
        except (OSError, ValueError, BrokenSegmentError) as error:
            log.warning("the index of the pack %s is built anew: %s", pack, reason(error))
            return None

    def write(self, pack: str, version: PackVersion, segments: Iterable[bytes]) -> None:
        """Keep segments, written one by one, under their version; raises OSError where no file can be kept."""
        self._folder.mkdir(exist_ok=True)
        self._forget_interrupted()
        path = self._folder / f"{pack}.{version.number}.index"
        handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines(_written(version, segments))
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
        for other in self._of(pack):
            with suppress(OSError):  # where another process reads it, some systems keep it
                if other != path:
                    other.unlink()

    def _forget_interrupted(self) -> None:
        """Delete what was being written when its program was killed; what is young may still be written."""
        for part in self._folder.glob("*.part"):
            with suppress(OSError):
                if part.stat().st_mtime < time.time() - _INTERRUPTED_SECONDS:
                    part.unlink()

    def _newest(self, pack: str) -> Path | None:
        return max(self._of(pack), key=lambda path: int(path.suffixes[-2][1:]), default=None)

    def _of(self, pack: str) -> list[Path]:
        return [path for path in self._folder.glob(f"{pack}.*.index") if path.suffixes[-2][1:].isdecimal()]


class _Footer:
    """What a file says of itself behind its segments."""

    def __init__(self, content: bytes) -> None:
        if len(content) < _FOOTER.size:
            raise BrokenSegmentError("its file is cut short")
        magic, engine, number, token, self.count, self.checksum = _FOOTER.unpack(content)
        if magic != _MAGIC:
            raise BrokenSegmentError("its file is cut short, or something else")
        if engine != engine_fingerprint():
            raise BrokenSegmentError("it is of another version of Footnote")
        self.version = PackVersion(number, token.decode("ascii", "replace"))


def _footer(file: BinaryIO) -> tuple[_Footer, int]:
    """It, and the length of the file."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _FOOTER.size))
    return _Footer(file.read()), size


def _read(file: BinaryIO, pack: str) -> tuple[PackVersion, list[Segment]]:
    footer, size = _footer(file)
    if _checksum(file, size - _FOOTER.size) != footer.checksum:
        raise BrokenSegmentError("its file is damaged")
    content = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    table = size - _FOOTER.size - footer.count * _END.size
    ends = [0, *(end for (end,) in _END.iter_unpack(content[table : size - _FOOTER.size]))]
    return footer.version, [Segment(content[first:last], pack) for first, last in pairwise(ends)]


def _checksum(file: BinaryIO, length: int) -> int:
    """Read piece by piece, so that the file is not in this process's memory for it."""
    file.seek(0)
    found = 0
    while length > 0 and (piece := file.read(min(length, _AT_ONCE))):
        found = zlib.crc32(piece, found)
        length -= len(piece)
    return found


def _written(version: PackVersion, segments: Iterable[bytes]) -> Iterator[bytes]:
    ends: list[int] = []
    checksum = 0
    for segment in segments:
        ends.append((ends[-1] if ends else 0) + len(segment))
        checksum = zlib.crc32(segment, checksum)
        yield segment
    table = b"".join(map(_END.pack, ends))
    yield table
    checksum = zlib.crc32(table, checksum)
    yield _FOOTER.pack(_MAGIC, engine_fingerprint(), version.number, version.token.encode(), len(ends), checksum)


def reason(error: Exception) -> str:
    """Why, without a path of the host."""
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)


@lru_cache(maxsize=1)
def engine_fingerprint() -> bytes:
    """What all that makes terms of a text comes to: other code, other words or other libraries make other terms."""
    digest = hashlib.blake2b(digest_size=16)
    for name in _LIBRARIES:
        digest.update(f"{name} {version_of(name)}\n".encode())
    for room in ("engine", "languages"):
        for entry in _sources(files("claims_db") / room):
            digest.update(entry.read_bytes())
    return digest.digest()


def _sources(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _sources(entry)
        elif entry.name.endswith((".py", ".txt", ".toml")):
            yield entry
