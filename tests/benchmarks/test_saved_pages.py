"""What others read in saved pages, and how it is compared with what Footnote reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.saved_pages import figures, is_right, is_same, labelled_pages

HTMLDATE = "htmldate/tests/eval_default.json"
TRAFILATURA = "trafilatura/tests/evaldata.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lists: dict[str, dict[str, dict[str, object]]] = {
        HTMLDATE: {
            "https://a.example/1": {"file": "a.html", "date": "2021-03-18"},
            "https://b.example/2": {"file": "b.html", "date": "2021-03-18"},
            "https://c.example/3": {"file": "lost.html", "date": "2021-03-18"},
        },
        TRAFILATURA: {
            "https://a.example/1": {"file": "a.html", "date": "2021-03-18", "author": ["Ada Berg", "Bo Lind"]},
            "https://b.example/2": {"file": "b.html", "date": "2021-03-19", "title": float("nan"), "author": ""},
        },
    }
    for name, rows in lists.items():
        (tmp_path / name).parent.joinpath("eval").mkdir(parents=True)
        (tmp_path / name).write_text(json.dumps(rows), encoding="utf-8")
    for listed in lists:
        for name in ("a.html", "b.html"):
            (tmp_path / listed).parent.joinpath("eval", name).write_text("<title>x</title>", encoding="utf-8")
    return tmp_path


def test_a_page_of_both_collections_counts_once_and_a_disputed_label_not_at_all(folder: Path) -> None:
    first, second = labelled_pages(folder)
    assert (first.path.name, second.path.name) == ("a.html", "b.html")
    assert (first.label("published"), first.label("author")) == ("2021-03-18", "Ada Berg; Bo Lind")
    assert [second.label(name) for name in ("published", "title", "author")] == [None, None, None]


@pytest.mark.parametrize(
    ("name", "read", "known", "right", "same"),
    [
        ("published", "2021-03-18", "2021-03-18", True, True),
        ("published", "2021-03-18", "2021-03-19", False, False),
        ("title", "The flood of May!", "The Flood of May", True, True),
        ("title", "The flood of June", "The flood of May, told by those who saw it", False, False),
        ("title", "The flood of May, by night", "The flood of May, at night", True, False),
        ("author", "Ada Berg, Bo Lind", "Bo Lind und Ada Berg", True, True),
        ("author", "Ada Berg", "Von Ada Berg", True, False),
        ("author", "Ada Berg", "Ada Berg; Bo Lind", True, False),
        ("author", "Ada Berg", "Cy Holm", False, False),
        ("author", "", "Cy Holm", False, False),
    ],
)
def test_labels_that_people_typed_are_met_loosely(name: str, read: str, known: str, *, right: bool, same: bool) -> None:
    assert (is_right(name, read, known), is_same(name, read, known)) == (right, same)


def test_recall_counts_every_page_with_a_label(folder: Path) -> None:
    page, _ = labelled_pages(folder)
    day = {"published": "2021-03-18"}
    assert figures("published", [page] * 4, [day, day, {"published": "2020-01-01"}, {}]) == (
        "4 | 0.750 | 0.667 | 0.500 | 0.500"
    )
