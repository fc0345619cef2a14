"""An open store: the file behind its thread, what is kept of it in memory, and how changes get into both."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlite_utils import Database

from claims_db.errors import ConflictError, NotFoundError, StoreError
from claims_db.service.memory import Memory, load_memory
from claims_db.store.database import data_version
from claims_db.store.database_thread import DatabaseThread
from claims_db.store.index.pack_versions import load_changed_keys
from claims_db.store.servers import Defaults
from claims_db.values import Claim, ClaimKey

T = TypeVar("T")


async def _unprepared() -> None:
    """Whoever reads the file builds what is missing."""


class OpenStore:
    """What the parts of the service share. Every change is one transaction, and then one of the memory.

    `files` is what all read from, and `trouble` is what is wrong with it, as far as anybody noticed.
    """

    def __init__(self, database: DatabaseThread, memory: Memory, defaults: Defaults) -> None:
        self._database = database
        self.memory = memory
        self.defaults = defaults
        self.files = database.files
        self.trouble: StoreError | None = None
        self._writing = asyncio.Lock()
        # Hears which claims changed.
        self.on_change: Callable[[Iterable[ClaimKey]], None] = lambda _: None
        # Hears when it begins, when it is another one, and when it is over.
        self.on_trouble: Callable[[StoreError | None], None] = lambda _: None
        # Makes another file ready for those who read it.
        self.prepare: Callable[[], Awaitable[None]] = _unprepared

    async def refresh(self) -> bool:
        """Take up what changed: by another process (the command line beside a running bot), or with the whole file.

        Says whether anything did. What is wrong with the file is noted, and looked at again the next time.
        """
        async with self._writing:
            try:
                changed = await self._follow()
                if self.trouble is not None:
                    await self._database.recover(self.trouble.trouble)
                changed = await self._reload_if_changed() or changed
            except StoreError as error:
                self._note(error)
                return False
            self._note(None)
            return changed

    async def read(self, work: Callable[[Database], T]) -> T:
        """What `work` reads from the file."""
        with self.noting_trouble():
            return await self._database.read(work)

    async def change(self, work: Callable[[Database], T], remember: Callable[[T], None] = lambda _: None) -> T:
        """Write what `work` writes, in one transaction; then `remember` puts what it gave back into the memory."""
        # Shielded: a caller who gives up must not leave a change in the file that the memory lacks.
        return await asyncio.shield(self._change_whole(work, remember))

    async def _change_whole(self, work: Callable[[Database], T], remember: Callable[[T], None]) -> T:
        async with self._writing:
            with self.noting_trouble():
                await self._follow()
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
        # What this process wrote since is heard of twice; of another file, any claim may be another one.
        since = self.memory.claims_version if self.files == self._database.files else None
        fresh, keys = await self._database.read(lambda db: (load_memory(db), load_changed_keys(db, since)))
        fresh.spoken.update(self.memory.spoken)  # among it what is only on its way to the file
        self.memory = fresh
        self.on_change(keys)

    async def _follow(self) -> bool:
        """Take up another file in the place of the one that is open; says whether there is one."""
        await self._database.follow()
        if self.files == self._database.files:
            return False
        await self.prepare()
        await self._reload()
        self.files = self._database.files
        return True

    @contextmanager
    def noting_trouble(self) -> Iterator[None]:
        """Remember what is wrong with the file, until `refresh` finds that it is over."""
        try:
            yield
        except StoreError as error:
            self._note(error)
            raise

    def _note(self, error: StoreError | None) -> None:
        before, self.trouble = self.trouble, error
        if (error and error.trouble) is not (before and before.trouble):
            self.on_trouble(error)

    async def refresh_claims(self) -> None:
        """Take up that many claims changed at once, here."""
        async with self._writing:
            await self._reload()

    def took_up(self, *claims: Claim) -> None:
        """These claims are not what they were: new, changed or retired."""
        keys = [claim.key for claim in claims]
        self.memory.know(keys)
        self.on_change(keys)
