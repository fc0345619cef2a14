"""Unasked, a verdict that speaks is the very one that whoever asks gets; any other is found to be silent, sooner."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims_db.engine import evidence
from claims_db.engine.chatter import everyday_lines
from claims_db.engine.check import check, check_unasked
from claims_db.engine.evidence import TABLE, most_alike
from claims_db.engine.index import ClaimIndex
from claims_db.engine.likeness import at_best
from claims_db.files.pack import parse_json, read_pack
from claims_db.service.starter import starter_file
from claims_db.values import Message, Verdict

from ...large_store import PACK, claims
from ..languages.tables import Table
from ..languages.test_verdicts import TABLES

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
CLAIMS = read_pack(parse_json(starter_file().decode())).claims
INDEX, PACKS = ClaimIndex(CLAIMS), {claim.pack for claim in CLAIMS}
LINES = [line for claim in CLAIMS for line in (claim.text, *claim.phrasings, *claim.must_match, *claim.must_not_match)]
# Two claims in one message, and one in a clause of a sentence about something else.
SEVERAL = [
    f"{LINES[0]} {LINES[-1]}",
    "My cousin told me, and I could not believe it, that Clubhouse was never banned in China; then we ate.",
    "I slept badly, the neighbours moved their piano, but Clubhouse was never banned in China.",
]


def both(text: str, index: ClaimIndex = INDEX, packs: frozenset[str] = frozenset(PACKS)) -> tuple[Verdict, Verdict]:
    message = Message(text, NOW)
    return check(message, index, packs), check_unasked(message, index, packs)


def agree(asked: Verdict, unasked: Verdict) -> bool:
    return unasked == asked if asked.speaks else not unasked.speaks


@pytest.mark.parametrize("text", [*LINES, *SEVERAL])
def test_what_speaks_is_the_verdict_that_is_given_when_asked(text: str) -> None:
    assert agree(*both(text))


def test_some_of_these_lines_speak() -> None:
    spoken = [asked.speaks for asked, _ in map(both, LINES)]
    assert sum(spoken) > len(spoken) / 3
    assert all(check_unasked(Message(text, NOW), INDEX, PACKS).speaks for text in SEVERAL)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.code)
def test_so_it_is_in_every_language(table: Table) -> None:
    texts = [*(case.text for case in table.cases), *table.others, *table.chatter]
    verdicts = [both(text, table.index, frozenset({"towns"})) for text in texts]
    assert [text for text, pair in zip(texts, verdicts, strict=True) if not agree(*pair)] == []
    assert any(asked.speaks for asked, _ in verdicts)


def test_chat_is_silent_both_ways() -> None:
    assert [line for line in everyday_lines() if not agree(*both(line))] == []


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=3), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_so_it_is_for_any_mixture_of_their_words(lines: list[str], chance: random.Random) -> None:
    words = " ".join(lines).split()
    kept = [word for word in words if chance.random() < 0.8] or words
    assert agree(*both(" ".join(kept)))


def test_a_claim_on_the_same_matter_is_told_unasked_too() -> None:
    text = (
        "At Maudling Rock on calm nights Ottoline Brack had her hungry old pelican ring the fog bell of the lighthouse"
        " for herring and whistles"
    )
    asked, unasked = both(text, ClaimIndex(claims()), frozenset({PACK}))
    assert asked.related is not None
    assert unasked == asked


def test_what_shares_too_little_is_silent_both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    before = [asked.speaks for asked, _ in map(both, LINES)]
    higher = replace(TABLE, shared=replace(TABLE.shared, weight=0.99))
    monkeypatch.setattr(evidence, "TABLE", higher)
    after = [both(line) for line in LINES]
    assert sum(asked.speaks for asked, _ in after) < sum(before)
    assert [line for line, pair in zip(LINES, after, strict=True) if not agree(*pair)] == []


def test_every_measure_that_speaks_for_a_likeness_has_a_highest_value() -> None:
    bounded = at_best(1.0, part=1.0, plain=1, details=1, nameless=False).keys()
    assert {row.name for row in TABLE.likeness.features if row.weight > 0} <= bounded


@pytest.mark.parametrize(
    ("text", "is_enough"),
    [
        ("China banned the audio app Clubhouse.", True),
        ("clubhouse was banned in china", True),
        ("I banned my brother from our clubhouse", True),  # that it is about another thing is for comparing to find
        ("china has great food", False),
        ("what an audio", False),
    ],
)
def test_words_alone_tell_what_cannot_be_the_claim(text: str, *, is_enough: bool) -> None:
    claim, seen = next(claim for claim in CLAIMS if claim.slug == "clubhouse-banned"), INDEX.within(PACKS)
    most = max(map(most_alike, seen.shared(seen.said(text), claim)))
    assert (most >= TABLE.shared.weight) is is_enough
