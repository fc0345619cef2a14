from collections import Counter
from datetime import UTC, datetime

import pytest

from claims_db.engine.facts.contrasts import contrasting, kinds
from claims_db.engine.text.alignment import align
from claims_db.engine.text.wording import analyse

NOW = datetime(2026, 6, 15, tzinfo=UTC)


def exchanged(claim: str, message: str) -> list[tuple[str, str]]:
    aligned = align(analyse(claim, NOW), analyse(message, NOW))
    return list(contrasting(aligned, range(len(aligned.message.words))))


@pytest.mark.parametrize(
    ("claim", "message", "pair"),
    [
        pytest.param("the nurse cured measles", "the nurse cured malaria", ("malaria", "measles"), id="illness"),
        pytest.param("Norway banned whaling", "iceland banned whaling", ("iceland", "Norway"), id="country"),
        pytest.param("owls sleep all day", "hawks sleep all day", ("hawks", "owls"), id="plural"),
        pytest.param("the new pier is closed", "the old pier is closed", ("old", "new"), id="tells-apart"),
    ],
)
def test_another_of_a_kind_is_another(claim: str, message: str, pair: tuple[str, str]) -> None:
    assert exchanged(claim, message) == [pair]


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        pytest.param("the nurse cured measles", "the nurse cured the measles, not malaria", id="both"),
        pytest.param("the new pier is closed", "the pier is closed says an old man", id="tells-another-thing-apart"),
        pytest.param("the nurse cured measles", "the nurse cured everybody", id="no-kind"),
        pytest.param("Norway banned whaling", "the norwegians banned whaling", id="the-same-country"),
    ],
)
def test_what_is_no_other_of_the_kind_exchanges_nothing(claim: str, message: str) -> None:
    assert exchanged(claim, message) == []


def test_no_kind_names_a_word_twice_or_alone() -> None:
    sizes = Counter(number for numbers in kinds().things.values() for number in numbers)
    assert min(sizes.values()) > 1
