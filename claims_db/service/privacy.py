"""What the store holds of one person, taking it out, and who asked not to be checked."""

from __future__ import annotations

from claims_db.service.open_store import OpenStore
from claims_db.store import privacy
from claims_db.store.privacy import Holdings


class Privacy:
    """What the store holds of a person; who opted out is known from memory."""

    def __init__(self, store: OpenStore) -> None:
        self._store = store

    def opted_out(self, user_id: int) -> bool:
        """Whether that person asked not to be checked."""
        return user_id in self._store.memory.opted_out

    async def opt_out(self, user_id: int) -> None:
        """Check that person's messages no more, from this moment on."""
        self._store.memory.opted_out.add(user_id)  # first: nothing is checked while the file is written
        await self._store.change(lambda db: privacy.save_opted_out(db, user_id, wanted=True))

    async def opt_in(self, user_id: int) -> None:
        """Let that person's messages be checked again."""
        await self._store.change(lambda db: privacy.save_opted_out(db, user_id, wanted=False))
        self._store.memory.opted_out.discard(user_id)

    async def holdings(self, user_id: int) -> Holdings:
        """What the store holds of that person."""
        return await self._store.read(lambda db: privacy.load_holdings(db, user_id))

    async def take_out(self, user_id: int) -> Holdings:
        """Take that person's number out; says what there was."""
        return await self._store.change(lambda db: privacy.take_out(db, user_id))
