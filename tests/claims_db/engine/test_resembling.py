"""Which claims a moderator hears of before one more is stored, and which small talk it would answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claims_db.actors import Actor
from claims_db.engine.chatter import everyday_lines
from claims_db.engine.index import ClaimIndex
from claims_db.engine.resembling import ResemblanceKind, resembling
from claims_db.service import ClaimService
from claims_db.values import Claim, Rating

from ..examples import REPORT, lighthouse

PACKS = frozenset({"local"})
STEPS = replace(lighthouse("steps"), phrasings=())


def stated(text: str, rating: Rating = Rating.TRUE) -> Claim:
    return replace(STEPS, slug="new", text=text, rating=rating, must_match=(), must_not_match=())


def kinds(claim: Claim, *known: Claim) -> list[ResemblanceKind]:
    return [each.relation for each in resembling(claim, ClaimIndex(known), PACKS)]


SAME, CONTRADICTS, CLOSE = ResemblanceKind.SAME, ResemblanceKind.CONTRADICTS, ResemblanceKind.CLOSE
FALSE_STEPS = replace(STEPS, rating=Rating.FALSE)
HALF_STEPS = replace(STEPS, rating=Rating.HALF_TRUE)

CASES = [
    ("the same words", stated("The old lighthouse has two hundred steps."), STEPS, [SAME]),
    ("the same in other words", stated("There are 200 steps in the old lighthouse"), STEPS, [SAME]),
    ("nearly true and true", stated("The old lighthouse has 200 steps", Rating.MOSTLY_TRUE), STEPS, [SAME]),
    ("another number", stated("The old lighthouse has ninety steps."), STEPS, [CONTRADICTS]),
    ("a denial", stated("The old lighthouse does not have two hundred steps."), STEPS, [CONTRADICTS]),
    ("rated the other way round", stated(STEPS.text, Rating.FALSE), STEPS, [CONTRADICTS]),
    ("true here and false there", stated(STEPS.text), FALSE_STEPS, [CONTRADICTS]),
    ("both false", stated(STEPS.text, Rating.FALSE), FALSE_STEPS, [SAME]),
    ("both half true", stated(STEPS.text, Rating.HALF_TRUE), HALF_STEPS, [SAME]),
    ("true here and half true there", stated(STEPS.text), HALF_STEPS, [CLOSE]),
    ("a denial of what is false", stated("The old lighthouse does not have two hundred steps."), FALSE_STEPS, [CLOSE]),
    ("false with another number", stated("The old lighthouse has 90 steps.", Rating.FALSE), STEPS, [CLOSE]),
    ("something else", stated("The harbour office closes at noon on Sundays."), STEPS, []),
]


@pytest.mark.parametrize(("claim", "known", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_claim_is_told_from_what_it_repeats_or_contradicts(
    claim: Claim, known: Claim, expected: list[ResemblanceKind]
) -> None:
    assert kinds(claim, known) == expected


def test_a_claim_does_not_resemble_itself() -> None:
    assert kinds(STEPS, STEPS) == []


def test_a_phrasing_finds_what_the_text_does_not() -> None:
    worded = replace(stated("Visitors climb far up to see the lamp."), phrasings=(STEPS.text,))
    assert kinds(worded, STEPS) == [SAME]


def test_what_contradicts_comes_before_what_is_the_same() -> None:
    other = replace(STEPS, slug="other", text="The old lighthouse has three hundred steps.")
    assert kinds(stated(STEPS.text), STEPS, other) == [CONTRADICTS, SAME]


async def test_no_claim_of_another_server_is_told(claims: ClaimService) -> None:
    await claims.add(lighthouse(pack="server-1"), actor=Actor("keeper"))
    assert await claims.resembling(lighthouse("mine", "server-2")) == ()
    assert await claims.resembling(lighthouse("mine", "local")) == ()
    assert [each.claim.slug for each in await claims.resembling(lighthouse("mine", "server-1"))] == ["lighthouse"]


def test_the_lines_of_everyday_chat_are_many_short_and_different() -> None:
    lines = everyday_lines()
    assert len(lines) >= 300
    assert len({line.casefold() for line in lines}) == len(lines)
    assert all(line == line.strip() and len(line) < 100 for line in lines)


async def test_what_is_too_wide_is_told_with_the_lines_that_it_would_answer(claims: ClaimService) -> None:
    wide = replace(stated("The earth is flat.", Rating.FALSE), citations=lighthouse("x", "local", REPORT).citations)
    assert await claims.would_fire(wide) == ("the earth is flat and so are my jokes",)


async def test_no_claim_of_the_starter_pack_answers_small_talk(claims: ClaimService) -> None:
    for claim in await claims.pack_claims("starter"):
        assert await claims.would_fire(claim) == ()
