"""Which claims in use somebody means by what they type, looked for in the file: a store may be larger than memory.

Says the same as `claims_db.claims.lookup` does of claims in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from sqlite_utils import Database

from claims_db.store import claim_rows
from claims_db.values import Claim, ClaimKey

_HOLDING = """
    SELECT slug FROM claims WHERE pack_id = (SELECT id FROM packs WHERE slug = :pack) AND retired = 0
    AND (instr(slug, :typed) OR instr(casefold(text), :typed)) ORDER BY slug
"""
_BEGINNING = """
    SELECT slug FROM claims WHERE pack_id = (SELECT id FROM packs WHERE slug = :pack) AND retired = 0
    AND (substr(slug, 1, length(:typed)) = :typed OR substr(casefold(text), 1, length(:typed)) = :typed) ORDER BY slug
"""


def completing(db: Database, packs: Sequence[str], typed: str, most: int) -> list[Claim]:
    """The first claims in use whose slug or text holds what is typed, those that begin with it before the others."""
    beginning, holding = _found(db, _BEGINNING, packs, typed), _found(db, _HOLDING, packs, typed)
    return _loaded(db, islice(dict.fromkeys(chain(islice(beginning, most), holding)), most))


def named(db: Database, packs: Sequence[str], typed: str) -> Claim | None:
    """The first claim in use of that very slug, else the only one whose slug or text holds what is typed."""
    for pack in packs:
        if found := claim_rows.find_live(db, ClaimKey(pack, _storable(typed))):
            return found
    alone = list(islice(_found(db, _HOLDING, packs, typed), 2))
    return _loaded(db, iter(alone))[0] if len(alone) == 1 else None


def _found(db: Database, query: str, packs: Sequence[str], typed: str) -> Iterator[ClaimKey]:
    wanted = _storable(typed.casefold().strip())
    for pack in packs:
        for (slug,) in db.execute(query, {"pack": pack, "typed": wanted}):
            yield ClaimKey(pack, slug)


def _storable(typed: str) -> str:
    """Halves of characters as question marks: no file holds them."""
    return typed.encode(errors="replace").decode()


def _loaded(db: Database, keys: Iterator[ClaimKey]) -> list[Claim]:
    stored = (claim_rows.find_claim(db, key) for key in keys)
    return [each.claim for each in stored if each]
