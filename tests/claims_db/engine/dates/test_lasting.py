"""Durations beside the days from and to which something lasted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from claims_db.engine.dates.lasting import durations
from claims_db.engine.text.wording import analyse

AT = datetime(2026, 6, 15, 12, tzinfo=UTC)
WEEKS = "The expedition lasted three weeks"
SPAN = "The strike lasted from 2001 to 2004"


@pytest.mark.parametrize(
    ("claim", "message", "agrees"),
    [
        pytest.param(WEEKS, "the expedition went from 3 March to 24 March 2019", [True], id="so-many-days"),
        pytest.param(WEEKS, "the expedition went from 3 March to 10 March 2019", [False], id="other-days"),
        pytest.param(SPAN, "the strike lasted three years", [True], id="between-the-years"),
        pytest.param(SPAN, "the strike lasted four years", [True], id="with-both-years"),
        pytest.param(SPAN, "the strike lasted ten years", [False], id="other-years"),
        pytest.param(SPAN, "the strike lasted less than ten years", [True], id="a-bound"),
        pytest.param(SPAN, "the strikers were ten years old", [], id="an-age"),
        pytest.param(WEEKS, "the expedition lasted three weeks", [], id="no-days"),
    ],
)
def test_durations(claim: str, message: str, agrees: list[bool]) -> None:
    found = durations(analyse(message, AT), analyse(claim, AT))
    assert [comparison.agrees for _, comparison in found] == agrees
