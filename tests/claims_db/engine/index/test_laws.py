"""The laws of the index: what is found depends on the claims in scope alone, to the last digit."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims_db.engine.check import check, search
from claims_db.engine.index import ClaimIndex
from claims_db.values import Citation, Claim, ClaimKey, Message, Rating, Source

WORDS = ("otters", "harbour", "lamp", "Brackmoor", "fined", "twelve", "ferry", "Wend", "ice", "sold", "1902", "mill")
MESSAGE = (
    "twelve otters were fined at the Brackmoor ferry, and the lamp of the old mill was sold in 1902, teh harbuor too"
)


@st.composite
def claims(draw: st.DrawFn, pack: str) -> list[Claim]:
    texts = draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=3, max_size=6, unique=True), max_size=8))
    return [made(f"c{number}", " ".join(words), pack) for number, words in enumerate(texts)]


def made(slug: str, text: str, pack: str) -> Claim:
    return Claim(
        slug, f"The {text} report", Rating.TRUE, (Citation(Source("s", "Harbour news", "Gazette")),), pack=pack
    )


def seen(index: ClaimIndex, packs: set[str], text: str = MESSAGE) -> object:
    """Everything that can be told of a message: its verdict and the ranks of all claims, with every digit."""
    found = [(match.claim.key, match.confidence) for match in search(text, index, packs, 100)]
    view = index.within(packs)
    candidates = [(one.claim.key, one.score) for one in view.candidates(text, 100)]
    question = view.question(text)
    runs = {run: question.run_rarity(run) for run in sorted(question.text.runs)}
    return check(Message(text), index, packs), found, candidates, runs, view.weight("lamp")


@given(claims("ours"), claims("shared"), claims("theirs"))
@settings(deadline=None, max_examples=60)
def test_other_packs_change_nothing(ours: list[Claim], shared: list[Claim], theirs: list[Claim]) -> None:
    alone = ClaimIndex([*ours, *shared])
    among = ClaimIndex([*theirs, *ours, *(replace(claim, pack="near-copies") for claim in ours), *shared])
    assert seen(alone, {"ours", "shared"}) == seen(among, {"ours", "shared"})


@given(claims("ours"), claims("ours"), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_neither_history_nor_order_changes_anything(before: list[Claim], after: list[Claim], chance: Random) -> None:
    changed = ClaimIndex(before)
    seen(changed, {"ours"})
    for claim in before:
        changed.remove(claim.key)
        seen(changed, {"ours"})
    for claim in after:
        changed.put(claim)
        seen(changed, {"ours"})
    shuffled = list(after)
    chance.shuffle(shuffled)
    assert seen(changed, {"ours"}) == seen(ClaimIndex(after), {"ours"}) == seen(ClaimIndex(shuffled), {"ours"})


@pytest.mark.parametrize("others", [pytest.param(0, id="alone"), pytest.param(400, id="among four hundred")])
@pytest.mark.parametrize("times", [pytest.param(200, id="edited two hundred times")])
def test_a_claim_that_is_edited_again_and_again_is_found(others: int, times: int) -> None:
    index = ClaimIndex(made(f"other-{number}", f"mill {number} was sold", "ours") for number in range(others))
    claim = made("lamp", "lamp of the Brackmoor harbour", "ours")
    for number in range(times):
        index.put(replace(claim, phrasings=(f"A lamp of {number} otters",)))
        seen(index, {"ours"})
    index.put(claim)
    fresh = ClaimIndex([*index.within({"ours"}).claims()])
    assert seen(index, {"ours"}, claim.text) == seen(fresh, {"ours"}, claim.text)
    assert search(claim.text, index, {"ours"}, 1)[0].claim == claim


def test_many_servers_with_the_same_claims_are_answered_as_if_alone() -> None:
    own = [made(f"c{number}", f"{word} of Brackmoor", "x") for number, word in enumerate(WORDS)]
    packs = [f"server-{number}" for number in range(80)]
    index = ClaimIndex(replace(claim, pack=pack) for pack in packs for claim in own)
    for pack in packs:
        alone = ClaimIndex(replace(claim, pack=pack) for claim in own)
        for claim in own[:4]:
            assert seen(index, {pack}, claim.text) == seen(alone, {pack}, claim.text)
            assert search(claim.text, index, {pack}, 1)[0].claim.key == ClaimKey(pack, claim.slug)


@pytest.mark.parametrize(
    "count",
    [pytest.param(5000, id="more than are read whole"), pytest.param(300, id="less than are read whole")],
)
def test_how_claims_lie_in_segments_changes_nothing(count: int) -> None:
    every = [made(f"c{number}", f"{WORDS[number % 12]} {number % 7} council", "ours") for number in range(count)]
    one_by_one = ClaimIndex()
    for at in range(0, count, count // 5):
        for claim in every[at : at + count // 5]:
            one_by_one.put(replace(claim, text=f"{claim.text} draft"))
            one_by_one.put(claim)
        seen(one_by_one, {"ours"}, "council")
    for text in ("council", "council report of the mill", MESSAGE):
        assert seen(one_by_one, {"ours"}, text) == seen(ClaimIndex(every), {"ours"}, text)
