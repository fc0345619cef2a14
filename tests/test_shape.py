"""The rules of docs/contributing.md that a program can judge."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.hops import functions, hops

ROOT = Path(__file__).parents[1]
CODE = sorted(path for part in ("bot", "claims_db", "cogs") for path in ROOT.glob(f"{part}/**/*.py"))
PARTS = ("claims_db", "bot", "cogs")
GUIDE = (ROOT / "docs/contributing.md").read_text(encoding="utf-8")
# Of all functions, how many may be private with a single caller: each makes the reader hop once more.
MOST_HOPS = 0.12
MOST_FILES = 20
EMPTY_NAMES = {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_are_small_and_named_for_what_they_hold(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 400
    assert [each.name for each in functions(path) if (each.end_lineno or each.lineno) - each.lineno >= 45] == []
    assert EMPTY_NAMES.isdisjoint(re.split(r"[_.]", path.stem))


def test_a_switched_off_check_says_why() -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in CODE
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"# (noqa|type: ignore|pragma: no cover)[^#\-–—]*(\[[^\]]*\])?\s*$", line)
    ]
    assert silent == []


@pytest.mark.parametrize("part", PARTS)
def test_few_functions_are_private_with_a_single_caller(part: str) -> None:
    files = [path for path in CODE if path.is_relative_to(ROOT / part)]
    once = {path.relative_to(ROOT): found for path in files if (found := hops(path))}
    total = sum(len(functions(path)) for path in files)
    worst = sorted(once.items(), key=lambda each: -len(each[1]))[:5]
    assert sum(map(len, once.values())) / total <= MOST_HOPS, worst


def test_the_guide_has_a_line_for_each_room_and_for_no_other() -> None:
    rooms = {f"{path.parent.relative_to(ROOT)}/" for path in CODE}
    told = re.findall(r"^\| `((?:claims_db|bot|cogs)[\w/]*/)` \|", GUIDE, re.MULTILINE)
    assert sorted(told) == sorted(rooms)


def test_no_room_is_crowded() -> None:
    crowded = {room: number for room, number in Counter(path.parent for path in CODE).items() if number > MOST_FILES}
    assert crowded == {}


def test_the_file_to_open_first_is_there() -> None:
    named = re.findall(r"^\| .+ \| `([\w/]+\.py)` \|$", GUIDE, re.MULTILINE)
    assert len(named) == 10
    assert [name for name in named if not (ROOT / name).is_file()] == []
