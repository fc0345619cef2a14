"""What of a file cannot be taken, told once for each kind of fault, however many rows have it."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Quoted words that are no name of a field, and numbers: they differ from row to row where the fault is the same.
_PARTICULARS = re.compile(r"'[^']*[^\w'][^']*'|\"[^\"]*[^\w\"][^\"]*\"|\d+")
_MOST_NAMED = 10


@dataclass(slots=True)
class _Kind:
    """Faults of one kind: the sentence for the first, how many rows have it, and the first of those."""

    sentence: str
    rows: list[int]
    number: int = 0


class Refusals:
    """Rows with a fault, by the kind of fault. `unit` is what the file calls a row: a line, a review."""

    def __init__(self, unit: str) -> None:
        self._unit = unit
        self._kinds: dict[str, _Kind] = {}
        self.number = 0

    def add(self, row: int, sentence: str, kind: str | None = None) -> None:
        """One more; without a `kind`, sentences that differ in quoted words and numbers alone are of one."""
        found = self._kinds.setdefault(kind or _PARTICULARS.sub("…", sentence), _Kind(sentence, []))
        found.number += 1
        self.number += 1
        if len(found.rows) < _MOST_NAMED:
            found.rows.append(row)

    def sentences(self) -> tuple[str, ...]:
        """One for each kind, in the order of their first rows."""
        return tuple(map(self._sentence, self._kinds.values()))

    def _sentence(self, kind: _Kind) -> str:
        if kind.number == 1:
            return f"{self._unit} {kind.rows[0]}: {kind.sentence}"
        named = ", ".join(map(str, kind.rows)) + (", …" if kind.number > len(kind.rows) else "")
        return f"{kind.number:,} {self._unit}s ({named}): {kind.sentence}"
