from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from claims_db.service import ClaimService
from claims_db.store.replies import Reply
from claims_db.values import ClaimKey, Label

BANNED = ClaimKey("starter", "clubhouse-banned")
AT = datetime(2022, 5, 1, 12, 30, 0, 5000, tzinfo=UTC)
REPLY = Reply(900, 800, 70, 60, BANNED, Label.SUPPORTED, AT)


async def test_a_reply_is_found_by_either_message_after_a_restart(path: Path) -> None:
    nothing_found = Reply(901, 801, 70, 60, None, Label.NOT_ENOUGH_EVIDENCE, AT)
    async with ClaimService.open(path) as claims:
        await claims.replies.record(REPLY, unasked=True)
        await claims.replies.record(nothing_found, unasked=False)
    async with ClaimService.open(path) as claims:
        assert await claims.replies.find(900) == await claims.replies.to(800) == REPLY
        assert await claims.replies.find(901) == nothing_found
        assert await claims.replies.find(800) is None
        assert await claims.replies.to(900) is None


async def test_of_two_replies_to_a_message_the_newest_counts(claims: ClaimService) -> None:
    await claims.replies.record(REPLY, unasked=False)
    newer = replace(REPLY, reply_id=905, label=Label.REFUTED)
    await claims.replies.record(newer, unasked=False)
    assert await claims.replies.to(800) == newer
    assert await claims.replies.find(900) == REPLY


async def test_a_reply_that_was_changed_is_recorded_anew(claims: ClaimService) -> None:
    await claims.replies.record(REPLY, unasked=True)
    changed = replace(REPLY, label=Label.REFUTED, claim=ClaimKey("starter", "clubhouse-clones"))
    await claims.replies.record(changed, unasked=True)
    assert await claims.replies.find(900) == changed


async def test_a_reply_that_somebody_took_back_leaves_the_time_of_speaking(path: Path) -> None:
    async with ClaimService.open(path) as claims:
        await claims.replies.record(REPLY, unasked=True)
        await claims.replies.taken_back(900)
        await claims.replies.taken_back(900)
    async with ClaimService.open(path) as claims:
        assert await claims.replies.find(900) is None
        assert claims.replies.last_spoken(70, BANNED) == AT


async def test_only_speaking_unasked_of_a_claim_counts_as_having_spoken(path: Path) -> None:
    async with ClaimService.open(path) as claims:
        await claims.replies.record(REPLY, unasked=False)
        await claims.replies.record(replace(REPLY, claim=None), unasked=True)
        assert claims.replies.last_spoken(70, BANNED) is None
    async with ClaimService.open(path) as claims:
        assert claims.replies.last_spoken(70, BANNED) is None
        await claims.replies.record(REPLY, unasked=True)
        assert claims.replies.last_spoken(70, BANNED) == AT
        assert claims.replies.last_spoken(71, BANNED) is None


async def test_the_last_time_of_speaking_counts(path: Path) -> None:
    later = AT + timedelta(hours=1)
    async with ClaimService.open(path) as claims:
        await claims.replies.record(REPLY, unasked=True)
        await claims.replies.record(replace(REPLY, reply_id=905, at=later), unasked=True)
    async with ClaimService.open(path) as claims:
        assert claims.replies.last_spoken(70, BANNED) == later


async def test_a_reply_about_a_claim_that_is_not_stored_is_kept_without_it(claims: ClaimService) -> None:
    await claims.replies.record(replace(REPLY, claim=ClaimKey("server-1", "gone")), unasked=True)
    assert await claims.replies.find(900) == replace(REPLY, claim=None)


async def test_a_reply_has_no_place_for_words_of_a_message(claims: ClaimService) -> None:
    columns = await claims._store._database.read(lambda db: db.table("replies").columns)
    assert [column.name for column in columns if column.type != "INTEGER"] == ["label", "at"]


async def test_a_reply_to_a_command_answers_no_message(claims: ClaimService) -> None:
    await claims.replies.record(replace(REPLY, message_id=None), unasked=False)
    assert await claims.replies.find(900) == replace(REPLY, message_id=None)
    assert await claims.replies.to(0) is None
