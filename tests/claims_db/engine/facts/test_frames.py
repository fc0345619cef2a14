from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files

import pytest

from claims_db.engine.facts.frames import told_otherwise
from claims_db.engine.text.alignment import align
from claims_db.engine.text.lexicon import lemma
from claims_db.engine.text.wording import analyse

AT = datetime(2026, 6, 15, 12, tzinfo=UTC)
WON = "Ada Larch defeated Bo Quill in the Wend final"
SOLD = "Norland Ferries bought the Quay yard from Sudland Steel"
LENT = "The Quay museum lent its bell to the Marlow theatre"
TOOK_OVER = "Ada Larch replaced Bo Quill as harbour master"
SUED = "Norland Ferries is suing Sudland Steel over a crane"


@pytest.mark.parametrize(
    ("claim", "message", "turned"),
    [
        pytest.param(WON, "ada larch beat bo quill", False, id="another-verb"),
        pytest.param(WON, "bo quill beat ada larch in the final", True, id="exchanged"),
        pytest.param(WON, "quill lost the final to larch", False, id="converse"),
        pytest.param(WON, "larch lost the wend final to quill", True, id="converse-exchanged"),
        pytest.param(WON, "bo quill was beaten by ada larch", False, id="passive"),
        pytest.param(WON, "ada larch was beaten by bo quill", True, id="passive-exchanged"),
        pytest.param(WON, "larch went down to quill in the final", True, id="went-down-to"),
        pytest.param(WON, "ada larch and bo quill reached the final", False, id="another-event"),
        pytest.param(SOLD, "sudland steel sold the quay yard to norland ferries", False, id="sold-to"),
        pytest.param(SOLD, "norland ferries sold the quay yard to sudland steel", True, id="sold-to-exchanged"),
        pytest.param(LENT, "the marlow theatre borrowed the bell from the quay museum", False, id="borrowed"),
        pytest.param(LENT, "the quay museum borrowed a bell from the marlow theatre", True, id="borrowed-exchanged"),
        pytest.param(LENT, "a loan to the quay museum from the marlow theatre", False, id="a-noun-tells-no-event"),
        pytest.param(TOOK_OVER, "bo quill had to make way for ada larch", False, id="made-way"),
        pytest.param(TOOK_OVER, "ada larch had to make way for bo quill", True, id="made-way-exchanged"),
        pytest.param(SUED, "norland ferries took sudland steel to court", False, id="to-court"),
        pytest.param(SUED, "sudland steel took norland ferries to court", True, id="to-court-exchanged"),
        pytest.param(SUED, "norland ferries is being dragged to court by sudland steel", True, id="to-court-passive"),
        pytest.param(WON, "they beat bo quill", False, id="a-pronoun-is-nobody-known"),
    ],
)
def test_whoever_has_the_others_place_in_an_event(claim: str, message: str, turned: bool) -> None:
    both = align(analyse(claim, AT, "en"), analyse(message, AT, "en"))
    assert (told_otherwise(both) is not None) is turned


def test_both_sides_are_shown_in_their_own_words() -> None:
    both = align(analyse(SOLD, AT, "en"), analyse("so norland ferries sold the yard to sudland steel?", AT, "en"))
    assert told_otherwise(both) == (
        "norland ferries sold the yard to sudland",
        "Norland Ferries bought the Quay yard from Sudland",
    )


def test_other_languages_are_left_alone() -> None:
    both = align(analyse("Ada besiegte Bo", AT, "de"), analyse("Bo besiegte Ada", AT, "de"))
    assert told_otherwise(both) is None


def test_every_verb_is_written_as_the_lemmas_that_are_compared() -> None:
    text = files("claims_db.engine.facts").joinpath("frames.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    words = {word for line in lines for word in line.replace("<>", ",").replace(",", " ").split()} - {"_", "O", "be"}
    assert [word for word in sorted(words) if lemma(word) != word] == []
    assert all(line.count("<>") <= 1 for line in lines)
