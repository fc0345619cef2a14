"""What is said of lines that hold and of lines that do not."""

from __future__ import annotations

import pytest

from bot.words import line_text
from claims_db.differences import Difference, DifferenceKind
from claims_db.engine.lines import CheckedLine
from claims_db.values import Citation, Claim, Label, Match, Rating, Source, Stance, Verdict

SOURCE = Citation(Source("post", "Harbour news", "The Harbour Post"))
CRANES = Claim("cranes", "The harbour has nine green cranes", Rating.TRUE, (SOURCE,))
BOATS = Claim("boats", "The harbour has four green boats", Rating.TRUE, (SOURCE,))
NUMBER = Difference(DifferenceKind.NUMBER, "six", "nine")


def checked(label: Label, claim: Claim | None = None, closest: tuple[Match, ...] = ()) -> CheckedLine:
    differences = (NUMBER,) if label is Label.REFUTED else ()
    verdict = Verdict("x", label, Stance.ASSERTS, 0.9, claim=claim, differences=differences, closest=closest)
    return CheckedLine(CRANES, "x", True, None, verdict)  # noqa: FBT003 - `must_match`


@pytest.mark.parametrize(
    ("broken", "lines", "said"),
    [
        (0, 0, "No claim here has lines that it must or must not match."),
        (0, 1, "The line holds."),
        (0, 1200, "All 1,200 lines hold."),
        (1, 1, "1 of 1 line does not hold."),
        (1, 5, "1 of 5 lines does not hold."),
        (1100, 1200, "1,100 of 1,200 lines do not hold."),
    ],
)
def test_the_end_of_a_run_counts(broken: int, lines: int, said: str) -> None:
    assert line_text.tested(broken, lines) == said


@pytest.mark.parametrize(("broken", "said"), [(1, "1 line no longer holds"), (2, "2 lines no longer hold")])
def test_what_a_change_broke_is_counted(broken: int, said: str) -> None:
    assert line_text.no_longer(broken) == said


NONE = Label.NOT_ENOUGH_EVIDENCE


@pytest.mark.parametrize(
    ("found", "said"),
    [
        pytest.param(checked(NONE), "No claim answers it.", id="nothing"),
        pytest.param(checked(NONE, None, (Match(BOATS, 0.4),)), "No claim answers it.", id="another close"),
        pytest.param(
            checked(NONE, None, (Match(CRANES, 0.4),)),
            "No claim answers it; this one comes closest.",
            id="itself close",
        ),
        pytest.param(
            checked(NONE, None, (Match(CRANES, 0.4, (NUMBER,)),)),
            "No claim answers it; this one comes closest. The source says nine, not six.",
            id="a detail apart",
        ),
        pytest.param(
            checked(Label.REFUTED, CRANES),
            "This claim answers it, refuted: The source says nine, not six.",
            id="another verdict",
        ),
        pytest.param(
            checked(Label.SUPPORTED, BOATS), "The claim boats answers it, supported: The source agrees.", id="another"
        ),
    ],
)
def test_what_was_found_instead_is_told(found: CheckedLine, said: str) -> None:
    assert line_text.found_instead(found) == said
