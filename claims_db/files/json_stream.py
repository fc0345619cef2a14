"""A JSON file read piece by piece: the members of its outermost object, or the elements of its lists one at a time.

What is in memory at once is one piece and a little text, however large the file is.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Protocol

from claims_db.errors import InvalidValueError

_CHUNK = 1 << 18
MAX_PIECE = 16 * 1024 * 1024
# The longest thing that the end of what is read may cut in two, strings and numbers apart: a word or an escape.
_CUT = 20
# So much of a number may stand behind what looks like its end: "1" of "1.5", "1.5" of "1.5e+3".
_OF_NUMBER = 2
_DECODER = json.JSONDecoder()


class PieceTooLargeError(InvalidValueError):
    """One piece is too large to be read for itself."""


class Reader(Protocol):
    """What text is read from."""

    def read(self, size: int, /) -> str:
        """So many characters, fewer at the end, and none after it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A member of the outermost object, or an element of a list that is one; `name` is None without an object."""

    name: str | None
    value: object
    is_element: bool = False


def pieces(file: Reader, opened: Container[str]) -> Iterator[Piece]:
    """The pieces of a file in their order; lists under a name in `opened`, and an outermost list, element by element.

    Raises InvalidValueError with the place of the fault, PieceTooLargeError among it.
    """
    text = _Text(file)
    match text.peek():
        case "{":
            yield from _members(text, opened)
        case "[":
            yield from (Piece(None, value, is_element=True) for value in _elements(text))
        case _:
            yield Piece(None, text.value())
    if text.peek():
        raise text.fault("there is more behind its end")


def _members(text: _Text, opened: Container[str]) -> Iterator[Piece]:
    for _ in _between(text, "{", "}"):
        if text.peek() != '"':
            raise text.fault("expecting a name in double quotes")
        name = str(text.value())
        text.take(":")
        if name in opened and text.peek() == "[":
            yield from (Piece(name, value, is_element=True) for value in _elements(text))
        else:
            yield Piece(name, text.value())


def _elements(text: _Text) -> Iterator[object]:
    for _ in _between(text, "[", "]"):
        yield text.value()


def _between(text: _Text, opening: str, closing: str) -> Iterator[None]:
    """Stop before each of the things with commas between them; the caller reads it."""
    text.take(opening)
    if text.peek() != closing:
        yield
        while text.peek() == ",":
            text.take(",")
            yield
    text.take(closing)


class _Text:
    """What is read of the file and not yet taken, and where that stands."""

    def __init__(self, file: Reader) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._ended = False
        self._line, self._column = 1, 1

    def peek(self) -> str:
        """The next sign that is no space; empty at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in " \t\r\n":
                self._at += 1
            if self._at < len(self._text) or self._ended:
                return self._text[self._at : self._at + 1]
            self._read_on()

    def take(self, sign: str) -> None:
        """Go past the sign, which must come next."""
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
                if self._ended or not self._may_be_cut(error):
                    raise self.fault(error.msg, error.pos) from error
            except (RecursionError, ValueError) as error:
                raise InvalidValueError("not usable JSON: nested too deeply, or a number too long") from error
            else:
                if end + _OF_NUMBER < len(self._text) or self._ended:
                    self._at = end
                    return value
            self._read_on()

    def fault(self, what: str, at: int | None = None) -> InvalidValueError:
        """What is wrong, with the place where."""
        line, column = self._place(self._at if at is None else at)
        return InvalidValueError(f"not JSON: {what} in line {line}, column {column}")

    def _may_be_cut(self, error: json.JSONDecodeError) -> bool:
        return error.msg.startswith("Unterminated string") or error.pos >= len(self._text) - _CUT

    def _read_on(self) -> None:
        """Twice as much as there is, so that a large piece is not tried again for each little."""
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
