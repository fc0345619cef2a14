"""Which version of a pack's claims is stored, and what changed since an earlier one.

Every transaction that changes claims makes a version. Another process sees by it what to index anew.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlite_utils import Database

from claims_db.values import ClaimKey

_CHANGED = """
    WITH newer AS (
        SELECT first, last, others FROM pack_versions
        WHERE pack_id = (SELECT id FROM packs WHERE slug = :pack) AND id > :since
    )
    SELECT claim_id FROM newer JOIN history ON history.id BETWEEN first AND last
    UNION SELECT value FROM newer, json_each(others)
"""


@dataclass(frozen=True, slots=True)
class PackVersion:
    """A state of a pack's claims. `number` rises over all packs, `token` belongs to this state of this file alone."""

    number: int
    token: str


def save_version(db: Database, pack_id: int, written: int, others: Collection[int]) -> None:
    """Note that the pack's claims changed: those of the last rows of the history, so many, and `others`, by number."""
    db.execute(
        """
        INSERT INTO pack_versions (pack_id, token, first, last, others)
        SELECT ?, lower(hex(randomblob(16))), max(id) - ? + 1, max(id), ? FROM history
        """,
        [pack_id, written, json.dumps(sorted(others))],
    )


def load_version(db: Database, pack: str) -> PackVersion | None:
    """The pack's present version; None where it never had a claim."""
    query = """
        SELECT pack_versions.id, token FROM pack_versions JOIN packs ON packs.id = pack_id
        WHERE slug = ? ORDER BY pack_versions.id DESC LIMIT 1
    """
    row = db.execute(query, [pack]).fetchone()
    return PackVersion(*row) if row else None


def load_newest(db: Database) -> PackVersion:
    """The newest version of any pack; of number 0 where there is none."""
    row = db.execute("SELECT id, token FROM pack_versions ORDER BY id DESC LIMIT 1").fetchone()
    return PackVersion(*row) if row else PackVersion(0, "")


def has_been(db: Database, version: PackVersion) -> bool:
    """Whether the file was once at that version: no other file was, nor one that was set back to an earlier state."""
    found = db.execute("SELECT 1 FROM pack_versions WHERE id = ? AND token = ?", [version.number, version.token])
    return not version.number or found.fetchone() is not None


def load_changed_packs(db: Database, since: PackVersion) -> set[str]:
    """The packs that have a newer version than that one."""
    query = "SELECT DISTINCT slug FROM pack_versions JOIN packs ON packs.id = pack_id WHERE pack_versions.id > ?"
    return {row[0] for row in db.execute(query, [since.number])}


def load_changed_keys(db: Database, since: PackVersion | None) -> set[ClaimKey]:
    """The claims of all packs that changed since that version; all claims, where the file never was at it."""
    if since is None or not has_been(db, since):
        every = "SELECT packs.slug, claims.slug FROM claims JOIN packs ON packs.id = pack_id"
        return {ClaimKey(*row) for row in db.execute(every)}
    changed = {
        pack: [number for (number,) in db.execute(_CHANGED, {"pack": pack, "since": since.number})]
        for pack in load_changed_packs(db, since)
    }
    query = "SELECT slug FROM claims JOIN json_each(?) ON value = claims.id"
    return {
        ClaimKey(pack, slug)
        for pack, numbers in changed.items()
        for (slug,) in db.execute(query, [json.dumps(numbers)])
    }


def load_changed_claims(db: Database, pack: str, since: PackVersion) -> set[int] | None:
    """The numbers of the claims that changed since an earlier version; None where this file never had that version."""
    known = db.execute(
        "SELECT 1 FROM pack_versions JOIN packs ON packs.id = pack_id"
        " WHERE slug = ? AND pack_versions.id = ? AND token = ?",
        [pack, since.number, since.token],
    ).fetchone()
    if known is None:
        return None
    return {number for (number,) in db.execute(_CHANGED, {"pack": pack, "since": since.number})}
