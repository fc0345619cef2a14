"""What is told of a verdict is what made it: the rows of the table, with what they added."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import pytest

from claims_db.differences import Weighed
from claims_db.engine.check import check
from claims_db.engine.evidence import TABLE
from claims_db.engine.index import ClaimIndex
from claims_db.values import Citation, Claim, Label, Message, Rating, Source, Verdict

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
GAZETTE = Citation(Source("gazette", "Harbour news", "Harbour Gazette"))
CLAIMS = [
    Claim("ferries", "Nine ferries were sold by Portmere council", Rating.TRUE, (GAZETTE,), pack="rivers"),
    Claim("invasion", "Norland invaded Sudland in the spring", Rating.TRUE, (GAZETTE,), pack="rivers"),
    Claim("probe", "Larch 11 landed on the northern ice", Rating.TRUE, (GAZETTE,), pack="rivers"),
]
INDEX = ClaimIndex(CLAIMS)
SAYS = {row.name: row.says for part in TABLE.parts() for row in part.rows}


def said(text: str) -> Verdict:
    return check(Message(text, NOW), INDEX, {"rivers"})


def weighed(text: str) -> tuple[Weighed, ...]:
    found = said(text).evidence
    assert found is not None
    return found.weighed


@pytest.mark.parametrize(
    "text", ["portmere council sold nine ferries", "eight ferries were sold", "the council of Portmere has met today"]
)
def test_the_points_add_up_to_the_confidence(text: str) -> None:
    points = sum(one.points or 0.0 for one in weighed(text))
    assert 1 / (1 + math.exp(-TABLE.likeness.bias - points)) == pytest.approx(said(text).confidence)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        pytest.param("Nine ferries were sold by Deal council", "other name", id="name"),
        pytest.param("Larch 12 landed on the northern ice", "other number", id="series"),
    ],
)
def test_what_makes_another_statement_keeps_it_from_being_answered(text: str, row: str) -> None:
    assert weighed(text)[0] == Weighed(SAYS[row])
    assert said(text).label is Label.NOT_ENOUGH_EVIDENCE


@pytest.mark.parametrize(
    ("text", "row"),
    [
        pytest.param("Sudland invaded Norland in the spring", "roles", id="roles"),
        pytest.param("Norland almost invaded Sudland in the spring", "qualifiers", id="qualifiers"),
        pytest.param("Norland invaded Sudland in the spring because of cod", "additions", id="additions"),
    ],
)
def test_what_the_claim_leaves_unanswered_is_told(text: str, row: str) -> None:
    assert weighed(text)[0] == Weighed(SAYS[row])


@pytest.mark.parametrize(
    ("text", "row", "speaks_for"),
    [
        pytest.param("portmere council sold nine ferries", "stated", True, id="stated"),
        pytest.param("portmere council sold nine ferries", "leading", True, id="leading"),
        pytest.param("portmere council sold nine ferries", "plain", True, id="plain"),
        pytest.param("portmere council sold nine ferries", "contained", True, id="contained"),
        pytest.param("portmere council sold nine ferries", "agreed", True, id="agreed"),
        pytest.param("the council sold nine ferries in the spring", "nameless", False, id="nameless"),
        pytest.param("Nine trawlers were sold by Portmere council", "copied", False, id="copied"),
    ],
)
def test_each_row_speaks_for_or_against(text: str, row: str, *, speaks_for: bool) -> None:
    points = {one.says: one.points or 0.0 for one in weighed(text)}
    assert (points[SAYS[row]] > 0) is speaks_for


def test_what_is_not_there_is_not_told() -> None:
    told = {one.says for one in weighed("portmere council sold nine ferries")}
    assert told.isdisjoint(SAYS[name] for name in ("copied", "nameless", "other name", "other number", "roles"))
