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
    number as written, in the base unit. `written` is the number as written, scale words counted in and the unit left
    alone, and `digits` the same without scale words: 18.4 million pounds are written 18,400,000 with the digits 18.4.
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
    ordinal: bool = False
    multiplier: bool = False
    alternatives: tuple[Quantity, ...] = ()

    @property
    def readings(self) -> tuple[Quantity, ...]:
        """All readings, the likeliest first."""
        return (self, *self.alternatives)
