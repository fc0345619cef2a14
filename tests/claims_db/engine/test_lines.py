"""What a claim must and must not match: whether its lines hold, and which a change breaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.engine.index import ClaimIndex
from claims_db.engine.lines import CheckedLine, broken_lines, check_lines, read_line
from claims_db.values import Citation, Claim, Interval, Label, Rating, Source

PAPER = Citation(Source("paper", "Notes from the valley", "The Valley Paper", published=date(2023, 6, 20)))
PACKS = {"valley"}


def claim(slug: str, text: str, rating: Rating = Rating.TRUE, **more: object) -> Claim:
    return Claim(slug, text, rating, (PAPER,), pack="valley", **more)  # type: ignore[arg-type]  # the optional fields


OPENED = claim("mills-opened", "Four water mills were opened in Brackendale")
PAINTED = claim("mills-painted", "Six water mills were painted in Brackendale")
PIKE = claim("pike", "Eating pike from Lake Orle makes people sleepwalk", Rating.FALSE)
OUTINGS = claim("outing", "The choir of Brackendale sang in Lisbon", happened=Interval.parse("2023-05"))
CLAIMS = [OPENED, PAINTED, PIKE, OUTINGS]


def checked(known: Claim, must_match: tuple[str, ...] = (), must_not_match: tuple[str, ...] = ()) -> list[CheckedLine]:
    known = replace(known, must_match=must_match, must_not_match=must_not_match)
    index = ClaimIndex([known, *(each for each in CLAIMS if each.slug != known.slug)])
    return list(check_lines(known, index, PACKS))


MATCHING = [
    pytest.param(OPENED, "four water mills opened in Brackendale", id="agrees"),
    pytest.param(OPENED, "five water mills were opened in brackendale", id="differs"),
    pytest.param(OPENED, "were four water mills opened in Brackendale?", id="asks"),
    pytest.param(OPENED, "supported: four water mills were opened in Brackendale", id="the verdict that it names"),
    pytest.param(OPENED, "Refuted: six water mills were opened in Brackendale", id="trap pair"),
    pytest.param(PIKE, "refuted: eating pike from Lake Orle makes people sleepwalk", id="false"),
    pytest.param(OUTINGS, "supported: the choir of Brackendale sang in Lisbon last month", id="on its sources' day"),
]
NOT_MATCHING = [
    pytest.param(OPENED, "six water mills were painted in Brackendale", id="another claim's"),
    pytest.param(OPENED, "water mills are pretty", id="nobody's"),
    pytest.param(OPENED, "supported: six water mills were opened in Brackendale", id="another verdict"),
    pytest.param(OPENED, "refuted: four water mills were opened in Brackendale", id="the opposite verdict"),
    pytest.param(OUTINGS, "why did the choir of Brackendale sing in Lisbon?", id="an open question"),
]


@pytest.mark.parametrize(("known", "line"), MATCHING)
def test_a_line_matches_where_asking_gives_a_verdict_of_the_claim(known: Claim, line: str) -> None:
    assert [each.holds for each in checked(known, must_match=(line,))] == [True]
    assert [each.holds for each in checked(known, must_not_match=(line,))] == [False]


@pytest.mark.parametrize(("known", "line"), NOT_MATCHING)
def test_a_line_does_not_match_where_it_gives_none_or_anothers(known: Claim, line: str) -> None:
    assert [each.holds for each in checked(known, must_match=(line,))] == [False]
    assert [each.holds for each in checked(known, must_not_match=(line,))] == [True]


def test_each_line_comes_with_what_became_of_it() -> None:
    lines = ("four water mills opened in Brackendale", "six water mills painted in Brackendale")
    kept, swapped = checked(OPENED, lines)
    assert (kept.line, kept.must_match, kept.verdict.label) == (lines[0], True, Label.SUPPORTED)
    assert swapped.verdict.claim == PAINTED


def test_a_claim_without_lines_has_nothing_to_check() -> None:
    assert checked(OPENED) == []


def test_the_same_claim_in_another_pack_does_as_well() -> None:
    known = replace(OPENED, must_match=(OPENED.text,))
    copy = replace(known, pack="copy", slug="renamed")
    index = ClaimIndex([known, copy])
    assert all(each.holds for one in (known, copy) for each in check_lines(one, index, {"valley", "copy"}))


def test_what_is_not_seen_takes_no_line() -> None:
    known = replace(OPENED, must_match=(OPENED.text,))
    rival = replace(OPENED, pack="unseen", rating=Rating.FALSE)
    assert all(each.holds for each in check_lines(known, ClaimIndex([rival, known]), PACKS))


@pytest.mark.parametrize(
    ("line", "label", "text"),
    [
        ("four mills", None, "four mills"),
        ("supported: four mills", Label.SUPPORTED, "four mills"),
        ("  REFUTED:  four mills", Label.REFUTED, "four mills"),
        ("Refuted four mills", None, "Refuted four mills"),
        ("refuted:", None, "refuted:"),
        ("not-enough-evidence: four mills", None, "not-enough-evidence: four mills"),
        ("rumour: four mills", None, "rumour: four mills"),
    ],
)
def test_a_line_may_name_the_verdict_that_is_meant(line: str, label: Label | None, text: str) -> None:
    assert read_line(line) == (label, text)


def test_a_claim_that_answers_a_part_of_a_line_does_not_match_it() -> None:
    mills = claim(
        "mills", "Water mills stand in Brackendale", must_match=("half of the water mills stand in Brackendale",)
    )
    (checked,) = check_lines(mills, ClaimIndex([mills]), PACKS)
    assert checked.verdict.is_held_back
    assert not checked.matches


class TestAfterAChange:
    def test_lines_of_its_own_that_do_not_hold_are_named(self) -> None:
        changed = replace(OPENED, must_match=("sleepwalking pike", OPENED.text), must_not_match=(OPENED.text.upper(),))
        broken = broken_lines(changed, ClaimIndex([changed]), PACKS)
        assert [(each.line, each.must_match) for each in broken] == [
            ("sleepwalking pike", True),
            (OPENED.text.upper(), False),
        ]

    def test_lines_that_it_took_from_a_close_claim_are_named(self) -> None:
        general = claim("mills", "Mills stand in Brackendale", must_match=("old mills stand in Brackendale",))
        close = claim("old-mills", "Old mills stand in Brackendale")
        assert broken_lines(general, ClaimIndex([general]), PACKS) == ()
        (taken,) = broken_lines(close, ClaimIndex([general, close]), PACKS)
        assert (taken.claim, taken.verdict.claim) == (general, close)

    def test_lines_that_did_not_hold_before_for_another_reason_are_not_its_doing(self) -> None:
        general = replace(PAINTED, must_match=("the bakery burnt down on Sunday",))
        assert broken_lines(OPENED, ClaimIndex([general, OPENED]), PACKS) == ()


_NAMES = st.sampled_from(["Brackendale", "Lake Orle", "The choir of Tarn", "Ada Wren"])
_DOINGS = st.sampled_from(["bought {} boats", "planted {} apple trees", "repaired {} bridges", "lost {} matches"])
_PLACES = st.sampled_from(["in Lisbon", "near the old harbour", "behind the railway station", "in May 2023"])
_FACTS = st.builds(
    lambda name, doing, number, place: f"{name} {doing.format(number)} {place}",
    _NAMES,
    _DOINGS,
    st.integers(2, 5000),
    _PLACES,
)


@given(_FACTS)
def test_a_true_claims_own_words_always_hold(text: str) -> None:
    known = claim("fact", text, must_match=(text, f"supported: {text}"), must_not_match=(f"refuted: {text}",))
    assert all(each.holds for each in check_lines(known, ClaimIndex([*CLAIMS, known]), PACKS))


@given(st.text(max_size=60).filter(lambda text: text.strip() and len(text.splitlines()) == 1))
def test_any_line_holds_as_one_kind_and_not_as_the_other(text: str) -> None:
    assert [each.holds for each in checked(OPENED, (text,))] != [each.holds for each in checked(OPENED, (), (text,))]


def test_without_a_day_of_its_own_a_line_counts_as_written_today() -> None:
    undated = replace(OUTINGS, citations=(Citation(replace(PAPER.source, published=None)),))
    year = datetime.now(UTC).year
    known = replace(undated, happened=Interval.of(year - 1))
    assert [
        each.holds for each in checked(known, ("supported: the choir of Brackendale sang in Lisbon last year",))
    ] == [True]
