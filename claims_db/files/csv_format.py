"""Claims as a table: one row for each claim and source, in fixed columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from claims_db.claims.slugs import slug_of
from claims_db.errors import InvalidPackError, InvalidValueError
from claims_db.files import fields
from claims_db.files.pack import Reading
from claims_db.files.rows import RowGroups, source_key
from claims_db.files.text_files import read_lines
from claims_db.values import Citation, Claim, Pack, Source

COLUMNS = (
    "claim", "rating", "source_url", "source_title", "publisher", "published", "as_of", "happened", "phrasings",
)  # fmt: skip
_NEEDED = ("claim", "rating", "source_title", "publisher")
# Spreadsheets of some languages write semicolons or tabs.
_DELIMITERS = ",;\t"
# Spreadsheets run such a cell as a formula (OWASP, "CSV Injection"); an apostrophe makes it text again.
_FORMULA = re.compile(r"'*[=+\-@]")


def read_csv(path: Path, pack: Pack, progress: Callable[[int, int], None]) -> Reading:
    """Read a table into claims of `pack`; raises InvalidPackError where a needed column is missing.

    Rows are numbered as in a spreadsheet: the header is row 1.
    """
    groups, problems = RowGroups(), list[str]()
    lines = read_lines(path, skipped=lambda number, why: problems.append(f"line {number}: {why}"), at=progress)
    header = next(lines, "")
    delimiter = max(_DELIMITERS, key=header.count)
    names = [name.strip().casefold() for row in csv.reader([header], delimiter=delimiter) for name in row]
    if missing := [name for name in _NEEDED if name not in names]:
        raise InvalidPackError(
            (f"row 1 must name the columns, and lacks {', '.join(missing)}; the columns are {','.join(COLUMNS)}",)
        )
    for number, row in enumerate(_rows(csv.reader(lines, delimiter=delimiter, strict=True)), 2):
        try:
            if cells := _cells(names, row):
                groups.add(_claim(cells, pack.slug))
        except InvalidValueError as error:
            problems.append(f"row {number}: {error}")
    return Reading(pack, groups.claims(), tuple(problems), complete=False)


def _rows(reader: Iterator[list[str]]) -> Iterator[list[str] | csv.Error]:
    """The rows; a row whose quotes do not match comes as its error, so that the next can still be read."""
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield error


def _cells(names: list[str], row: list[str] | csv.Error) -> dict[str, str]:
    if isinstance(row, csv.Error):
        raise InvalidValueError(f"its quotes do not match ({row}); put quotes round a cell, double inside")
    if len(row) > len(names):
        raise InvalidValueError(
            f"it has {len(row)} cells for {len(names)} columns; put quotes round a cell with commas"
        )
    bare = (cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell for cell in map(str.strip, row))
    cells = dict(zip(names, bare, strict=False))
    return cells if any(cells.values()) else {}


def _claim(cells: dict[str, str], pack: str) -> Claim:
    text = fields.text(cells, "claim")
    title, publisher = fields.text(cells, "source_title"), fields.text(cells, "publisher")
    source = Source(
        source_key(title, publisher),
        title,
        publisher,
        url=fields.optional_text(cells, "source_url"),
        published=fields.optional_day(cells, "published"),
    )
    # `\|` is a bar that belongs to a phrasing.
    parts = re.findall(r"(?:\\[\\|]|[^|])+", cells.get("phrasings", ""))
    phrasings = [re.sub(r"\\([\\|])", r"\1", part.strip()) for part in parts if part.strip()]
    return Claim(
        slug_of(text),
        text,
        fields.rating(fields.text(cells, "rating")),
        (Citation(source),),
        fields.optional_interval(cells, "as_of"),
        fields.optional_interval(cells, "happened"),
        tuple(map(fields.require_storable, phrasings)),
        pack=pack,
    )


def write_csv(_pack: Pack, claims: Iterable[Claim]) -> Iterator[str]:
    """The claims by slug, one row a citation; what has no column (quotes, tags, authors, lines) is left out."""
    yield _line(COLUMNS)
    for claim in sorted(claims, key=lambda claim: claim.slug):
        as_of, happened = str(claim.as_of or ""), str(claim.happened or "")
        phrasings = "|".join(re.sub(r"([\\|])", r"\\\1", phrasing) for phrasing in claim.phrasings)
        for source in (citation.source for citation in claim.citations):
            cells = (
                claim.text, claim.rating.value, source.url or "", source.title, source.publisher,
                str(source.published or ""), as_of, happened, phrasings,
            )  # fmt: skip
            yield _line([f"'{cell}" if _FORMULA.match(cell) else cell for cell in cells])


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue()
