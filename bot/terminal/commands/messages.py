"""Messages out of a stream of lines, one a line; a line that is a JSON object may say when it was written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from claims_db.errors import InvalidValueError
from claims_db.values import Message

# A message on Discord has 4,000 characters at most; a longer line is a file of another kind.
LONGEST_LINE = 1 << 20
_JSON_OBJECT = re.compile(r'\s*\{\s*["}]')
_SURROGATE = re.compile("[\ud800-\udfff]")


class BadLineError(InvalidValueError):
    """A line that is no message; the sentence names its number, from 1."""


def read_lines(stream: BinaryIO) -> Iterator[str]:
    """The lines of a UTF-8 stream as they come, without their ends; raises BadLineError.

    Only a line feed ends a line, with or without a carriage return: other signs that Python takes for ends of lines
    may stand inside a message.
    """
    number = 0
    while raw := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(raw) > LONGEST_LINE:
            raise BadLineError(f"line {number} is longer than {LONGEST_LINE:,} bytes; a message has one line")
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise BadLineError(f"line {number} is not text in UTF-8") from error
        yield line.removesuffix("\n").removesuffix("\r")


def read_messages(stream: BinaryIO, at: datetime | None = None) -> Iterator[Message]:
    """One message for each line, written at `at` (None: now) where the line does not say; raises BadLineError."""
    for number, line in enumerate(read_lines(stream), start=1):
        try:
            yield _from_json(line, at) if _JSON_OBJECT.match(line) else message(line, at)
        except InvalidValueError as error:
            raise BadLineError(f"line {number}: {error}") from error


def message(text: str, at: datetime | None = None) -> Message:
    """What somebody wrote at `at`, or now. Halves of characters, as a broken argument has them, become "?"."""
    return Message(_SURROGATE.sub("?", text), at or datetime.now(UTC))


def _from_json(line: str, at: datetime | None) -> Message:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InvalidValueError("this begins like a JSON object, but is none") from error
    text, written = found.get("text"), found.get("at")
    if not isinstance(text, str):
        raise InvalidValueError('a JSON object needs a "text" that is a string')
    if written is not None and not isinstance(written, str):
        raise InvalidValueError('"at" must be a string like "2021-03-18T09:27:00Z"')
    return message(text, parse_time(written) if written is not None else at)


def parse_time(text: str) -> datetime:
    """An ISO 8601 day or time; without a zone it is taken as UTC. Raises InvalidValueError."""
    try:
        at = datetime.fromisoformat(text.strip())
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InvalidValueError(f"{text[:40]!r} is not a time; write it like 2021-03-18T09:27:00Z") from error
