"""From what a file holds to stored claims: what it changes, and what was done."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from claims_db.actors import Actor
from claims_db.claims.history import ChangeKind
from claims_db.claims.revisions import Revision, imported, is_retired, sources_of, touched
from claims_db.errors import InvalidPackError
from claims_db.files.pack import Progress, Reading, batched
from claims_db.files.pack_stream import PackStream
from claims_db.files.rows import matched_to_stored, with_stored_lines
from claims_db.store import claim_rows, source_rows
from claims_db.store.incoming import Incoming, incoming
from claims_db.values import Claim, Source


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, in numbers of claims.

    `skipped` counts rows that could not be taken, for the reasons in `problems`; `notes` say what was taken otherwise
    than it stands in the file. `kept_retired` counts claims of the file that somebody retired here: they stay so until
    somebody restores them.
    """

    pack: str
    added: int
    updated: int
    unchanged: int
    skipped: int = 0
    kept_retired: int = 0
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def store_reading(
    db: Database,
    reading: Reading | PackStream,
    *,
    skip_invalid: bool,
    actor: Actor,
    progress: Progress = lambda _done, _total: None,
) -> ImportReport:
    """Store what is read, in the caller's transaction; with problems nothing, unless they are to be skipped.

    Raises InvalidPackError for them.
    """
    progress(0, 1)
    (claim_rows.save_pack if reading.complete else claim_rows.ensure_pack)(db, reading.pack)
    if isinstance(reading, Reading) and not reading.complete:
        stored = claim_rows.load_pack_claims(db, reading.pack.slug)
        reading = replace(reading, claims=matched_to_stored(stored, reading.claims))
    with incoming() as kept:
        storing = _Storing(db, reading, kept, actor)
        for claims in reading.batches(kept, progress):
            # The rest of a file that is refused is read for what else is wrong with it.
            if skip_invalid or not reading.problems:
                storing.store(claims)
        if reading.problems and not skip_invalid:
            raise InvalidPackError((*reading.problems, *reading.notes))
        storing.store_corrected_sources()
    return storing.report()


class _Storing:
    """The claims of one file on their way into the store, a batch at a time."""

    def __init__(self, db: Database, reading: Reading | PackStream, kept: Incoming, actor: Actor) -> None:
        self._db = db
        self._reading = reading
        self._pack = reading.pack.slug
        self._kept = kept
        self._actor = actor
        self._added = self._updated = self._unchanged = self._kept_retired = 0
        # The keys of sources that the file tells otherwise than the store, and of those that a changed claim cites.
        self._corrected: set[str] = set()
        self._cited: set[str] = set()

    def store(self, claims: Sequence[Claim]) -> None:
        """Store what these claims change. Sources stay as they were: other claims are yet to be compared."""
        stored = claim_rows.load_claims(self._db, self._pack, (claim.slug for claim in claims))
        if not self._reading.has_lines:
            claims = with_stored_lines(stored, claims)
        changes = imported(stored, claims)
        retired = [claim for claim in claims if is_retired(stored, claim.slug)]
        self._record(changes, sources_of([*retired, *(change.after for change in changes)]))
        added = sum(change.kind is ChangeKind.ADDED for change in changes)
        self._added += added
        self._updated += len(changes) - added
        self._kept_retired += len(retired)
        self._unchanged += len(claims) - len(changes) - len(retired)

    def store_corrected_sources(self) -> None:
        """Change the sources, and what cites them without being in the file: the file speaks for its sources too."""
        for keys in batched(sorted(self._corrected)):
            citing = claim_rows.load_citing(self._db, self._pack, keys)
            named = self._kept.slugs(citing)
            others = [each for slug, each in citing.items() if slug not in named]
            told = self._corrected.intersection(sources_of(each.claim for each in others))
            changes = touched(others, self._kept.sources(told))
            self._record(changes, {})
            self._kept.keep_slugs(change.after.slug for change in changes)
            self._cited |= told
            self._updated += len(changes)
        for keys in batched(sorted(self._cited)):
            source_rows.correct(self._db, self._pack, self._kept.sources(keys).values())

    def _record(self, changes: Sequence[Revision], told: Mapping[str, Source]) -> None:
        known = source_rows.load(self._db, self._pack, told)
        corrected = {key for key, source in known.items() if source != told[key]}
        self._corrected |= corrected
        self._cited |= corrected.intersection(sources_of(change.after for change in changes))
        claim_rows.record(self._db, changes, actor=self._actor, sources_last=True)

    def report(self) -> ImportReport:
        """What was done."""
        reading = self._reading
        return ImportReport(
            self._pack, self._added, self._updated, self._unchanged, reading.bad_rows, self._kept_retired,
            tuple(reading.problems), tuple(reading.notes),
        )  # fmt: skip


class StoppedError(Exception):
    """Nobody waits for the import any more."""


class Told:
    """How far an import is, told to its caller's thread per cent by per cent; and the other way, that it shall stop."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._loop = asyncio.get_running_loop()
        self._stopped = False
        self._percent, self._total = 0, 1

    def read(self, done: int, total: int) -> None:
        """So much is read of what will be stored when all of it is."""
        self.stored(done, 2 * total)

    def stored(self, done: int, total: int) -> None:
        """So much is read and stored, which is half of it. That all is done is told when the store has it for good."""
        if self._stopped:
            raise StoppedError
        self._tell(done, total)

    def indexed(self, done: int, total: int) -> None:
        """So much is indexed of what is stored for good. Who stops then has it indexed at the next start."""
        if self._stopped:
            raise StoppedError
        self._tell(total + done, total)

    def _tell(self, done: int, total: int) -> None:
        self._total = 2 * max(total, 1)
        percent = done * 100 // self._total
        if self._progress and self._percent < percent < 100:
            self._percent = percent
            self._loop.call_soon_threadsafe(self._progress, done, self._total)

    async def whole(self, work: Coroutine[Any, Any, ImportReport]) -> ImportReport:
        """What the work gives back, which is stopped where the caller is cancelled.

        Then CancelledError means that nothing is stored: who comes too late for that gets the report.
        """
        task = asyncio.ensure_future(work)
        try:
            try:
                report = await asyncio.shield(task)
            except asyncio.CancelledError:
                self._stopped = True
                report = await task
        except StoppedError:
            raise asyncio.CancelledError from None
        if self._progress:
            self._progress(self._total, self._total)
        return report
