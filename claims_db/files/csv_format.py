"""Claims as a table: one row for each claim and source, in fixed columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from claims_db.claims.slugs import slug_of
from claims_db.errors import InvalidValueError
from claims_db.files import fields
from claims_db.files.columns import COLUMNS, our_columns, unread
from claims_db.files.days_in_cells import day_in, interval_in
from claims_db.files.habits import NO_HABITS, Habits
from claims_db.files.pack import Progress, Reading
from claims_db.files.rating_names import rating_named
from claims_db.files.rows import RowGroups, source_key
from claims_db.files.text_files import read_lines
from claims_db.values import Citation, Claim, Pack, Source

Part = TypeVar("Part")

# Spreadsheets of some languages write semicolons or tabs.
_DELIMITERS = ",;\t"
# Spreadsheets run such a cell as a formula (OWASP, "CSV Injection"); an apostrophe makes it text again.
_FORMULA = re.compile(r"'*[=+\-@]")


def read_csv(path: Path, pack: Pack, progress: Progress, habits: Habits = NO_HABITS) -> Reading:
    """Read a table into claims of `pack`; raises InvalidPackError where its columns cannot be told.

    Rows are numbered as in a spreadsheet: the header is row 1.
    """
    groups, problems = RowGroups(), list[str]()
    lines = read_lines(path, skipped=lambda number, why: problems.append(f"line {number}: {why}"), at=progress)
    header = next(lines, "")
    delimiter = max(_DELIMITERS, key=header.count)
    written = [name.strip() for row in csv.reader([header], delimiter=delimiter) for name in row]
    names = our_columns(written)
    for number, row in enumerate(_rows(csv.reader(lines, delimiter=delimiter, strict=True)), 2):
        try:
            if cells := _cells(names, row):
                groups.add(_claim(cells, pack.slug, habits))
        except InvalidValueError as error:
            problems.append(f"row {number}: {error}")
    notes = (*unread(written, names), *groups.disagreements())
    return Reading(pack, groups.claims(), tuple(problems), complete=False, notes=notes)


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


class _Faults(list[str]):
    """All that is wrong with a row, so that it can be told at once."""

    def read(self, reading: Callable[..., Part], *given: object) -> Part | None:
        """What is read, or None where that raises."""
        try:
            return reading(*given)
        except InvalidValueError as error:
            self.append(str(error))
            return None


def _claim(cells: dict[str, str], pack: str, habits: Habits) -> Claim:
    """The claim of a row; raises InvalidValueError with everything that is wrong with it."""
    faults = _Faults()
    text = faults.read(fields.statement, cells, "claim")
    rating = faults.read(lambda: rating_named(fields.text(cells, "rating"), habits.ratings))
    url = faults.read(fields.optional_address, cells, "source_url")
    title, publisher = faults.read(fields.text, cells, "source_title"), faults.read(fields.text, cells, "publisher")
    published = faults.read(day_in, cells, "published", habits.dates)
    as_of = faults.read(interval_in, cells, "as_of", habits.dates)
    happened = faults.read(interval_in, cells, "happened", habits.dates)
    # `\|` is a bar that belongs to a phrasing.
    parts = re.findall(r"(?:\\[\\|]|[^|])+", cells.get("phrasings", ""))
    bare = [re.sub(r"\\([\\|])", r"\1", part.strip()) for part in parts if part.strip()]
    phrasings = [faults.read(fields.statement, {"phrasings": each}, "phrasings") for each in bare]
    if faults or text is None or rating is None or title is None or publisher is None:
        raise InvalidValueError("; ".join(faults))
    source = Source(source_key(title, publisher), title, publisher, url=url, published=published)
    worded = tuple(each for each in phrasings if each is not None)
    return Claim(slug_of(text), text, rating, (Citation(source),), as_of, happened, worded, pack=pack)


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
