from datetime import UTC, datetime

import pytest

from claims_db.engine.facts.substitutes import left_in_copy, substitutes
from claims_db.engine.reach import reach
from claims_db.engine.text.alignment import align
from claims_db.engine.text.wording import analyse

AT = datetime(2026, 6, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("claim", "message", "words"),
    [
        pytest.param(
            "Ada sued her neighbour Bo for placing hives",
            "Ada sued her landlord for placing hives",
            ["landlord"],
            id="same-words-around",
        ),
        pytest.param("Norland bought Sudland in 2022", "Norland bought a house", ["house"], id="behind-a-verb"),
        pytest.param("Ada sued her neighbour over hives", "her landlord got sued over hives by Ada", [], id="no-frame"),
        pytest.param("Ada sued her neighbour Bo", "Ada sued her neighbour", [], id="left-out"),
        pytest.param("Ada mended broken violins", "Ada fixed broken violins", [], id="synonym"),
    ],
)
def test_words_between_the_same_words_as_others_of_the_claim(claim: str, message: str, words: list[str]) -> None:
    both = align(analyse(claim, AT), analyse(message, AT))
    found = substitutes(both, reach(both))
    assert [both.message.words[at].surface for run in found for at in run] == words


@pytest.mark.parametrize(
    ("message", "words"),
    [
        pytest.param("The Olt bridge was closed in March after engineers found cracks and mould", ["mould"], id="more"),
        pytest.param("The Olt bridge was finally closed in March after engineers found cracks", [], id="adverb"),
        pytest.param("found mould at a bridge over the Olt, says my uncle", [], id="no-copy"),
    ],
)
def test_what_is_left_in_a_copy(message: str, words: list[str]) -> None:
    claim = "The Olt bridge was closed in March after engineers found cracks"
    both = align(analyse(claim, AT), analyse(message, AT))
    found = left_in_copy(both, reach(both))
    assert [both.message.words[at].surface for run in found for at in run] == words
