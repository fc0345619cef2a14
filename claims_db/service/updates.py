"""The replies that a change of a claim made outdated, and bringing them up to date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from claims_db.service.open_store import OpenStore
from claims_db.store import deliveries, replies, updates
from claims_db.store.replies import Reply
from claims_db.store.updates import Outdated, Update, UpdateProgress
from claims_db.values import ClaimKey

# Longer than the bot ever looks back after it was away.
TAKEN_BACK_KEPT = timedelta(days=2)


class Updates:
    """The replies that show a claim as it no longer is, and how far they have been brought up to date."""

    def __init__(self, store: OpenStore) -> None:
        self._store = store

    async def outdated(self, key: ClaimKey) -> Outdated:
        """The replies that show the claim as it no longer is; raises NotFoundError."""
        return await self._store.change(lambda db: updates.outdated(db, key))

    async def claim_of(self, number: int) -> ClaimKey | None:
        """The claim of that number in the store."""
        return await self._store.read(lambda db: updates.claim_of(db, number))

    async def want(self, number: int) -> UpdateProgress:
        """Let the replies of the claim of that number be brought up to date."""
        return await self._store.change(lambda db: updates.want(db, number))

    async def want_unasked(self) -> int:
        """Let those be brought up to date whose claims were last changed outside Discord; how many claims there are."""
        return await self._store.change(updates.want_unasked)

    async def progress(self, number: int) -> UpdateProgress:
        """How far the claim's updates are."""
        return await self._store.read(lambda db: updates.progress(db, number))

    async def channels(self) -> tuple[int, ...]:
        """The channels that have replies to be brought up to date."""
        return await self._store.read(updates.channels)

    async def next_reply(self, channel_id: int) -> Reply | None:
        """The next of them in a channel."""
        return await self._store.read(lambda db: updates.next_reply(db, channel_id))

    async def load(self, reply_id: int) -> Update | None:
        """What is to be done about a reply, as of now."""
        return await self._store.read(lambda db: updates.load_update(db, reply_id))

    async def finish(self, update: Update, *, edited: bool = True) -> None:
        """The reply shows its claim as `update` says; `edited` where that took an edit."""
        await self._store.change(lambda db: updates.finish(db, update, edited=edited))

    async def skip(self, reply_id: int) -> None:
        """Pass a reply over."""
        await self._store.change(lambda db: updates.skip(db, reply_id))

    async def skip_channel(self, channel_id: int) -> None:
        """Pass over a channel that the bot may not see."""
        await self._store.change(lambda db: updates.skip_channel(db, channel_id))

    async def forget(self, reply_id: int) -> None:
        """Forget a reply that is deleted."""
        await self._store.change(lambda db: updates.forget(db, reply_id))

    async def forget_channels(self, channel_ids: Iterable[int]) -> None:
        """Forget what was said in channels that are gone."""
        await self._store.change(lambda db: updates.forget_channels(db, channel_ids))

    async def prune(self, before: datetime) -> int:
        """Forget replies that are older, and what was taken back some days ago; says how many replies those were."""

        def forget(db: Database) -> int:
            deliveries.delete_taken_back(db, datetime.now(UTC) - TAKEN_BACK_KEPT)
            return replies.delete_before(db, before)

        return await self._store.change(forget)
