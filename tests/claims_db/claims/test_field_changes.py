from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from claims_db.claims.field_changes import FieldChange, field_changes, in_words, touched, with_fields_of
from claims_db.values import Citation, Claim, Interval, Rating

from ..examples import LETTER, REPORT, a_few_packs, lighthouse, packs_of_claims

BEFORE = lighthouse()
CITED = "Harbour report, A. Writer, The Harbour Post, 1 May 2022, https://post.example/a"

CASES = [
    ("nothing", BEFORE, []),
    ("the text", replace(BEFORE, text="The lamp shines far."), [("text", BEFORE.text, "The lamp shines far.")]),
    ("the rating", replace(BEFORE, rating=Rating.FALSE), [("rating", "true", "false")]),
    ("a day taken out", replace(BEFORE, as_of=None), [("as of", "May 2022", None)]),
    ("another time", replace(BEFORE, happened=Interval.of(2021)), [("happened", "1 April 2022 to 1 May 2022", "2021")]),
    (
        "one phrasing for another",
        replace(BEFORE, phrasings=("A hundred steps twice",)),
        [("phrasing", BEFORE.phrasings[0], None), ("phrasing", None, "A hundred steps twice")],
    ),
    ("a tag more", replace(BEFORE, tags=("harbour", "height")), [("tag", None, "height")]),
    (
        "another order",
        replace(BEFORE, must_match=BEFORE.must_match[::-1]),
        [("order of the lines that must match", "; ".join(BEFORE.must_match), "; ".join(BEFORE.must_match[::-1]))],
    ),
    (
        "a line taken out",
        replace(BEFORE, must_not_match=()),
        [("line that must not match", "The lighthouse has two hundred windows", None)],
    ),
    (
        "another quote",
        replace(BEFORE, citations=(Citation(REPORT, "two hundred"),)),
        [("citation", f"{CITED}: “200 steps”", None), ("citation", None, f"{CITED}: “two hundred”")],
    ),
    (
        "a source more",
        replace(BEFORE, citations=(*BEFORE.citations, Citation(LETTER))),
        [("citation", None, "Letters to the editor, The Harbour Post")],
    ),
    ("the key of a source alone", lighthouse("lighthouse", "local", replace(REPORT, key="report-2")), []),
]


@pytest.mark.parametrize(("after", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_difference_is_read_field_by_field(after: Claim, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert field_changes(BEFORE, after) == tuple(FieldChange(*each) for each in expected)


def test_what_only_the_store_named_otherwise_is_not_touched() -> None:
    renumbered = lighthouse("lighthouse", "local", replace(REPORT, key="report-2"))
    assert touched(BEFORE, renumbered) == frozenset()
    assert touched(BEFORE, replace(renumbered, tags=())) == {"tags"}


def test_a_new_claim_is_all_difference() -> None:
    told = field_changes(None, BEFORE)
    assert [(each.field, each.before) for each in told] == [
        (name, None)
        for name in (
            *("text", "rating", "as of", "happened", "phrasing", "citation", "tag"),
            *("line that must match",) * 2,
            "line that must not match",
        )
    ]
    assert touched(None, BEFORE) == touched(BEFORE, replace(other_in_everything(BEFORE), slug=BEFORE.slug))


def other_in_everything(claim: Claim) -> Claim:
    return replace(
        Claim(claim.slug, "Nobody counted the worn steps.", Rating.FALSE, (Citation(LETTER),)),
        must_match=("One", "Two"),
        phrasings=("No worn steps lead up",),
    )


def test_fields_are_named_in_the_order_in_which_a_claim_is_read() -> None:
    assert in_words(["text"]) == "text"
    assert in_words(["citations", "phrasings"]) == "phrasings and citations"
    assert in_words(["must_match", "text", "as_of"]) == "text, as of and lines that must match"


PAIRS = packs_of_claims().filter(lambda claims: len(claims) >= 2)


@a_few_packs
@given(PAIRS)
def test_taking_over_what_differs_makes_two_claims_the_same(claims: list[Claim]) -> None:
    one, other = replace(claims[0], slug="it"), replace(claims[1], slug="it")
    made = with_fields_of(one, other, touched(one, other))
    assert not touched(made, other)
    assert not field_changes(made, other)


@a_few_packs
@given(PAIRS, st.data())
def test_whatever_is_told_was_touched_and_the_other_way_round(claims: list[Claim], data: st.DataObject) -> None:
    one, other = replace(claims[0], slug="it"), replace(claims[1], slug="it")
    names = data.draw(st.sets(st.sampled_from(sorted(touched(None, one)))))
    made = with_fields_of(one, other, names)
    assume(touched(one, made) == names & touched(one, other))
    assert bool(field_changes(one, made)) == bool(touched(one, made))
