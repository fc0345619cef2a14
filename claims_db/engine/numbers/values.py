"""A number with its unit, before its bounds are read."""

from __future__ import annotations

from dataclasses import dataclass

from claims_db.engine.numbers.numeral import Numeral
from claims_db.engine.numbers.units import Unit


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
