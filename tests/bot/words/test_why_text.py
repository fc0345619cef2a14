"""The sentences that say how an answer came about."""

from __future__ import annotations

from enum import Enum

import pytest

from bot.words import why_text
from bot.words.why_text import Section, why, why_opening
from claims_db.differences import Alignment, Difference, DifferenceKind, Evidence, Group, SaidPart, Weighed
from claims_db.values import Citation, Claim, Label, Rating, Silence, Source, Stance, Verdict

CLAIM = Claim(
    "library", "The library closed", Rating.TRUE, (Citation(Source("gazette", "Library closes", "The Gazette")),)
)
NUMBER = Difference(DifferenceKind.NUMBER, "eleven", "twelve")


def reasons(*parts: SaidPart, missing: tuple[str, ...] = (), weighed: tuple[Weighed, ...] = ()) -> tuple[Section, ...]:
    evidence = Evidence("The library closed", parts, missing, weighed)
    return why(Verdict("", Label.REFUTED, Stance.ASSERTS, 0.9, claim=CLAIM, differences=(NUMBER,), evidence=evidence))


def answered(said: str, source: str, how: Alignment) -> SaidPart:
    return SaidPart(Group.ANSWERED, said, source, how=how)


def harmless(said: str) -> SaidPart:
    return SaidPart(Group.HARMLESS, said)


def left_over(said: str) -> SaidPart:
    return SaidPart(Group.LEFT_OVER, said)


def contradicting(said: str, source: str, kind: DifferenceKind = DifferenceKind.NUMBER) -> SaidPart:
    return SaidPart(Group.CONTRADICTING, said, source, kind=kind)


def test_the_four_groups_come_first_and_what_was_weighed_after_them() -> None:
    found = reasons(
        harmless("my friend told me that"),
        contradicting("eleven", "twelve"),
        answered("library", "library", Alignment.SAME),
        answered("shut", "closed", Alignment.SYNONYM),
        left_over("because of litter"),
        harmless("sadly"),
        missing=("Erewhon", "Monday"),
        weighed=(
            Weighed("It names another town."),
            Weighed("It has the claim's words.", 6.47),
            Weighed("It says more.", -2.34),
            Weighed("It hardly copies.", -0.04),
        ),
    )

    assert found[:7] == (
        Section(
            "Answered by the claim",
            ("The same: library", "“shut” by “closed”: it means the same here"),
        ),
        Section("Harmless, adding nothing to the claim", ("“my friend told me that”, “sadly”",)),
        Section("Left over, not in the claim", ("“because of litter”",)),
        Section("Contradicting the claim", ("Number. Message: eleven. Source: twelve.",)),
        Section("Only in the claim", ("Erewhon, Monday",)),
        Section("Compared with", ("The library closed",)),
        Section(
            "For and against",
            (
                "Against: It names another town. That makes it another statement.",
                "For (6.5): It has the claim's words.",
                "Against (2.3): It says more.",
            ),
        ),
    )
    assert found[7].title == "What would have stopped it"
    assert "another claim that fits equally well" in found[7].lines[-1]


def test_an_empty_group_is_not_shown() -> None:
    titles = [section.title for section in reasons(left_over("because of litter"))]

    assert titles == ["Left over, not in the claim", "Compared with", "What would have stopped it"]


@pytest.mark.parametrize(
    ("part", "line"),
    [
        (answered("library", "library", Alignment.SAME), "The same: library"),
        (answered("close", "closed", Alignment.FORM), "“close” by “closed”: another form of the word"),
        (answered("libary", "library", Alignment.SPELLING), "“libary” by “library”: spelled a little differently"),
        (answered("half a million", "500,000", Alignment.DETAIL), "“half a million” by “500,000”: the two agree"),
        (answered("binned", "", Alignment.WORDING), "By another wording of the claim: binned"),
        (answered("a myth", "", Alignment.RATING), "By the rating, which says that it is not so: a myth"),
        (
            contradicting("Oslo beat Bergen", "Bergen beat Oslo", DifferenceKind.ROLE),
            "Who did it to whom. Message: Oslo beat Bergen. Source: Bergen beat Oslo.",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_part_is_told_in_one_line(part: SaidPart, line: str) -> None:
    assert reasons(part)[0].lines == (line,)


def test_a_long_message_leaves_room_for_the_other_reasons() -> None:
    many = [f"{number} " + "word " * 50 for number in range(50)]
    parts = [
        SaidPart(group, said, f"source {said}", how=how, kind=DifferenceKind.NUMBER)
        for said in many
        for group, how in [*((Group.ANSWERED, how) for how in Alignment), *((group, None) for group in list(Group)[1:])]
    ]

    found = reasons(*parts)

    told = {section.title.split()[0].strip(","): section.lines for section in found}
    assert sum(len(line) for lines in told.values() for line in lines) < 4000
    assert told["Harmless"][0].endswith("…” and 47 more")
    assert told["Contradicting"][-1] == "and 47 more"
    assert found[-1].title == "What would have stopped it"


def test_a_word_that_is_said_twice_is_told_once() -> None:
    twice = reasons(answered("closed", "closed", Alignment.SAME), answered("closed", "closed", Alignment.SAME))

    assert twice[0].lines == ("The same: closed",)


def test_without_a_claim_the_reason_is_why_there_is_none() -> None:
    nothing = Verdict("", Label.NOT_ENOUGH_EVIDENCE, Stance.ASSERTS, 0)

    assert why_opening(nothing).startswith("There is no entry")
    assert why(nothing) == (Section("Why there is no answer", (why_text.SILENCE_WORDS[Silence.NO_MATCH],)),)


@pytest.mark.parametrize(
    ("table", "kinds"),
    [
        (why_text.SILENCE_WORDS, Silence),
        (why_text.KIND_WORDS, DifferenceKind),
        (why_text.GROUP_TITLES, Group),
    ],
)
def test_every_kind_has_words(table: dict[object, str], kinds: type[Enum]) -> None:
    assert set(table) == set(kinds)
