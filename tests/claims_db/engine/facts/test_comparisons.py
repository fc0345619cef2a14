"""On which side of a comparison things stand, and which word parts them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from claims_db.engine.facts.comparisons import is_converse, turned_comparison
from claims_db.engine.text.alignment import Aligned, align
from claims_db.engine.text.wording import analyse

AT = datetime(2026, 6, 15, 12, tzinfo=UTC)
OLDER = "The Olt mill is older than the Wend church"
AHEAD = "Rovers finished ahead of United"
NORTH = "The Quay museum is north of the Wend harbour"
BEFORE = "The king died before the war"


def aligned(claim: str, message: str) -> Aligned:
    return align(analyse(claim, AT), analyse(message, AT))


@pytest.mark.parametrize(
    ("claim", "message", "turned"),
    [
        pytest.param("Women earn less than men", "men earn less than women", True, id="turned"),
        pytest.param("Women earn less than men", "women earn less than men do", False, id="same"),
        pytest.param("Women earn less than men", "women earn less than they did", False, id="another-side"),
        pytest.param("Women earn less", "men earn less than women", False, id="no-comparison"),
    ],
)
def test_two_sides_of_a_comparison(claim: str, message: str, turned: bool) -> None:
    assert (turned_comparison(aligned(claim, message)) is not None) is turned


@pytest.mark.parametrize(
    ("claim", "message", "converse"),
    [
        pytest.param(OLDER, "the wend church is younger than the olt mill", True, id="both-exchanged"),
        pytest.param(OLDER, "the wend church is older than the olt mill", False, id="the-sides-alone"),
        pytest.param(OLDER, "the olt mill is younger than the wend church", False, id="the-word-alone"),
        pytest.param("Men earn more than women", "women earn less than men", True, id="more-and-less"),
        pytest.param(AHEAD, "united finished behind rovers", True, id="ahead-and-behind"),
        pytest.param(AHEAD, "rovers finished behind united", False, id="behind-alone"),
        pytest.param(NORTH, "the wend harbour is south of the quay museum", True, id="north-and-south"),
        pytest.param(BEFORE, "the war came after the king died", True, id="before-and-after"),
        pytest.param(BEFORE, "the king died in the war", False, id="nothing-compared"),
    ],
)
def test_converses(claim: str, message: str, converse: bool) -> None:
    assert is_converse(aligned(claim, message)) is converse
