"""What a number of a text is, step by step: a numeral, a measure with its unit, a quantity with its bound."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from claims_db.engine.numbers.units import Unit


@dataclass(frozen=True, slots=True)
class Numeral:
    """`value` and the step it was rounded to; `digits` is what of it stays when its scale or unit changes.

    `other` is its second reading, where the text allows one (`10.935`); `upto` the upper end of a word that means
    several ("a couple", "hundreds"). A `share` is a part of a whole in percent ("a third of"), a `multiple` says how
    many times ("twice").
    """

    value: float
    step: float
    start: int
    end: int
    digits: str
    other: float | None = None
    upto: float | None = None
    ordinal: bool = False
    share: bool = False
    multiple: bool = False

    @classmethod
    def spelt(cls, value: float, start: int, end: int, *, ordinal: bool = False) -> Numeral:
        """A number that is written in words alone, rounded to its last digit that is not zero."""
        return cls(value, rounding_step(value), start, end, f"{value:g}", ordinal=ordinal)


def rounding_step(value: float) -> float:
    """The place of the last digit that is not zero: 2,300 was rounded to hundreds, 11 to ones."""
    whole = round(abs(value))
    if whole != abs(value) or not whole:
        return 1.0
    digits = str(whole)
    return 10.0 ** (len(digits) - len(digits.rstrip("0")))


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a number: `number` (to `upto`, in a range) times `scale` of `unit`."""

    number: float
    upto: float
    step: float
    scale: float
    unit: Unit | None

    @classmethod
    def of(cls, numeral: Numeral, unit: Unit | None, scale: float = 1.0) -> Reading:
        """The numeral read with this unit and scale."""
        return cls(numeral.value, numeral.upto or numeral.value, numeral.step, scale, unit)

    @property
    def low(self) -> float:
        """The lower end in the base unit."""
        return self._base(self.number)

    @property
    def high(self) -> float:
        """The upper end in the base unit."""
        return self._base(self.upto)

    @property
    def factor(self) -> float:
        """How many of the base unit one of the unit is."""
        return self.unit.factor if self.unit else 1.0

    def _base(self, number: float) -> float:
        return self.unit.to_base(number * self.scale) if self.unit else number * self.scale


@dataclass(frozen=True, slots=True)
class Measure:
    """A numeral with the unit that belongs to it, from `start` to `end`, in every reading, the likeliest first."""

    numeral: Numeral
    readings: tuple[Reading, ...]
    start: int
    end: int
    ordinal: bool = False
    multiplier: bool = False

    @property
    def likeliest(self) -> Reading:
        """The first reading."""
        return self.readings[0]


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

    def __hash__(self) -> int:
        """Where it stands tells it from most: it is looked up with every number that it is compared with."""
        return hash((self.start, self.end, self.low))

    @property
    def readings(self) -> tuple[Quantity, ...]:
        """All readings, the likeliest first."""
        return (self, *self.alternatives)
