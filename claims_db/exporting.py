"""A pack's claims as a file of one of the formats that can be imported again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum

from claims_db.packs import write_pack
from claims_db.servers import own_pack
from claims_db.values import Claim, Pack


class Format(StrEnum):
    """What a file of claims can be."""

    PACK = "pack"
    CSV = "csv"
    CLAIMREVIEW = "claimreview"


_WRITERS: dict[Format, Callable[[Pack, Iterable[Claim]], Iterator[str]]] = {Format.PACK: write_pack}


def write(own: str, packs: Sequence[tuple[Pack, Sequence[Claim]]], form: Format) -> Iterator[str]:
    """The file, piece by piece, in an order that depends on the claims alone.

    Where more than one of the packs has claims, they become one pack of the slug `own`.
    """
    filled = [(pack, claims) for pack, claims in packs if claims]
    if len(filled) == 1:
        return _WRITERS[form](*filled[0])
    return _WRITERS[form](own_pack(own), [claim for _, claims in filled for claim in claims])
