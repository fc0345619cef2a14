"""`footnote` itself: its commands, where the claims are kept, what an error ends with, and how soon it is there."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.terminal.commands.main import footnote

from .conftest import Footnote, Program

ROOT = Path(__file__).parents[4]
COMMANDS = ["run", "chat", "check", "search", "import", "export", "test", "claim", "source", "settings", "demo"]


def test_help_lists_every_command(run: Footnote) -> None:
    listed = run("--help").stdout
    assert [line.split()[0] for line in listed.partition("Commands:\n")[2].splitlines()] == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_takes_a_database(run: Footnote, name: str) -> None:
    result = run(name, "--help")
    assert f"Usage: footnote {name} [OPTIONS]" in result.stdout
    assert "--db PATH" in result.stdout
    assert result.exit_code == 0


def test_the_version_is_that_of_the_package(run: Footnote) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert run("--version").stdout == f"footnote {version}\n"


def test_the_database_may_be_named_before_or_after_the_command(run: Footnote, tmp_path: Path) -> None:
    for arguments in (["--db", "one.db", "search", "Clubhouse"], ["search", "--db", "two.db", "Clubhouse"]):
        assert run(*arguments).exit_code == 0
    assert {path.name for path in tmp_path.glob("*.db")} == {"one.db", "two.db"}


def test_without_a_name_the_database_is_in_the_users_data(
    run: Footnote, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("FOOTNOTE_DB")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert run("search", "Clubhouse").exit_code == 0
    assert len(list(tmp_path.rglob("claims.db"))) == 1


def garbage(path: Path) -> None:
    path.write_bytes(b"not a database, but longer than the header of one" * 10)


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()


def newer(path: Path) -> None:
    footnote(["--db", str(path), "search", "Clubhouse"], standalone_mode=False)
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) SELECT migration_set, '9999_later', ''"
            " FROM _sqlite_migrations LIMIT 1"
        )
    connection.close()


@pytest.mark.parametrize("spoil", [garbage, foreign, newer])
def test_a_database_that_cannot_be_used_is_left_as_it_is(
    run: Footnote, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    path = tmp_path / "spoilt.db"
    spoil(path)
    before = path.read_bytes()
    for arguments in (["check", "a text"], ["chat"], ["export"]):
        result = run(*arguments, "--db", str(path))
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith("Error: ")
        assert len(result.stderr.splitlines()) == 1
    assert path.read_bytes() == before


def test_a_folder_that_nobody_may_write_is_told(run: Footnote, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o555)
    result = run("check", "a text", "--db", str(folder / "claims.db"))
    folder.chmod(0o755)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "read-only" in result.stderr
    assert list(folder.iterdir()) == []


def test_a_wrong_setting_is_bad_input(run: Footnote, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_DEFAULT_MODE", "always")
    result = run("check", "a text")
    assert result.exit_code == 2
    assert result.stderr == ("Error: FOOTNOTE_DEFAULT_MODE: input should be 'on-request', 'corrections' or 'all'\n")


def test_the_shell_completes_commands_and_options(program: Program) -> None:
    typed = {"_FOOTNOTE_COMPLETE": "bash_complete", "COMP_WORDS": "footnote ", "COMP_CWORD": "1"}
    assert program(env=typed).stdout.decode().split() == [f"plain,{name}" for name in COMMANDS]
    typed |= {"COMP_WORDS": "footnote check --st", "COMP_CWORD": "2"}
    assert program(env=typed).stdout.decode().split() == ["plain,--stdin"]


HEAVY = ["discord", "rich", "prompt_toolkit", "simcord", "aiohttp", "httpx", "lxml", "pypdf"]


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        pytest.param(["--help"], [*HEAVY, "pydantic", "sqlite_utils", "rapidfuzz"], id="help"),
        pytest.param(["check", "eleven firms fined"], HEAVY, id="check"),
        pytest.param(["chat"], HEAVY, id="piped chat"),
        pytest.param(["test"], HEAVY, id="test"),
        pytest.param(["claim", "show", "clubhouse-banned"], HEAVY, id="claim"),
        pytest.param(["settings", "show", "7"], HEAVY, id="settings"),
        pytest.param([], HEAVY, id="start"),
    ],
)
def test_nothing_is_imported_that_the_command_does_not_need(
    program: Program, arguments: list[str], absent: list[str], tmp_path: Path
) -> None:
    listing = tmp_path / "modules.json"
    (tmp_path / "sitecustomize.py").write_text(
        "import atexit, json, sys\n"
        f"atexit.register(lambda: open({str(listing)!r}, 'w').write(json.dumps(sorted(sys.modules))))\n"
    )
    assert program(*arguments, env={"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}).returncode == 0
    assert [name for name in json.loads(listing.read_text()) if name in absent] == []
