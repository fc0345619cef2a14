from dataclasses import replace
from datetime import UTC, datetime

import pytest

from claims_db.engine.check import check
from claims_db.engine.evidence import TABLE
from claims_db.engine.index import ClaimIndex
from claims_db.values import Claim, Label, Message, Verdict

from ...large_store import LIGHTHOUSE, PACK, POST, claims

AT = datetime(2026, 5, 4, tzinfo=UTC)
LARGE = ClaimIndex(claims())


def verdict(text: str, index: ClaimIndex = LARGE) -> Verdict:
    return check(Message(text, AT), index, {PACK})


def test_a_post_about_the_matter_of_a_claim_gets_the_claim_and_no_verdict() -> None:
    found = verdict(POST)
    assert (found.label, found.claim, found.speaks) == (Label.NOT_ENOUGH_EVIDENCE, LIGHTHOUSE, True)
    assert found.related == LIGHTHOUSE
    assert found.differences == ()
    assert found.closest[0].claim == LIGHTHOUSE
    assert found.evidence is not None
    weighed = found.evidence.weighed
    assert {one.says for one in weighed} <= {row.says for row in TABLE.relation.features}
    assert sum(one.points or 0.0 for one in weighed) >= TABLE.related.weight


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ottoline Brack had a pelican at Skarrow Point", id="too short"),
        pytest.param(
            "If only somebody like Ottoline Brack and the pelican would come back and live with us in the lighthouse at"
            " Skarrow Point, fed on herring, whistling, ringing that old fog bell on calm nights!",
            id="a wish",
        ),
        pytest.param(
            "Who was Ottoline Brack, what became of the pelican that lived with her in the lighthouse at Skarrow Point,"
            " and why did people swear they heard the fog bell on calm nights long after?",
            id="an open question",
        ),
        pytest.param(
            "The market of Elmsea, the ferry of Garness, the school of Hollin and the museum of Corwick are all worth a"
            " visit on Sundays, said the new director to investors",
            id="words of many claims",
        ),
    ],
)
def test_other_messages_with_the_same_words_stay_unanswered(text: str) -> None:
    found = verdict(text)
    assert found.related is None


def test_another_name_decides_in_a_short_message_only() -> None:
    short = "At Maudling Rock on calm nights Ottoline Brack had her pelican ring the fog bell of the lighthouse"
    assert verdict(short).related is None
    long = short.replace("her pelican", "her hungry old pelican") + " for herring and whistles"
    assert verdict(long).related == LIGHTHOUSE


@pytest.mark.parametrize(
    ("end", "told", "related"),
    [
        pytest.param("with Bell 7", "With Bell 7, they said.", True, id="the same of a series"),
        pytest.param("with Bell 7", "With Bell 8, they said.", False, id="another of a series"),
        pytest.param("for 12 kg of herring", "It took 12 kg of herring.", True, id="the same number"),
        pytest.param("for 12 kg of herring", "It was 15 km away.", False, id="numbers that cannot be compared"),
    ],
)
def test_another_number_makes_it_another_matter(end: str, told: str, *, related: bool) -> None:
    index = ClaimIndex([*claims()[:600], replace(LIGHTHOUSE, text=f"{LIGHTHOUSE.text} {end}")])
    assert (verdict(f"{POST} {told}", index).related is not None) is related


def test_in_a_small_store_nothing_is_related() -> None:
    assert verdict(POST, ClaimIndex([LIGHTHOUSE, *claims()[:20]])).claim is None


def test_only_packs_that_are_seen_are_related() -> None:
    assert check(Message(POST, AT), LARGE, {"elsewhere"}).claim is None


def test_a_sure_verdict_is_kept() -> None:
    said: Claim = LIGHTHOUSE
    assert verdict(said.text).label is Label.REFUTED
