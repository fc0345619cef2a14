from __future__ import annotations

from array import array

import pytest

from claims_db.meaning import shelf as shelves
from claims_db.meaning.shelf import Shelf
from claims_db.meaning.worker import packed, unpacked

EAST, NORTH = array("f", [1.0, 0.0]), array("f", [0.0, 1.0])


@pytest.fixture(params=["as installed", "without numpy"])
def shelf(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    if request.param == "without numpy":
        monkeypatch.setattr(shelves, "_nearest", shelves._slowly)
        monkeypatch.setattr(shelves, "_as_rows", shelves._rows_slowly)
    filled = Shelf()
    filled.put(("a", "east"), [EAST])
    filled.put(("a", "both"), [NORTH, array("f", [0.6, 0.8])])
    filled.put(("b", "north"), [NORTH])
    return filled


def test_the_nearest_wording_of_a_claim_counts(shelf: Shelf) -> None:
    assert [key for key, _ in shelf.nearest([0.6, 0.8], ["a"], 5)] == [("a", "both"), ("a", "east")]
    assert dict(shelf.nearest([0.6, 0.8], ["a"], 5))["a", "both"] == pytest.approx(1)


def test_no_more_are_found_than_are_asked_for(shelf: Shelf) -> None:
    for number in range(20):
        shelf.put(("a", f"north {number}"), [array("f", [number / 20, 1 - number / 20])])

    assert [key for key, _ in shelf.nearest([1.0, 0.0], ["a"], 2)] == [("a", "east"), ("a", "north 19")]


def test_packs_that_are_not_asked_for_are_not_looked_at(shelf: Shelf) -> None:
    assert [key for key, _ in shelf.nearest([0.0, 1.0], ["b", "unknown"], 5)] == [("b", "north")]


def test_a_claim_that_is_put_again_has_its_new_vectors_alone(shelf: Shelf) -> None:
    shelf.put(("a", "both"), [EAST])
    shelf.put(("b", "north"), [])

    assert dict(shelf.nearest([0.0, 1.0], ["a", "b"], 5)) == {("a", "east"): 0, ("a", "both"): 0}


def test_a_vector_is_kept_closely_enough() -> None:
    vector = [0.125, -0.3, 0.9]

    assert list(unpacked(packed(vector))) == pytest.approx(vector, abs=1e-3)
