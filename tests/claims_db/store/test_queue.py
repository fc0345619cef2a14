"""What waits for a moderator's decision."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from claims_db.actors import Actor
from claims_db.claims.conflicts import EditConflictError
from claims_db.claims.history import ChangeKind
from claims_db.errors import ConflictError, FullError, InvalidValueError, NotFoundError
from claims_db.service import ClaimService
from claims_db.store import queue
from claims_db.store.queue import Proposal, QueuedKind, Suggestion
from claims_db.values import Claim, Rating

from ..examples import lighthouse

ANA, BEA = Actor.on_discord(1), Actor.on_discord(2)
CLAIM = lighthouse(pack="server-7")
RATED = replace(CLAIM, rating=Rating.FALSE)
OTHER = replace(CLAIM, text="The old lighthouse has ninety steps.")


async def second_approval(claims: ClaimService) -> None:
    await claims.servers.change_desk(7, lambda desk: replace(desk, second_approval=True), actor=ANA)


async def live(claims: ClaimService) -> list[Claim]:
    return [claim for claim in await claims.claims(claims.scope(7)) if claim.pack == "server-7"]


async def test_a_new_claim_waits_across_a_restart_and_is_added_in_its_proposers_name(path: Path) -> None:
    async with ClaimService.open(path) as claims:
        await second_approval(claims)
        entry = await claims.queue.propose(7, Proposal(ChangeKind.ADDED, None, CLAIM), actor=ANA)
        assert await live(claims) == []
    async with ClaimService.open(path) as claims:
        assert await claims.queue.entries(7) == (entry,)
        assert (entry.kind, entry.proposer, entry.what) == (
            QueuedKind.ADDED, ANA, Proposal(ChangeKind.ADDED, None, CLAIM),
        )  # fmt: skip
        assert await claims.queue.approve(7, entry.id, actor=BEA) == (entry, CLAIM)
        assert await live(claims) == [CLAIM]
        assert await claims.queue.entries(7) == ()
        assert [change.actor for change in await claims.history(CLAIM.key)] == [ANA]


@pytest.mark.parametrize(
    ("kind", "after", "left"),
    [(ChangeKind.EDITED, RATED, [RATED]), (ChangeKind.RETIRED, CLAIM, [])],
    ids=["edited", "retired"],
)
async def test_other_changes_wait_too(claims: ClaimService, kind: ChangeKind, after: Claim, left: list[Claim]) -> None:
    await claims.add(CLAIM, actor=ANA)
    entry = await claims.queue.propose(7, Proposal(kind, CLAIM, after), actor=ANA)
    assert await live(claims) == [CLAIM]
    await claims.queue.approve(7, entry.id, actor=BEA)
    assert await live(claims) == left


async def test_a_claim_whose_address_cannot_be_one_does_not_wait(claims: ClaimService) -> None:
    (citation,) = CLAIM.citations
    nowhere = replace(citation.source, url="https://xn--zzzzzzzz.example/")
    broken = replace(CLAIM, citations=(replace(citation, source=nowhere),))
    with pytest.raises(InvalidValueError, match="is not the name of a website"):
        await claims.queue.propose(7, Proposal(ChangeKind.ADDED, None, broken), actor=ANA)
    assert await claims.queue.entries(7) == ()


async def test_restoring_and_undoing_wait_too(claims: ClaimService) -> None:
    await claims.add(CLAIM, actor=ANA)
    await claims.edit(CLAIM, RATED, actor=ANA)
    entry = await claims.queue.propose(7, Proposal(ChangeKind.EDITED, RATED, CLAIM, undoes=2), actor=ANA)
    await claims.queue.approve(7, entry.id, actor=BEA)
    assert await live(claims) == [CLAIM]
    await claims.retire(CLAIM.key, actor=ANA)
    entry = await claims.queue.propose(7, Proposal(ChangeKind.RESTORED, CLAIM, CLAIM), actor=ANA)
    await claims.queue.approve(7, entry.id, actor=BEA)
    assert await live(claims) == [CLAIM]


@pytest.mark.parametrize("kind", [ChangeKind.EDITED, ChangeKind.RETIRED])
async def test_a_claim_that_changed_meanwhile_is_left_alone(claims: ClaimService, kind: ChangeKind) -> None:
    await claims.add(CLAIM, actor=ANA)
    entry = await claims.queue.propose(7, Proposal(kind, CLAIM, RATED), actor=ANA)
    await claims.edit(CLAIM, OTHER, actor=BEA)
    with pytest.raises(EditConflictError) as raised:
        await claims.queue.approve(7, entry.id, actor=BEA)
    assert raised.value.current == OTHER
    assert await live(claims) == [OTHER]
    assert await claims.queue.entries(7) == (entry,)


async def test_a_new_claim_whose_name_was_taken_meanwhile_gets_another(claims: ClaimService) -> None:
    entry = await claims.queue.propose(7, Proposal(ChangeKind.ADDED, None, RATED), actor=ANA)
    await claims.add(CLAIM, actor=BEA)
    _, claim = await claims.queue.approve(7, entry.id, actor=BEA)
    assert claim == replace(RATED, slug=claim.slug)
    assert claim.slug != CLAIM.slug


async def test_nobody_approves_their_own_unless_it_is_switched_off(claims: ClaimService) -> None:
    await second_approval(claims)
    entry = await claims.queue.propose(7, Proposal(ChangeKind.ADDED, None, CLAIM), actor=ANA)
    with pytest.raises(ConflictError, match="switch second approval off"):
        await claims.queue.approve(7, entry.id, actor=ANA)
    assert await live(claims) == []
    await claims.servers.change_desk(7, lambda desk: replace(desk, second_approval=False), actor=ANA)
    await claims.queue.approve(7, entry.id, actor=ANA)
    assert await live(claims) == [CLAIM]


async def test_two_at_once_settle_it_once(claims: ClaimService) -> None:
    entry = await claims.queue.propose(7, Proposal(ChangeKind.ADDED, None, CLAIM), actor=ANA)
    approving = (claims.queue.approve(7, entry.id, actor=actor) for actor in (BEA, Actor.on_discord(3)))
    done = await asyncio.gather(*approving, return_exceptions=True)
    assert [type(each) for each in done] == [tuple, NotFoundError]
    assert await live(claims) == [CLAIM]


async def test_what_was_sent_back_is_not_approved(claims: ClaimService) -> None:
    entry = await claims.queue.propose(7, Proposal(ChangeKind.ADDED, None, CLAIM), actor=ANA)
    back = await claims.queue.send_back(7, entry.id, "Name the harbour", actor=BEA)
    assert back == replace(entry, returned_by=BEA, reason="Name the harbour")
    for again in (claims.queue.approve(7, entry.id, actor=BEA), claims.queue.send_back(7, entry.id, "No", actor=BEA)):
        with pytest.raises(ConflictError, match="sent back"):
            await again
    assert await live(claims) == []


async def test_servers_see_their_own_entries_alone(claims: ClaimService) -> None:
    entry = await claims.queue.propose(7, Proposal(ChangeKind.ADDED, None, CLAIM), actor=ANA)
    assert await claims.queue.entries(8) == ()
    for reach in (
        claims.queue.entry(8, entry.id),
        claims.queue.approve(8, entry.id, actor=BEA),
        claims.queue.send_back(8, entry.id, "No", actor=BEA),
        claims.queue.drop(8, entry.id),
    ):
        with pytest.raises(NotFoundError):
            await reach
    with pytest.raises(InvalidValueError, match="own pack"):
        await claims.queue.propose(8, Proposal(ChangeKind.ADDED, None, CLAIM), actor=ANA)
    assert await claims.queue.entries(7) == (entry,)


async def test_a_dropped_suggestions_words_are_gone_from_the_file(path: Path) -> None:
    async with ClaimService.open(path) as claims:
        entry = await claims.queue.suggest(7, Suggestion("The quayside crane hums", "https://example.org/"), actor=ANA)
        assert entry.kind is QueuedKind.SUGGESTED
        assert await claims.queue.entries(7) == (entry,)
    assert b"quayside" in path.read_bytes()
    async with ClaimService.open(path) as claims:
        await claims.queue.drop(7, entry.id)
        with pytest.raises(NotFoundError):
            await claims.queue.drop(7, entry.id)
    assert b"quayside" not in path.read_bytes()


async def test_an_entrys_number_is_never_given_again(claims: ClaimService) -> None:
    first = await claims.queue.suggest(7, Suggestion("One"), actor=ANA)
    await claims.queue.drop(7, first.id)
    assert (await claims.queue.suggest(7, Suggestion("Two"), actor=ANA)).id > first.id


async def test_a_suggestion_is_no_claim_yet(claims: ClaimService) -> None:
    entry = await claims.queue.suggest(7, Suggestion("The crane hums"), actor=ANA)
    with pytest.raises(InvalidValueError, match="a source and a rating"):
        await claims.queue.approve(7, entry.id, actor=BEA)


@pytest.mark.parametrize("words", ["", "  ", "x" * 501, "a\x00b"])
def test_what_is_no_suggestion(words: str) -> None:
    with pytest.raises(InvalidValueError):
        Suggestion(words)


async def test_one_member_and_one_server_have_so_many_and_no_more(
    claims: ClaimService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "MOST_SUGGESTED", 4)
    monkeypatch.setattr(queue, "MOST_WAITING", 5)
    for number in range(queue.MOST_SUGGESTED_BY_ONE):
        await claims.queue.suggest(7, Suggestion(f"Claim {number}"), actor=ANA)
    with pytest.raises(FullError, match="of your suggestions"):
        await claims.queue.suggest(7, Suggestion("One more"), actor=ANA)
    await claims.queue.suggest(8, Suggestion("Elsewhere"), actor=ANA)
    await claims.queue.suggest(7, Suggestion("Another's"), actor=BEA)
    with pytest.raises(FullError, match="as many suggestions"):
        await claims.queue.suggest(7, Suggestion("One more"), actor=BEA)
    await claims.queue.propose(7, Proposal(ChangeKind.ADDED, None, CLAIM), actor=ANA)
    with pytest.raises(FullError, match="settle some"):
        await claims.queue.propose(7, Proposal(ChangeKind.ADDED, None, OTHER), actor=ANA)


async def test_what_changes_nothing_does_not_wait(claims: ClaimService) -> None:
    await claims.add(CLAIM, actor=ANA)
    with pytest.raises(InvalidValueError, match="change nothing"):
        await claims.queue.propose(7, Proposal(ChangeKind.EDITED, CLAIM, CLAIM), actor=ANA)


async def test_what_is_out_of_date_does_not_wait(claims: ClaimService) -> None:
    await claims.add(CLAIM, actor=ANA)
    await claims.edit(CLAIM, OTHER, actor=BEA)
    with pytest.raises(EditConflictError):
        await claims.queue.propose(7, Proposal(ChangeKind.EDITED, CLAIM, RATED), actor=ANA)
    assert await claims.queue.entries(7) == ()


async def test_a_server_that_the_bot_left_leaves_no_suggestions(claims: ClaimService) -> None:
    await claims.queue.suggest(7, Suggestion("The crane hums"), actor=ANA)
    kept = await claims.queue.propose(7, Proposal(ChangeKind.ADDED, None, CLAIM), actor=ANA)
    elsewhere = await claims.queue.suggest(8, Suggestion("The crane hums"), actor=ANA)
    await claims.queue.forget_suggestions(7)
    assert await claims.queue.entries(7) == (kept,)
    assert await claims.queue.entries(8) == (elsewhere,)
