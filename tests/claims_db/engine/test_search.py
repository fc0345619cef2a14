"""Search: one scale of scores for every text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.engine.check import search
from claims_db.engine.index import ClaimIndex
from claims_db.values import Citation, Claim, Rating, Source

PACKS = {"harbour"}
ENGINEERS = ("Ada Quill", "Bo Marsh", "Cy Thorn", "Di Fenwick", "Ed Larkspur", "Flo Barrow")
WORDS = (
    "harbour tunnel closed opened number engineer Marsh Thorn repairs repaired tunel bridge flood 7 12 after the need "
    "deluge quokka"
).split()


def claim(slug: str, text: str) -> Claim:
    return Claim(slug, text, Rating.TRUE, (Citation(Source("gazette", "News", "Gazette")),), pack="harbour")


TUNNELS = [
    claim(f"t{number}", f"The harbour tunnel number {number} was closed by engineer {name} after repairs")
    for number, name in enumerate(ENGINEERS * 10, 1)
]
TOWN = [
    claim("mill", "The old mill burned down twice"),
    claim("bridge", "A flood closed the iron bridge"),
    claim("maker", "Norhaven will make lanterns of glass"),
]
INDEX = ClaimIndex([*TUNNELS, *TOWN])


def found(text: str, limit: int = 5) -> list[tuple[str, float]]:
    return [(match.claim.slug, match.confidence) for match in search(text, INDEX, PACKS, limit)]


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), st.integers(1, 70), st.integers(0, 70))
def test_scores_fall_from_1_to_0_and_do_not_hang_on_how_many_are_asked_for(text: str, few: int, more: int) -> None:
    results = found(text, few + more)
    scores = [score for _, score in results]
    assert scores == sorted(scores, reverse=True)
    assert all(0.0 < score <= 1.0 for score in scores)
    assert found(text, few) == results[:few]


def test_claims_that_have_all_of_a_text_score_1_however_many_there_are() -> None:
    assert [score for _, score in found("harbour tunnel closed", 60)] == [1.0] * 60


@pytest.mark.parametrize("text", ["flood bridge quokka", "the flood and the bridge: a quokka"])
def test_a_score_is_the_share_of_the_telling_words_that_were_found(text: str) -> None:
    (slug, score), *_ = found(text)
    assert slug == "bridge"
    assert 0.5 < score < 0.7, "two words of three, the missing one the rarest"


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    assert found("Larkspur quokka")[0][1] > found("tunnel quokka")[0][1]


def test_a_misspelt_word_counts_for_less_and_a_synonym_for_little() -> None:
    assert [score for _, score in found("lantrens")] == [pytest.approx(0.7)]
    assert [score for _, score in found("deluge")] == [pytest.approx(0.15)]


def test_what_shares_nothing_telling_is_no_result() -> None:
    assert found("town hall built") == [], "making is a meaning of building, and all that is shared"
    assert found("we will need it", 60) == []
    assert found("") == []


def test_light_words_alone_find_nothing_though_a_claim_has_them() -> None:
    assert [one.claim.slug for one in INDEX.within(PACKS).candidates("make", 5)] == ["maker"]
    assert found("make") == []


def test_a_stray_synonym_is_a_result_only_where_it_is_much_of_the_text() -> None:
    assert [slug for slug, _ in found("deluge", 60)] == ["bridge"]
    assert found("deluge quokka", 60) == []
