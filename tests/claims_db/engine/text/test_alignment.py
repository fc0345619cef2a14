"""Which words of two texts answer each other."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from claims_db.differences import Alignment
from claims_db.engine.text.alignment import align
from claims_db.engine.text.wording import analyse

AT = datetime(2026, 8, 20, 12, tzinfo=UTC)


def paired(claim: str, message: str) -> list[str]:
    """The pairs of words that are not the same, as `claim:message`."""
    aligned = align(analyse(claim, AT), analyse(message, AT))
    words = [(aligned.claim.words[pair.claim].surface, aligned.message.words[pair.message].surface, pair.how)
             for pair in aligned.pairs]  # fmt: skip
    return [f"{one}:{other}" for one, other, how in words if how is Alignment.SPELLING or one != other]


@pytest.mark.parametrize(
    ("claim", "message", "pairs"),
    [
        pytest.param("the quokkas fled", "the quokas fled", ["quokkas:quokas"], id="a letter missing"),
        pytest.param("the Wendover bridge", "the Wendoverss bridge", ["Wendover:Wendoverss"], id="two letters more"),
        pytest.param("the Wendover bridge", "the Wenddoverss bridge", [], id="three letters more"),
        pytest.param("the Wendover bridge", "the Ewndover bridge", ["Wendover:Ewndover"], id="first letters swapped"),
        pytest.param("the Wendover bridge", "the Bendover bridge", [], id="another first letter"),
        pytest.param("the lark flew", "the lrak flew", ["lark:lrak"], id="four letters"),
        pytest.param("the owl flew", "the olw flew", [], id="three letters"),
        pytest.param("they were fined", "they were fired", [], id="another word of the dictionary"),
    ],
)
def test_a_misspelt_word_answers_the_one_it_is_near_to(claim: str, message: str, pairs: list[str]) -> None:
    assert paired(claim, message) == pairs


LONG = "the World Health Organization praised the mill"
SPELT_OUT = ["World:WHO", "Health:WHO", "Organization:WHO"]


@pytest.mark.parametrize(
    ("claim", "message", "pairs"),
    [
        pytest.param(LONG, "WHO praised the mill", SPELT_OUT, id="short in the message"),
        pytest.param("WHO praised the mill", LONG, ["WHO:World"], id="short in the claim"),
        pytest.param(LONG, "NHS praised the mill", [], id="short for something else"),
        pytest.param("NHS praised the mill", "Ada praised the mill", [], id="short for nothing"),
        pytest.param(LONG, "who praised the mill", [pair.replace("WHO", "who") for pair in SPELT_OUT], id="of names"),
        pytest.param("World Quokka Trust fell", "wqt fell", ["World:wqt", "Quokka:wqt", "Trust:wqt"], id="first word"),
        pytest.param("World health organization praised the mill", "who praised the mill", [], id="of words"),
    ],
)
def test_an_acronym_answers_the_words_that_it_is_short_for(claim: str, message: str, pairs: list[str]) -> None:
    assert paired(claim, message) == pairs
