"""An open store: the file behind its thread, what is kept of it in memory, and how changes get into both."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TypeVar

from sqlite_utils import Database

from claims_db.errors import ConflictError, NotFoundError
from claims_db.service.memory import Memory, load_memory
from claims_db.store.database import DatabaseThread, data_version
from claims_db.store.index.pack_versions import load_changed_keys
from claims_db.store.servers import Defaults
from claims_db.values import Claim, ClaimKey

T = TypeVar("T")


class OpenStore:
    """What the parts of the service share. Every change is one transaction, and then one of the memory."""

    def __init__(self, database: DatabaseThread, memory: Memory, defaults: Defaults) -> None:
        self._database = database
        self.memory = memory
        self.defaults = defaults
        self._writing = asyncio.Lock()
        # Hears which claims changed.
        self.on_change: Callable[[Iterable[ClaimKey]], None] = lambda _: None

    async def refresh(self) -> bool:
        """Take up what another process (the command line beside a running bot) changed; says whether it did."""
        async with self._writing:
            return await self._reload_if_changed()

    async def read(self, work: Callable[[Database], T]) -> T:
        """What `work` reads from the file."""
        return await self._database.read(work)

    async def change(self, work: Callable[[Database], T], remember: Callable[[T], None] = lambda _: None) -> T:
        """Write what `work` writes, in one transaction; then `remember` puts what it gave back into the memory."""
        # Shielded: a caller who gives up must not leave a change in the file that the memory lacks.
        return await asyncio.shield(self._change_whole(work, remember))

    async def _change_whole(self, work: Callable[[Database], T], remember: Callable[[T], None]) -> T:
        async with self._writing:
            try:
                done = await self._database.write(work)
            except (ConflictError, NotFoundError):
                await self._reload_if_changed()
                raise
            remember(done)
            return done

    async def _reload_if_changed(self) -> bool:
        changed = await self._database.read(data_version) != self.memory.data_version
        if changed:
            await self._reload()
        return changed

    async def _reload(self) -> None:
        since = self.memory.claims_version
        fresh, keys = await self._database.read(lambda db: (load_memory(db), load_changed_keys(db, since)))
        fresh.spoken.update(self.memory.spoken)  # among it what is only on its way to the file
        self.memory = fresh
        self.on_change(keys)

    async def refresh_claims(self) -> None:
        """Take up that many claims changed at once, here."""
        async with self._writing:
            await self._reload()

    def took_up(self, *claims: Claim) -> None:
        """These claims are not what they were: new, changed or retired."""
        keys = [claim.key for claim in claims]
        self.memory.know(keys)
        self.on_change(keys)
