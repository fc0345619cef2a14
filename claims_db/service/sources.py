"""The sources that claims cite: their health, checking them again, replacing their addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from sqlite_utils import Database

from claims_db.actors import Actor
from claims_db.claims.history import ChangeKind
from claims_db.claims.packs import Scope
from claims_db.claims.revisions import Revision
from claims_db.errors import InvalidValueError, NotFoundError
from claims_db.health import due as due_on
from claims_db.service.open_store import OpenStore
from claims_db.sources.health.archive import Archive
from claims_db.sources.health.rechecking import Checked, Opens, SourceEntry, recheck
from claims_db.store import claim_rows, source_health
from claims_db.store.source_health import StateChange
from claims_db.values import Claim, Source


class Sources:
    """Sources are read from the file; their health is in memory too, for the cards."""

    def __init__(self, store: OpenStore) -> None:
        self._store = store

    async def entries(self, packs: Iterable[str] | None = None) -> list[SourceEntry]:
        """The sources that claims of these packs cite, or of all packs, by pack and key."""
        wanted = list(self._store.memory.packs if packs is None else packs)
        return await self._store.read(lambda db: source_health.load_entries(db, wanted))

    async def complete(self, typed: str, scope: Scope, most: int) -> list[SourceEntry]:
        """Sources whose key, title or publisher holds what somebody has typed so far."""
        return await self._store.read(
            lambda db: source_health.load_entries(db, scope.packs, holding=typed.strip(), most=most)
        )

    async def due(self, today: date, period: timedelta, most: int) -> list[SourceEntry]:
        """The sources whose next look is due, longest due first."""
        days = ((due_on(each.name, each.health, period), each) for each in await self.entries() if each.source.url)
        waiting = sorted((row for row in days if row[0] <= today), key=lambda row: row[0])
        return [each for _, each in waiting[:most]]

    async def find(self, key: str, scope: Scope) -> SourceEntry:
        """The source of that key that the scope sees, its own before others'; raises NotFoundError."""
        found = await self._store.read(lambda db: source_health.load_entries(db, scope.packs, key=key))
        if not found:
            raise NotFoundError(f"there is no source {key[:120]!r} here")
        return min(found, key=lambda each: (each.pack != scope.own, each.pack))

    async def history(self, entry: SourceEntry) -> tuple[StateChange, ...]:
        """When something became certain of a source, oldest first."""
        return await self._store.read(lambda db: source_health.load_state_changes(db, entry.id))

    async def check(
        self,
        entries: Sequence[SourceEntry],
        opener: Opens,
        today: date,
        *,
        archive: Archive | None = None,
        done: Callable[[int], None] = lambda _number: None,
    ) -> list[Checked]:
        """Look at sources again and write down how each fares as soon as it is known.

        Those without an address are left out; `done` is called with the number of sources just written down.
        """
        found: list[Checked] = []

        async def keep(checked: Sequence[Checked]) -> None:
            if checked:
                await self._store.change(partial(source_health.save_checked, checked=checked))
            found.extend(checked)
            done(len(checked))

        await recheck(entries, opener, today, keep, archive)
        return found

    async def replace_address(self, entry: SourceEntry, address: str, *, actor: Actor) -> tuple[Claim, ...]:
        """Give a source another address, in every claim that cites it; gives back the claims that changed.

        Raises NotFoundError where the source is cited no longer, and InvalidValueError for what is no address.
        """
        if address == entry.source.url:
            raise InvalidValueError("this is its address already")
        return await self._store.change(
            lambda db: _replaced(db, entry, address, actor), lambda claims: self._store.took_up(*claims)
        )


def _replaced(db: Database, entry: SourceEntry, address: str, actor: Actor) -> tuple[Claim, ...]:
    stored = claim_rows.load_citing(db, entry.pack, [entry.source.key]).values()
    citing = [each for each in stored if _cites(each.claim, entry.source)]
    if not citing:
        raise NotFoundError(f"the source {entry.source.key!r} was changed in the meantime; look at it again")
    revisions = []
    for each in citing:
        citations = (
            replace(one, source=replace(one.source, url=address)) if one.source == entry.source else one
            for one in each.claim.citations
        )
        revisions.append(Revision(ChangeKind.EDITED, each, replace(each.claim, citations=tuple(citations))))
    claim_rows.record(db, revisions, actor=actor)
    return tuple(revision.after for revision in revisions)


def _cites(claim: Claim, source: Source) -> bool:
    return any(each.source == source for each in claim.citations)
