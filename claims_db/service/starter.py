"""The pack that comes with Footnote: loaded at the first start, brought up to date when a later version has another."""

from __future__ import annotations

import hashlib
from importlib import resources

from sqlite_utils import Database

from claims_db.actors import STARTER_PACK
from claims_db.claims import revisions
from claims_db.files.pack import parse_json, read_pack
from claims_db.store import claim_rows

_NOTE = "starter-pack"


def starter_file() -> bytes:
    """The pack file inside this package."""
    return (resources.files("claims_db") / "starter_pack.json").read_bytes()


def has_starter_pack(db: Database, content: bytes) -> bool:
    """Whether this very file was stored before."""
    return claim_rows.load_note(db, _NOTE) == _fingerprint(content)


def load_starter_pack(db: Database, content: bytes) -> None:
    """Store the pack unless this very file was stored before.

    What people changed or added stays as they left it; a claim that is no longer in the file is retired.
    """
    if has_starter_pack(db, content):
        return
    reading = read_pack(parse_json(content.decode()))
    claim_rows.save_pack(db, reading.pack)
    stored = claim_rows.load_pack_claims(db, reading.pack.slug)
    claim_rows.record(db, revisions.brought_by(STARTER_PACK, stored, reading.claims), actor=STARTER_PACK)
    claim_rows.save_note(db, _NOTE, _fingerprint(content))


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
