"""Which of several numbers or days of a claim a statement speaks of."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from claims_db.engine.numbers.several import told_of_others
from claims_db.engine.text.alignment import align
from claims_db.engine.text.wording import analyse

AT = datetime(2026, 6, 15, 12, tzinfo=UTC)
COST = "The Olt bridge cost 30 million crowns and the Wend tunnel cost 50 million crowns"
CAUGHT = "Norland counted 7 lynxes and 12 wolves"
CAME = "About 40 percent of the Quay audience came by train and 25 percent by bicycle"
LEFT = "Ada Larch joined the Quay choir in 2011 and left the orchestra in 2020"


@pytest.mark.parametrize(
    ("claim", "message", "others"),
    [
        pytest.param(COST, "the wend tunnel cost 30 million crowns", ["30 million crowns"], id="the-second"),
        pytest.param(COST, "the olt bridge cost 50 million crowns", ["50 million crowns"], id="the-first"),
        pytest.param(COST, "it cost 50 million crowns", [], id="neither"),
        pytest.param(CAUGHT, "norland counted 7 wolves", ["7"], id="what-is-counted"),
        pytest.param(CAME, "a quarter of the quay audience cycled", [], id="what-both-share"),
        pytest.param("Norland counted 7 lynxes", "norland counted 7 wolves", [], id="one-number"),
        pytest.param("Wolves rose from 7 to 12", "12 wolves", [], id="not-joined"),
    ],
)
def test_numbers(claim: str, message: str, others: list[str]) -> None:
    aligned = align(analyse(claim, AT), analyse(message, AT))
    found = told_of_others(
        aligned.message.quantities,
        aligned.claim.quantities,
        aligned,
        lambda said, source: said.dimension == source.dimension,
    )
    assert [one.text for each in found.values() for one in each] == others


def test_days() -> None:
    aligned = align(analyse(LEFT, AT), analyse("ada larch left the orchestra in 2011", AT))
    found = told_of_others(aligned.message.dates, aligned.claim.dates, aligned, lambda _, __: True)
    assert [one.text for each in found.values() for one in each] == ["in 2011"]
