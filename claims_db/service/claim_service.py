"""Everything that the bot, the command line and the terminal ask of the claims: one open store, and its workers.

What is asked about a message is worked out by a worker, beside the event loop; what changes something awaits one
transaction, which every worker sees with its next piece of work.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from claims_db.actors import Actor
from claims_db.claims.history import Change
from claims_db.claims.packs import DIRECT_SCOPE, Scope, is_private, public_scope, server_of, server_scope
from claims_db.claims.revisions import StoredClaim
from claims_db.engine.check import texts
from claims_db.engine.lines import CheckedLine
from claims_db.engine.meaning import Near
from claims_db.engine.resembling import Resemblance
from claims_db.engine.text.cleaning import clean
from claims_db.errors import NotFoundError, StoreError
from claims_db.files import formats
from claims_db.files.formats import Format, open_file
from claims_db.files.habits import NO_HABITS, Habits
from claims_db.files.pack import Progress
from claims_db.service import editing, importing, reader
from claims_db.service.importing import ImportReport
from claims_db.service.meanings import NEAR_A_TEXT, Encoding, Meanings
from claims_db.service.memory import load_memory
from claims_db.service.open_store import OpenStore
from claims_db.service.opening import let_go, open_store
from claims_db.service.privacy import Privacy
from claims_db.service.queue import Queue
from claims_db.service.reader import Reader, prepare
from claims_db.service.replies import Replies
from claims_db.service.servers import Servers
from claims_db.service.sources import Sources
from claims_db.service.updates import Updates
from claims_db.service.workers import CPU_SECONDS, Limits, Priority, Workers
from claims_db.store import claim_rows
from claims_db.store.servers import Defaults
from claims_db.values import Answer, Claim, ClaimKey, Match, Message, Pack, Verdict

T = TypeVar("T")
_NO_DEFAULTS = Defaults()
# Connecting takes some seconds, in which the processes that are to check messages would only be in the way.
# A large index that another program changed a lot is built anew by whoever asks next, which may take a minute.
_LIMITS = Limits(delay=3.0, work=120.0)
# CPU seconds of what is no message: a moderator's preview, which checks a claim against all that is like it and against
# chat, or a list of a large pack.
_LONG = 30.0


class ClaimService:
    """One open store: its claims here, all else in its parts. `ClaimService.open` makes it."""

    def __init__(
        self, path: Path, store: OpenStore, workers: Workers[Reader], meanings: Meanings | None = None
    ) -> None:
        self._path = path
        self._store = store
        self._meanings = meanings
        self.workers = workers
        self.queue = Queue(store)
        self.sources = Sources(store)
        self.servers = Servers(store)
        self.replies = Replies(store)
        self.updates = Updates(store)
        self.privacy = Privacy(store)

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        path: Path,
        *,
        defaults: Defaults = _NO_DEFAULTS,
        encoding: Encoding | None = None,
        processes: int | None = 0,
        to_read: bool = False,
    ) -> AsyncIterator[ClaimService]:
        """Open the store at `path`, made with the starter pack where there is none; it is closed in the end.

        With an `encoding`, whoever asks is also shown claims that the words alone do not lead to. `processes` check
        messages, None: one for each core less one, 0: a thread. `to_read` only reads, if need be, a file that is locked
        or that another process is writing to. Raises StoreError, or NewerSchemaError, where the file cannot be used;
        it is then left as it was.
        """
        database = await open_store(path, to_read=to_read)
        try:
            if processes != 0:
                # Not by the workers, who would all do it, nor while somebody waits for an answer.
                await asyncio.to_thread(prepare, path)
            store = OpenStore(database, await database.read(load_memory), defaults)
            if processes != 0:
                store.prepare = partial(asyncio.to_thread, prepare, path)
            opens = partial(Reader, path, warm=processes != 0)
            async with Workers.running(opens, processes, limits=_LIMITS) as workers:
                database.let_go = partial(let_go, workers)
                if encoding is None:
                    yield cls(path, store, workers)
                else:
                    async with Meanings.beside(store, encoding) as meanings:
                        yield cls(path, store, workers, meanings)
        finally:
            await database.close()

    async def refresh(self) -> bool:
        """Take up what another process (the command line beside a running bot) changed; says whether it did.

        Also another file that was put in the place of the one that is open. Raises nothing: see `trouble`.
        """
        return await self._store.refresh()

    async def count(self) -> int:
        """How many claims there are in all packs; retired ones are not among them."""
        return sum((await self._store.read(claim_rows.count_live_by_pack)).values())

    def set_defaults(self, defaults: Defaults) -> None:
        """What holds from now on for servers that set nothing."""
        self._store.defaults = defaults

    @property
    def trouble(self) -> StoreError | None:
        """What is wrong with the database file; each `refresh` looks whether it is over."""
        return self._store.trouble

    def hear_of_trouble(self, told: Callable[[StoreError | None], None]) -> None:
        """Be told when a trouble begins, when it is another one, and when it is over, which is None."""
        self._store.on_trouble = told

    # What answers a message: the workers, which look at nothing but the packs in scope.

    async def check(self, message: Message, scope: Scope, priority: Priority = Priority.ASKED) -> Verdict:
        """What the claims in scope say of the message; raises what `Workers.run` raises."""
        return await self._ask(partial(Reader.check, message=message, packs=scope.packs), priority)

    async def check_unasked(self, message: Message, scope: Scope) -> Verdict:
        """The same where it speaks, else no more than that it does not; whoever asks goes first."""
        checking = partial(Reader.check_unasked, message=message, packs=scope.packs)
        return await self._ask(checking, Priority.UNASKED)

    async def check_asked(self, message: Message, scope: Scope) -> Verdict:
        """The same for somebody who asks: where words lead to no claim, what the message means is looked at too."""
        verdict = await self.check(message, scope)
        if self._meanings is None or verdict.claim is not None:
            return verdict
        meant = await self._meanings.nearest(texts(message), scope.packs)
        if not meant:
            return verdict
        return await self._ask(partial(Reader.check, message=message, packs=scope.packs, meant=meant))

    async def _ask(
        self, work: Callable[[Reader], T], priority: Priority = Priority.ASKED, *, seconds: float = CPU_SECONDS
    ) -> T:
        """See `Workers.run`."""
        with self._store.noting_trouble():
            return await self.workers.run(
                partial(Reader.read_from, files=self._store.files, work=work), priority, seconds=seconds
            )

    async def rehearse(self, claim: Claim, message: Message) -> Verdict:
        """What a claim that is not stored yet would say of the message, all by itself."""
        return await self._ask(partial(reader.rehearse, claim=claim, message=message))

    async def detail_of(self, claim: Claim, question: str, at: datetime) -> Answer | None:
        """The detail of a claim that a question asks for which tells nothing itself: "how much?"."""
        return await self._ask(partial(reader.detail_of, claim=claim, question=question, at=at))

    async def search(self, text: str, scope: Scope, limit: int = 5) -> tuple[Match, ...]:
        """The claims in scope that the text may be about, best first, without a verdict.

        Where the host has an encoder, what the text means is looked at too.
        """
        near: Near = {}
        if self._meanings is not None:
            cleaned = clean(text)
            near = (await self._meanings.nearest([cleaned], scope.packs, NEAR_A_TEXT)).get(cleaned, {})
        return await self._ask(partial(Reader.search, text=text, packs=scope.packs, limit=limit, near=near))

    async def check_lines(self, claims: Iterable[Claim]) -> tuple[CheckedLine, ...]:
        """Check what claims of one pack must and must not match, among all claims that they are seen with."""
        known = tuple(claims)
        if not known:
            return ()
        packs = self._seen_with(known[0].pack)
        return await self._preview(partial(Reader.check_lines, claims=known, packs=packs))

    async def broken_lines(self, claim: Claim) -> tuple[CheckedLine, ...]:
        """Which lines do not hold after a change of this claim: of its own, and those that it took from close claims.

        `check_lines` over all claims says it for certain; this looks at the closest ones.
        """
        packs = self._seen_with(claim.pack)
        return await self._preview(partial(Reader.broken_lines, claim=claim, packs=packs))

    async def resembling(self, claim: Claim) -> tuple[Resemblance, ...]:
        """Which claims that are seen with this one it contradicts, repeats or comes close to, in this order."""
        return await self._preview(partial(Reader.resembling, claim=claim, packs=self._seen_with(claim.pack)))

    async def would_fire(self, claim: Claim) -> tuple[str, ...]:
        """Which lines of everyday chat the claim would answer unasked; the fewer the better."""
        return await self._preview(partial(reader.would_fire, claim=claim))

    async def _preview(self, work: Callable[[Reader], T]) -> T:
        return await self._ask(work, seconds=_LONG)

    def _seen_with(self, pack: str) -> frozenset[str]:
        """The packs that are seen with this one: by its server, or by the host where it belongs to none."""
        server_id = server_of(pack)
        scope = self.public_scope() if server_id is None else self.scope(server_id)
        return scope.packs | {pack}

    def scope(self, server_id: int | None) -> Scope:
        """What a server sees; None stands for a private message, which sees what a new server sees."""
        return DIRECT_SCOPE if server_id is None else server_scope(server_id, self.servers.settings(server_id).packs)

    def scope_of(self, packs: Iterable[str]) -> Scope:
        """These packs and no others; raises NotFoundError."""
        known = [self._known_pack(pack) for pack in packs]
        return Scope(known[0], frozenset(known))

    def public_scope(self) -> Scope:
        """Every pack that is no server's own: what the host sees in the terminal."""
        return public_scope(self._store.memory.packs)

    def packs(self) -> tuple[Pack, ...]:
        """The packs that a server may subscribe to, by slug."""
        return tuple(pack for slug, pack in sorted(self._store.memory.packs.items()) if not is_private(slug))

    # What shows claims: the workers too, which wait for nobody who writes.

    async def claims(self, scope: Scope) -> tuple[Claim, ...]:
        """The claims in scope: its own first, then pack by pack, each by slug."""
        return await self._listed(scope.in_order())

    async def pack_claims(self, pack: str) -> tuple[Claim, ...]:
        """The claims of one pack, also of a server's own, by slug; raises NotFoundError."""
        return await self._listed([self._known_pack(pack)])

    async def _listed(self, packs: list[str]) -> tuple[Claim, ...]:
        return await self._ask(partial(Reader.claims, packs=packs), seconds=_LONG)

    async def get(self, key: ClaimKey) -> Claim | None:
        """The claim of that key, where it is in use."""
        stored = await self.stored(key)
        return stored.claim if stored and not stored.retired else None

    async def stored(self, key: ClaimKey) -> StoredClaim | None:
        """The same, in use or retired."""
        return await self._ask(partial(Reader.get, key=key))

    async def find(self, name: str, scope: Scope, *, retired: bool = False) -> Claim:
        """The claim of that slug, the scope's own before others', else the only one whose slug or text holds `name`.

        With `retired`, one of the scope's own that is. Raises NotFoundError.
        """
        packs = [scope.own] if retired else scope.in_order()
        named = partial(Reader.named, typed=name, packs=packs, retired=retired)
        if found := await self._ask(named, seconds=_LONG):
            return found
        raise editing.no_claim(name)

    async def locate(self, name: str, scope: Scope) -> ClaimKey:
        """The key of the claim that `find` finds, the retired ones of the scope's own pack among them."""
        located = partial(Reader.located, typed=name, packs=scope.in_order())
        if key := await self._ask(located, seconds=_LONG):
            return key
        raise editing.no_claim(name)

    async def complete(
        self, typed: str, scope: Scope, limit: int | None = 25, *, retired: bool = False
    ) -> tuple[Claim, ...]:
        """Claims whose slug or text holds what somebody has typed so far, those first that begin with it.

        With `retired`, those of the scope's own that are; with no `limit`, all of them.
        """
        packs = [scope.own] if retired else scope.in_order()
        completing = partial(Reader.completing, typed=typed, packs=packs, limit=limit, retired=retired)
        return await self._ask(completing, seconds=_LONG)

    async def held(self, scope: Scope) -> dict[str, int]:
        """How many claims each pack in scope has."""
        return await self._ask(partial(Reader.held, packs=scope.in_order()))

    async def count_lines(self, pack: str) -> int:
        """How many lines the claims of a pack must and must not match."""
        return await self._store.read(lambda db: claim_rows.count_lines(db, pack))

    async def export(self, what: str | Scope, form: Format = Format.PACK) -> Iterator[str]:
        """The live claims of a pack, or of all that a scope sees, as a file, piece by piece; raises NotFoundError.

        A scope that sees claims of several packs gives one file, under the slug of its own pack.
        """
        slugs = {self._known_pack(what)} if isinstance(what, str) else what.packs
        packs = [pack for slug, pack in sorted(self._store.memory.packs.items()) if slug in slugs]
        own = what if isinstance(what, str) else what.own
        return formats.write(own, [(pack, await self.pack_claims(pack.slug)) for pack in packs], form)

    def _known_pack(self, pack: str) -> str:
        if pack not in self._store.memory.packs:
            raise NotFoundError(f"there is no pack {pack[:120]!r}")
        return pack

    # What changes a claim: one transaction with its history row.

    async def add(self, claim: Claim, *, actor: Actor, scope: Scope | None = None) -> Claim:
        """Store a new claim in its pack, and give it back as stored; raises ConflictError where the slug is taken.

        A source whose key another source of the pack has comes back under a key with a number.
        """
        editing.require_own(claim.key, scope)
        return await self._store.change(lambda db: editing.add(db, claim, actor=actor), self._store.took_up)

    async def edit(self, before: Claim, after: Claim, *, actor: Actor, scope: Scope | None = None) -> Claim:
        """Put `after` in the place of `before`, which is the claim as the editor saw it.

        Raises EditConflictError where somebody else has changed or retired it since, InvalidValueError where `after`
        has another slug or pack, and NotFoundError.
        """
        editing.require_own(before.key, scope)
        return await self._store.change(lambda db: editing.edit(db, before, after, actor=actor), self._store.took_up)

    async def retire(self, key: ClaimKey, *, actor: Actor, scope: Scope | None = None) -> Claim:
        """Take a claim out of use, never out of the history; raises ConflictError where it was, and NotFoundError."""
        editing.require_own(key, scope)
        return await self._store.change(lambda db: editing.retire(db, key, actor=actor), self._store.took_up)

    async def restore(self, key: ClaimKey, *, actor: Actor, scope: Scope | None = None) -> Claim:
        """Take a retired claim back into use; raises ConflictError where it is in use, and NotFoundError."""
        editing.require_own(key, scope)
        return await self._store.change(lambda db: editing.restore(db, key, actor=actor), self._store.took_up)

    async def undo(self, key: ClaimKey, *, actor: Actor, step: int | None = None, scope: Scope | None = None) -> Claim:
        """Undo the step of that number, or the newest; it is a step itself, and can be undone.

        Gives back the claim as it is then, in use or retired. Raises ConflictError where the step cannot be undone,
        and NotFoundError.
        """
        editing.require_own(key, scope)
        done = await self._store.change(
            lambda db: editing.undo(db, key, step, actor=actor), lambda done: self._store.took_up(done.after)
        )
        return done.after

    async def free_slug(self, key: ClaimKey) -> str:
        """The slug, or with the first number that makes it one that no claim of the pack has, retired or not."""
        return await self._store.read(lambda db: claim_rows.free_slug(db, key))

    async def history(self, key: ClaimKey) -> tuple[Change, ...]:
        """Every change of a claim, oldest first; raises NotFoundError."""
        return await self._store.read(lambda db: editing.history(db, key))

    async def import_file(
        self,
        path: Path,
        *,
        pack: str | None = None,
        skip_invalid: bool = False,
        habits: Habits = NO_HABITS,
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
            reading = await asyncio.to_thread(open_file, path, pack=pack, progress=told.read, habits=habits)
            report = await self._store.change(
                lambda db: importing.store_reading(
                    db, reading, skip_invalid=skip_invalid, actor=actor, progress=told.stored
                )
            )
            await self._store.refresh_claims()
            with suppress(importing.StoppedError):
                await asyncio.to_thread(prepare, self._path, told.indexed, only=report.pack)
            return report

        return await told.whole(work())

    async def note(self, name: str) -> str | None:
        """What was noted under a name, like the fingerprint of the commands last synced."""
        return await self._store.read(lambda db: claim_rows.load_note(db, name))

    async def set_note(self, name: str, value: str) -> None:
        """Note a value under a name, in place of what was there."""
        await self._store.change(lambda db: claim_rows.save_note(db, name, value))
