"""Why words, details and thresholds weigh what they do: sentences that come out otherwise when one of them moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from claims_db.engine.check import assessments, check
from claims_db.engine.index import ClaimIndex
from claims_db.values import Citation, Claim, Label, Message, Rating, Source, Verdict

AT = datetime(2026, 8, 20, 12, tzinfo=UTC)
PACK = "weighing"
STREETS = tuple(f"Norhaven street {number} was paved" for number in range(12))


def store(*texts: str, rating: Rating = Rating.TRUE) -> ClaimIndex:
    citation = Citation(Source("gazette", "Harbour news", "Harbour Gazette"))
    return ClaimIndex(Claim(f"claim-{at}", text, rating, (citation,), pack=PACK) for at, text in enumerate(texts))


def said(index: ClaimIndex, text: str) -> Verdict:
    return check(Message(text, AT), index, {PACK})


def sure(index: ClaimIndex, text: str) -> float:
    """How surely the text says what the first claim says."""
    found = assessments(Message(text, AT), index, {PACK})
    return next((one.confidence for one in found if one.claim.slug == "claim-0"), 0.0)


def test_a_name_left_out_costs_more_than_another_word_as_rare() -> None:
    index = store("Quillon mends broken violins")
    assert sure(index, "Quillon mends broken") > sure(index, "mends broken violins") + 0.02


def test_everyday_words_left_out_cost_little() -> None:
    index = store("People say that visitors need to take good new lanterns to the Skarrow lighthouse")
    assert sure(index, "visitors take lanterns to the Skarrow lighthouse") > 0.8
    assert said(index, "visitors lanterns Skarrow lighthouse").speaks


def test_without_its_numbers_a_claim_is_not_surely_said() -> None:
    index = store("Skarrow sold 12 lanterns for 30 crowns in May 1990")
    assert sure(index, "Skarrow sold lanterns") < sure(index, "Skarrow sold 12 lanterns") - 0.03


def test_the_telling_word_of_a_name_stands_for_all_of_it() -> None:
    index = store("The Brackmoor Deep Radio Observatory recorded whales")
    named, unnamed = sure(index, "Brackmoor recorded whales"), sure(index, "Observatory recorded whales")
    assert unnamed < named - 0.1, "a word that a dictionary has stands for nothing"


def test_a_word_of_many_names_does_not_stand_for_one_of_them() -> None:
    index = store("Norhaven Quillonby repairs violins", *STREETS)
    assert said(index, "Quillonby repairs violins").speaks
    assert said(index, "Norhaven repairs violins").silence is not None


def test_likelier_than_not_is_not_sure_enough_to_speak_unasked() -> None:
    found = said(store("Norhaven Quillonby repairs violins", *STREETS), "Norhaven repairs violins")
    assert 0.55 < found.confidence < 0.7
    assert (found.label, found.speaks) == (Label.SUPPORTED, False)


def test_a_claim_that_fits_better_is_no_tie_with_one_that_adds_a_word() -> None:
    citation = Citation(Source("gazette", "Harbour news", "Harbour Gazette"))
    ours = Claim("ours", "Skarrow harbour sells painted lanterns to visitors", Rating.TRUE, (citation,), pack=PACK)
    theirs = replace(
        ours, slug="theirs", text="Skarrow harbour sells painted lanterns to young visitors", rating=Rating.FALSE
    )
    found = said(ClaimIndex([ours, theirs]), ours.text)
    assert (found.label, found.rivals, found.speaks) == (Label.SUPPORTED, (), True)


def test_a_name_after_a_long_preposition_takes_no_part_in_who_did_what() -> None:
    found = said(
        store("Skarrow lanterns sold best throughout and across our Norland games"),
        "across our Norland games what sold best: Skarrow lanterns",
    )
    assert found.label is Label.SUPPORTED
