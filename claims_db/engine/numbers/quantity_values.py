"""What a quantity is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Bound(StrEnum):
    """On which side of its number a quantity may lie."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at-least"
    MORE_THAN = "more-than"
    AT_MOST = "at-most"
    LESS_THAN = "less-than"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as far as the text tells.

    `low` and `high` are in the base `unit` of the `dimension` and differ for a range ("10-12"). `text` from `start` to
    `end` holds bound words and unit; `shown` leaves the bound words out. `precision` is the rounding step of the
    number as written, in the base unit, and `factor` how many of the base unit the unit as written is. `written` is
    the number with its scale words and without its unit, `digits` without either: 18.4 million pounds are written
    18,400,000 with the digits 18.4. `per` is the stretch of time that it is for ("a day").

    An `ordinal` ranks, a `multiplier` says how many times, a `label` is probably part of a name ("Apollo 11").
    `alternatives` are its other readings: `18.4m` is a length or a number of millions.
    """

    low: float
    high: float
    bound: Bound
    unit: str | None
    dimension: str | None
    text: str
    start: int
    end: int
    shown: str
    precision: float
    written: float
    digits: str
    factor: float = 1.0
    per: str | None = None
    ordinal: bool = False
    multiplier: bool = False
    label: bool = False
    alternatives: tuple[Quantity, ...] = ()

    @property
    def readings(self) -> tuple[Quantity, ...]:
        """All readings, the likeliest first."""
        return (self, *self.alternatives)
