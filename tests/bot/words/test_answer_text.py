"""The sentences of verdicts, days and reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import Enum

import pytest

from bot.words import answer_text
from claims_db.differences import Difference, DifferenceKind
from claims_db.values import (
    Answer,
    AnswerKind,
    Citation,
    Claim,
    Interval,
    Label,
    Match,
    Rating,
    Silence,
    Source,
    Stance,
    Unanswered,
    Verdict,
)

DAY = date(2021, 3, 18)
NUMBER = Difference(DifferenceKind.NUMBER, "eleven", "twelve")
DATE = Difference(DifferenceKind.DATE, "last month", "February 2021")
NEGATION = Difference(DifferenceKind.NEGATION, "it is not so", "it is so")
OPPOSITES = Difference(DifferenceKind.NEGATION, "younger", "older")


SOURCE = Source("gazette", "Library closes", "The Erewhon Gazette", published=DAY)


def claim(rating: Rating = Rating.TRUE, *, source: Source = SOURCE, happened: Interval | None = None) -> Claim:
    return Claim("library", "The library of Erewhon closed", rating, (Citation(source),), happened=happened)


def verdict(
    label: Label,
    rating: Rating,
    *differences: Difference,
    stance: Stance = Stance.ASSERTS,
) -> Verdict:
    return Verdict("", label, stance, 0.9, claim=claim(rating), differences=differences, silence=None)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (verdict(Label.SUPPORTED, Rating.TRUE), "The source agrees."),
        (verdict(Label.SUPPORTED, Rating.MOSTLY_TRUE, stance=Stance.ASKS), "Yes, the source says so."),
        (
            verdict(Label.SUPPORTED, Rating.FALSE, stance=Stance.DENIES),
            "The source agrees: it rates the claim below as false.",
        ),
        (verdict(Label.REFUTED, Rating.TRUE, NUMBER), "The source says twelve, not eleven."),
        (
            verdict(Label.REFUTED, Rating.TRUE, NUMBER, Difference(DifferenceKind.DATE, "May", "March")),
            "The source says twelve, not eleven; and March, not May.",
        ),
        (verdict(Label.REFUTED, Rating.TRUE, NUMBER, NUMBER), "The source says twelve, not eleven."),
        (verdict(Label.REFUTED, Rating.TRUE, NUMBER, NEGATION), "The source says twelve, not eleven."),
        (verdict(Label.REFUTED, Rating.TRUE, Difference(DifferenceKind.UNIT, "", "yuan")), "The source says yuan."),
        (verdict(Label.REFUTED, Rating.TRUE, NEGATION, stance=Stance.DENIES), "The source says the opposite."),
        (verdict(Label.REFUTED, Rating.TRUE, OPPOSITES), "The source says older, not younger."),
        (verdict(Label.REFUTED, Rating.TRUE, stance=Stance.DENIES), "The source says the opposite."),
        (verdict(Label.REFUTED, Rating.FALSE), "Sources rate this claim as false."),
        (verdict(Label.REFUTED, Rating.MOSTLY_FALSE), "Sources rate this claim as mostly false."),
        (verdict(Label.CONFLICTING, Rating.HALF_TRUE), "Sources rate this claim as half true."),
        (verdict(Label.CONFLICTING, Rating.MISLEADING), "Sources rate this claim as misleading."),
        (verdict(Label.CONFLICTING, Rating.UNPROVEN), "Sources rate this claim as unproven."),
        (verdict(Label.OUTDATED, Rating.OUTDATED), "Sources rate this claim as outdated: it used to be true."),
        (
            verdict(Label.OUTDATED, Rating.TRUE, DATE),
            "This used to be true. The source says February 2021, not last month.",
        ),
        (Verdict("", Label.NOT_ENOUGH_EVIDENCE, Stance.ASSERTS, 0), "There is no entry on this."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_first_sentence_of_a_verdict(given: Verdict, sentence: str) -> None:
    assert answer_text.headline(given) == sentence


@pytest.mark.parametrize(
    ("text", "kind", "sentence"),
    [
        pytest.param("twelve", AnswerKind.COUNT, "Twelve.", id="a-number"),
        pytest.param("in October 2022", AnswerKind.DAY, "In October 2022.", id="a-day-of-its-text"),
        pytest.param("February 2021", AnswerKind.DAY, "In February 2021.", id="when-it-happened"),
        pytest.param("Tencent and Baidu", AnswerKind.SOMEBODY, "Tencent and Baidu are named.", id="several-names"),
        pytest.param("Acme Ltd.", AnswerKind.NAME, "Acme Ltd.", id="a-name-with-a-stop"),
        pytest.param("because it was\n late", AnswerKind.CAUSE, "Because it was late.", id="a-cause"),
    ],
)
def test_an_answer_is_a_sentence(text: str, kind: AnswerKind, sentence: str) -> None:
    given = Answer(claim(happened=Interval.parse("2021-02")), text, kind)
    asked = Verdict(
        "",
        Label.NOT_ENOUGH_EVIDENCE,
        Stance.ASKS,
        1,
        claim=given.claim,
        answers=(given,),
        silence=Silence.OPEN_QUESTION,
    )
    assert answer_text.headline(asked) == sentence


@pytest.mark.parametrize(
    ("happened", "sentence"),
    [("2021-03-18", "On 18 March 2021."), ("2021-03-12/2021-03-18", "From 12 March 2021 to 18 March 2021.")],
)
def test_an_answer_says_on_or_from(happened: str, sentence: str) -> None:
    interval = Interval.parse(happened)
    assert answer_text.told(Answer(claim(happened=interval), interval.in_words(), AnswerKind.DAY)) == sentence


@pytest.mark.parametrize(
    ("number", "more", "asks", "sentence"),
    [
        (1, False, "how much", "I know one claim about Tencent; it does not say how much."),
        (3, False, "how much", "I know 3 claims about Tencent; none says how much."),
        (50, True, "which firms", "I know more than 50 claims about Tencent; none says which firms."),
        (2, False, "what", "I know 2 claims about Tencent; none says this."),
    ],
)
def test_what_is_known_is_told_where_nothing_answers(number: int, more: bool, asks: str, sentence: str) -> None:
    known = Unanswered(asks, "Tencent", (claim(),), number, more=more)
    asked = Verdict("", Label.NOT_ENOUGH_EVIDENCE, Stance.ASKS, 0, unanswered=known, silence=Silence.OPEN_QUESTION)
    assert answer_text.headline(asked) == sentence


def test_the_day_of_the_event_is_told_beside_that_of_the_source() -> None:
    happened = Interval.parse("2021-02")
    assert answer_text.standing(claim(happened=happened)) == (
        "Happened in February 2021 · source of 18 March 2021. Rated true."
    )
    as_of = replace(claim(happened=happened), as_of=Interval.parse("2021-05"))
    assert answer_text.standing(as_of) == "Happened in February 2021 · as of May 2021. Rated true."
    undated = claim(source=replace(SOURCE, published=None), happened=happened)
    assert answer_text.standing(undated) == "Happened in February 2021. Rated true."
    twice = replace(claim(happened=happened), citations=(Citation(SOURCE), Citation(replace(SOURCE, key="other"))))
    assert answer_text.standing(twice) == "Happened in February 2021 · newest source of 18 March 2021. Rated true."


def test_a_long_detail_is_cut_and_many_are_left_out() -> None:
    many = tuple(Difference(DifferenceKind.NUMBER, f"{number}" * 200, "twelve\n firms") for number in range(1, 9))

    sentence = answer_text.contrast(many)

    assert sentence.count("twelve firms, not ") == 3
    assert len(sentence) < 400


@pytest.mark.parametrize(
    ("interval", "written"),
    [
        ("2021", "2021"),
        ("2021-02", "February 2021"),
        ("2021-03-18", "18 March 2021"),
        ("2021-03-12/2021-03-18", "12 March 2021 to 18 March 2021"),
    ],
)
def test_days_are_written_out(interval: str, written: str) -> None:
    assert Interval.parse(interval).in_words() == written


@pytest.mark.parametrize(
    ("interval", "sentence"),
    [
        ("2021-02", "It happened in February 2021."),
        ("2021-03-18", "It happened on 18 March 2021."),
        ("2021-03-12/2021-03-18", "It happened from 12 March 2021 to 18 March 2021."),
    ],
)
def test_when_it_happened(interval: str, sentence: str) -> None:
    assert answer_text.happened(claim(happened=Interval.parse(interval))) == sentence


def test_when_it_happened_is_not_made_up() -> None:
    assert answer_text.happened(claim()) == (
        "The day it happened is not recorded. As of 18 March 2021, the sources say so."
    )


def test_a_claim_without_any_day_says_so() -> None:
    undated = claim(source=Source("k", "Title", "Publisher"))

    assert answer_text.standing(undated) == "No day known. Rated true."
    assert answer_text.happened(undated) == "The day it happened is not recorded."
    assert answer_text.publication(undated.citations[0]) == "Publisher"


@pytest.mark.parametrize(("found", "start"), [(0, "There is no entry"), (1, "There is one"), (3, "These are 3")])
def test_how_much_is_known_about_a_topic(found: int, start: str) -> None:
    assert answer_text.known_about("pandas", found).startswith(start)


def test_a_close_claim_says_what_differs_or_that_it_is_another() -> None:
    assert answer_text.near_miss(Match(claim(), 0.5, (NUMBER,))) == "The source says twelve, not eleven."
    assert "may be a different statement" in answer_text.near_miss(Match(claim(), 0.5))
    assert "in other words" in answer_text.near_miss(Match(claim(), 0.5, heard=True))


@pytest.mark.parametrize(
    ("table", "kinds"),
    [
        (answer_text.RATING_WORDS, Rating),
        (answer_text.LABEL_WORDS, Label),
    ],
)
def test_every_kind_has_words(table: dict[object, str], kinds: type[Enum]) -> None:
    assert set(table) == set(kinds)
