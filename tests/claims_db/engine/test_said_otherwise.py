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
RIDERS = "Tram riders in Portmere made 84 million trips in 2025, 12 percent more than in 2024"
DEPTH = "The Ellin wreck lies at a depth of 3,100 metres in the sea"
STAKE = "Ada Larch took over a 60 percent stake in Wend Rovers"
LIMIT = "Visitors may pick no more than one kilogram of mushrooms per person and day in the Quay forest"
POWER = "A storm in Wendholm left 48,000 homes without power"
SHARE = "The death cap causes about 90 percent of fatal mushroom poisonings"
VISITS = "Visitors may stay 30 minutes at the Quay clinic"
CHARGE = "An update limits the charging of the Lumo 6 to 80 percent"
PLUME = "The ash plume of Mount Sorrow rose seven kilometres"
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
        pytest.param(FARE, "the tram fare in portmere is 2.20 euros", REFUTED, id="what-it-was"),
        pytest.param(FARE, "the tram fare in portmere was 2.20 euros before", SUPPORTED, id="told-as-past"),
        pytest.param(FARE, "the tram fare in portmere went up to 2.60 euros", SUPPORTED, id="what-it-became"),
        pytest.param(RIDERS, "tram riders in portmere were up 12 percent in 2025", SUPPORTED, id="up"),
        pytest.param(RIDERS, "tram riders in portmere were down 12 percent in 2025", REFUTED, id="down"),
        pytest.param(DEPTH, "the ellin wreck lies three km down in the sea", SUPPORTED, id="rounded-kilometres"),
        pytest.param(
            STAKE, "more than half of wend rovers belongs to ada larch", SUPPORTED, id="took-over-is-no-bound"
        ),
        pytest.param(
            LIMIT, "a kilo of mushrooms is what you may pick per day in the quay forest", SUPPORTED, id="per-day"
        ),
        pytest.param(POWER, "48 thousand households in wendholm were without power", SUPPORTED, id="a-rare-number"),
        pytest.param(SHARE, "nine times out of ten a fatal mushroom was a death cap", SUPPORTED, id="times-out-of"),
        pytest.param(VISITS, "visitors may stay a full hour at the quay clinic", REFUTED, id="a-full-hour"),
        pytest.param(CHARGE, "the lumo 6 charges to 60 percent", REFUTED, id="the-number-of-a-name"),
        pytest.param(PLUME, "the ash plume of mount sorrow got up to 12 kilometres", REFUTED, id="got-up-to"),
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
BOATS = "Boats carrying fuel must stay out of the Wend strait"
CAPTAINS = "Eleven captains in Portmere went on strike"
DREAMS = "Most vivid dreams happen in REM sleep"
HEDGES = "Moth caterpillars destroyed 60 percent of the box hedges in Quay Park"
STAFF = "Copper Lane Games laid off 45 of its 180 employees"
STRIKE = "The dockers of Portmere ended their strike after two weeks"
COACH = "Wend Rovers fired head coach Bruno Marsh after seven defeats"
ORDER = "The Quay clock stopped before the tower fell"
SOONER = "Linen sails tear sooner than cotton sails"
SUSPECTED = "Doctors suspect that the Wend plague came from quay rats"
HARBOUR = "Ada Larch succeeded Bo Quill as harbour master of Portmere"
LASTING = "The Wend tunnel has been closed to cyclists since a rockfall"
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
        pytest.param(BOATS, "all boats must stay out of the wend strait", UNSAID, id="all-of-fewer"),
        pytest.param(CAPTAINS, "all the captains in portmere went on strike", UNSAID, id="all-of-a-count"),
        pytest.param(DREAMS, "all vivid dreams happen in rem sleep", UNSAID, id="all-of-most"),
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
        pytest.param(
            BAN, "portmere council is thinking about banning bicycles from the promenade", OUTDATED, id="thought"
        ),
        pytest.param(ORDER, "the quay clock stopped after the tower fell", REFUTED, id="turned-order"),
        pytest.param(ORDER, "the tower fell after the quay clock stopped", SUPPORTED, id="order-from-the-other-side"),
        pytest.param(ORDER, "the tower fell before the quay clock stopped", REFUTED, id="exchanged-order"),
        pytest.param(SOONER, "cotton sails tear before linen sails do", REFUTED, id="before-and-sooner-than"),
        pytest.param(SUSPECTED, "the wend plague came from quay rats", UNSAID, id="only-suspected"),
        pytest.param(SUSPECTED, "doctors suspect the wend plague came from quay rats", SUPPORTED, id="as-suspected"),
        pytest.param(HARBOUR, "bo quill is still harbour master of portmere", OUTDATED, id="succeeded"),
        pytest.param(LASTING, "the wend tunnel still isn't open to cyclists", SUPPORTED, id="so-since"),
        pytest.param(CLOSED, "the wend tunnel is still closed to cyclists", UNSAID, id="nothing-ended"),
    ],
)
def test_what_has_happened_since_is_no_news(claim: str, message: str, label: Label) -> None:
    assert on(claim, message, "2026-04-14").label is label


def test_the_source_says_that_it_happened_and_when() -> None:
    told = on(BAN, "portmere council will ban bicycles from the promenade", "2026-04-14")
    assert [(one.said, one.source) for one in told.differences] == [("will ban", "it happened (14 April 2026)")]
