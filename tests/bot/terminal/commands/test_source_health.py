"""`footnote source list`, `show` and `check`. Nothing here leaves the machine: what is refused is never opened."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import MOON, Footnote


@pytest.fixture
def run_with_moon(run: Footnote, tmp_path: Path) -> Footnote:
    """A pack with one source whose address is never opened, and one that has none."""
    sources: list[dict[str, object]] = MOON["sources"]  # type: ignore[assignment]  # plain JSON
    path = tmp_path / "moon.json"
    path.write_text(json.dumps(MOON | {"sources": [sources[0] | {"url": "http://127.0.0.1/moon"}, *sources[1:]]}))
    assert run("import", str(path)).exit_code == 0
    return run


def rows(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def test_sources_are_listed_with_how_they_fare(run_with_moon: Footnote) -> None:
    listed = run_with_moon("source", "list", "--pack", "moon")
    assert [line.split(":")[0] for line in listed.stdout.splitlines()] == ["almanac", "gazette"]
    assert listed.stdout.endswith("; not checked yet\n")
    assert run_with_moon("source", "list", "--state", "gone").stdout == ""
    _, row = rows(run_with_moon("source", "list", "--pack", "moon", "--json").stdout)
    assert (row["key"], row["state"], row["checked"], row["failures"]) == ("gazette", None, None, 0)


def test_what_is_never_opened_could_not_be_looked_at(run_with_moon: Footnote) -> None:
    checked = run_with_moon("source", "check", "gazette")
    assert checked.stdout.startswith("gazette: its page could not be checked (checked on ")
    assert checked.stdout.endswith("answer: refused)\n1 source checked: 1 could-not-check.\n")
    assert (checked.stderr, checked.exit_code) == ("", 0)
    (row,) = rows(run_with_moon("source", "check", "gazette", "--json").stdout)
    assert (row["state"], row["status"], row["reached"]) == ("could-not-check", "refused", None)


def test_a_source_is_looked_at_again_only_when_it_is_due_or_wanted(run_with_moon: Footnote) -> None:
    assert run_with_moon("source", "check", "--pack", "moon").stdout.endswith("1 could-not-check.\n")
    assert run_with_moon("source", "check", "--pack", "moon").stdout == "0 sources checked.\n"
    assert run_with_moon("source", "check", "--pack", "moon", "--all").stdout.endswith("1 could-not-check.\n")


def test_a_source_is_shown_with_its_claims(run_with_moon: Footnote) -> None:
    shown = run_with_moon("source", "show", "gazette").stdout
    assert "Address: http://127.0.0.1/moon\n" in shown
    assert "Page: not checked yet\n" in shown
    assert "Cited by: apollo-11-landing" in shown
    (row,) = rows(run_with_moon("source", "show", "gazette", "--json").stdout)
    assert row["turns"] == []


@pytest.mark.parametrize(
    "arguments",
    [["show", "nowhere"], ["check", "nowhere"], ["list", "--pack", "nowhere"], ["list", "--state", "fine"]],
    ids=" ".join,
)
def test_what_is_not_there_is_refused(run: Footnote, arguments: list[str]) -> None:
    result = run("source", *arguments)
    assert (result.stdout, result.exit_code) == ("", 2)
    assert "Traceback" not in result.stderr
