"""A file of claims in any of the formats, as values: which format it is, and what it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from claims_db.claims.packs import is_private
from claims_db.claims.slugs import slug_of
from claims_db.errors import InvalidPackError, InvalidValueError
from claims_db.files import claimreview
from claims_db.files.csv_format import read_csv
from claims_db.files.json_stream import PieceTooLargeError, Reader, pieces
from claims_db.files.pack import Reading, parse_json, read_pack
from claims_db.files.text_files import open_text, read_text
from claims_db.values import Pack

Progress = Callable[[int, int], None]


def read_file(path: Path, *, pack: str | None, progress: Progress) -> Reading:
    """What the file holds; `pack` stands in for the slug of the pack that it names, or of its own name.

    Raises InvalidPackError where it is no file of claims. The ending tells the format, the content which kind of JSON.
    """
    reading = _read(path, pack, progress)
    if pack is None and is_private(reading.pack.slug):
        raise InvalidPackError(
            (f"the file names the private pack {reading.pack.slug!r}; to import into that one, name it yourself",)
        )
    return reading


def _read(path: Path, pack: str | None, progress: Progress) -> Reading:
    ending = path.suffix.casefold()
    if ending == ".csv":
        return read_csv(path, _own_name(path, pack), progress)
    if ending in {".jsonl", ".ndjson"}:
        return claimreview.read_lines_of_reviews(path, _own_name(path, pack), progress)
    if ending in {".json", ".jsonld"}:
        return _read_json(path, pack, progress)
    raise InvalidPackError((f"{path.name!r} ends in none of .json, .jsonl, .csv, so its format is not known",))


def _read_json(path: Path, pack: str | None, progress: Progress) -> Reading:
    try:
        elements = _count_elements(path)
        if elements:
            with open_text(path) as file:
                return claimreview.read_elements(_elements(file), elements, _own_name(path, pack), progress)
        whole = parse_json(read_text(path))
    except InvalidPackError:
        raise
    except InvalidValueError as error:
        raise InvalidPackError((f"{path.name!r} is {error}",)) from error
    return _read_whole(whole, path, pack, progress)


def _read_whole(file: object, path: Path, pack: str | None, progress: Progress) -> Reading:
    if claimreview.is_ours(file):
        return replace(read_pack(claimreview.as_pack(file), slug=pack, progress=progress), has_lines=False)
    if isinstance(file, dict) and ("claims" in file or "pack" in file):
        return read_pack(file, slug=pack, progress=progress)
    return claimreview.read_feed(file, _own_name(path, pack), progress)


def _count_elements(path: Path) -> int:
    """How many elements a feed of others has; 0 where the file is to be read as a whole.

    Going through the file once before it is read tells faults before anything is made of it, and how long it will take.
    """
    number, members = 0, dict[str, object]()
    with open_text(path) as file, suppress(PieceTooLargeError):
        for piece in pieces(file, claimreview.CONTAINERS):
            if piece.is_element:
                number += 1
            elif piece.name is None or piece.name in {"claims", "pack"}:
                return 0
            else:
                members[piece.name] = piece.value
        return number if claimreview.are_elements(members) else 0
    return 0


def _elements(file: Reader) -> Iterator[object]:
    for piece in pieces(file, claimreview.CONTAINERS):
        if piece.is_element or piece.name in claimreview.CONTAINERS:
            yield piece.value


def _own_name(path: Path, pack: str | None) -> Pack:
    """The pack of a file that names none: called as the file is, unless it is to be another."""
    return Pack(pack or slug_of(path.stem), path.stem.strip() or "Imported claims")
