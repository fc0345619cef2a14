"""The folder of evaluation files, which is not part of Footnote: other people's texts, not ours to pass on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEFAULT = Path(__file__).parents[2] / "shared" / "eval"
# Inside it, where somebody put them: check-outs of sets that others published, for `benchmarks.public`.
PUBLIC = "public"


class NoEvaluationError(Exception):
    """The folder, or a file of it, is not there."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Where the files are."""

    folder: Path

    @classmethod
    def find(cls, named: str | None) -> Evaluation:
        """The folder named, else FOOTNOTE_EVAL, else `shared/eval` beside the repository; NoEvaluationError."""
        folder = Path(named or os.environ.get("FOOTNOTE_EVAL") or DEFAULT)
        if not folder.is_dir():
            raise NoEvaluationError(
                f"{folder} is no folder. Name the evaluation folder: make bench EVAL=/path/to/eval (or FOOTNOTE_EVAL)."
            )
        return cls(folder)

    def path(self, name: str) -> Path:
        """One file of the folder; NoEvaluationError where it is missing."""
        if not (path := self.folder / name).is_file():
            raise NoEvaluationError(f"The evaluation folder {self.folder} has no {name}.")
        return path

    def texts(self, name: str) -> Iterator[str]:
        """The `text` of each line of a JSON Lines file."""
        return (row["text"] for row in self.rows(name))

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """The objects of a JSON Lines file."""
        with self.path(name).open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)
