"""Opposite words, and those that undo what was done before."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from claims_db.engine.facts.undoing import opposites, undone
from claims_db.engine.text.alignment import align
from claims_db.engine.text.wording import analyse

AT = datetime(2026, 6, 15, 12, tzinfo=UTC)
BANNED = "Norland banned the Quay app"


@pytest.mark.parametrize(
    ("message", "opposite", "later"),
    [
        pytest.param("norland allowed the quay app", 1, 0, id="an-opposite"),
        pytest.param("norland unbanned the quay app", 0, 1, id="undone"),
        pytest.param("norland no longer allows the quay app", 0, 0, id="over"),
        pytest.param("norland banned the quay app", 0, 0, id="the-same"),
    ],
)
def test_opposites(message: str, opposite: int, later: int) -> None:
    aligned = align(analyse(BANNED, AT), analyse(message, AT))
    assert (len(opposites(aligned)), len(undone(aligned))) == (opposite, later)
