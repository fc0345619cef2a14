from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims_db.files.refusals import Refusals


def test_a_fault_of_one_row_is_told_as_it_is() -> None:
    refusals = Refusals("line")
    refusals.add(7, "'claimReviewed' is missing")
    assert refusals.sentences() == ("line 7: 'claimReviewed' is missing",)


def test_faults_of_a_kind_are_told_once_with_their_number() -> None:
    refusals = Refusals("review")
    for row in range(1, 3001):
        refusals.add(row, "the rating 'Four Pinocchios' is not known", kind="four pinocchios")
    refusals.add(3001, "the rating 'Satire' is not known", kind="satire")
    assert refusals.number == 3001
    assert refusals.sentences() == (
        "3,000 reviews (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …): the rating 'Four Pinocchios' is not known",
        "review 3001: the rating 'Satire' is not known",
    )


def test_sentences_are_of_one_kind_where_only_what_they_quote_differs() -> None:
    refusals = Refusals("review")
    refusals.add(1, "'It is so' is too short")
    refusals.add(2, "'claimReviewed' is missing")
    refusals.add(3, '"It isn\'t" is too short')
    refusals.add(4, "'author' is missing")
    assert refusals.sentences() == (
        "2 reviews (1, 3): 'It is so' is too short",
        "review 2: 'claimReviewed' is missing",
        "review 4: 'author' is missing",
    )


@given(st.lists(st.text(max_size=20)))
def test_every_row_counts_once(sentences: list[str]) -> None:
    refusals = Refusals("row")
    for row, sentence in enumerate(sentences, 1):
        refusals.add(row, f"{sentence!r} is wrong")
    assert refusals.number == len(sentences)
    assert len(refusals.sentences()) <= len(sentences)
