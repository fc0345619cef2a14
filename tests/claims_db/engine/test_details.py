"""Which details of a message are compared with which of a claim, and what is found."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from claims_db.differences import DifferenceKind
from claims_db.engine.details import Details, compare, sourced_numbers
from claims_db.engine.reach import reach
from claims_db.engine.text.alignment import align
from claims_db.engine.text.wording import analyse
from claims_db.values import Citation, Claim, Interval, Rating, Source

AT = datetime(2026, 8, 20, 12, tzinfo=UTC)
GAZETTE = Citation(Source("gazette", "Harbour news", "Harbour Gazette"))
BRIDGE = "The Larch bridge was the second longest bridge of Norland"
SERIES = "The third season of Harbour Lights was filmed in Portmere"
WOMAN = "Ada Wren was the second woman to row across the Wend"
VOTE = "Portmere council passed the harbour plan by 61 votes to 38"
FINE = "Shops that sell fireworks face a fine of 4,000 crowns"
RENT = "A stall in Portmere costs £900 a year"
BAKERS = "Portmere welcomed nine bakers"
FIDDLERS = "Three fiddlers opened the fair"
SALE = "Acme bought nine mills from Brill for 9 million euros"
HURT = "The crash hurt Bo, killing six people and injuring 48"
PATCH = "Patch 1.3 halved the loading times"
STORM = "The storm sank 12 ferries and damaged 30 trawlers"


def details(claim: str, message: str) -> Details:
    wording = analyse(claim, AT)
    aligned = align(wording, analyse(message, AT))
    return compare(
        Claim("known", claim, Rating.TRUE, (GAZETTE,)), aligned, reach(aligned), (wording,), sourced_numbers((wording,))
    )


def case(name: str, claim: str, message: str, *expected: str) -> object:
    return pytest.param(claim, message, list(expected), id=name)


def day(name: str, message: str, *expected: str) -> object:
    return pytest.param(message, list(expected), id=name)


@pytest.mark.parametrize(
    ("claim", "message", "expected"),
    [
        case("a rank", BRIDGE, "the larch bridge is the third longest of norland", "third != second"),
        case("a place", "Ada Wren finished third in Portmere", "ada wren finished fifth in portmere", "fifth != third"),
        case("the second to do it", WOMAN, "the third woman to row across the wend was ada wren", "third != second"),
        case("a rank of something else", WOMAN, "ada wren was the third river woman to row across the wend"),
        case("a place and a thing", "Ada Wren finished third in Portmere", "ada wren finished fifth race in portmere"),
        case("a thing and a place", WOMAN, "ada wren came third"),
        case("the same thing of a row", SERIES, "the 3rd season of harbour lights was filmed there", "3rd = third"),
        case("a vote as a score", VOTE, "the harbour plan passed the council 61–38", "61 = 61", "38 = 38"),
        case("another vote", VOTE, "portmere council passed the harbour plan 58-38", "38 = 38", "58 != 61"),
        case("the vote in words", VOTE, "council passed harbour plan, 61 to 38", "61 = 61", "38 = 38"),
        case("score and numbers", "Norland beat Sudland 3:1", "norland beat sudland by 3 goals to 1", "3 = 3", "1 = 1"),
        case("a score and one number", "Norland won 3:1", "norland won 3 games"),
        case("score and score", "Norland beat Sudland 3:1", "sudland lost 1-3 to norland", "1-3 = 3:1"),
        case("currencies", FINE, "shops that sell fireworks face a fine of 4,000 euros", "4,000 euros != 4,000 crowns"),
        case("no currency", FINE, "shops that sell fireworks face a 4000 fine", "4000 = 4,000 crowns"),
        case("a unit and things", "The tower is 300 feet high", "the tower has 300 offices"),
        case("led by the same verb", STORM, "the storm sank 30 ferries", "30 != 12"),
        case("led by the other verb", STORM, "the storm damaged 30", "30 = 30"),
        case("people and bakers", BAKERS, "portmere welcomed nine people", "nine = nine"),
        case("other bakers", BAKERS, "portmere welcomed six people", "six != nine"),
        case("bakers and sailors", BAKERS, "portmere welcomed nine sailors"),
        case("bakers and boats", BAKERS, "portmere welcomed nine boats"),
        case("a trio", FIDDLERS, "a trio of fiddlers opened the fair", "a trio = three"),
        case("a quartet", FIDDLERS, "a quartet of fiddlers opened the fair", "a quartet != three"),
        case("a month", RENT, "a stall in portmere is £900 a month", "£900 a month != £900 a year"),
        case("each month", RENT, "a stall in portmere is £75 each month", "£75 each month = £900 a year"),
        case("led by a verb in -ing", HURT, "48 people hurt", "48 = 48"),
        case("led by another verb", SALE, "acme paid 9 million euros for mills", "9 million euros = 9 million euros"),
        case("a version and half", PATCH, "the 1.3 loading takes longer"),
        case("a verb takes no number as its name", "The flood wrecked 12 barns", "the flood wrecked 20", "20 != 12"),
    ],
)  # fmt: skip
def test_numbers_are_compared_with_their_like(claim: str, message: str, expected: list[str]) -> None:
    found = details(claim, message)
    assert [f"{one.said} {'=' if one.agrees else '!='} {one.source}" for one in found.compared] == expected
    assert not found.relabelled


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        day("until when", "the harbour plan was put off to November 2026", "November 2026 = 12 November 2026"),
        day("of which day", "the harbour plan was put off in May 2026", "May 2026 = 6 May 2026"),
        day("another", "the harbour plan was put off to March 2026", "March 2026 != 6 May 2026"),
        day("compared with", "the harbour plan was put off, worse than in 2024"),
    ],
)
def test_a_date_agrees_with_any_day_that_the_claim_tells(message: str, expected: list[str]) -> None:
    wording = analyse("The council put off the harbour plan from June to 12 November 2026", AT)
    aligned = align(wording, analyse(message, AT))
    claim = Claim("known", wording.text, Rating.TRUE, (GAZETTE,), happened=Interval.parse("2026-05-06"))
    found = compare(claim, aligned, reach(aligned), (wording,), sourced_numbers((wording,)))
    assert [f"{one.said} {'=' if one.agrees else '!='} {one.source}" for one in found.compared] == expected


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        pytest.param("shops that sell fireworks face a fine of 4,000 euros", DifferenceKind.UNIT, id="only the unit"),
        pytest.param("shops that sell fireworks face a fine of 5,000 euros", DifferenceKind.NUMBER, id="both"),
        pytest.param("shops that sell fireworks face a fine of 4,000 crowns", DifferenceKind.NUMBER, id="neither"),
    ],
)
def test_a_unit_differs_where_the_number_is_the_same(message: str, kind: DifferenceKind) -> None:
    assert [one.kind for one in details(FINE, message).compared] == [kind]


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        pytest.param(SERIES, "the second season of Harbour Lights was filmed in Portmere", id="another season"),
        pytest.param(SERIES, "season 2 of Harbour Lights was filmed in Portmere", id="another season by its number"),
        pytest.param("Apollo 11 landed on the moon", "apollo 12 landed on the moon", id="another flight"),
    ],
)
def test_another_thing_of_a_row_is_no_difference(claim: str, message: str) -> None:
    found = details(claim, message)
    assert found.relabelled
    assert not found.compared


def test_a_sum_that_differs_is_told_in_the_currency_of_the_message() -> None:
    """The wording that is nearest tells it in another one."""
    wordings = analyse("Each mill was sold for 77,000 dollars", AT), analyse("Every mill cost Acme 500,000 yuan", AT)
    aligned = align(wordings[0], analyse("each mill was sold for 600,000 yuan", AT))
    claim = Claim("known", wordings[0].text, Rating.TRUE, (GAZETTE,), phrasings=(wordings[1].text,))
    (found,) = compare(claim, aligned, reach(aligned), wordings, sourced_numbers(wordings)).compared
    assert (found.said, found.source, found.agrees) == ("600,000 yuan", "500,000 yuan", False)
