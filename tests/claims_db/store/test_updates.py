"""Which replies show a claim as it no longer is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from claims_db.actors import Actor
from claims_db.errors import NotFoundError
from claims_db.service import ClaimService
from claims_db.store.replies import Reply
from claims_db.store.updates import Update, UpdateProgress
from claims_db.values import Claim, ClaimKey, Label, Rating

from ..examples import LETTER, REPORT, lighthouse

AT = datetime(2022, 5, 1, 12, 30, tzinfo=UTC)
CLAIM = lighthouse()
KEY = CLAIM.key
KEEPER = Actor.on_discord(1)


def reply(number: int, channel: int = 70, key: ClaimKey | None = KEY, author: int = 60) -> Reply:
    return Reply(number, number - 1, channel, author, key, Label.SUPPORTED, AT)


@pytest.fixture
async def told(claims: ClaimService) -> ClaimService:
    """A store whose claim two replies in one channel and one in another show."""
    await claims.add(CLAIM, actor=KEEPER)
    for each in (reply(100), reply(200), reply(300, channel=71)):
        await claims.replies.record(each, unasked=False)
    return claims


async def rate(claims: ClaimService, rating: Rating) -> Claim:
    before = await claims.find(KEY.slug, claims.public_scope())
    return await claims.edit(before, replace(before, rating=rating), actor=KEEPER)


async def count(claims: ClaimService) -> int:
    return (await claims.updates.outdated(KEY)).replies


async def start(claims: ClaimService) -> UpdateProgress:
    return await claims.updates.want((await claims.updates.outdated(KEY)).number)


async def bring(claims: ClaimService, reply_ids: Iterable[int]) -> list[Update]:
    """Bring these up to date, as the bot does."""
    done = []
    for reply_id in reply_ids:
        update = await claims.updates.load(reply_id)
        assert update is not None
        await claims.updates.finish(update)
        done.append(update)
    return done


async def test_a_new_claim_makes_no_reply_outdated(told: ClaimService) -> None:
    assert await count(told) == 0


async def test_an_edit_a_retirement_and_a_restoration_each_make_replies_outdated(told: ClaimService) -> None:
    await rate(told, Rating.FALSE)
    assert await count(told) == 3
    await start(told)
    await bring(told, [100, 200, 300])
    assert await count(told) == 0
    await told.retire(KEY, actor=KEEPER)
    assert await count(told) == 3
    await start(told)
    await bring(told, [100, 200, 300])
    await told.restore(KEY, actor=KEEPER)
    assert await count(told) == 3
    update = await told.updates.load(100)
    assert update is not None
    assert (update.shown_retired, update.retired) == (True, False)


async def test_what_no_reply_shows_makes_none_outdated(told: ClaimService) -> None:
    await told.edit(
        CLAIM, replace(CLAIM, phrasings=("The lighthouse has many steps",), tags=(), must_match=()), actor=KEEPER
    )
    assert await count(told) == 0


@pytest.mark.parametrize(
    "changed",
    [
        replace(CLAIM, text="The old lighthouse has 201 steps."),
        replace(CLAIM, rating=Rating.OUTDATED),
        replace(CLAIM, as_of=None),
        replace(CLAIM, happened=None),
        lighthouse("lighthouse", "local", LETTER),
        replace(CLAIM, citations=(replace(CLAIM.citations[0], source=replace(REPORT, publisher="The Gazette")),)),
    ],
    ids=["text", "rating", "as of", "happened", "source", "publisher"],
)
async def test_what_a_reply_shows_makes_it_outdated(told: ClaimService, changed: Claim) -> None:
    await told.edit(CLAIM, changed, actor=KEEPER)
    assert await count(told) == 3
    assert [each.shown for each in await bring(told, [100])] == [CLAIM]


async def test_a_change_that_is_undone_leaves_nothing_to_do(told: ClaimService) -> None:
    await rate(told, Rating.FALSE)
    await told.undo(KEY, actor=KEEPER)
    assert await count(told) == 0
    await told.retire(KEY, actor=KEEPER)
    await told.undo(KEY, actor=KEEPER)
    assert await count(told) == 0
    assert await told.updates.channels() == ()


async def test_a_reply_shows_what_came_before_the_first_change_that_it_missed(told: ClaimService) -> None:
    await rate(told, Rating.FALSE)
    await rate(told, Rating.HALF_TRUE)
    (update,) = await bring(told, [100])
    assert update.shown == CLAIM
    assert update.claim.rating is Rating.HALF_TRUE


async def test_nothing_is_done_before_somebody_wants_it(told: ClaimService) -> None:
    await rate(told, Rating.FALSE)
    assert await told.updates.channels() == ()
    assert await told.updates.next_reply(70) is None
    assert await start(told) == UpdateProgress(0, 0, 3)
    assert await told.updates.channels() == (70, 71)
    assert await told.updates.next_reply(70) == reply(200)


async def test_wanting_it_twice_is_no_other_than_once(told: ClaimService) -> None:
    await rate(told, Rating.FALSE)
    await start(told)
    await bring(told, [200])
    assert await start(told) == UpdateProgress(1, 0, 2)


async def test_a_change_while_a_reply_is_edited_keeps_it_to_be_edited_again(told: ClaimService) -> None:
    await rate(told, Rating.FALSE)
    await start(told)
    underway = await told.updates.load(200)
    assert underway is not None
    await rate(told, Rating.HALF_TRUE)
    await told.updates.finish(underway)
    again = await told.updates.load(200)
    assert again is not None
    assert again.shown is not None
    assert (again.shown.rating, again.claim.rating) == (Rating.FALSE, Rating.HALF_TRUE)
    assert await told.updates.next_reply(70) == reply(200)


async def test_a_change_while_replies_are_brought_up_to_date_starts_all_of_them_over(told: ClaimService) -> None:
    await rate(told, Rating.FALSE)
    await start(told)
    await bring(told, [200])
    await rate(told, Rating.HALF_TRUE)
    found = await told.updates.outdated(KEY)
    assert (found.replies, found.running) == (3, 3)
    assert await told.updates.progress(found.number) == UpdateProgress(0, 0, 3)


async def test_what_is_wanted_outlives_the_process(told: ClaimService, path: Path) -> None:
    await rate(told, Rating.FALSE)
    await start(told)
    await bring(told, [200])
    async with ClaimService.open(path) as later:
        assert await later.updates.channels() == (70, 71)
        assert await later.updates.next_reply(70) == reply(100)
        await bring(later, [100, 300])
        assert await later.updates.channels() == ()


async def test_a_reply_that_is_passed_over_is_asked_about_again_after_the_next_change(told: ClaimService) -> None:
    await rate(told, Rating.FALSE)
    await start(told)
    await told.updates.skip_channel(70)
    assert await told.updates.channels() == (71,)
    assert await told.updates.progress((await told.updates.outdated(KEY)).number) == UpdateProgress(0, 2, 1)
    await bring(told, [300])
    await rate(told, Rating.HALF_TRUE)
    assert await count(told) == 3


async def test_a_deleted_reply_and_a_gone_channel_are_forgotten(told: ClaimService) -> None:
    await rate(told, Rating.FALSE)
    await start(told)
    await told.updates.forget(100)
    await told.updates.forget_channels([71, 99])
    assert await told.replies.find(100) is None
    assert await told.replies.find(300) is None
    assert await told.updates.next_reply(70) == reply(200)
    assert await told.updates.progress((await told.updates.outdated(KEY)).number) == UpdateProgress(0, 2, 1)


async def test_a_reply_that_changed_with_its_message_is_up_to_date(told: ClaimService) -> None:
    await rate(told, Rating.FALSE)
    await start(told)
    await told.replies.record(reply(100), unasked=False)
    assert await told.updates.load(100) is None
    assert await count(told) == 2


@pytest.mark.parametrize("running", [False, True])
async def test_a_reply_that_was_on_its_way_while_its_claim_changed_is_outdated(
    told: ClaimService, *, running: bool
) -> None:
    await rate(told, Rating.FALSE)
    if running:
        await start(told)
    await told.replies.record(reply(250), unasked=False, shown=CLAIM)
    await told.replies.record(reply(260), unasked=False, shown=(await told.find(KEY.slug, told.public_scope())))
    found = await told.updates.outdated(KEY)
    assert (found.replies, found.running) == (4, 4 if running else 0)
    assert [each.shown for each in await bring(told, [250])] == [CLAIM]
    assert await told.updates.load(260) is None


async def test_a_reply_is_recorded_under_the_verdict_that_it_shows(told: ClaimService) -> None:
    await rate(told, Rating.FALSE)
    update = await told.updates.load(100)
    assert update is not None
    await told.updates.finish(replace(update, reply=replace(update.reply, label=Label.REFUTED)))
    assert await told.replies.find(100) == replace(reply(100), label=Label.REFUTED)


async def test_replies_on_other_claims_stay_as_they_are(told: ClaimService) -> None:
    other = lighthouse("another-lighthouse")
    await told.add(other, actor=KEEPER)
    await told.replies.record(reply(400, key=other.key), unasked=False)
    await rate(told, Rating.FALSE)
    await start(told)
    assert (await told.updates.outdated(other.key)).replies == 0
    assert await told.updates.load(400) is None


async def test_only_what_was_changed_outside_discord_is_wanted_unasked(told: ClaimService) -> None:
    await rate(told, Rating.FALSE)
    assert await told.updates.want_unasked() == 0
    now = await told.find(KEY.slug, told.public_scope())
    await told.edit(now, replace(now, rating=Rating.HALF_TRUE), actor=Actor("cli"))
    assert await told.updates.want_unasked() == 1
    assert await told.updates.channels() == (70, 71)


async def test_an_unknown_claim_is_said_to_be_unknown(told: ClaimService) -> None:
    with pytest.raises(NotFoundError):
        await told.updates.outdated(ClaimKey("local", "nowhere"))
    assert await told.updates.claim_of(10**6) is None


async def test_old_replies_are_forgotten(told: ClaimService) -> None:
    await told.replies.record(replace(reply(500), at=AT + timedelta(days=2)), unasked=False)
    await rate(told, Rating.FALSE)
    assert await told.updates.prune(AT + timedelta(days=1)) == 3
    assert await told.replies.find(500) is not None
    assert await count(told) == 1


async def test_the_queue_has_no_place_for_words(told: ClaimService) -> None:
    tables = ("updates", "update_runs")
    kinds = await told._store._database.read(
        lambda db: {each.type for table in tables for each in db.table(table).columns}
    )
    assert kinds == {"INTEGER"}
