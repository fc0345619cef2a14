"""Which claim somebody means by what they type: its slug, or a part of its slug or text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from sqlite_utils import Database

from claims_db.store import claim_rows
from claims_db.values import Claim, ClaimKey

_OF_PACK = "SELECT slug FROM claims WHERE pack_id = (SELECT id FROM packs WHERE slug = :pack) AND retired = :retired"
_HOLDING = f"{_OF_PACK} AND (instr(slug, :typed) OR instr(casefold(text), :typed)) ORDER BY slug"
_BEGINNING = f"""
    {_OF_PACK} AND (substr(slug, 1, length(:typed)) = :typed OR substr(casefold(text), 1, length(:typed)) = :typed)
    ORDER BY slug
"""


def completing(
    db: Database, packs: Sequence[str], typed: str, most: int | None, *, retired: bool = False
) -> list[Claim]:
    """The claims whose slug or text holds what is typed, those that begin with it before the others; `most` at most."""
    beginning, holding = (_found(db, query, packs, typed, retired=retired) for query in (_BEGINNING, _HOLDING))
    found = islice(dict.fromkeys(chain(islice(beginning, most), holding)), most)
    return [stored.claim for key in found if (stored := claim_rows.find_claim(db, key))]


def named(db: Database, packs: Sequence[str], typed: str, *, retired: bool = False) -> Claim | None:
    """The first claim of that very slug, else the only one whose slug or text holds what is typed."""
    for pack in packs:
        found = claim_rows.find_claim(db, ClaimKey(pack, typed))
        if found and found.retired is retired:
            return found.claim
    alone = list(islice(_found(db, _HOLDING, packs, typed, retired=retired), 2))
    only = claim_rows.find_claim(db, alone[0]) if len(alone) == 1 else None
    return only.claim if only else None


def located(db: Database, packs: Sequence[str], typed: str) -> ClaimKey | None:
    """The same in use or retired; words lead to retired claims of the first pack alone."""
    for pack in packs:
        if claim_rows.find_claim(db, ClaimKey(pack, typed)):
            return ClaimKey(pack, typed)
    holding = chain(
        _found(db, _HOLDING, packs, typed, retired=False), _found(db, _HOLDING, packs[:1], typed, retired=True)
    )
    alone = list(islice(holding, 2))
    return alone[0] if len(alone) == 1 else None


def _found(db: Database, query: str, packs: Sequence[str], typed: str, *, retired: bool) -> Iterator[ClaimKey]:
    wanted = claim_rows.storable(typed.casefold().strip())
    for pack in packs:
        for (slug,) in db.execute(query, {"pack": pack, "typed": wanted, "retired": retired}):
            yield ClaimKey(pack, slug)
