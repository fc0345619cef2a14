"""What of a file cannot be taken, told once for each kind of fault, however many rows have it."""

from __future__ import annotations

import re
from dataclasses import dataclass

# What is quoted, and numbers: they differ from row to row where the fault is the same.
_PARTICULARS = re.compile(r"'[^']*'|\"[^\"]*\"|\d+")
_MOST_NAMED = 10


@dataclass(slots=True)
class _Kind:
    """Faults of one kind: the sentence for the first, how many rows have it, and the first of those."""

    sentence: str
    rows: list[int]
    number: int = 0

    def told(self, unit: str) -> str:
        """The sentence, with the rows that have the fault."""
        if self.number == 1:
            return f"{unit} {self.rows[0]}: {self.sentence}"
        named = ", ".join(map(str, self.rows)) + (", …" if self.number > len(self.rows) else "")
        return f"{self.number:,} {unit}s ({named}): {self.sentence}"


class Refusals:
    """Rows with a fault, by the kind of fault. `unit` is what the file calls a row: a line, a review."""

    def __init__(self, unit: str) -> None:
        self._unit = unit
        self._kinds: dict[str, _Kind] = {}
        self.number = 0

    def add(self, row: int, sentence: str, kind: str | None = None) -> None:
        """One more; without a `kind`, sentences that differ in quoted words and numbers alone are of one."""
        found = self._kinds.setdefault(kind or _PARTICULARS.sub(_left_out, sentence), _Kind(sentence, []))
        found.number += 1
        self.number += 1
        if len(found.rows) < _MOST_NAMED:
            found.rows.append(row)

    def sentences(self) -> tuple[str, ...]:
        """One for each kind, in the order of their first rows."""
        return tuple(kind.told(self._unit) for kind in self._kinds.values())


def _left_out(found: re.Match[str]) -> str:
    """Names of fields are quoted too, and say what the fault is."""
    quoted = found[0].strip("'\"")
    is_name = quoted != found[0] and not quoted.isdigit() and re.fullmatch(r"\w*", quoted)
    return found[0] if is_name else "…"
