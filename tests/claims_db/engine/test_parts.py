"""What forbids agreement: the parts of a statement that the claim leaves unanswered, or contradicts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from claims_db.engine.check import check
from claims_db.engine.index import ClaimIndex
from claims_db.values import Citation, Claim, Interval, Label, Message, Rating, Silence, Source, Verdict

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
GAZETTE = Citation(Source("gazette", "Harbour news", "Harbour Gazette"))


def claim(slug: str, text: str, rating: Rating = Rating.TRUE, happened: str = "") -> Claim:
    return Claim(slug, text, rating, (GAZETTE,), pack="p", happened=Interval.parse(happened) if happened else None)


CLAIMS = [
    claim("ban", "Portmere council banned bicycles from the promenade", happened="2024-05"),
    claim("tunnel", "The Wend tunnel is the longest tunnel in Norland"),
    claim("fare", "The tram fare in Portmere rose from 2.20 euros to 2.60 euros"),
    claim("museum", "The clock museum opened before the tram depot did"),
    claim("cures", "Garlic cures the common cold", Rating.FALSE),
    claim("library", "Portmere council will close the quay library in July 2027"),
    claim("fines", "Each of the nine trawlers was fined 500 euros"),
    claim("unlocked", "Update 3 lifted the limit on lighthouse keepers"),
    claim("members", "Old tram line had 28 member towns", Rating.OUTDATED),
    claim("rent", "Boats on the quay pond are free for children"),
    claim("storm", "A storm in Wendholm left 700 cabins without heating"),
    claim("kiln", "The Ardle 7 to 90 percent switch heats the kiln of the pottery school"),
]
INDEX = ClaimIndex(CLAIMS)


def said(text: str) -> Verdict:
    return check(Message(text, NOW), INDEX, {"p"})


@pytest.mark.parametrize(
    ("text", "kind", "left_over"),
    [
        pytest.param("only Portmere council banned bicycles from the promenade", "degree", "only Portmere", id="only"),
        pytest.param(
            "the only thing portmere council banned from the promenade is bicycles",
            "degree",
            "only thing",
            id="the-only",
        ),
        pytest.param("half of the bicycles are banned from the portmere promenade", "degree", "half", id="half"),
        pytest.param(
            "portmere council temporarily banned bicycles from the promenade",
            "time",
            "temporarily banned",
            id="for-a-while",
        ),
        pytest.param("the bicycle ban on portmere promenade was lifted", "time", "lifted", id="lifted"),
        pytest.param("portmere council banned bicycles from the promenade again", "time", "again", id="again"),
        pytest.param(
            "portmere council banned bicycles from the promenade because of litter",
            "unsaid",
            "because of litter",
            id="cause",
        ),
        pytest.param(
            "portmere council banned bicycles and scooters from the promenade",
            "unsaid",
            "and scooters from the promenade",
            id="member",
        ),
        pytest.param(
            "portmere council banned bicycles from the promenade for two weeks", "unsaid", "two weeks", id="duration"
        ),
        pytest.param("portmere council banned Quillon and bicycles", "unsaid", "Quillon", id="member-before"),
        pytest.param("portmere council banned every last bicycle", "degree", "every last bicycle", id="whole"),
        pytest.param("bicycles are still banned from the promenade in portmere", "time", "still banned", id="still"),
        pytest.param("portmere council banned bicycles with a new bylaw", "unsaid", "with a new bylaw", id="with"),
        pytest.param(
            "portmere council banned bicycles, two riders were sacked over it",
            "unsaid",
            ", two riders were sacked over it",
            id="second-event",
        ),
        pytest.param("children can't swim in the quay pond", "negation", "can't swim", id="denied"),
        pytest.param(
            "portmere council banned bicycles from the promenade, a cyclist is taking them to court",
            "unsaid",
            ", a cyclist is taking them to court",
            id="second-clause",
        ),
        pytest.param(
            "portmere council banned bicycles from the promenade; their owners got vouchers",
            "unsaid",
            "; their owners got vouchers",
            id="second-clause-after-a-semicolon",
        ),
        pytest.param(
            "portmere council banned bicycles from the promenade and he rode home",
            "unsaid",
            "and he rode home",
            id="somebody-of-the-news",
        ),
        pytest.param("Nine Norwegian trawlers were each fined 500 euros", "unsaid", "Norwegian", id="country"),
    ],
)
def test_what_the_claim_does_not_speak_of_forbids_agreement(text: str, kind: str, left_over: str) -> None:
    verdict = said(text)
    assert (verdict.label, verdict.silence) == (Label.NOT_ENOUGH_EVIDENCE, Silence.UNSAID)
    assert verdict.is_held_back
    assert (kind, left_over, "") in [(one.kind, one.said, one.source) for one in verdict.differences]


@pytest.mark.parametrize(
    ("text", "kind", "differs"),
    [
        pytest.param(
            "the clock museum opened after the tram depot did",
            "comparison",
            ("after the tram", "before the tram"),
            id="after",
        ),
        pytest.param(
            "portmere council has already closed the quay library",
            "time",
            ("already closed", "will close"),
            id="already",
        ),
        pytest.param(
            "The Wend tunnel is the second longest tunnel in Norland",
            "comparison",
            ("second", "the longest tunnel"),
            id="rank",
        ),
        pytest.param(
            "the nine trawlers were fined 500 euros in total",
            "number",
            ("500 euros in total", "500 euros each"),
            id="total",
        ),
        pytest.param(
            "the tram fare in portmere rose from 2.60 euros to 2.20 euros",
            "number",
            ("from 2.60 euros", "to 2.60 euros"),
            id="ends",
        ),
        pytest.param(
            "portmere council banned bicycles from the promenade before May 2024",
            "date",
            ("before May 2024", "May 2024"),
            id="before-a-day",
        ),
    ],
)
def test_what_the_claim_says_otherwise_refutes(text: str, kind: str, differs: tuple[str, str]) -> None:
    verdict = said(text)
    assert verdict.label is Label.REFUTED
    assert (kind, *differs) in [(one.kind, one.said, one.source) for one in verdict.differences]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("portmere council banned bicycles from the promenade and I am so happy", id="feeling"),
        pytest.param("portmere council banned bicycles from the promenade, which is insane", id="attitude"),
        pytest.param("portmere council banned bicycles from the promenade in 24", id="year-of-the-day"),
        pytest.param("portmere council banned bicycles from the promenade 2 years ago", id="how-long-ago"),
        pytest.param("portmere council banned bicycles from the promenade after April 2024", id="after-a-day"),
        pytest.param("the fine for each of the nine trawlers was only 500 euros", id="plays-down"),
        pytest.param("the limit on lighthouse keepers was lifted with update 3", id="the-claims-own-word"),
        pytest.param("portmere council is going to close the quay library in July 2027", id="both-to-come"),
        pytest.param("no other tunnel in norland is longer than the wend tunnel", id="superlative"),
        pytest.param("the tram fare in portmere rose to 2.60 euros, it used to be 2.20 euros", id="used-to"),
        pytest.param("you can't cycle on the promenade, portmere council banned bicycles", id="denied-elsewhere"),
        pytest.param("you can't ride bicycles on the portmere promenade", id="said-with-a-negator"),
        pytest.param("children don't pay for boats on the quay pond", id="free"),
        pytest.param("700 cabins sat in the cold after a storm in wendholm", id="nothing-said-of-a-without"),
        pytest.param(
            "my brother was glad that portmere council banned bicycles from the promenade and he rode home",
            id="my-people",
        ),
        pytest.param(
            "the tram fare in portmere went up, the new price is 2.60 euros", id="second-clause-with-its-number"
        ),
        pytest.param(
            "portmere council banned bicycles from the promenade, the whole thing is over", id="second-clause-about-it"
        ),
    ],
)
def test_what_adds_nothing_forbids_nothing(text: str) -> None:
    assert said(text).label is Label.SUPPORTED


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("garlic will cure the common cold", Label.REFUTED, id="future-of-the-present"),
        pytest.param("garlic cures the common cold because of sulphur", Label.REFUTED, id="with-more"),
        pytest.param("garlic almost cures the common cold", Label.NOT_ENOUGH_EVIDENCE, id="another-sense"),
        pytest.param("garlic doesn't cure the common cold in Norway", Label.SUPPORTED, id="denied-with-more"),
    ],
)
def test_a_false_claim_stays_false_with_more_but_not_in_another_sense(text: str, label: Label) -> None:
    assert said(text).label is label


def test_an_outdated_claim_knows_that_its_time_is_over() -> None:
    assert said("the old tram line no longer has 28 member towns").label is Label.OUTDATED


def test_a_denial_with_more_denies_another_statement() -> None:
    assert (
        said("portmere council did not ban bicycles from the promenade because of litter").label
        is Label.NOT_ENOUGH_EVIDENCE
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("FALSE: Portmere council banned bicycles from the promenade", id="label"),
        pytest.param('Myth: "Portmere council banned bicycles from the promenade"', id="myth"),
        pytest.param("Portmere council banned bicycles from the promenade. It didn't.", id="taken-back"),
        pytest.param("claim: portmere council banned bicycles from the promenade. rating: false", id="rated"),
        pytest.param(
            "the mayor dismissed the claim that portmere council banned bicycles from the promenade", id="dismissed"
        ),
        pytest.param("zero proof that portmere council banned bicycles from the promenade", id="no-proof"),
    ],
)
def test_a_label_of_falsehood_denies_what_it_stands_on(text: str) -> None:
    assert said(text).label is Label.REFUTED


def test_both_sides_of_a_difference_never_read_the_same() -> None:
    texts = [one.text for one in CLAIMS]
    words = ("almost ", "only ", "no longer ", "again ", "over ", "before ")
    verdicts = [said(f"{text[:at]}{word}{text[at:]}") for text in texts for word in words for at in (0, len(text) // 2)]
    differences = [one for verdict in verdicts for one in verdict.differences]
    assert differences
    assert all(one.said.casefold() != one.source.casefold() for one in differences)
