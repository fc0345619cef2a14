"""Text from files that anybody may have written: UTF-8, or UTF-16 that says so, and never more than is sensible."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from claims_db.errors import InvalidPackError

MAX_FILE_BYTES = 256 * 1024 * 1024
MAX_LINE_LENGTH = 1_000_000

_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# How undecodable bytes come out of `errors="surrogateescape"`.
_UNDECODABLE = re.compile("[\udc80-\udcff]")


def read_text(path: Path) -> str:
    """The whole file; raises InvalidPackError where it is not text, too large, or cannot be read."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise InvalidPackError(
                (f"{path.name!r} has {size // 2**20} MB; {MAX_FILE_BYTES // 2**20} MB is the limit, so split it",)
            )
        content = path.read_bytes()
        return content.decode(_encoding(content[:4]))
    except OSError as error:
        raise _unreadable(path, error) from error
    except UnicodeDecodeError as error:
        raise _no_text(path) from error


@contextmanager
def open_text(path: Path) -> Iterator[io.TextIOWrapper]:
    """The file, to be read bit by bit, however large; raises as `read_text` does, also while it is being read."""
    try:
        with path.open("rb") as file, io.TextIOWrapper(file, _encoding(file.peek(4)[:4]), newline="") as text:
            yield text
    except OSError as error:
        raise _unreadable(path, error) from error
    except UnicodeDecodeError as error:
        raise _no_text(path) from error


def read_lines(path: Path, *, skipped: Callable[[int, str], None], at: Callable[[int, int], None]) -> Iterator[str]:
    """The lines with their ends, one by one.

    `skipped` is called with the number of a line that cannot be used and the reason; an empty line replaces it, so
    that line numbers stay right. `at` is called with the bytes read and the size. Raises InvalidPackError where the
    file cannot be read.
    """
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            encoding = _encoding(file.peek(4)[:4])
            # UTF-8 recovers after a bad byte, so one bad line need not cost the others.
            errors = "surrogateescape" if encoding.startswith("utf-8") else "strict"
            with io.TextIOWrapper(file, encoding, errors=errors, newline="") as lines:
                for number, line in enumerate(iter(lambda: lines.readline(MAX_LINE_LENGTH), ""), 1):
                    yield _checked(number, line, lines, skipped)
                    at(min(file.tell(), size), size)
    except OSError as error:
        raise _unreadable(path, error) from error
    except UnicodeDecodeError as error:
        raise _no_text(path) from error


def _checked(number: int, line: str, lines: io.TextIOWrapper, skipped: Callable[[int, str], None]) -> str:
    """The line, or an empty one where it cannot be used."""
    if len(line) >= MAX_LINE_LENGTH and not line.endswith(("\n", "\r")):
        while (part := lines.readline(MAX_LINE_LENGTH)) and not part.endswith(("\n", "\r")):
            pass
        skipped(number, f"it has more than {MAX_LINE_LENGTH:,} characters; is this the right file?")
        return "\n"
    if _UNDECODABLE.search(line):
        skipped(number, "it is not UTF-8 text; save the file as UTF-8")
        return "\n"
    return line


def _encoding(beginning: bytes) -> str:
    found = (name for mark, name in _BYTE_ORDER_MARKS.items() if beginning.startswith(mark))
    return next(found, "utf-8")


def _unreadable(path: Path, error: OSError) -> InvalidPackError:
    return InvalidPackError((f"{str(path)!r} cannot be read: {error.strerror or error}",))


def _no_text(path: Path) -> InvalidPackError:
    return InvalidPackError((f"{path.name!r} is not UTF-8 text; save it as UTF-8",))
