"""Days in the cells of a table, as people and spreadsheets write them; never guessed."""

from __future__ import annotations

import re
from datetime import date

from claims_db.errors import InvalidValueError
from claims_db.files import fields
from claims_db.files.fields import Record
from claims_db.files.habits import DayOrder
from claims_db.languages.days import lone_day
from claims_db.values import Interval

# Any day that exists, while what is written otherwise has to be one on which something may have been published.
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def day_in(cells: Record, name: str, order: DayOrder | None) -> date | None:
    """The day under `name`; `order` tells what 3/4/2021 means. Raises InvalidValueError where it is none."""
    written = fields.optional_text(cells, name)
    if written is None:
        return None
    if day := _day(written, name, order):
        return day
    raise InvalidValueError(f"{name!r} must be a day like 2021-03-18 or 18 March 2021, not {written[:80]!r}")


def interval_in(cells: Record, name: str, order: DayOrder | None) -> Interval | None:
    """The day, month, year or interval under `name`."""
    written = fields.optional_text(cells, name)
    if written is None:
        return None
    day = _day(written, name, order)
    return Interval(day, day) if day else Interval.parse(written)


def _day(written: str, name: str, order: DayOrder | None) -> date | None:
    if _ISO_DAY.fullmatch(written.strip()):
        return Interval.parse(written).first
    if day := lone_day(written, order and order.language):
        return day
    either = [lone_day(written, each.language) for each in DayOrder]
    if order is None and all(either):
        days = " or ".join(str(day) for day in either)
        raise InvalidValueError(
            f"{name!r} is {written[:40]!r}, which may be {days}; write it so, or say with --dates dmy or --dates mdy"
            " which number is the day in the whole file"
        )
    return None
