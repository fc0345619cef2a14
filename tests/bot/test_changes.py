"""Changing claims by the rules that Discord and the command line share, on a real store without either."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.changes import Changes, ClaimChange, Editor, NotAllowedError, Server
from bot.claim_queue import ClaimQueue
from claims_db.actors import COMMAND_LINE, Actor
from claims_db.errors import ConflictError, NotFoundError
from claims_db.service import ClaimService
from claims_db.store.queue import Queued
from claims_db.values import Claim, Rating

from ..claims_db.examples import lighthouse

SERVER = 7


class Heard:
    """An audience that notes what it hears."""

    def __init__(self) -> None:
        self.news: list[str] = []

    async def stored(self, change: ClaimChange, by_whom: Actor, approver: Actor | None = None) -> None:
        self.news.append(f"{by_whom} {change.kind} {change.after.slug}, approved by {approver}")

    async def waits(self, entry: Queued) -> None:
        self.news.append(f"{entry.proposer} waits")

    async def settled(self, entry: Queued, sentence: str) -> None:
        self.news.append(f"{entry.proposer} is told: {sentence}")


@pytest.fixture
async def claims(tmp_path: Path) -> AsyncIterator[ClaimService]:
    async with ClaimService.open(tmp_path / "claims.db") as opened:
        yield opened


ANA = Actor.on_discord(1)


def moderator(claims: ClaimService, heard: Heard, actor: Actor = ANA, refusal: str | None = None) -> Changes:
    return Changes(claims, Editor(actor, refusal), claims.scope(SERVER), Server(SERVER, heard))


def own(claims: ClaimService, slug: str = "tower") -> Claim:
    return replace(lighthouse(slug), pack=claims.scope(SERVER).own)


async def two_decide(claims: ClaimService) -> None:
    await claims.servers.change_desk(
        SERVER, lambda desk: replace(desk, second_approval=True), actor=Actor.on_discord(1)
    )


async def test_a_change_is_stored_told_and_undone(claims: ClaimService) -> None:
    heard = Heard()
    changes = moderator(claims, heard)
    added = await changes.save(ClaimChange.to(own(claims)))
    edited = await changes.save(ClaimChange.to(replace(added.claim, rating=Rating.FALSE), added.claim))
    undone = await changes.undo(edited.claim.key, None)

    assert [added.step, edited.step, undone.step] == [1, 2, 3]
    assert undone.claim.rating is Rating.TRUE
    assert heard.news == [
        "discord:1 added tower, approved by None",
        "discord:1 edited tower, approved by None",
        "discord:1 edited tower, approved by None",
    ]


async def test_nobody_hears_of_an_edit_that_changes_nothing(claims: ClaimService) -> None:
    heard = Heard()
    changes = moderator(claims, heard)
    added = await changes.save(ClaimChange.to(own(claims)))
    await changes.save(ClaimChange.to(added.claim, added.claim))
    assert len(heard.news) == 1


async def test_whoever_may_not_change_anything_stores_nothing(claims: ClaimService) -> None:
    changes = moderator(claims, Heard(), refusal="ask a moderator")
    with pytest.raises(NotAllowedError, match="ask a moderator"):
        await changes.save(ClaimChange.to(own(claims)))
    with pytest.raises(NotFoundError):
        await claims.history(own(claims).key)


async def test_a_taken_slug_gets_a_number_unless_the_editor_chose_it(claims: ClaimService) -> None:
    changes = moderator(claims, Heard())
    first = await changes.save(ClaimChange.to(own(claims)))
    await changes.save(ClaimChange.retiring(first.claim))
    second = await changes.save(ClaimChange.to(own(claims)))
    assert second.claim.slug == "tower-2"
    with pytest.raises(ConflictError, match="belongs to another claim"):
        await changes.save(replace(ClaimChange.to(own(claims)), named=True))


async def test_where_two_decide_the_second_approves(claims: ClaimService) -> None:
    heard = Heard()
    changes = moderator(claims, heard)
    await two_decide(claims)
    saved = await changes.save(ClaimChange.to(own(claims)))
    assert saved.waits is not None
    assert saved.step is None
    own_queue = ClaimQueue(changes, Server(SERVER, heard))
    assert own_queue.steps(saved.waits, await own_queue.standing(saved.waits)) == ["edit", "drop"]
    other = ClaimQueue(moderator(claims, heard, Actor.on_discord(2)), Server(SERVER, heard))
    assert other.steps(saved.waits, await other.standing(saved.waits)) == ["approve", "back", "drop"]

    approved = await other.approve(saved.waits.id)

    assert (approved.step, approved.claim.slug) == (1, "tower")
    assert heard.news[:2] == ["discord:1 waits", "discord:1 added tower, approved by discord:2"]
    assert heard.news[2].startswith("discord:1 is told: Another moderator approved")


async def test_the_host_waits_for_nobody(claims: ClaimService) -> None:
    await two_decide(claims)
    assert (await Changes(claims, Editor(COMMAND_LINE)).save(ClaimChange.to(own(claims)))).step == 1


async def test_restoring_that_waits_keeps_the_edit_back(claims: ClaimService) -> None:
    changes = moderator(claims, Heard())
    claim = (await changes.save(ClaimChange.to(own(claims)))).claim
    await changes.save(ClaimChange.retiring(claim))
    wanted = replace(claim, rating=Rating.FALSE)
    await two_decide(claims)
    with pytest.raises(ConflictError, match="restore the claim first"):
        await changes.restore_and_edit(claim, wanted)
    await claims.servers.change_desk(
        SERVER, lambda desk: replace(desk, second_approval=False), actor=Actor.on_discord(1)
    )
    assert (await changes.restore_and_edit(claim, wanted)).claim == wanted


async def test_words_become_a_phrasing_of_the_claim_that_says_the_same(claims: ClaimService) -> None:
    changes = moderator(claims, Heard())
    claim = (await changes.save(ClaimChange.to(own(claims)))).claim
    with pytest.raises(ConflictError, match="has this wording"):
        await changes.add_as_phrasing(own(claims, "other"))
    reworded = replace(own(claims, "other"), phrasings=("The lighthouse there has two hundred steps",))
    assert (await changes.add_as_phrasing(reworded)).claim == replace(
        claim, phrasings=(*claim.phrasings, *reworded.phrasings)
    )
    with pytest.raises(NotFoundError):
        await changes.add_as_phrasing(
            replace(own(claims, "mill"), text="The old mill burnt down in 1911.", phrasings=())
        )


async def test_no_lines_are_checked_of_a_claim_that_was_retired(claims: ClaimService) -> None:
    changes = moderator(claims, Heard())
    claim = (await changes.save(ClaimChange.to(replace(own(claims), must_match=("two hundred steps up",))))).claim
    assert (await changes.save(ClaimChange.retiring(claim))).broken == ()
