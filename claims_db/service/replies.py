"""What the bot said, remembered by ids alone."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from claims_db.service.open_store import OpenStore
from claims_db.store import replies, updates
from claims_db.store.replies import Reply
from claims_db.values import Claim, ClaimKey


class Replies:
    """The bot's replies, and when it last spoke of a claim unasked."""

    def __init__(self, store: OpenStore) -> None:
        self._store = store

    def last_spoken(self, channel_id: int, key: ClaimKey) -> datetime | None:
        """When the bot last spoke unasked of the claim in the channel."""
        return self._store.memory.spoken.get((channel_id, key))

    def note_spoken(self, channel_id: int, key: ClaimKey, at: datetime) -> None:
        """Note before sending, so that a second message on the claim is not answered while the first reply is sent."""
        self._store.memory.spoken[channel_id, key] = at

    async def record(self, reply: Reply, *, unasked: bool, shown: Claim | None = None) -> None:
        """Remember a reply; an unasked one also for the cooldown.

        `shown` is the claim as it stands in the reply, which somebody may have changed while that was on its way.
        """

        def save(db: Database) -> None:
            replies.save_reply(db, reply, unasked=unasked)
            if shown is not None:
                updates.mark_missed(db, reply.reply_id, shown)

        await self._store.change(save)
        if unasked and reply.claim:
            self.note_spoken(reply.channel_id, reply.claim, reply.at)

    async def find(self, reply_id: int) -> Reply | None:
        """The reply that is this message of the bot's."""
        return await self._store.read(lambda db: replies.load_reply(db, reply_id))

    async def to(self, message_id: int) -> Reply | None:
        """The newest reply to somebody's message."""
        return await self._store.read(lambda db: replies.load_reply_to(db, message_id))

    async def forget(self, reply_id: int) -> None:
        """Forget a reply, since it is deleted; one that is not known is no error."""
        await self._store.change(lambda db: replies.delete_reply(db, reply_id))
