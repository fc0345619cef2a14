"""A pack's claims as a file of one of the formats that can be imported again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from claims_db.claims.packs import own_pack
from claims_db.claims.revisions import sources_of, spare_sources
from claims_db.claims.slugs import free_slug
from claims_db.files.claimreview import write_claimreview
from claims_db.files.csv_format import write_csv
from claims_db.files.pack import write_pack
from claims_db.values import Claim, Pack, Source


class Format(StrEnum):
    """What a file of claims can be."""

    PACK = "pack"
    CSV = "csv"
    CLAIMREVIEW = "claimreview"


_WRITERS: dict[Format, Callable[[Pack, Iterable[Claim]], Iterator[str]]] = {
    Format.PACK: write_pack,
    Format.CSV: write_csv,
    Format.CLAIMREVIEW: write_claimreview,
}


def write(own: str, packs: Sequence[tuple[Pack, Sequence[Claim]]], form: Format) -> Iterator[str]:
    """The file, piece by piece, in an order that depends on the claims alone.

    Where more than one of the packs has claims, they become one pack of the slug `own`.
    """
    filled = [(pack, claims) for pack, claims in packs if claims]
    if len(filled) == 1:
        return _WRITERS[form](*filled[0])
    known = {pack.slug: pack for pack, _ in packs}
    return _WRITERS[form](
        known.get(own, own_pack(own)), _merged(own, [claim for _, claims in filled for claim in claims])
    )


def _merged(own: str, claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims in one pack: slugs and sources' keys are unique only within each, so later ones get a number."""
    taken: set[str] = set()
    sources: dict[str, Source] = {}
    for claim in claims:
        renamed = replace(spare_sources(claim, sources), slug=free_slug(claim.slug, taken), pack=own)
        taken.add(renamed.slug)
        sources.update(sources_of([renamed]))
        yield renamed
