from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.errors import InvalidPackError
from claims_db.files.habits import read_ratings
from claims_db.values import Rating

PINOCCHIOS = {"four pinocchios": Rating.FALSE, "geppetto": Rating.TRUE}


def table(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "ratings.csv"
    path.write_text(content, encoding="utf-8")
    return path


TABLES = [
    ("commas", "Four Pinocchios,false\nGeppetto,True\n"),
    ("tabs", "Four Pinocchios\tfalse\nGeppetto\ttrue\n"),
    ("semicolons", "Four Pinocchios;false\r\nGeppetto;true"),
    ("a head", "label,rating\nFour Pinocchios,false\nGeppetto,true\n"),
    ("empty lines", "\ufeffFour Pinocchios,false\n\n,\nGeppetto,true\n"),
    ("quotes", '"Four, Pinocchios!",false\n"Geppetto",true\n'),
    ("the same twice", "Four Pinocchios,false\nFOUR-PINOCCHIOS,false\nGeppetto,true"),
]


@pytest.mark.parametrize("content", [row[1] for row in TABLES], ids=[row[0] for row in TABLES])
def test_a_table_says_what_words_mean(tmp_path: Path, content: str) -> None:
    assert read_ratings(table(tmp_path, content)) == PINOCCHIOS


BAD_LINES = [
    ("one cell", "Geppetto", "line 2: a line has a label and a rating"),
    ("three cells", "Geppetto,true,yes", "line 2: a line has a label and a rating"),
    ("no rating of ours", "Geppetto,splendid", "line 2: 'splendid' is not a rating; write one of true,"),
    ("no word", "!!!,true", "line 2: '!!!' has no letter or digit"),
    ("two meanings", "four  pinocchios,true", "line 2: 'four  pinocchios' is false in an earlier line and true here"),
    ("a quote without end", '"Geppetto,true', "line 2: its quotes do not match"),
]


@pytest.mark.parametrize(("line", "sentence"), [row[1:] for row in BAD_LINES], ids=[row[0] for row in BAD_LINES])
def test_each_bad_line_is_named(tmp_path: Path, line: str, sentence: str) -> None:
    with pytest.raises(InvalidPackError) as error:
        read_ratings(table(tmp_path, f"Four Pinocchios,false\n{line}\nx,y\n"))
    first, last = error.value.problems
    assert first.startswith(f"ratings.csv, {sentence}")
    assert last.startswith("ratings.csv, line 3: 'y' is not a rating")


@given(content=st.binary(max_size=80))
def test_whatever_the_table_holds_it_is_ratings_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("ratings") / "ratings.csv"
    path.write_bytes(content)
    with suppress(InvalidPackError):
        assert set(read_ratings(path).values()) <= set(Rating)
