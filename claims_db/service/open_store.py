"""An open store: the file behind its thread, what is kept of it in memory, and how changes get into both."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from sqlite_utils import Database

from claims_db.claims.history import ChangeKind
from claims_db.errors import ConflictError, NotFoundError
from claims_db.service.memory import Memory, data_version, load_memory
from claims_db.store.claim_rows import Revision
from claims_db.store.database import DatabaseThread
from claims_db.store.privacy import Privacy
from claims_db.store.servers import Defaults
from claims_db.store.updates import Updates
from claims_db.values import Claim

T = TypeVar("T")


class OpenStore:
    """What the parts of the service share. Every change is one transaction first, then in memory."""

    def __init__(self, database: DatabaseThread, memory: Memory, defaults: Defaults) -> None:
        self.updates = Updates(database)
        self.privacy = Privacy(database, memory.opted_out)
        self._database = database
        self._memory = memory
        self._defaults = defaults
        self._writing = asyncio.Lock()

    async def refresh(self) -> bool:
        """Take up what another process (the command line beside a running bot) changed; says whether it did."""
        async with self._writing:
            return await self._reload_if_changed()

    async def _change(
        self,
        work: Callable[[Database], T],
        remember: Callable[[T], None] = lambda _: None,
        *,
        reload: bool = False,
    ) -> T:
        # Shielded: a caller who gives up must not leave a change in the file that the memory lacks.
        return await asyncio.shield(self._change_whole(work, remember, reload=reload))

    async def _change_whole(self, work: Callable[[Database], T], remember: Callable[[T], None], *, reload: bool) -> T:
        async with self._writing:
            written = await self._database.read(lambda db: db.conn.total_changes)
            try:
                done = await self._database.write(work)
            except (ConflictError, NotFoundError):
                await self._reload_if_changed()
                raise
            if reload and written != await self._database.read(lambda db: db.conn.total_changes):
                await self._reload()
            remember(done)
            return done

    async def _reload_if_changed(self) -> bool:
        changed = await self._database.read(data_version) != self._memory.data_version
        if changed:
            await self._reload()
        return changed

    async def _reload(self) -> None:
        fresh = await self._database.read(load_memory)
        fresh.spoken.update(self._memory.spoken)  # among it what is only on its way to the file
        self._memory = fresh

    def _put(self, claim: Claim) -> None:
        self._memory.put(claim)

    def _remove(self, claim: Claim) -> None:
        self._memory.catalogue.remove(claim)

    def _follow(self, done: Revision) -> None:
        if done.kind is ChangeKind.RETIRED:
            self._remove(done.after)
        else:
            self._put(done.after)
