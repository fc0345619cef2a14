"""An open store: the file behind its thread, what is kept of it in memory, and how changes get into both."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TypeVar

from sqlite_utils import Database

from claims_db.claims.history import ChangeKind
from claims_db.claims.revisions import Revision
from claims_db.errors import ConflictError, NotFoundError
from claims_db.service.memory import Memory, data_version, load_memory
from claims_db.store.database import DatabaseThread
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
        # Hears which claims changed in memory.
        self.on_change: Callable[[Iterable[ClaimKey]], None] = lambda _: None

    async def refresh(self) -> bool:
        """Take up what another process (the command line beside a running bot) changed; says whether it did."""
        async with self._writing:
            return await self._reload_if_changed()

    async def read(self, work: Callable[[Database], T]) -> T:
        """What `work` reads from the file."""
        return await self._database.read(work)

    async def change(
        self,
        work: Callable[[Database], T],
        remember: Callable[[T], None] = lambda _: None,
        *,
        reload: bool = False,
    ) -> T:
        """Write what `work` writes, in one transaction; then `remember` puts what it gave back into the memory.

        `reload` reads the whole memory anew where anything was written.
        """
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
        changed = await self._database.read(data_version) != self.memory.data_version
        if changed:
            await self._reload()
        return changed

    async def _reload(self) -> None:
        fresh = await self._database.read(load_memory)
        fresh.spoken.update(self.memory.spoken)  # among it what is only on its way to the file
        self.on_change([*self.memory.catalogue.keys(), *fresh.catalogue.keys()])
        self.memory = fresh

    def put(self, claim: Claim) -> None:
        """Keep a claim in memory as it is now."""
        self.memory.put(claim)
        self.on_change([claim.key])

    def remove(self, claim: Claim) -> None:
        """Drop a claim from memory, since it is retired."""
        self.memory.catalogue.remove(claim)
        self.on_change([claim.key])

    def follow(self, done: Revision) -> None:
        """Do in memory what a step of a claim's history did in the file."""
        if done.kind is ChangeKind.RETIRED:
            self.remove(done.after)
        else:
            self.put(done.after)
