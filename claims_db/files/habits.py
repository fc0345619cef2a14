"""What whoever imports a file knows of its writers: the words that they have for ratings, the order of their dates."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from claims_db.errors import InvalidPackError, InvalidValueError
from claims_db.files import fields
from claims_db.files.rating_names import RatingWords, rating_key
from claims_db.files.text_files import read_lines
from claims_db.values import Rating


class DayOrder(StrEnum):
    """Which number of 03/04/2021 is the day."""

    DMY = "dmy"
    MDY = "mdy"

    @property
    def language(self) -> str:
        """A language whose readers have this order: dates are read as in a language."""
        return "en-GB" if self is DayOrder.DMY else "en-US"


@dataclass(frozen=True, slots=True)
class Habits:
    """`ratings` holds words by their `rating_key`, which count before those that Footnote knows."""

    ratings: RatingWords = field(default_factory=dict)
    dates: DayOrder | None = None


NO_HABITS = Habits()


def read_ratings(path: Path) -> RatingWords:
    """The words of a table with two columns, a label and our rating for it, by their keys.

    A first row `label,rating` is its head. Raises InvalidPackError, which names every bad line.
    """
    problems = list[str]()
    lines = read_lines(
        path, skipped=lambda number, why: problems.append(f"line {number}: {why}"), at=lambda _done, _size: None
    )
    found: dict[str, Rating] = {}
    for number, line in enumerate(lines, 1):
        try:
            _take(line, found, is_first=number == 1)
        except csv.Error:
            problems.append(f"line {number}: its quotes do not match")
        except InvalidValueError as error:
            problems.append(f"line {number}: {error}")
    if problems:
        raise InvalidPackError(tuple(f"{path.name}, {problem}" for problem in problems))
    return found


def _take(line: str, found: dict[str, Rating], *, is_first: bool) -> None:
    """Add the word that a line gives."""
    delimiter = next((each for each in "\t;" if each in line), ",")
    cells = [cell.strip() for row in csv.reader([line], delimiter=delimiter, strict=True) for cell in row]
    if not any(cells) or (is_first and cells[-1].casefold() == "rating"):
        return
    if len(cells) != len(("label", "rating")):
        raise InvalidValueError(
            "a line has a label and a rating, like Four Pinocchios,false; quote a label with commas"
        )
    key, rating = rating_key(cells[0]), fields.rating(cells[1])
    if not key:
        raise InvalidValueError(f"{cells[0]!r} has no letter or digit to know it by")
    if found.setdefault(key, rating) is not rating:
        raise InvalidValueError(f"{cells[0]!r} is {found[key]} in an earlier line and {rating} here")
