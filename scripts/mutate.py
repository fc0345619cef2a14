"""Break the engine in one place at a time and see whether a near test notices. Run by `make mutate`.

What was found is kept in `.mutants.jsonl` by the text of the module and of the tests, so a run that was stopped goes on
where it was. A test that runs into the time limit has noticed.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[1]
ENGINE = ROOT / "claims_db" / "engine"
FOUND = ROOT / ".mutants.jsonl"
NEAR = ("tests/claims_db/engine", "tests/claims_db/languages", "tests/benchmarks/test_quality.py")
# Tables of words and of the calendar, in which every number is a fact and no decision.
TABLES = {"numbers/english.py", "numbers/foreign.py", "dates/calendar_words.py", "text/plain_letters.py"}
COPIED = ("bot", "claims_db", "cogs", "tests", "benchmarks", "docs", "pyproject.toml")
# Seconds for the near tests of one mutant, which take a third of that on an idle machine.
LONGEST = 240.0
FLIPPED = {
    "<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "==",
    "in": "not in", "not in": "in", "is": "is not", "is not": "is",
    "and": "or", "or": "and",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module of which the bytes from `start` to `end` are replaced; `whole` is what it was when it was read."""

    path: Path
    whole: bytes
    line: int
    start: int
    end: int
    new: str

    @property
    def name(self) -> str:
        """Where it is, and what stands there instead of what."""
        old = self.whole[self.start : self.end].decode()
        return f"{self.path.relative_to(ROOT)}:{self.line}: {old} -> {self.new or 'nothing'}"

    @property
    def text(self) -> bytes:
        """The module as it is with the change."""
        return self.whole[: self.start] + self.new.encode() + self.whole[self.end :]


class Module:
    """A module's places that can be broken."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._bytes = path.read_bytes()
        lines = self._bytes.splitlines(keepends=True)
        self._starts = [sum(map(len, lines[:at])) for at in range(len(lines))]

    def mutants(self) -> Iterator[Mutant]:
        """Every change of one number, comparison, `and`, `or` or `not`; none inside a formatted string."""
        waiting: list[ast.AST] = [ast.parse(self._bytes)]
        while waiting:
            node = waiting.pop()
            if isinstance(node, ast.JoinedStr):
                continue
            waiting.extend(ast.iter_child_nodes(node))
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, int | float)
                and not isinstance(node.value, bool)
            ):
                yield self._mutant(node.lineno, self._start(node), self._end(node), repr(moved(node.value)))
            elif isinstance(node, ast.Compare):
                yield from self._flipped([node.left, *node.comparators])
            elif isinstance(node, ast.BoolOp):
                yield from self._flipped(node.values)
            elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
                yield self._mutant(node.lineno, self._start(node), self._start(node) + len("not"), "")

    def _flipped(self, operands: list[ast.expr]) -> Iterator[Mutant]:
        """The word or sign between two operands, turned into its opposite; brackets and comments around it stay."""
        for left, right in pairwise(operands):
            start = self._end(left)
            between = self._bytes[start : self._start(right)]
            if sign := re.search(rb"not in|is not|\b(?:in|is|and|or)\b|[<>=!]=|[<>]", between):
                new = FLIPPED[sign[0].decode()]
                yield self._mutant(left.lineno, start + sign.start(), start + sign.end(), new)

    def _mutant(self, line: int, start: int, end: int, new: str) -> Mutant:
        return Mutant(self._path, self._bytes, line, start, end, new)

    def _start(self, node: ast.expr) -> int:
        return self._starts[node.lineno - 1] + node.col_offset

    def _end(self, node: ast.expr) -> int:
        if node.end_lineno is None or node.end_col_offset is None:
            raise ValueError(ast.dump(node))
        return self._starts[node.end_lineno - 1] + node.end_col_offset


def moved(number: float) -> float:
    """Another number: a small whole one by one, others by half."""
    if isinstance(number, int) and abs(number) < 10:
        return number + 1
    return type(number)(number * 1.5) if number else 0.5


def mutants() -> list[Mutant]:
    """All of the engine's, in the order of their modules."""
    paths = (path for path in sorted(ENGINE.rglob("*.py")) if str(path.relative_to(ENGINE)) not in TABLES)
    return [one for path in paths for one in sorted(Module(path).mutants(), key=lambda one: (one.start, one.new))]


def near_tests(path: Path) -> list[str]:
    """The tests of the own room, then of the engine and the languages, then the labelled messages."""
    room = Path(NEAR[0], path.parent.relative_to(ENGINE))
    rooms = [str(room)] if room != Path(NEAR[0]) and (ROOT / room).is_dir() else []
    return [*rooms, *NEAR]


def is_caught(mutant: Mutant, tree: Path) -> bool:
    """Whether a near test fails, in a copy of the tree."""
    copy = tree / mutant.path.relative_to(ROOT)
    copy.write_bytes(mutant.text)
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *near_tests(mutant.path)]
    try:
        done = subprocess.run(command, cwd=tree, capture_output=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return True
    finally:
        copy.write_bytes(mutant.whole)
    return done.returncode != 0


def key(mutant: Mutant) -> str:
    """What a result holds for: this change of this text, and the near tests as they are."""
    found = hashlib.sha256(mutant.text)
    rooms = [ROOT / near for near in NEAR]
    for path in sorted(one for room in rooms for one in ([room] if room.is_file() else room.rglob("*.py"))):
        found.update(path.read_bytes())
    return found.hexdigest()


def copied(tree: Path) -> None:
    """The tree as far as the near tests need it."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tree / name)


def run(sample: list[Mutant], minutes: float) -> None:
    """Try the sample until the time is over, and print each and the score."""
    known = (
        {row["key"]: row["caught"] for row in map(json.loads, FOUND.read_text().splitlines())} if FOUND.exists() else {}
    )
    ends, found = time.monotonic() + 60 * minutes, []
    with tempfile.TemporaryDirectory() as folder, FOUND.open("a") as results:
        copied(Path(folder))
        for mutant in sample:
            if (name := key(mutant)) not in known:
                if time.monotonic() > ends:
                    break
                known[name] = is_caught(mutant, Path(folder))
                results.write(json.dumps({"key": name, "mutant": mutant.name, "caught": known[name]}) + "\n")
                results.flush()
            found.append(known[name])
            print("caught  " if known[name] else "survived", mutant.name, flush=True)
    print(f"{sum(found)} of {len(found)} caught: {sum(found) / (len(found) or 1):.2f}")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=60, help="how many mutants (default: 60)")
    parser.add_argument("--seed", type=int, default=9, help="which ones (default: 9)")
    parser.add_argument("--minutes", type=float, default=60.0, help="when to stop (default: after 60)")
    given = parser.parse_args()
    everything = mutants()
    random.Random(given.seed).shuffle(everything)
    run(everything[: given.n], given.minutes)


if __name__ == "__main__":
    main()
