from __future__ import annotations

from datetime import UTC, datetime

import pytest

from claims_db.engine.check import check, search, texts
from claims_db.engine.index import ClaimIndex
from claims_db.engine.meaning import Sense, senses
from claims_db.values import Citation, Claim, ClaimKey, Label, Message, Rating, Silence

from ..examples import REPORT, lighthouse

AT = datetime(2022, 5, 4, tzinfo=UTC)
MUSEUM = Claim(
    "museum",
    "Three paintings were stolen from the museum at night.",
    Rating.TRUE,
    (Citation(REPORT),),
    pack="local",
)
KEY, OTHER = MUSEUM.key, ClaimKey("local", "other")
PARAPHRASE = Message("the museum is missing its pictures", AT)


def index() -> ClaimIndex:
    return ClaimIndex([MUSEUM])


def heard(text: str, cosine: float = 0.9) -> dict[str, dict[ClaimKey, float]]:
    return {each: {KEY: cosine, OTHER: 0.1} for each in texts(Message(text, AT))}


def test_a_sense_knows_how_far_it_is_ahead() -> None:
    assert senses({KEY: 0.75, OTHER: 0.5}) == {KEY: Sense(0.75, 0.25), OTHER: Sense(0.5, -0.25)}
    assert senses({}) == {}


def test_a_claim_without_others_is_ahead_of_what_some_other_would_be() -> None:
    assert senses({KEY: 0.75})[KEY].ahead == pytest.approx(0.5)


def test_what_words_do_not_find_is_found_by_meaning_and_never_told_unasked() -> None:
    assert check(PARAPHRASE, index(), {"local"}).claim is None

    found = check(PARAPHRASE, index(), {"local"}, heard(PARAPHRASE.text))
    assert found.claim == MUSEUM
    assert (found.speaks, found.silence) == (False, Silence.NOT_SURE)


def test_what_is_heard_in_a_mistyped_message_is_heard() -> None:
    text = "the museum has nevr missed its pictures"
    found = check(Message(text, AT), index(), {"local"}, heard(text))
    assert MUSEUM in {match.claim for match in found.closest}
    assert (found.text, found.statement, found.speaks) == (text, "the museum has never missed its pictures", False)


def test_a_claim_that_is_little_like_it_is_not_meant() -> None:
    assert check(PARAPHRASE, index(), {"local"}, heard(PARAPHRASE.text, 0.3)).claim is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("four pictures, the museum says", id="another number"),
        pytest.param("robbers walked off with art", id="no word in common"),
        pytest.param("nobody took pictures from the museum", id="a denial"),
        pytest.param("if only the museum lost its pictures", id="a wish"),
        pytest.param("only the museum lost pictures", id="it narrows"),
    ],
)
def test_meaning_never_makes_two_texts_agree(text: str) -> None:
    found = check(Message(text, AT), index(), {"local"}, heard(text, 1.0))
    assert found.label is not Label.SUPPORTED


def test_packs_out_of_scope_stay_unheard() -> None:
    assert check(PARAPHRASE, index(), {"elsewhere"}, heard(PARAPHRASE.text)).claim is None


def test_a_search_lists_what_is_near_and_its_scores_fall() -> None:
    store = ClaimIndex([MUSEUM, lighthouse()])
    near = {lighthouse().key: 0.8, KEY: 0.4}

    found = search("a beacon to climb", store, {"local"}, 5, near)
    assert [(match.claim.slug, match.confidence) for match in found] == [("lighthouse", 0.8), ("museum", 0.4)]
    assert search("a beacon to climb", store, {"elsewhere"}, 5, near) == ()


def test_a_claim_without_a_word_in_common_is_shown_as_close_and_never_as_the_answer() -> None:
    text = "博物馆的三幅画被偷了"
    found = check(Message(text, AT), index(), {"local"}, heard(text, 0.7))
    assert (found.label, found.claim, found.speaks) == (Label.NOT_ENOUGH_EVIDENCE, None, False)
    assert [(match.claim, match.heard) for match in found.closest] == [(MUSEUM, True)]
    assert 0 < found.closest[0].confidence < 1


@pytest.mark.parametrize(
    ("cosine", "packs"),
    [pytest.param(0.5, {"local"}, id="little-like-it"), pytest.param(0.7, {"elsewhere"}, id="out-of-scope")],
)
def test_what_is_little_like_it_or_out_of_scope_is_not_close(cosine: float, packs: set[str]) -> None:
    text = "博物馆的三幅画被偷了"
    assert check(Message(text, AT), index(), packs, heard(text, cosine)).closest == ()
