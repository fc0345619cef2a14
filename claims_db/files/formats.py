"""Files of claims in every format: finding out which one a file has, reading it, and writing one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from claims_db.claims.packs import is_private, own_pack
from claims_db.claims.revisions import sources_of, with_free_keys
from claims_db.claims.slugs import free_slug, slug_of
from claims_db.errors import InvalidPackError, InvalidValueError
from claims_db.files import claimreview
from claims_db.files.claimreview import write_claimreview
from claims_db.files.csv_format import read_csv, write_csv
from claims_db.files.found_elsewhere import FOUND, is_found
from claims_db.files.habits import NO_HABITS, Habits
from claims_db.files.json_stream import PieceTooLargeError, pieces
from claims_db.files.pack import KeptInMemory, Progress, Reading, parse_json, read_pack, write_pack
from claims_db.files.pack_stream import PackStream
from claims_db.files.schema_org import Names
from claims_db.files.text_files import open_text, read_text
from claims_db.values import Claim, Pack, Source


def read_file(path: Path, *, pack: str | None, progress: Progress, habits: Habits = NO_HABITS) -> Reading:
    """What the file holds, all at once; as `open_file` otherwise."""
    found = open_file(path, pack=pack, progress=progress, habits=habits)
    if isinstance(found, Reading):
        return found
    claims = tuple(claim for batch in found.batches(KeptInMemory(), progress) for claim in batch)
    return Reading(found.pack, claims, tuple(found.problems))


def open_file(path: Path, *, pack: str | None, progress: Progress, habits: Habits = NO_HABITS) -> Reading | PackStream:
    """What the file holds, or where it is a pack that can be read bit by bit, its head: the rest is read as it is used.

    `pack` replaces the slug that the file gives its pack, or that its own name gives it; `habits` are for tables and
    ClaimReview, since packs have one way to write ratings and days. The ending tells the format,
    the content tells which kind of JSON. Raises InvalidPackError where it is not a file of claims.
    """
    reading: Reading | PackStream
    match path.suffix.casefold():
        case ".csv":
            reading = read_csv(path, _named_after(path, pack), progress, habits)
        case ".jsonl" | ".ndjson":
            reading = claimreview.read_lines_of_reviews(path, _named_after(path, pack), progress, habits)
        case ".json" | ".jsonld":
            reading = _read_json(path, pack, progress, habits)
        case _:
            raise InvalidPackError((f"{path.name!r} does not end in .json, .jsonl or .csv, so its format is unknown",))
    if pack is None and is_private(reading.pack.slug):
        raise InvalidPackError(
            (f"the file names the private pack {reading.pack.slug!r}; to import into that one, name it yourself",)
        )
    return reading


def _read_json(path: Path, pack: str | None, progress: Progress, habits: Habits) -> Reading | PackStream:
    try:
        if stream := PackStream.at(path, pack):
            return stream
        number, names = _count_elements(path)
        if number:
            with open_text(path) as file:
                found = pieces(file, _OPENED)
                elements = (each.value for each in found if each.is_element or each.name in _OPENED)
                return claimreview.read_elements(elements, number, _named_after(path, pack), progress, names, habits)
        whole = parse_json(read_text(path))
    except InvalidPackError:
        raise
    except InvalidValueError as error:
        raise InvalidPackError((f"{path.name!r} is {error}",)) from error
    if claimreview.is_ours(whole):
        return replace(read_pack(claimreview.as_pack(whole), slug=pack, progress=progress), has_lines=False)
    if isinstance(whole, dict) and ("claims" in whole or "pack" in whole):
        return read_pack(whole, slug=pack, progress=progress)
    return claimreview.read_feed(whole, _named_after(path, pack), progress, habits)


_OPENED = (*claimreview.CONTAINERS, FOUND)


def _count_elements(path: Path) -> tuple[int, Names]:
    """How many elements somebody else's feed has, and what they name; 0 where the file must be read as a whole.

    Going through the file once first finds its faults before anything is read, and tells how long reading will take.
    """
    number, members, names = 0, dict[str, object](), Names()
    with open_text(path) as file, suppress(PieceTooLargeError):
        for piece in pieces(file, _OPENED):
            if piece.name is None and not piece.is_element:
                return 0, names
            is_first_claim = piece.name == FOUND and not number
            if piece.name == "pack" or (is_first_claim and not is_found(piece.value)):
                return 0, names
            names.learn(piece.value)
            if piece.is_element:
                number += 1
            else:
                members[str(piece.name)] = piece.value
        return (number if claimreview.are_elements(members) else 0), names
    return 0, names


def _named_after(path: Path, pack: str | None) -> Pack:
    """The pack for a file that names none: called like the file, or `pack`."""
    return Pack(pack or slug_of(path.stem), path.stem.strip() or "Imported claims")


class Format(StrEnum):
    """The formats that can be written."""

    PACK = "pack"
    CSV = "csv"
    CLAIMREVIEW = "claimreview"


_WRITERS: dict[Format, Callable[[Pack, Iterable[Claim]], Iterator[str]]] = {
    Format.PACK: write_pack,
    Format.CSV: write_csv,
    Format.CLAIMREVIEW: write_claimreview,
}


def write(own: str, packs: Sequence[tuple[Pack, Sequence[Claim]]], form: Format) -> Iterator[str]:
    """A file that can be imported again, piece by piece, in an order that depends only on the claims.

    Where more than one of the packs has claims, they become one pack with the slug `own`.
    """
    filled = [(pack, claims) for pack, claims in packs if claims]
    if len(filled) == 1:
        return _WRITERS[form](*filled[0])
    known = {pack.slug: pack for pack, _ in packs}
    return _WRITERS[form](
        known.get(own, own_pack(own)), _merged(own, [claim for _, claims in filled for claim in claims])
    )


def _merged(own: str, claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims in one pack: slugs and source keys are unique only within each, so later ones get a number."""
    taken: set[str] = set()
    sources: dict[str, Source] = {}
    for claim in claims:
        renamed = replace(with_free_keys(claim, sources), slug=free_slug(claim.slug, taken), pack=own)
        taken.add(renamed.slug)
        sources.update(sources_of([renamed]))
        yield renamed
