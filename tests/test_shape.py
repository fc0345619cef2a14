"""The rules of docs/contributing.md that a program can judge."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = sorted(path for part in ("bot", "claims_db", "cogs") for path in ROOT.glob(f"{part}/**/*.py"))
EMPTY_NAMES = {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file with its length in lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_are_small_and_named_for_what_they_hold(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 400
    assert [name for name, lines in functions(path) if lines > 45] == []
    assert EMPTY_NAMES.isdisjoint(re.split(r"[_.]", path.stem))


def test_a_switched_off_check_says_why() -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in CODE
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"# (noqa|type: ignore|pragma: no cover)[^#\-–—]*(\[[^\]]*\])?\s*$", line)
    ]
    assert silent == []
