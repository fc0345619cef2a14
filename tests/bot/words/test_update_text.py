"""What an updated reply says of the change, and what moderators hear of the work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.cards.answer_cards import Card
from bot.cards.update_cards import updated_answer
from bot.places import Answer
from bot.words import update_text
from claims_db.store.replies import Reply
from claims_db.store.updates import Update, UpdateProgress
from claims_db.values import Citation, Claim, Interval, Label, Rating, Source

AT = datetime(2026, 5, 3, 23, 59, tzinfo=UTC)
SOURCE = Source("guide", "A guide to Erewhon", "The Gazette")
CLAIM = Claim("steps", "The old lighthouse has two hundred steps", Rating.TRUE, (Citation(SOURCE),))
OTHER = Citation(Source("map", "A map of Erewhon", "The Gazette"))


def update(
    after: Claim = CLAIM, shown: Claim | None = CLAIM, *, was_retired: bool = False, retired: bool = False
) -> Update:
    reply = Reply(1, 2, 3, 4, CLAIM.key, Label.SUPPORTED, AT)
    return Update(reply, shown, was_retired, after, retired, 9, AT)


CHANGES = [
    ("rating", replace(CLAIM, rating=Rating.HALF_TRUE), ["It is rated half true now, not true."]),
    ("text", replace(CLAIM, text="The lighthouse has ninety steps"), [f"The claim said before: “{CLAIM.text}”."]),
    (
        "day",
        replace(CLAIM, as_of=Interval.parse("2026-05-02")),
        ["Its day was changed: as of 2 May 2026, not no day known."],
    ),
    ("happened", replace(CLAIM, happened=Interval.parse("2021")), ["It happened in 2021."]),
    ("one more source", replace(CLAIM, citations=(*CLAIM.citations, OTHER)), ["A source was added."]),
    ("another source", replace(CLAIM, citations=(OTHER,)), ["Its citations changed."]),
    (
        "several",
        replace(CLAIM, rating=Rating.FALSE, citations=(OTHER, *CLAIM.citations, Citation(replace(SOURCE, key="x")))),
        ["It is rated false now, not true.", "2 sources were added."],
    ),
]


@pytest.mark.parametrize(("after", "told"), [each[1:] for each in CHANGES], ids=[each[0] for each in CHANGES])
def test_each_change_is_told_in_words(after: Claim, told: Sequence[str]) -> None:
    assert update_text.updated(update(after)) == f"Updated 3 May 2026: {' '.join(told)}"


def test_sources_that_were_taken_away_are_counted() -> None:
    before = replace(CLAIM, citations=(*CLAIM.citations, OTHER))
    assert update_text.updated(update(CLAIM, before)).endswith("A source was removed.")


def test_a_long_claim_is_quoted_in_part() -> None:
    before = replace(CLAIM, text="library of Erewhon " * 40)
    assert len(update_text.updated(update(CLAIM, before))) < 300


def test_a_claim_that_came_back_says_so() -> None:
    assert update_text.updated(update(was_retired=True)) == (
        "Updated 3 May 2026: The claim was withdrawn for a while, and is in use again."
    )


def test_a_past_that_is_lost_is_no_error() -> None:
    assert update_text.updated(update(shown=None)) == "Updated 3 May 2026: The claim was reviewed."


def test_a_withdrawn_claim_is_shown_without_its_rating_and_sources() -> None:
    answer = updated_answer(update(retired=True), None)
    shown = repr(answer.card)
    assert answer.card.opening.startswith("This claim was withdrawn on 3 May 2026.")
    assert CLAIM.text in shown
    assert "Rated" not in shown
    assert SOURCE.title not in shown
    assert update_text.one_line(update(retired=True), answer.card.opening) == answer.card.opening


def test_an_answer_about_another_claim_is_not_taken() -> None:

    other = Answer(Card("Another card"), replace(CLAIM, slug="another").key)
    answer = updated_answer(update(replace(CLAIM, rating=Rating.FALSE)), other)
    assert answer.claim == CLAIM.key
    assert answer.card.opening == "Sources rate this claim as false."


@pytest.mark.parametrize(
    ("progress", "told"),
    [
        (UpdateProgress(0, 0, 0), update_text.NOTHING_LEFT),
        (UpdateProgress(1, 0, 0), "Done: 1 reply is up to date."),
        (UpdateProgress(1200, 1, 0), "Done: 1,200 replies are up to date. 1 was skipped: deleted, or out of my reach."),
        (UpdateProgress(0, 2, 0), "Done. 2 were skipped: deleted, or out of my reach."),
        (UpdateProgress(3, 2, 7), "5 of 12 done. 2 were skipped: deleted, or out of my reach."),
        (UpdateProgress(0, 0, 1), "0 of 1 done."),
    ],
)
def test_how_far_it_is_is_told_in_words(progress: UpdateProgress, told: str) -> None:
    assert update_text.how_far(progress) == told


@pytest.mark.parametrize(("number", "told"), [(1, "1 earlier reply shows"), (1000, "1,000 earlier replies show")])
def test_the_question_counts(number: int, told: str) -> None:
    assert update_text.question(number).startswith(told)
