"""From a file to stored claims: which format it is, what it changes, and what was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from claims_db import revising, store
from claims_db.errors import InvalidPackError
from claims_db.history import ChangeKind
from claims_db.packs import Reading, read_pack
from claims_db.store import Revision

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, in numbers of claims.

    `skipped` counts rows that could not be taken, each with its sentence in `problems`; `kept_retired` counts claims
    of the file that somebody retired here: they stay so until somebody restores them.
    """

    pack: str
    added: int
    updated: int
    unchanged: int
    skipped: int = 0
    kept_retired: int = 0
    problems: tuple[str, ...] = ()


def read_file(path: Path, *, pack: str | None, progress: Progress) -> Reading:
    """What the file holds, whatever its format; raises InvalidPackError where it is none that is known."""
    return read_pack(path.read_text("utf-8-sig"), slug=pack, progress=progress)


def store_reading(db: Database, reading: Reading, *, skip_invalid: bool, actor: str) -> ImportReport:
    """Store what was read, in the caller's transaction; with problems nothing, unless they are to be skipped."""
    if reading.problems and not skip_invalid:
        raise InvalidPackError(reading.problems)
    store.save_pack(db, reading.pack)
    stored = store.load_pack_claims(db, reading.pack.slug)
    revisions = revising.imported(stored, reading.claims)
    store.record(db, revisions, actor=actor)
    kept_retired = sum(revising.is_retired(stored, claim.slug) for claim in reading.claims)
    return _report(reading, revisions, kept_retired)


def _report(reading: Reading, revisions: Sequence[Revision], kept_retired: int) -> ImportReport:
    added = sum(revision.kind is ChangeKind.ADDED for revision in revisions)
    named = {claim.slug for claim in reading.claims}
    changed = sum(revision.after.slug in named for revision in revisions)
    return ImportReport(
        reading.pack.slug,
        added,
        len(revisions) - added,
        len(reading.claims) - changed - kept_retired,
        len(reading.problems),
        kept_retired,
        reading.problems,
    )
