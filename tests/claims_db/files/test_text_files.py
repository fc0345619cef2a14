from __future__ import annotations

from pathlib import Path

import pytest

from claims_db.errors import InvalidPackError
from claims_db.files import text_files
from claims_db.files.text_files import read_lines, read_text

TEXT = "灯台 – lighthouse\n"


def lines_of(path: Path) -> tuple[list[str], list[tuple[int, str]]]:
    skipped: list[tuple[int, str]] = []
    told: list[tuple[int, int]] = []
    lines = list(
        read_lines(
            path,
            skipped=lambda number, why: skipped.append((number, why)),
            at=lambda done, size: told.append((done, size)),
        )
    )
    assert told == sorted(told)
    assert len(told) == len(lines)
    return lines, skipped


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-with-mark"])
def test_any_unicode_that_says_so_is_text(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "file"
    content = b"\xff\xfe" + TEXT.encode("utf-16-le") if encoding.endswith("mark") else TEXT.encode(encoding)
    path.write_bytes(content)
    assert read_text(path) == TEXT
    assert lines_of(path) == ([TEXT], [])


@pytest.mark.parametrize("content", [b"caf\xe9", b"\xff\xfeA", b"\x80" * 100], ids=["latin-1", "half utf-16", "bytes"])
def test_other_encodings_are_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(InvalidPackError, match="not UTF-8 text; save it as UTF-8"):
        read_text(path)


def test_a_line_in_another_encoding_costs_only_that_line(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"one\ncaf\xe9\nthree\n")
    lines, skipped = lines_of(path)
    assert lines == ["one\n", "\n", "three\n"]
    assert skipped == [(2, "it is not UTF-8 text; save the file as UTF-8")]


def test_half_a_letter_at_the_end_of_utf16_lines_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes("one\n".encode("utf-16") + b"\x00")
    with pytest.raises(InvalidPackError, match="not UTF-8 text"):
        lines_of(path)


def test_an_endless_line_costs_only_that_line(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("one\n" + "x" * 3_500_000 + "\nthree\n" + "y" * 2_000_000)
    lines, skipped = lines_of(path)
    assert lines == ["one\n", "\n", "three\n", "\n"]
    assert [number for number, _ in skipped] == [2, 4]
    assert "more than 1,000,000 characters" in skipped[0][1]


def test_a_line_of_just_the_limit_is_a_line(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("x" * (text_files.MAX_LINE_LENGTH - 1) + "\n" + "y")
    assert [len(line) for line in lines_of(path)[0]] == [text_files.MAX_LINE_LENGTH, 1]


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(text_files.MAX_FILE_BYTES + 1)
    with pytest.raises(InvalidPackError, match="256 MB is the limit"):
        read_text(path)


@pytest.mark.parametrize("name", ["nothing.json", "."])
def test_what_cannot_be_read_is_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidPackError, match="cannot be read"):
        read_text(tmp_path / name)
    with pytest.raises(InvalidPackError, match="cannot be read"):
        lines_of(tmp_path / name)
