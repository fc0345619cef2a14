"""The vectors of claims' wordings: worked out from them, so that the whole table may be thrown away."""

from __future__ import annotations

from collections.abc import Mapping

from sqlite_utils import Database

from claims_db.values import ClaimKey

# A wording's vector by what says of which wording, and of which encoder, it is.
Kept = Mapping[bytes, bytes]


def load_vectors(db: Database) -> dict[ClaimKey, dict[bytes, bytes]]:
    """The kept vectors of the claims in use."""
    found: dict[ClaimKey, dict[bytes, bytes]] = {}
    rows = db.execute(
        """
        SELECT packs.slug, claims.slug, wording, vector
        FROM vectors JOIN claims ON claims.id = claim_id JOIN packs ON packs.id = pack_id
        WHERE NOT retired
        """
    )
    for pack, slug, wording, vector in rows:
        found.setdefault(ClaimKey(pack, slug), {})[wording] = vector
    return found


def save_vectors(db: Database, vectors: Mapping[ClaimKey, Kept]) -> None:
    """Keep the vectors of some claims, in place of those that they had."""
    for key, kept in vectors.items():
        row = db.execute(
            "SELECT claims.id FROM claims JOIN packs ON packs.id = pack_id WHERE packs.slug = ? AND claims.slug = ?",
            (key.pack, key.slug),
        ).fetchone()
        if row is not None:  # else it is gone in the meantime
            db.execute("DELETE FROM vectors WHERE claim_id = ?", row)
            db.conn.executemany(
                "INSERT INTO vectors VALUES (?, ?, ?)", [(*row, wording, vector) for wording, vector in kept.items()]
            )
