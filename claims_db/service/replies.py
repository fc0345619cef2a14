"""What the bot said, and what it is about to say, remembered by ids alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlite_utils import Database

from claims_db.errors import StoreError
from claims_db.service.open_store import OpenStore
from claims_db.store import deliveries, replies, updates
from claims_db.store.deliveries import Delivery
from claims_db.store.replies import Reply
from claims_db.values import Claim, ClaimKey


class Replies:
    """The bot's replies, those on their way, and when it last spoke of a claim unasked.

    A claim rests in a channel for as long as a card on it stands there, or one that people took back would have stood:
    what was never shown, or went with its message, leaves no rest behind.
    """

    def __init__(self, store: OpenStore) -> None:
        self._store = store
        # Replies to who asked while nothing could be written, by message; None while one is on its way.
        self._unwritten: dict[int, Reply | None] = {}

    def last_spoken(self, channel_id: int, key: ClaimKey) -> datetime | None:
        """When the bot last spoke unasked of the claim in the channel."""
        return self._store.memory.spoken.get((channel_id, key))

    def _begin_rest(self, channel_id: int, key: ClaimKey | None, at: datetime) -> None:
        if key is not None:
            self._store.memory.spoken[channel_id, key] = at

    def _end_rest(self, channel_id: int, key: ClaimKey | None, at: datetime) -> None:
        if key is not None and self.last_spoken(channel_id, key) == at:
            del self._store.memory.spoken[channel_id, key]

    # A reply on its way: written down before it is sent.

    async def begin(self, delivery: Delivery) -> bool:
        """Write a reply down before it is sent; False where its message has one, or one is on its way.

        Its claim rests at once, so that a second message on it is not answered meanwhile. Where nothing can be written,
        who asked is answered all the same, and that is remembered here; what nobody asked for raises StoreError.
        """
        if delivery.message_id in self._unwritten:
            return False
        rests = delivery.claim if delivery.unasked else None
        before = self.last_spoken(delivery.channel_id, rests) if rests else None
        self._begin_rest(delivery.channel_id, rests, delivery.at)
        try:
            begun = await self._store.change(lambda db: deliveries.save_new(db, delivery))
        except StoreError:
            self._end_rest(delivery.channel_id, rests, delivery.at)
            if delivery.unasked:
                raise
            self._unwritten[delivery.message_id] = None
            return True
        if not begun and before != delivery.at:
            self._end_rest(delivery.channel_id, rests, delivery.at)
        return begun

    async def put_off(self, delivery: Delivery) -> None:
        """Note that a reply is yet to follow its message."""
        await self._store.change(lambda db: deliveries.save_open(db, delivery))

    async def sent(self, delivery: Delivery, reply_id: int, shown: Claim | None = None) -> None:
        """The reply stands, as the message of that number. Raises StoreError where its row stays open."""
        reply = delivery.stands_as(reply_id)
        try:
            await self.record(reply, unasked=delivery.unasked, shown=shown)
        except StoreError:
            if delivery.message_id not in self._unwritten:
                raise
            self._unwritten[delivery.message_id] = reply

    async def write_down(self) -> None:
        """Write what could not be written when it was said; nothing is lost where it still cannot."""
        for reply in [each for each in self._unwritten.values() if each is not None]:
            try:
                await self.record(reply, unasked=False)
            except StoreError:
                return

    async def unsent(self, delivery: Delivery) -> None:
        """The reply will never be sent."""
        if delivery.message_id in self._unwritten:
            del self._unwritten[delivery.message_id]
            return
        await self._store.change(lambda db: deliveries.drop_unsent(db, delivery))
        if delivery.unasked:
            self._end_rest(delivery.channel_id, delivery.claim, delivery.at)

    async def settled(self, message_id: int) -> None:
        """The reply follows its message again."""
        await self._store.change(lambda db: deliveries.drop(db, message_id))

    async def open(self) -> tuple[Delivery, ...]:
        """What is not settled, the oldest first."""
        return await self._store.read(deliveries.load_open)

    async def delivery(self, message_id: int) -> Delivery | None:
        """What is not settled of the reply to that message."""
        return await self._store.read(lambda db: deliveries.load_delivery(db, message_id))

    async def answered(self, message_ids: Iterable[int]) -> set[int]:
        """Which of these messages have a reply, will have one, or had one that somebody took back."""
        return await self._store.read(lambda db: deliveries.load_answered(db, message_ids))

    # Replies that stand.

    async def record(self, reply: Reply, *, unasked: bool, shown: Claim | None = None) -> None:
        """Remember a reply; an unasked one also lets its claim rest.

        `shown` is the claim as it stands in the reply, which somebody may have changed while that was on its way.
        """

        def save(db: Database) -> Reply | None:
            before = replies.save_reply(db, reply, unasked=unasked)
            if reply.message_id is not None:
                deliveries.drop(db, reply.message_id)
            if shown is not None:
                updates.mark_missed(db, reply.reply_id, shown)
            return before

        before = await self._store.change(save)
        self._unwritten.pop(reply.message_id or 0, None)
        if before is not None and before.claim != reply.claim:
            self._end_rest(before.channel_id, before.claim, before.at)
        if unasked:
            self._begin_rest(reply.channel_id, reply.claim, reply.at)

    async def find(self, reply_id: int) -> Reply | None:
        """The reply that is this message of the bot's."""
        return await self._store.read(lambda db: replies.load_reply(db, reply_id))

    async def to(self, message_id: int) -> Reply | None:
        """The newest reply to somebody's message."""
        return self._unwritten.get(message_id) or await self._store.read(
            lambda db: replies.load_reply_to(db, message_id)
        )

    async def since(self, moment: datetime) -> tuple[Reply, ...]:
        """The replies to what was written after that moment."""
        return await self._store.read(lambda db: replies.load_since(db, moment))

    async def channels(self, most: int) -> tuple[int, ...]:
        """The channels with replies, those of the newest first."""
        return await self._store.read(lambda db: replies.load_channels(db, most))

    async def withdrawn(self, reply: Reply) -> None:
        """The bot deleted a reply whose message is gone or says something else: its claim need not rest."""

        def delete(db: Database) -> None:
            replies.delete_reply(db, reply.reply_id)
            replies.end_rest(db, reply.channel_id, reply.claim, reply.at)
            if reply.message_id is not None:
                deliveries.drop(db, reply.message_id)
                deliveries.unmark_taken_back(db, reply.message_id)

        await self._store.change(delete)
        self._end_rest(reply.channel_id, reply.claim, reply.at)

    async def taken_back(self, reply_id: int) -> None:
        """Somebody deleted a reply, which is no error where it is not known: its claim goes on resting."""

        def delete(db: Database) -> None:
            reply = replies.load_reply(db, reply_id)
            if reply is not None and reply.message_id is not None:
                deliveries.mark_taken_back(db, reply.message_id, datetime.now(UTC))
                deliveries.drop(db, reply.message_id)
            replies.delete_reply(db, reply_id)

        await self._store.change(delete)
