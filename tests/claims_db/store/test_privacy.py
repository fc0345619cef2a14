"""What the store holds of a person, and what is left when they had it taken out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from claims_db.actors import SOMEBODY, Actor
from claims_db.service import ClaimService
from claims_db.store.deliveries import Delivery
from claims_db.store.privacy import ACTORS, Holdings
from claims_db.store.queue import Suggestion
from claims_db.store.replies import Reply
from claims_db.values import Label, Rating

from ..examples import lighthouse

# As long as ids of Discord: shorter ones stand in the microseconds of some time by chance.
ADA, BEN = 102938475612345001, 102938475612345002
AT = datetime(2022, 5, 1, tzinfo=UTC)
CLAIM = lighthouse()
# Columns that hold Discord's number of a person without being the name of who changed something.
PEOPLE = {("replies", "author_id"), ("deliveries", "author_id"), ("opted_out", "user_id")}


@pytest.fixture
async def used(claims: ClaimService) -> ClaimService:
    """Ada wrote and changed things; so did Ben."""
    await claims.add(CLAIM, actor=Actor.on_discord(ADA))
    await claims.edit(CLAIM, replace(CLAIM, rating=Rating.FALSE), actor=Actor.on_discord(BEN))
    await claims.servers.set_cooldown(7, timedelta(hours=1), actor=Actor.on_discord(ADA))
    await claims.queue.suggest(7, Suggestion("The lighthouse was painted red"), actor=Actor.on_discord(ADA))
    for number, author in ((100, ADA), (200, ADA), (300, BEN)):
        reply = Reply(number, number + 1, 70, author, CLAIM.key, Label.SUPPORTED, AT)
        await claims.replies.record(reply, unasked=False)
    on_its_way = Delivery(400, 70, ADA, CLAIM.key, Label.SUPPORTED, AT, unasked=False, nonce="a", begun=AT)
    await claims.replies.begin(on_its_way)
    return claims


async def test_what_names_a_person_is_counted(used: ClaimService) -> None:
    assert await used.privacy.holdings(ADA) == Holdings(3, 1, 1, 1, opted_out=False)
    assert await used.privacy.holdings(BEN) == Holdings(1, 1, 0, 0, opted_out=False)
    assert (await used.privacy.holdings(1)).empty


async def test_who_is_taken_out_is_nowhere_and_others_are_where_they_were(used: ClaimService) -> None:
    held = await used.privacy.holdings(ADA)
    assert await used.privacy.take_out(ADA) == held
    assert (await used.privacy.holdings(ADA)).empty
    assert (await used.privacy.take_out(ADA)).empty
    assert await used.privacy.holdings(BEN) == Holdings(1, 1, 0, 0, opted_out=False)
    everything = await used._store._database.read(lambda db: "\n".join(db.conn.iterdump()))
    assert str(ADA) not in everything
    assert str(BEN) in everything


async def test_claims_settings_and_answers_outlive_who_is_taken_out(used: ClaimService) -> None:
    await used.privacy.take_out(ADA)
    assert [change.actor for change in await used.history(CLAIM.key)] == [SOMEBODY, Actor.on_discord(BEN)]
    reply = await used.replies.find(100)
    assert reply is not None
    assert (reply.author_id, reply.message_id, reply.claim) == (0, None, CLAIM.key)
    assert await used.replies.to(101) is None
    assert await used.replies.to(301) is not None


async def test_an_objection_holds_at_once_and_after_a_restart(used: ClaimService, path: Path) -> None:
    await used.privacy.opt_out(ADA)
    await used.privacy.opt_out(ADA)
    assert used.privacy.opted_out(ADA)
    assert not used.privacy.opted_out(BEN)
    async with ClaimService.open(path) as later:
        assert later.privacy.opted_out(ADA)
        assert (await later.privacy.take_out(ADA)).opted_out
        assert later.privacy.opted_out(ADA)
        await later.privacy.opt_in(ADA)
        assert not later.privacy.opted_out(ADA)
    async with ClaimService.open(path) as last:
        assert not last.privacy.opted_out(ADA)


async def test_every_column_that_may_name_a_person_is_taken_care_of(used: ClaimService) -> None:
    def naming(column: str) -> bool:
        return column in {"actor", "changed_by", "proposer"} or any(who in column for who in ("author", "user", "_by"))

    found = await used._store._database.read(
        lambda db: {(table.name, column.name) for table in db.tables for column in table.columns if naming(column.name)}
    )
    assert found - {("sources", "author")} == PEOPLE | set(ACTORS)
