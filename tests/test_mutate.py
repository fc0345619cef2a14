"""What `make mutate` breaks: each change alone, and always into a program."""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[1] / "scripts" / "mutate.py"
CODE = """\
LEAST = 0.5  # not a number: é
def reached(share: float, told: bool, words: list[str]) -> bool:
    if not (told or len(words) < 2) and f"{3}":
        return "no" not in words and share >= LEAST
    return words is not None
"""


@pytest.fixture
def mutate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutate", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutate"] = module
    spec.loader.exec_module(module)
    return module


def test_each_change_stands_alone_and_is_a_program(mutate: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "code.py"
    path.write_text(CODE, encoding="utf-8")
    found = sorted(mutate.Module(path).mutants(), key=lambda one: one.start)
    changes = [f"{one.whole[one.start : one.end].decode()} -> {one.new}" for one in found]
    assert changes == [
        "0.5 -> 0.75", "not -> ", "or -> and", "< -> >=", "2 -> 3", "and -> or",
        "not in -> in", "and -> or", ">= -> <", "is not -> is",
    ]  # fmt: skip
    for one in found:
        assert ast.dump(ast.parse(one.text)) != ast.dump(ast.parse(CODE))


def test_the_near_tests_of_a_module_begin_with_its_room(mutate: ModuleType) -> None:
    rooms = mutate.near_tests(mutate.ENGINE / "dates" / "relative.py")
    assert rooms[0] == "tests/claims_db/engine/dates"
    assert mutate.near_tests(mutate.ENGINE / "check.py") == list(mutate.NEAR)
