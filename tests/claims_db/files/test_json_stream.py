from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.errors import InvalidValueError
from claims_db.files import json_stream
from claims_db.files.json_stream import Piece, PieceTooLargeError, pieces

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)
)


class InDrops:
    """A text that comes a few characters at a time, as from a slow disk."""

    def __init__(self, text: str, drop: int) -> None:
        self._text = io.StringIO(text, newline="")
        self._drop = drop

    def read(self, _size: int, /) -> str:
        return self._text.read(self._drop)


def put_together(found: Iterator[Piece], whole: object) -> object:
    if isinstance(whole, list):
        return [piece.value for piece in found]
    members: dict[str | None, object] = {}
    for piece in found:
        if piece.is_element:
            members.setdefault(piece.name, []).append(piece.value)  # type: ignore[attr-defined]  # the list made here
        else:
            members[piece.name] = piece.value
    return members if isinstance(whole, dict) else members[None]


@given(value=VALUES, drop=st.integers(1, 50), indent=st.none() | st.integers(0, 3), ascii_only=st.booleans())
def test_the_pieces_of_a_file_are_its_whole(*, value: object, drop: int, indent: int | None, ascii_only: bool) -> None:
    """The law of the module, wherever the text is cut."""
    names = {name for name, inner in value.items() if inner} if isinstance(value, dict) else set()
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    assert put_together(pieces(InDrops(text, drop), names), value) == json.loads(text)


@given(text=st.text('[]{},:"\\ \n1-e.tru', max_size=30), drop=st.integers(1, 10))
def test_whatever_is_no_json_is_refused(text: str, drop: int) -> None:
    try:
        json.loads(text)
    except json.JSONDecodeError:
        with pytest.raises(InvalidValueError):
            list(pieces(InDrops(text, drop), {""}))
    else:
        list(pieces(InDrops(text, drop), {""}))


FAULTS = [
    ('{"a": [1, 2', "line 1, column 12"),
    ('{"a": [1,\n 2 3]}', "line 2, column 4"),
    ("[1]\n]", "more after its end in line 2, column 1"),
    ('[\n"never closed', "Unterminated string.* in line 2, column 1"),
    ("{1: 2}", "a name in double quotes in line 1, column 2"),
    ("", "Expecting value in line 1, column 1"),
]


@pytest.mark.parametrize("drop", [1, 1000])
@pytest.mark.parametrize(("text", "sentence"), FAULTS, ids=[row[0][:12] for row in FAULTS])
def test_a_fault_is_told_with_its_place(text: str, sentence: str, drop: int) -> None:
    with pytest.raises(InvalidValueError, match=sentence):
        list(pieces(InDrops(text, drop), {"a"}))


def test_one_piece_without_end_is_refused_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "MAX_PIECE", 1000)
    monkeypatch.setattr(json_stream, "_CHUNK", 100)
    endless = io.StringIO('["' + "a" * 100_000)
    with pytest.raises(PieceTooLargeError):
        list(pieces(endless, set()))
    assert endless.tell() < 5000
