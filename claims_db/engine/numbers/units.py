"""Units of measure and currencies: what their names are in a text, and how they convert. The table is units.txt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from claims_db.engine.text.plain_letters import any_of


@dataclass(frozen=True, slots=True)
class Unit:
    """A number of this unit is `number * factor + offset` of the `base` unit."""

    dimension: str
    base: str
    factor: float
    offset: float = 0.0

    def to_base(self, number: float) -> float:
        """`number` of this unit in the base unit."""
        return number * self.factor + self.offset


PERCENT = Unit("share", "percent", 1.0)
SCORE = Unit("score", "score", 1.0)
TIMES = Unit("multiple", "times", 1.0)
# Short names of money that before a number are something else.
_ONLY_AFTER = frozenset("p c kr won try php yen ars rub lek lev lei leu sol som kip 元 块 円 원 엔 руб".split())
_POWERS = {"area": ("m2", 2, "square", "sq"), "volume": ("m3", 3, "cubic", "cu")}


@lru_cache(maxsize=1)
def unit_table() -> dict[str, tuple[Unit, ...]]:
    """Every name with the units that it may mean, the likeliest first."""
    table: dict[str, tuple[Unit, ...]] = {}
    for line in files(__package__).joinpath("units.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            _add_line(table, line)
    return table


def _add_line(table: dict[str, tuple[Unit, ...]], line: str) -> None:
    measure, _, names = line.partition(": ")
    dimension, base, factor, offset = measure.split()
    unit = Unit(dimension, base, float(factor), float(offset))
    for name in names.split(", "):
        table[name] = (*table.get(name, ()), unit)
        if dimension == "length" and name not in {"'", '"'}:
            _add_powers(table, name, unit.factor)


def _add_powers(table: dict[str, tuple[Unit, ...]], name: str, factor: float) -> None:
    """Square and cubic units follow from lengths: `square miles`, `km2`, `cubic metres`."""
    for dimension, (base, power, word, short) in _POWERS.items():
        unit = Unit(dimension, base, factor**power)
        for spelling in (f"{word} {name}", f"{short} {name}", f"{short}. {name}", f"{name}{power}", f"{name}^{power}"):
            table.setdefault(spelling, (unit,))
        table.setdefault(name + "²³"[power - 2], (unit,))


@lru_cache(maxsize=1)
def currency_signs() -> re.Pattern[str]:
    """A currency as it stands before a number: a sign, or a code of up to three letters.

    Codes that in small letters are words ("all", "top") stand in capitals in the table.
    """
    money = {name for name, units in unit_table().items() if units[0].dimension == "money" and len(name) <= 3}
    return re.compile(rf"(?<![^\W\d_])({any_of(money - _ONLY_AFTER)}) ?-?$")
