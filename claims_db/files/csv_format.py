"""Claims as a table: one row for each claim and source, in the columns that the design fixes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from claims_db.claims.slugs import slug_of
from claims_db.errors import InvalidPackError, InvalidValueError
from claims_db.files import fields
from claims_db.files.gathering import Drafts, source_key
from claims_db.files.pack import Reading
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
    """Read a table into claims of `pack`; raises InvalidPackError where the needed columns are not there.

    Rows are numbered as a spreadsheet does, the header being row 1.
    """
    drafts, problems = Drafts(), list[str]()
    lines = read_lines(path, skipped=lambda number, why: problems.append(f"line {number}: {why}"), at=progress)
    header = next(lines, "")
    delimiter = max(_DELIMITERS, key=header.count)
    names = _column_names(header, delimiter)
    for number, row in enumerate(_rows(csv.reader(lines, delimiter=delimiter, strict=True)), 2):
        try:
            if cells := _cells(names, row):
                drafts.take(_claim(cells, pack.slug))
        except InvalidValueError as error:
            problems.append(f"row {number}: {error}")
    return Reading(pack, drafts.claims(), tuple(problems), complete=False)


def _column_names(header: str, delimiter: str) -> list[str]:
    names = [name.strip().casefold() for row in csv.reader([header], delimiter=delimiter) for name in row]
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise InvalidPackError(
            (f"row 1 must name the columns, and lacks {', '.join(missing)}; the columns are {','.join(COLUMNS)}",)
        )
    return names


def _rows(reader: Iterator[list[str]]) -> Iterator[list[str] | csv.Error]:
    """The rows; one whose quotes do not match is given as its error, so that the next can still be read."""
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
    cells = {name: _without_guard(cell.strip()) for name, cell in zip(names, row, strict=False)}
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
    return Claim(
        slug_of(text),
        text,
        fields.rating(fields.text(cells, "rating")),
        (Citation(source),),
        fields.optional_interval(cells, "as_of"),
        fields.optional_interval(cells, "happened"),
        _split(cells.get("phrasings", "")),
        pack=pack,
    )


def _split(cell: str) -> tuple[str, ...]:
    r"""The phrasings between bars; `\|` is a bar that belongs to one."""
    parts = re.findall(r"(?:\\[\\|]|[^|])+", cell)
    return tuple(fields.require_storable(re.sub(r"\\([\\|])", r"\1", part.strip())) for part in parts if part.strip())


def write_csv(_pack: Pack, claims: Iterable[Claim]) -> Iterator[str]:
    """The claims by slug, a row for each citation: what no column holds (quotes, tags, authors, lines) is left out."""
    yield _line(COLUMNS)
    for claim in sorted(claims, key=lambda claim: claim.slug):
        for citation in claim.citations:
            yield _line([_guarded(cell) for cell in _row(claim, citation.source)])


def _row(claim: Claim, source: Source) -> tuple[str, ...]:
    optional = (source.published, claim.as_of, claim.happened)
    published, as_of, happened = ("" if value is None else str(value) for value in optional)
    phrasings = "|".join(re.sub(r"([\\|])", r"\\\1", phrasing) for phrasing in claim.phrasings)
    return (
        claim.text, claim.rating.value, source.url or "", source.title, source.publisher, published, as_of, happened,
        phrasings,
    )  # fmt: skip


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _without_guard(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue()
