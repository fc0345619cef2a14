"""What one claim alone makes of a message that tells its matter in other numbers, ranks, degrees or times."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from claims_db.engine.check import check
from claims_db.engine.index import ClaimIndex
from claims_db.values import Citation, Claim, Interval, Label, Message, Rating, Source, Verdict

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
GAZETTE = Citation(Source("gazette", "Harbour news", "Harbour Gazette"))
SUPPORTED, REFUTED, OUTDATED, UNSAID = Label.SUPPORTED, Label.REFUTED, Label.OUTDATED, Label.NOT_ENOUGH_EVIDENCE


def on(text: str, message: str, happened: str = "") -> Verdict:
    """The verdict on a message where this is the only claim."""
    day = Interval.parse(happened) if happened else None
    claim = Claim("one", text, Rating.TRUE, (GAZETTE,), pack="p", happened=day)
    return check(Message(message, NOW), ClaimIndex([claim]), {"p"})


FARE = "The tram fare in Portmere rose from 2.20 to 2.60 euros in 2025"
SEATS = "Portmere kept 91 percent of its tram drivers after the strike"
COD = "Norland cut the cod quota for the Wend Sound by 22 percent"
LAMPS = "Red lamps raised owl sightings at the Quay tower by a quarter"
FUND = "The Quay museum fund grew from 18,000 to 30,000 dollars"
WRECK = "The Portmere ferry collision killed six people and injured 48"
HOUSES = "About 12 percent of the houses in Quayside drink from lead pipes"
FINAL = "Okoro beat Lindqvist 7.5 to 5.5 in the Wend chess final"
PRICE = "Portmere herring climbed to a record 4.30 dollars a pound"
SALE = "The Marlow family sold the Quay brewery for 260 million euros"
LAID_OFF = "Copper Lane Games laid off 45 people in February 2026"
CLOSED = "The Wend tunnel is closed to cyclists from 1 November to 31 March"


@pytest.mark.parametrize(
    ("claim", "message", "label"),
    [
        pytest.param(FARE, "the tram fare in portmere rose by 40 cents in 2025", SUPPORTED, id="by-the-difference"),
        pytest.param(FARE, "the tram fare in portmere rose by 70 cents in 2025", REFUTED, id="by-another-difference"),
        pytest.param(
            SEATS, "after the strike 9 percent of the tram drivers in portmere were gone", SUPPORTED, id="rest"
        ),
        pytest.param(SEATS, "portmere kept 9 percent of its tram drivers after the strike", REFUTED, id="no-rest"),
        pytest.param(COD, "norland cut the cod quota for the wend sound by about a fifth", SUPPORTED, id="a-fifth"),
        pytest.param(COD, "norland cut the cod quota for the wend sound by about a third", REFUTED, id="a-third"),
        pytest.param(LAMPS, "red lamps: 25% more owl sightings at the quay tower", SUPPORTED, id="a-quarter-more"),
        pytest.param(
            FUND, "the quay museum fund grew from eighteen to thirty thousand dollars", SUPPORTED, id="scale-of-both"
        ),
        pytest.param(WRECK, "more than a dozen killed in the portmere ferry collision", REFUTED, id="nearest-number"),
        pytest.param(
            HOUSES, "one house in eight in quayside has lead pipes to drink from", SUPPORTED, id="one-house-in-eight"
        ),
        pytest.param(
            HOUSES, "one house in three in quayside has lead pipes to drink from", REFUTED, id="one-house-in-three"
        ),
        pytest.param(FINAL, "okoro beat lindqvist 7½–5½ in the wend chess final", SUPPORTED, id="halves"),
        pytest.param(FINAL, "okoro beat lindqvist 8.5 to 4.5 in the wend chess final", REFUTED, id="another-score"),
        pytest.param(PRICE, "portmere herring shot up past four dollars a pound", SUPPORTED, id="past"),
        pytest.param(
            SALE,
            "the marlow family sold the quay brewery for a quarter of a billion euros or so",
            SUPPORTED,
            id="scale",
        ),
        pytest.param(
            CLOSED, "the wend tunnel is closed to cyclists between Nov 1 and March 31", SUPPORTED, id="between-days"
        ),
    ],
)
def test_numbers_that_say_the_same_agree(claim: str, message: str, label: Label) -> None:
    assert on(claim, message).label is label


def test_this_winter_may_have_gone_by() -> None:
    told = on(LAID_OFF, "copper lane games laid off 45 people this winter", "2026-02")
    assert told.label is SUPPORTED


BAN = "Portmere council banned bicycles from the promenade"
HEDGES = "Moth caterpillars destroyed 60 percent of the box hedges in Quay Park"
STAFF = "Copper Lane Games laid off 45 of its 180 employees"
STRIKE = "The dockers of Portmere ended their strike after two weeks"
COACH = "Wend Rovers fired head coach Bruno Marsh after seven defeats"
BRIDGE = "The Ellin bridge was opened to traffic"
PILL = "The pill Moravan cures the common cold"


@pytest.mark.parametrize(
    ("claim", "message", "label"),
    [
        pytest.param(BAN, "portmere council almost banned bicycles from the promenade", REFUTED, id="almost"),
        pytest.param(HEDGES, "caterpillars destroyed every single box hedge in quay park", REFUTED, id="every-single"),
        pytest.param(HEDGES, "caterpillars destroyed all the box hedges in quay park", REFUTED, id="all"),
        pytest.param(HEDGES, "caterpillars destroyed nearly all of the box hedges in quay park", REFUTED, id="nearly"),
        pytest.param(HEDGES, "caterpillars destroyed most of the box hedges in quay park", SUPPORTED, id="most"),
        pytest.param(HEDGES, "caterpillars destroyed some of the box hedges in quay park", SUPPORTED, id="some"),
        pytest.param(HEDGES, "caterpillars destroyed only a few box hedges in quay park", REFUTED, id="few"),
        pytest.param(STAFF, "copper lane games laid off most of its employees", REFUTED, id="most-of-a-count"),
        pytest.param(BAN, "portmere council banned some of the bicycles from the promenade", SUPPORTED, id="weaker"),
        pytest.param(PILL, "the pill moravan almost cures the common cold", UNSAID, id="no-event"),
    ],
)
def test_degrees_are_compared_with_shares(claim: str, message: str, label: Label) -> None:
    assert on(claim, message).label is label


@pytest.mark.parametrize(
    ("claim", "message", "label"),
    [
        pytest.param(BAN, "portmere council is planning to ban bicycles from the promenade", OUTDATED, id="planned"),
        pytest.param(BAN, "portmere council is in talks to ban bicycles from the promenade", OUTDATED, id="talks"),
        pytest.param(BAN, "portmere council is going to ban bicycles from the promenade", REFUTED, id="to-come"),
        pytest.param(
            BAN, "portmere council is going to ban bicycles from the promenade next May", REFUTED, id="another-day"
        ),
        pytest.param(STRIKE, "the dockers of portmere are still on strike", OUTDATED, id="ended"),
        pytest.param(COACH, "bruno marsh is still head coach at wend rovers", OUTDATED, id="fired"),
        pytest.param(BRIDGE, "the ellin bridge still isn't open to traffic", OUTDATED, id="opened"),
        pytest.param(CLOSED, "the wend tunnel is still closed to cyclists", UNSAID, id="nothing-ended"),
    ],
)
def test_what_has_happened_since_is_no_news(claim: str, message: str, label: Label) -> None:
    assert on(claim, message, "2026-04-14").label is label


def test_the_source_says_that_it_happened_and_when() -> None:
    told = on(BAN, "portmere council will ban bicycles from the promenade", "2026-04-14")
    assert [(one.said, one.source) for one in told.differences] == [("will ban", "it happened (14 April 2026)")]
