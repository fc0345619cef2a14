"""From what a file holds to stored claims: what it changes, and what was done."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from claims_db.actors import Actor
from claims_db.claims.history import ChangeKind
from claims_db.claims.revisions import imported, is_retired
from claims_db.errors import InvalidPackError
from claims_db.files.pack import Reading
from claims_db.files.rows import matched_to_stored, with_stored_lines
from claims_db.store import claim_rows


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


def store_reading(db: Database, reading: Reading, *, skip_invalid: bool, actor: Actor) -> ImportReport:
    """Store what was read, in the caller's transaction; with problems nothing, unless they are to be skipped."""
    if reading.problems and not skip_invalid:
        raise InvalidPackError(reading.problems)
    (claim_rows.save_pack if reading.complete else claim_rows.ensure_pack)(db, reading.pack)
    stored = claim_rows.load_pack_claims(db, reading.pack.slug)
    claims = reading.claims if reading.complete else matched_to_stored(stored, reading.claims)
    if not reading.has_lines:
        claims = with_stored_lines(stored, claims)
    changes = imported(stored, claims)
    claim_rows.record(db, changes, actor=actor)
    named = {claim.slug for claim in claims}
    added = sum(change.kind is ChangeKind.ADDED for change in changes)
    changed = sum(change.after.slug in named for change in changes)
    kept_retired = sum(is_retired(stored, claim.slug) for claim in claims)
    return ImportReport(
        reading.pack.slug,
        added,
        len(changes) - added,
        len(named) - changed - kept_retired,
        len(reading.problems),
        kept_retired,
        reading.problems,
    )
