"""A JSON file read piece by piece: the members of its outermost object, or the elements of its lists one by one.

Only one piece and a little text are in memory at once, however large the file is.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Protocol

from claims_db.errors import InvalidValueError

_CHUNK = 1 << 18
MAX_PIECE = 16 * 1024 * 1024
# The longest token, other than a string or a number, that the end of the text read so far may cut in two.
_CUT = 20
# How far a number may go on after what looks like its end: "1" of "1.5", "1.5" of "1.5e+3".
_OF_NUMBER = 2
_DECODER = json.JSONDecoder()


class PieceTooLargeError(InvalidValueError):
    """One piece is too large to be read at once."""


class Reader(Protocol):
    """Whatever text is read from."""

    def read(self, size: int, /) -> str:
        """At most `size` characters; none after the end."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A member of the outermost object, or an element of a list in it; `name` is None where there is no object."""

    name: str | None
    value: object
    is_element: bool = False


def pieces(file: Reader, opened: Container[str]) -> Iterator[Piece]:
    """The pieces of a file in order; an outermost list, and lists under a name in `opened`, element by element.

    Raises InvalidValueError with the place of the fault; PieceTooLargeError is one of those.
    """
    text = _Text(file)
    match text.peek():
        case "{":
            for _ in _between(text, "{", "}"):
                if text.peek() != '"':
                    raise text.fault("expecting a name in double quotes")
                name = str(text.value())
                text.take(":")
                if name in opened and text.peek() == "[":
                    yield from (Piece(name, value, is_element=True) for value in _elements(text))
                else:
                    yield Piece(name, text.value())
        case "[":
            yield from (Piece(None, value, is_element=True) for value in _elements(text))
        case _:
            yield Piece(None, text.value())
    if text.peek():
        raise text.fault("there is more after its end")


def _elements(text: _Text) -> Iterator[object]:
    for _ in _between(text, "[", "]"):
        yield text.value()


def _between(text: _Text, opening: str, closing: str) -> Iterator[None]:
    """Stop before each item between the commas; the caller reads the item."""
    text.take(opening)
    if text.peek() != closing:
        yield
        while text.peek() == ",":
            text.take(",")
            yield
    text.take(closing)


class _Text:
    """The text that is read from the file but not used yet, and its place in the file."""

    def __init__(self, file: Reader) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._ended = False
        self._line, self._column = 1, 1

    def peek(self) -> str:
        """The next character that is not a space; empty at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in " \t\r\n":
                self._at += 1
            if self._at < len(self._text) or self._ended:
                return self._text[self._at : self._at + 1]
            self._read_on()

    def take(self, sign: str) -> None:
        """Go past the character, which must come next."""
        if self.peek() != sign:
            raise self.fault(f"expecting {sign!r}")
        self._at += 1

    def value(self) -> object:
        """The value that comes next."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                may_be_cut = error.msg.startswith("Unterminated string") or error.pos >= len(self._text) - _CUT
                if self._ended or not may_be_cut:
                    raise self.fault(error.msg, error.pos) from error
            except (RecursionError, ValueError) as error:
                raise InvalidValueError("not usable JSON: nested too deeply, or a number too long") from error
            else:
                if end + _OF_NUMBER < len(self._text) or self._ended:
                    self._at = end
                    return value
            self._read_on()

    def fault(self, what: str, at: int | None = None) -> InvalidValueError:
        """An error that says what is wrong, and where."""
        line, column = self._place(self._at if at is None else at)
        return InvalidValueError(f"not JSON: {what} in line {line}, column {column}")

    def _read_on(self) -> None:
        """Double the text, so that a large piece is not tried again after every small addition."""
        rest = len(self._text) - self._at
        if rest > MAX_PIECE:
            raise PieceTooLargeError(f"one piece of the file has more than {MAX_PIECE // 2**20} million characters")
        self._line, self._column = self._place(self._at)
        more = self._file.read(max(_CHUNK, rest))
        self._ended = not more
        self._text, self._at = self._text[self._at :] + more, 0

    def _place(self, at: int) -> tuple[int, int]:
        ends = self._text.count("\n", 0, at)
        column = at - self._text.rfind("\n", 0, at) if ends else self._column + at
        return self._line + ends, column
