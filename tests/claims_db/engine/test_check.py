"""What the engine as a whole says of messages, and the laws that it keeps for any of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.differences import DifferenceKind
from claims_db.engine.check import check, check_unasked, search
from claims_db.engine.evidence import TABLE
from claims_db.engine.index import ClaimIndex
from claims_db.values import Citation, Claim, Interval, Label, Message, Rating, Silence, Source, Stance, Verdict

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
GAZETTE = Citation(Source("gazette", "Harbour news", "Harbour Gazette", published=None))


def claim(slug: str, text: str, rating: Rating = Rating.TRUE, happened: str | None = None, *phrasings: str) -> Claim:
    interval = Interval.parse(happened) if happened else None
    return Claim(slug, text, rating, (GAZETTE,), happened=interval, phrasings=phrasings, pack="rivers")


CLAIMS = [
    claim("ferries-sold", "Nine ferries were sold by Portmere council in May 2025", Rating.TRUE, "2025-05"),
    claim("ferries-repaired", "Seven ferries were repaired by Portmere council in May 2025", Rating.TRUE, "2025-05"),
    claim("tunnel-length", "The Wend tunnel is 4.2 kilometres long"),
    claim("mayor-banned-bikes", "Portmere banned bicycles from the promenade", Rating.FALSE),
    claim("fountain-wishes", "Coins thrown into the Wend fountain poison the fish", Rating.UNPROVEN),
    claim("tram-fare", "The tram in Portmere is free for pensioners", Rating.OUTDATED),
    claim("mayors-life", "Ada Wren was born in May 1950 and elected mayor in March 1990"),
    claim("second-bridge", "The Larch bridge was the second bridge across the Wend"),
    claim("invasion", "Norland invaded Sudland"),
    claim("trains-scrapped", "Six trains, including Wren and Lark, were scrapped in March 2024"),
]
INDEX = ClaimIndex(CLAIMS)


def said(text: str, at: datetime = NOW) -> Verdict:
    return check(Message(text, at), INDEX, {"rivers"})


@pytest.mark.parametrize(
    ("text", "slug", "label"),
    [
        pytest.param("Wren was scrapped", "trains-scrapped", Label.SUPPORTED, id="one-of-a-list"),
        pytest.param("lark was not scrapped", "trains-scrapped", Label.REFUTED, id="one-of-a-list-denied"),
        pytest.param("five trains including Lark were scrapped", "trains-scrapped", Label.REFUTED, id="list-number"),
        pytest.param("nine ferries got sold by portmere council", "ferries-sold", Label.SUPPORTED, id="agrees"),
        pytest.param("eight ferries were sold by Portmere council", "ferries-sold", Label.REFUTED, id="number"),
        pytest.param("7 ferries were sold by Portmere council", "ferries-sold", Label.REFUTED, id="trap-pair"),
        pytest.param("9 ferries were repaired by Portmere council", "ferries-repaired", Label.REFUTED, id="other-trap"),
        pytest.param("portmere council sold nine ferries in 2023", "ferries-sold", Label.REFUTED, id="date"),
        pytest.param(
            "On April 2, 2025, portmere council sold nine ferries", "ferries-sold", Label.REFUTED, id="date-in-front"
        ),
        pytest.param("portmere council sold nine ferries last week", "ferries-sold", Label.OUTDATED, id="once-right"),
        pytest.param("ada wren was elected in march 1990", "mayors-life", Label.SUPPORTED, id="own-date"),
        pytest.param("ada wren was born in march 1990", "mayors-life", Label.REFUTED, id="date-of-something-else"),
        pytest.param("the larch bridge was the 2nd across the wend", "second-bridge", Label.SUPPORTED, id="rank"),
        pytest.param(
            "the larch bridge was the first bridge across the wend", "second-bridge", Label.REFUTED, id="other-rank"
        ),
        pytest.param("portmere council did not sell nine ferries", "ferries-sold", Label.REFUTED, id="denied"),
        pytest.param("were nine ferries sold by portmere council?", "ferries-sold", Label.SUPPORTED, id="asked"),
        pytest.param(
            "2025 ferries were sold by Portmere council in May 2025", "ferries-sold", Label.REFUTED, id="year-or-number"
        ),
        pytest.param("the wend tunnel is 4,200 metres long", "tunnel-length", Label.SUPPORTED, id="converted"),
        pytest.param("the wend tunnel is 4.2 miles long", "tunnel-length", Label.REFUTED, id="unit"),
        pytest.param("teh wend tunel is 4.2 km long", "tunnel-length", Label.SUPPORTED, id="misspelt"),
        pytest.param(
            "bikes are banned from the promenade in portmere", "mayor-banned-bikes", Label.REFUTED, id="false"
        ),
        pytest.param(
            "it's a myth that portmere banned bicycles from the promenade",
            "mayor-banned-bikes",
            Label.SUPPORTED,
            id="false-denied",
        ),
        pytest.param(
            "coins thrown in the wend fountain poison fish", "fountain-wishes", Label.CONFLICTING, id="unproven"
        ),
        pytest.param("the tram in portmere is free for pensioners", "tram-fare", Label.OUTDATED, id="outdated"),
    ],
)
def test_a_message_gets_the_verdict_of_its_claim(text: str, slug: str, label: Label) -> None:
    verdict = said(text)
    assert verdict.claim is not None
    assert (verdict.claim.slug, verdict.label) == (slug, label)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("🎉🎉", id="emoji"),
        pytest.param("hello everyone", id="greeting"),
        pytest.param("nine people came to the party", id="number-of-something-else"),
        pytest.param("Larkhill council sold nine ferries in May 2025", id="somebody-else"),
        pytest.param("the Larkhill tunnel is 4.2 kilometres long", id="something-else"),
        pytest.param("Heron was scrapped", id="not-in-the-list"),
        pytest.param("portmere should ban bicycles from the promenade", id="opinion"),
        pytest.param("if portmere banned bicycles from the promenade we'd walk", id="supposition"),
        pytest.param("x" * 4000, id="one-long-word"),
        pytest.param("5 " * 2000, id="numbers-alone"),
        pytest.param("ferries " + "5 " * 1900, id="many-numbers"),
    ],
)
def test_another_statement_or_none_gets_no_verdict(text: str) -> None:
    verdict = said(text)
    assert verdict.label is Label.NOT_ENOUGH_EVIDENCE
    assert verdict.claim is None
    assert not verdict.speaks


def test_the_detail_that_differs_is_told() -> None:
    (difference,) = said("eight ferries were sold by Portmere council").differences
    assert (difference.kind, difference.said, difference.source) == (DifferenceKind.NUMBER, "eight", "nine")
    (difference,) = said("portmere council sold nine ferries in 2023").differences
    assert (difference.kind, difference.source) == (DifferenceKind.DATE, "May 2025")
    (difference,) = said("nine ferries were not sold by portmere council").differences
    assert difference.kind is DifferenceKind.NEGATION


def test_one_word_in_common_is_no_ground_to_speak_unasked() -> None:
    index = ClaimIndex([claim("otters", "Otters reach 12 kilometres per hour", Rating.UNPROVEN)])
    verdict = check(Message("we could not reach higher than 5", NOW), index, {"rivers"})
    assert verdict.confidence > TABLE.unasked.weight
    assert not verdict.speaks
    assert check(Message("otters reach 12 kilometres per hour", NOW), index, {"rivers"}).speaks


def test_of_two_claims_that_fit_as_well_both_are_named_and_unasked_neither() -> None:
    lamp = claim("lamp-lit", "The Wend lighthouse lamp was lit in 1902")
    index = ClaimIndex([lamp, replace(lamp, slug="lamp-unlit", rating=Rating.FALSE, pack="harbour")])
    verdict = check(Message("the wend lighthouse lamp was lit in 1902", NOW), index, {"rivers", "harbour"})
    assert verdict.claim is not None
    assert {verdict.claim.slug, *(one.slug for one in verdict.rivals)} == {"lamp-lit", "lamp-unlit"}
    assert not verdict.speaks
    assert check(Message("the wend lighthouse lamp was lit in 1902", NOW), index, {"rivers"}).speaks


def test_a_question_is_answered_and_a_denial_named() -> None:
    assert said("were nine ferries sold by portmere council?").stance is Stance.ASKS
    assert said("portmere never banned bicycles from the promenade").stance is Stance.DENIES
    assert said("portmere banned bicycles from the promenade").stance is Stance.ASSERTS


@pytest.mark.parametrize(
    ("text", "silence"),
    [
        ("how long is the wend tunnel?", Silence.OPEN_QUESTION),
        ("portmere should ban bicycles from the promenade", Silence.NOT_ASSERTED),
        ("Larkhill has a promenade", Silence.NO_MATCH),
    ],
)
def test_why_nothing_is_said_unasked(text: str, silence: Silence) -> None:
    assert said(text).silence is silence


def test_a_sure_verdict_is_spoken() -> None:
    assert said("nine ferries were sold by portmere council").speaks


def test_the_closest_claims_are_told_with_what_differs() -> None:
    verdict = said("Larkhill council sold nine ferries in May 2025")
    assert verdict.closest[0].claim.slug == "ferries-sold"
    assert any(difference.kind is DifferenceKind.ENTITY for difference in verdict.closest[0].differences)
    assert len(verdict.closest) <= 3


def test_other_packs_are_never_seen() -> None:
    assert check(Message("nine ferries were sold by portmere council", NOW), INDEX, {"towns"}).closest == ()


def test_a_search_ranks_claims_without_a_verdict() -> None:
    assert [match.claim.slug for match in search("tunnel", INDEX, {"rivers"}, 5)] == ["tunnel-length"]
    assert search("zeppelin", INDEX, {"rivers"}, 5) == ()


@pytest.mark.parametrize("one", [one for one in CLAIMS if one.rating is Rating.TRUE], ids=lambda one: one.slug)
def test_a_true_claims_own_text_is_supported(one: Claim) -> None:
    verdict = said(one.text)
    assert (verdict.claim, verdict.label) == (one, Label.SUPPORTED)


@given(st.integers(0, 10_000).filter(lambda number: number not in {7, 9}))
def test_a_changed_number_is_never_supported(number: int) -> None:
    assert said(f"{number} ferries were sold by Portmere council in May 2025").label is not Label.SUPPORTED


@given(
    st.sampled_from(CLAIMS),
    st.sampled_from(
        [str.upper, str.lower, str.title, "**{}**".format, "> {}".format, "{} 🎉".format, "_{}_".format, "{}!!".format]
    ),
)
def test_case_markdown_and_emoji_change_nothing(one: Claim, dress: object) -> None:
    assert callable(dress)
    assert said(dress(one.text)).label is said(one.text).label


@given(st.sampled_from(CLAIMS), st.sampled_from(["lovely weather", "anyone up for a game later", "my cat is asleep"]))
def test_unrelated_sentences_change_nothing(one: Claim, chatter: str) -> None:
    plain, dressed = said(one.text), said(f"{chatter}. {one.text}. {chatter}!")
    assert (dressed.label, dressed.claim) == (plain.label, plain.claim)


@given(st.text())
def test_any_message_gets_an_answer(text: str) -> None:
    verdict = said(text)
    assert 0.0 <= verdict.confidence <= 1.0
    assert (verdict.claim is None) == (verdict.label is Label.NOT_ENOUGH_EVIDENCE)


class TestSeveralStatements:
    def test_each_is_judged_by_itself_and_the_gravest_leads(self) -> None:
        verdict = said("the Wend tunnel is 4.2 kilometres long, and Portmere banned bicycles from the promenade")
        told = [(one.claim.slug, one.label) for one in (verdict, *verdict.others) if one.claim]
        assert told == [("mayor-banned-bikes", Label.REFUTED), ("tunnel-length", Label.SUPPORTED)]

    def test_an_agreement_never_hides_a_refutation(self) -> None:
        one, other = "the Wend tunnel is 9 kilometres long", "Nine ferries were sold by Portmere council"
        for text in (f"{one}. {other}.", f"{other}. {one}.", f"{one} and {other}", f"{other}, while {one}"):
            assert said(text).label is Label.REFUTED

    def test_one_statement_in_two_clauses_stays_one(self) -> None:
        assert said("bicycles, those of Portmere at least, are banned from the promenade, and I am glad").others == ()

    def test_each_tells_which_words_it_is_about(self) -> None:
        verdict = said("the Wend tunnel is 4.2 kilometres long, and Portmere banned bicycles from the promenade")
        assert [one.statement for one in (verdict, *verdict.others)] == [
            "Portmere banned bicycles from the promenade",
            "the Wend tunnel is 4.2 kilometres long",
        ]

    def test_no_more_statements_are_judged_apart_than_anybody_reads(self) -> None:
        chat = "the ferry was late again today, " * 12
        last = "and the Wend tunnel is 9 kilometres long, while Nine ferries were sold by Portmere council"
        assert said(f"{last}. {chat}").others
        assert said(f"{chat}{last}").others == ()


@pytest.mark.parametrize("checked", [pytest.param(check, id="asked"), pytest.param(check_unasked, id="unasked")])
def test_a_verdict_holds_the_message_as_it_was_written(checked: Callable[..., Verdict]) -> None:
    text = "Portmere council sold elevn ferries in May 2025, and the Wend tunnel is nevr 4.2 kilometres long"
    found = checked(Message(text, NOW), ClaimIndex(CLAIMS), {"rivers"})
    assert [one.text for one in (found, *found.others)] == [text, text]
    assert {one.label for one in (found, *found.others)} == {Label.REFUTED}
    assert [(one.said, one.source) for one in found.differences] == [("eleven", "nine")]
