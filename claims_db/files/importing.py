"""From a file to stored claims: which format it is, what it changes, and what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from sqlite_utils import Database

from claims_db.claims.history import ChangeKind
from claims_db.claims.revisions import imported, is_retired
from claims_db.claims.slugs import slug_of
from claims_db.errors import InvalidPackError, InvalidValueError
from claims_db.files import claimreview
from claims_db.files.csv_format import read_csv
from claims_db.files.json_stream import PieceTooLargeError, Reader, pieces
from claims_db.files.merging import adopted, keeping_lines
from claims_db.files.pack import Reading, parse_json, read_pack
from claims_db.files.text_files import open_text, read_text
from claims_db.store import claim_rows
from claims_db.store.claim_rows import Revision
from claims_db.store.servers import is_private
from claims_db.values import Pack

Progress = Callable[[int, int], None]


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


def store_reading(db: Database, reading: Reading, *, skip_invalid: bool, actor: str) -> ImportReport:
    """Store what was read, in the caller's transaction; with problems nothing, unless they are to be skipped."""
    if reading.problems and not skip_invalid:
        raise InvalidPackError(reading.problems)
    (claim_rows.save_pack if reading.complete else claim_rows.ensure_pack)(db, reading.pack)
    stored = claim_rows.load_pack_claims(db, reading.pack.slug)
    claims = reading.claims if reading.complete else adopted(stored, reading.claims)
    if not reading.has_lines:
        claims = keeping_lines(stored, claims)
    changes = imported(stored, claims)
    claim_rows.record(db, changes, actor=actor)
    kept_retired = sum(is_retired(stored, claim.slug) for claim in claims)
    return _report(reading, changes, {claim.slug for claim in claims}, kept_retired)


def _report(reading: Reading, revisions: Sequence[Revision], named: set[str], kept_retired: int) -> ImportReport:
    added = sum(revision.kind is ChangeKind.ADDED for revision in revisions)
    changed = sum(revision.after.slug in named for revision in revisions)
    return ImportReport(
        reading.pack.slug,
        added,
        len(revisions) - added,
        len(named) - changed - kept_retired,
        len(reading.problems),
        kept_retired,
        reading.problems,
    )
