"""Which claim is meant: the one that leads the others, though another may tell the same."""

from __future__ import annotations

from datetime import UTC, datetime

from claims_db.engine.check import check
from claims_db.engine.index import ClaimIndex
from claims_db.values import Citation, Claim, Label, Message, Rating, Silence, Source

AT = datetime(2026, 6, 15, 12, tzinfo=UTC)
GAZETTE = Citation(Source("gazette", "Harbour news", "Harbour Gazette"))
LONG = Claim(
    "fine",
    "The county court fined the shipping company Quillon 40,000 crowns for spilling diesel into the Wend in March 2025",
    Rating.TRUE,
    (GAZETTE,),
    pack="p",
)


def other(slug: str, text: str) -> Claim:
    return Claim(slug, text, Rating.TRUE, (GAZETTE,), pack="p")


def sure(text: str, *claims: Claim) -> float:
    return check(Message(text, AT), ClaimIndex(claims), {"p"}).confidence


def test_part_of_a_long_claim_means_it() -> None:
    found = check(Message("Quillon was never fined over diesel", AT), ClaimIndex([LONG]), {"p"})
    assert (found.label, found.claim) == (Label.REFUTED, LONG)


def test_what_fits_another_claim_as_well_means_neither() -> None:
    text = "Quillon was fined"
    rival = other("parking", "A warden fined Quillon for parking on the quay")
    assert sure(text, LONG, rival) < sure(text, LONG) - 0.2
    found = check(Message(text, AT), ClaimIndex([LONG, rival]), {"p"})
    assert found.silence in {Silence.NO_MATCH, Silence.NOT_SURE, Silence.TIE}


def test_a_claim_that_tells_the_same_is_no_rival() -> None:
    text = "Quillon was fined for spilling diesel into the Wend"
    twin = other("twin", f"As everybody knows, {LONG.text}")
    assert abs(sure(text, LONG, twin) - sure(text, LONG)) < 0.01


def test_more_claims_about_other_things_change_nothing_of_note() -> None:
    text = "Quillon was fined for spilling diesel into the Wend"
    crowd = (other(f"crowd-{at}", f"Lighthouse {at} was painted red in Portmere") for at in range(200))
    assert abs(sure(text, LONG, *crowd) - sure(text, LONG)) < 0.05
