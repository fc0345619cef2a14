"""Everything that the bot, the command line and the terminal ask of the claims: one open store, and its memory.

What answers a message touches memory only; what changes something awaits one transaction, then changes the memory.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from claims_db.actors import Actor
from claims_db.claims import lookup
from claims_db.claims.history import Change
from claims_db.claims.packs import DIRECT_SCOPE, Scope, is_private, public_scope, server_of, server_scope
from claims_db.engine import chatter, lines
from claims_db.engine import check as checking
from claims_db.engine.index import ClaimIndex
from claims_db.engine.lines import CheckedLine
from claims_db.engine.resembling import Resemblance, resembling
from claims_db.engine.text.cleaning import clean
from claims_db.errors import NotFoundError, NotOwnError
from claims_db.files import formats
from claims_db.files.formats import Format, open_file
from claims_db.files.pack import Progress
from claims_db.service import editing, importing
from claims_db.service.catalogue import Catalogue
from claims_db.service.importing import ImportReport
from claims_db.service.meanings import NEAR_A_TEXT, Encoding, Meanings
from claims_db.service.memory import load_memory
from claims_db.service.open_store import OpenStore
from claims_db.service.privacy import Privacy
from claims_db.service.queue import Queue
from claims_db.service.replies import Replies
from claims_db.service.servers import Servers
from claims_db.service.sources import Sources
from claims_db.service.starter import load_starter_pack, starter_file
from claims_db.service.updates import Updates
from claims_db.store import claim_rows
from claims_db.store.database import DatabaseThread
from claims_db.store.servers import Defaults
from claims_db.values import Claim, ClaimKey, Match, Message, Pack, Verdict

_NO_DEFAULTS = Defaults()


class ClaimService:
    """One open store: its claims here, all else in its parts. `ClaimService.open` makes it."""

    def __init__(self, store: OpenStore, meanings: Meanings | None = None) -> None:
        self._store = store
        self._meanings = meanings
        self.queue = Queue(store)
        self.sources = Sources(store)
        self.servers = Servers(store)
        self.replies = Replies(store)
        self.updates = Updates(store)
        self.privacy = Privacy(store)

    @classmethod
    @asynccontextmanager
    async def open(
        cls, path: Path, *, defaults: Defaults = _NO_DEFAULTS, encoding: Encoding | None = None
    ) -> AsyncIterator[ClaimService]:
        """Open the store at `path`, made with the starter pack where there is none; it is closed in the end.

        With an `encoding`, whoever asks is also shown claims that the words alone do not lead to. Raises StoreError, or
        NewerSchemaError, where the file cannot be used; it is then left as it was.
        """
        database = DatabaseThread(path)
        await database.open()
        try:
            content = starter_file()
            await database.write(lambda db: load_starter_pack(db, content))
            store = OpenStore(database, await database.read(load_memory), defaults)
            if encoding is None:
                yield cls(store)
            else:
                async with Meanings.beside(store, encoding) as meanings:
                    yield cls(store, meanings)
        finally:
            await database.close()

    async def refresh(self) -> bool:
        """Take up what another process (the command line beside a running bot) changed; says whether it did."""
        return await self._store.refresh()

    @property
    def _catalogue(self) -> Catalogue:
        return self._store.memory.catalogue

    # What answers a message: memory only.

    def check(self, message: Message, scope: Scope) -> Verdict:
        """What the claims in scope say of the message."""
        return checking.check(message, self._catalogue.index, scope.packs)

    async def check_asked(self, message: Message, scope: Scope) -> Verdict:
        """The same for somebody who asks: where words lead to no claim, what the message means is looked at too."""
        verdict = self.check(message, scope)
        if self._meanings is None or verdict.claim is not None:
            return verdict
        meant = await self._meanings.nearest(checking.texts(message), scope.packs)
        return checking.check(message, self._catalogue.index, scope.packs, meant) if meant else verdict

    def rehearse(self, claim: Claim, message: Message) -> Verdict:
        """What a claim that is not stored yet would say of the message, all by itself."""
        return checking.check(message, ClaimIndex([claim]), frozenset({claim.pack}))

    def search(self, text: str, scope: Scope, limit: int = 5) -> tuple[Match, ...]:
        """The claims in scope that the text may be about, best first, without a verdict."""
        return checking.search(text, self._catalogue.index, scope.packs, limit)

    async def search_asked(self, text: str, scope: Scope, limit: int = 5) -> tuple[Match, ...]:
        """The same for somebody who asks: what the text means is looked at too."""
        if self._meanings is None:
            return self.search(text, scope, limit)
        cleaned = clean(text)
        meant = await self._meanings.nearest([cleaned], scope.packs, NEAR_A_TEXT)
        return checking.search(text, self._catalogue.index, scope.packs, limit, meant.get(cleaned, {}))

    def claims(self, scope: Scope) -> tuple[Claim, ...]:
        """The claims in scope: its own first, then pack by pack, each by slug."""
        return self._catalogue.claims(scope)

    def get(self, key: ClaimKey) -> Claim | None:
        """The claim of that key, where it is in use."""
        return self._catalogue.get(key)

    def find(self, name: str, scope: Scope) -> Claim:
        """The claim of that slug, the scope's own before others', else the only one whose slug or text holds `name`.

        Raises NotFoundError. `locate` finds retired claims too.
        """
        if found := self._catalogue.find(name, scope):
            return found
        raise NotFoundError(f"there is no claim {name[:120]!r} here")

    def complete(self, typed: str, scope: Scope, limit: int = 25) -> tuple[Claim, ...]:
        """Claims whose slug or text holds what somebody has typed so far, those first that begin with it."""
        return lookup.completing(typed, self.claims(scope), limit)

    def scope(self, server_id: int | None) -> Scope:
        """What a server sees; None stands for a private message, which sees what a new server sees."""
        return DIRECT_SCOPE if server_id is None else server_scope(server_id, self.servers.settings(server_id).packs)

    def public_scope(self) -> Scope:
        """Every pack that is no server's own: what the host sees in the terminal."""
        return public_scope(self._store.memory.packs)

    def packs(self) -> tuple[Pack, ...]:
        """The packs that a server may subscribe to, by slug."""
        return tuple(pack for slug, pack in sorted(self._store.memory.packs.items()) if not is_private(slug))

    def export(self, what: str | Scope, form: Format = Format.PACK) -> Iterator[str]:
        """The live claims of a pack, or of all that a scope sees, as a file, piece by piece; raises NotFoundError.

        A scope that sees claims of several packs gives one file, under the slug of its own pack.
        """
        slugs = {self._known_pack(what)} if isinstance(what, str) else what.packs
        packs = [pack for slug, pack in sorted(self._store.memory.packs.items()) if slug in slugs]
        own = what if isinstance(what, str) else what.own
        return formats.write(own, [(pack, self._catalogue.pack_claims(pack.slug)) for pack in packs], form)

    def pack_claims(self, pack: str) -> tuple[Claim, ...]:
        """The claims of one pack, also of a server's own, by slug; raises NotFoundError."""
        return self._catalogue.pack_claims(self._known_pack(pack))

    def check_lines(self, claim: Claim) -> Iterator[CheckedLine]:
        """Check what a claim must and must not match, among all claims that it is seen with."""
        return lines.check_lines(claim, self._catalogue.index, self._seen_with(claim).packs)

    def broken_lines(self, claim: Claim) -> tuple[CheckedLine, ...]:
        """Which lines do not hold after a change of this claim: of its own, and those that it took from close claims.

        `check_lines` over all claims says it for certain; this looks at the closest ones.
        """
        return lines.broken_lines(claim, self._catalogue.index, self._seen_with(claim).packs)

    def resembling(self, claim: Claim) -> tuple[Resemblance, ...]:
        """Which claims that are seen with this one it contradicts, repeats or comes close to, in this order."""
        return resembling(claim, self._catalogue.index, self._seen_with(claim).packs)

    def would_fire(self, claim: Claim) -> tuple[str, ...]:
        """Which lines of everyday chat the claim would answer unasked; the fewer the better."""
        return chatter.answered_lines(claim)

    def _seen_with(self, claim: Claim) -> Scope:
        """What the claim's server sees, or the host where it belongs to none."""
        server_id = server_of(claim.pack)
        scope = self.public_scope() if server_id is None else self.scope(server_id)
        return replace(scope, packs=scope.packs | {claim.pack})

    def _known_pack(self, pack: str) -> str:
        if pack not in self._store.memory.packs:
            raise NotFoundError(f"there is no pack {pack[:120]!r}")
        return pack

    # What changes a claim: one transaction with its history row, then the memory.

    async def add(self, claim: Claim, *, actor: Actor, scope: Scope | None = None) -> Claim:
        """Store a new claim in its pack, and give it back as stored; raises ConflictError where the slug is taken.

        A source whose key another source of the pack has comes back under a key with a number.
        """
        _require_own(claim.key, scope)
        return await self._store.change(lambda db: editing.add(db, claim, actor=actor), self._store.put)

    async def edit(self, before: Claim, after: Claim, *, actor: Actor, scope: Scope | None = None) -> Claim:
        """Put `after` in the place of `before`, which is the claim as the editor saw it.

        Raises EditConflictError where somebody else has changed or retired it since, InvalidValueError where `after`
        has another slug or pack, and NotFoundError.
        """
        _require_own(before.key, scope)
        return await self._store.change(lambda db: editing.edit(db, before, after, actor=actor), self._store.put)

    async def retire(self, key: ClaimKey, *, actor: Actor, scope: Scope | None = None) -> Claim:
        """Take a claim out of use, never out of the history; raises ConflictError where it was, and NotFoundError."""
        _require_own(key, scope)
        return await self._store.change(lambda db: editing.retire(db, key, actor=actor), self._store.remove)

    async def restore(self, key: ClaimKey, *, actor: Actor, scope: Scope | None = None) -> Claim:
        """Take a retired claim back into use; raises ConflictError where it is in use, and NotFoundError."""
        _require_own(key, scope)
        return await self._store.change(lambda db: editing.restore(db, key, actor=actor), self._store.put)

    async def undo(self, key: ClaimKey, *, actor: Actor, step: int | None = None, scope: Scope | None = None) -> Claim:
        """Undo the step of that number, or the newest; it is a step itself, and can be undone.

        Gives back the claim as it is then, in use or retired. Raises ConflictError where the step cannot be undone,
        and NotFoundError.
        """
        _require_own(key, scope)
        done = await self._store.change(lambda db: editing.undo(db, key, step, actor=actor), self._store.follow)
        return done.after

    async def locate(self, name: str, scope: Scope) -> ClaimKey:
        """The key of the claim that `find` finds, the retired ones of the scope's own pack among them."""
        if key := await self._store.read(lambda db: editing.locate(db, name, scope.in_order())):
            return key
        if found := lookup.named(name, [*self.claims(scope), *await self.retired(scope)]):
            return found.key
        raise NotFoundError(f"there is no claim {name[:120]!r} here")

    async def retired(self, scope: Scope) -> tuple[Claim, ...]:
        """The retired claims of the scope's own pack, by slug."""
        stored = await self._store.read(lambda db: claim_rows.load_pack_claims(db, scope.own))
        return tuple(each.claim for each in stored.values() if each.retired)

    async def history(self, key: ClaimKey) -> tuple[Change, ...]:
        """Every change of a claim, oldest first; raises NotFoundError."""
        return await self._store.read(lambda db: editing.history(db, key))

    async def import_file(
        self,
        path: Path,
        *,
        pack: str | None = None,
        skip_invalid: bool = False,
        actor: Actor,
        progress: Progress | None = None,
    ) -> ImportReport:
        """Store the claims of a pack, CSV or ClaimReview file, under the slug `pack` or the file's own.

        All or nothing: raises InvalidPackError, which names every bad row, unless those are to be skipped. Where the
        caller is cancelled in between, nothing is stored. `progress` hears how much of how much is read and stored, in
        the event loop's thread.
        """
        told = importing.Told(progress)

        async def work() -> ImportReport:
            reading = await asyncio.to_thread(open_file, path, pack=pack, progress=told.read)
            return await self._store.change(
                lambda db: importing.store_reading(
                    db, reading, skip_invalid=skip_invalid, actor=actor, progress=told.stored
                ),
                reload=True,
            )

        return await told.whole(work())

    async def note(self, name: str) -> str | None:
        """What was noted under a name, like the fingerprint of the commands last synced."""
        return await self._store.read(lambda db: claim_rows.load_note(db, name))

    async def set_note(self, name: str, value: str) -> None:
        """Note a value under a name, in place of what was there."""
        await self._store.change(lambda db: claim_rows.save_note(db, name, value))


def _require_own(key: ClaimKey, scope: Scope | None) -> None:
    """Raise where the claim is not one of the scope's own: as if there were none, where the scope does not see it."""
    if scope is None or key.pack == scope.own:
        return
    if key.pack not in scope.packs:
        raise NotFoundError(f"there is no claim {key.slug[:120]!r} here")
    raise NotOwnError(
        f"the claim {key.slug[:120]!r} belongs to the pack {key.pack!r}; only the host of Footnote can change it"
    )
