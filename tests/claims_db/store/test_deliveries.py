"""Replies on their way: what is written down of them, and how long their claim rests for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from claims_db.errors import StoreError
from claims_db.service import ClaimService
from claims_db.store.deliveries import Delivery
from claims_db.store.replies import Reply
from claims_db.values import ClaimKey, Label

BANNED = ClaimKey("starter", "clubhouse-banned")
OTHER = ClaimKey("starter", "clubhouse-clones")
AT = datetime(2022, 5, 1, 12, 30, 0, 5000, tzinfo=UTC)
UNASKED = Delivery(800, 70, 60, BANNED, Label.REFUTED, AT, unasked=True, nonce="a-1", begun=AT + timedelta(seconds=1))
ASKED = replace(UNASKED, message_id=801, unasked=False, nonce="a-2")
REPLY = UNASKED.stands_as(900)


async def test_what_is_on_its_way_is_known_after_a_restart(path: Path) -> None:
    async with ClaimService.open(path) as claims:
        assert await claims.replies.begin(UNASKED)
        assert await claims.replies.begin(ASKED)
    async with ClaimService.open(path) as claims:
        assert await claims.replies.open() == (UNASKED, ASKED)
        assert await claims.replies.delivery(800) == UNASKED
        assert await claims.replies.delivery(900) is None


async def test_a_reply_that_stands_is_no_longer_on_its_way(claims: ClaimService) -> None:
    await claims.replies.begin(UNASKED)
    await claims.replies.sent(UNASKED, 900)
    assert await claims.replies.open() == ()
    assert await claims.replies.to(800) == REPLY
    assert claims.replies.last_spoken(70, BANNED) == AT


@pytest.mark.parametrize("stands", [False, True], ids=["on its way", "stands"])
async def test_a_message_is_answered_once(claims: ClaimService, *, stands: bool) -> None:
    await claims.replies.begin(UNASKED)
    if stands:
        await claims.replies.sent(UNASKED, 900)
    assert not await claims.replies.begin(replace(UNASKED, nonce="b-1"))
    assert await claims.replies.open() == (() if stands else (UNASKED,))
    assert claims.replies.last_spoken(70, BANNED) == AT


async def test_a_second_try_for_a_message_does_not_end_the_rest_of_the_first(claims: ClaimService) -> None:
    await claims.replies.begin(UNASKED)
    assert not await claims.replies.begin(UNASKED)
    assert claims.replies.last_spoken(70, BANNED) == AT


RESTS = {
    "never sent": ("unsent", None),
    "went with its message": ("withdrawn", None),
    "taken back by somebody": ("taken_back", AT),
    "follows its message": ("settled", AT),
}


@pytest.mark.parametrize(("ending", "rests"), RESTS.values(), ids=RESTS)
async def test_a_claim_rests_for_what_people_saw(path: Path, ending: str, rests: datetime | None) -> None:
    async with ClaimService.open(path) as claims:
        await claims.replies.begin(UNASKED)
        match ending:
            case "unsent":
                await claims.replies.unsent(UNASKED)
            case "settled":
                await claims.replies.sent(UNASKED, 900)
                await claims.replies.put_off(Delivery.to_follow(REPLY, AT))
                await claims.replies.settled(800)
            case "withdrawn":
                await claims.replies.sent(UNASKED, 900)
                await claims.replies.withdrawn(REPLY)
            case _:
                await claims.replies.sent(UNASKED, 900)
                await claims.replies.taken_back(900)
        assert claims.replies.last_spoken(70, BANNED) == rests
    async with ClaimService.open(path) as claims:
        assert claims.replies.last_spoken(70, BANNED) == rests
        assert await claims.replies.open() == ()


async def test_an_answer_that_nobody_asked_for_begins_no_rest_elsewhere(claims: ClaimService) -> None:
    await claims.replies.begin(ASKED)
    await claims.replies.sent(ASKED, 901)
    assert claims.replies.last_spoken(70, BANNED) is None


async def test_a_reply_that_speaks_of_another_claim_lets_the_first_one_wake(path: Path) -> None:
    async with ClaimService.open(path) as claims:
        await claims.replies.begin(UNASKED)
        await claims.replies.sent(UNASKED, 900)
        await claims.replies.record(replace(REPLY, claim=OTHER), unasked=True)
        assert (claims.replies.last_spoken(70, BANNED), claims.replies.last_spoken(70, OTHER)) == (None, AT)
    async with ClaimService.open(path) as claims:
        assert (claims.replies.last_spoken(70, BANNED), claims.replies.last_spoken(70, OTHER)) == (None, AT)


async def test_the_rest_for_a_later_card_outlives_the_first_card(claims: ClaimService) -> None:
    later = AT + timedelta(hours=7)
    await claims.replies.record(REPLY, unasked=True)
    await claims.replies.record(Reply(950, 850, 70, 60, BANNED, Label.REFUTED, later), unasked=True)
    await claims.replies.withdrawn(REPLY)
    assert claims.replies.last_spoken(70, BANNED) == later


async def test_a_reply_is_tried_since_it_first_failed(claims: ClaimService) -> None:
    await claims.replies.record(REPLY, unasked=True)
    first = Delivery.to_follow(REPLY, AT)
    await claims.replies.put_off(first)
    await claims.replies.put_off(Delivery.to_follow(REPLY, AT + timedelta(minutes=5)))
    assert await claims.replies.open() == (first,)


async def test_what_was_answered_in_any_way_is_known(claims: ClaimService) -> None:
    await claims.replies.begin(UNASKED)
    await claims.replies.record(ASKED.stands_as(901), unasked=False)
    await claims.replies.record(Reply(902, 802, 70, 60, None, Label.REFUTED, AT), unasked=False)
    await claims.replies.taken_back(902)
    await claims.replies.record(Reply(903, 803, 70, 60, None, Label.REFUTED, AT), unasked=False)
    await claims.replies.withdrawn(Reply(903, 803, 70, 60, None, Label.REFUTED, AT))
    assert await claims.replies.answered(range(799, 810)) == {800, 801, 802}
    assert await claims.replies.answered([]) == set()


async def test_what_was_taken_back_is_forgotten_after_some_days(claims: ClaimService) -> None:
    await claims.replies.record(REPLY, unasked=False)
    await claims.replies.taken_back(900)
    await claims.updates.prune(AT)
    assert await claims.replies.answered([800]) == {800}
    await claims._store._database.write(lambda db: db.execute("UPDATE taken_back SET at = '2022-05-01'"))
    await claims.updates.prune(AT)
    assert await claims.replies.answered([800]) == set()


async def test_a_claim_that_is_taken_out_leaves_its_reply_on_its_way(claims: ClaimService) -> None:
    await claims.replies.begin(replace(UNASKED, claim=ClaimKey("server-1", "gone")))
    assert await claims.replies.open() == (replace(UNASKED, claim=None),)


async def only_reads(claims: ClaimService, *, wanted: bool) -> None:
    await claims._store.read(lambda db: db.execute(f"PRAGMA query_only = {int(wanted)}"))


async def test_who_asks_while_nothing_can_be_written_is_answered_once_and_written_down_later(path: Path) -> None:
    async with ClaimService.open(path) as claims:
        await only_reads(claims, wanted=True)
        assert await claims.replies.begin(ASKED)
        assert not await claims.replies.begin(ASKED)
        await claims.replies.sent(ASKED, 901)
        await claims.replies.write_down()
        assert await claims.replies.to(801) == ASKED.stands_as(901)
        await only_reads(claims, wanted=False)
        await claims.refresh()
        await claims.replies.write_down()
        assert await claims.replies.answered([801]) == {801}
    async with ClaimService.open(path) as claims:
        assert await claims.replies.to(801) == ASKED.stands_as(901)


async def test_what_nobody_asked_for_waits_for_better_times(claims: ClaimService) -> None:
    await only_reads(claims, wanted=True)
    with pytest.raises(StoreError):
        await claims.replies.begin(UNASKED)
    assert claims.replies.last_spoken(70, BANNED) is None
    await only_reads(claims, wanted=False)
    await claims.refresh()
    assert await claims.replies.begin(UNASKED)
