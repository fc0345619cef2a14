"""What the documents say a command prints is what it prints.

Each `console` block is run in a shell in the repository, with an empty home and no token. `...` in the output stands
for anything. A comment before a block says where it is run otherwise: `<!-- not run: why -->`, `<!-- until stopped -->`
where the command goes on after what is shown, or `<!-- typed -->` where a person types what follows the prompt.
"""

from __future__ import annotations

import doctest
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from .documents import ROOT, Fence, fences

PATIENCE = 120.0
PROMPT = "you › "
CONSOLE = [fence for fence in fences("console") if not fence.note.startswith("not run:")]


def commands(fence: Fence) -> Iterator[tuple[str, str]]:
    """Each `$ command` of a block with the output that follows it."""
    for step in ("\n" + fence.text).split("\n$ ")[1:]:
        command, _, output = step.partition("\n")
        yield command, output.strip()


def as_shown(shown: str, printed: str) -> bool:
    """Whether `printed` is what a document shows."""
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    return doctest.OutputChecker().check_output(f"{shown}\n", f"{printed.strip()}\n", options)


# Settings of whoever runs the tests, and make's own, which has a nested make say which folder it enters.
_NOT_A_READERS = ("FOOTNOTE_", "XDG_", "COVERAGE_", "MAKE", "MFLAGS")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A stranger's: nothing of Footnote's was set before, and its command is on the path."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_A_READERS)}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return kept | {"HOME": str(tmp_path), "PATH": path, "DISCORD_TOKEN": "", "COLUMNS": "100", "PYTHONUNBUFFERED": "1"}


@pytest.fixture(scope="session")
def installed() -> None:
    """`make` installs where something is missing; that takes minutes, and is `scripts/fresh-start`'s to try."""
    try_it = ["scripts/install", "--is-done", "demo"]
    if subprocess.run(try_it, cwd=ROOT, check=False, env=os.environ | {"PYTHON": ""}).returncode:
        pytest.skip("what `make` needs is not installed; `make test` installs it first")


@pytest.mark.parametrize("fence", CONSOLE, ids=str)
def test_a_command_prints_what_the_document_shows(
    fence: Fence, environment: dict[str, str], request: pytest.FixtureRequest
) -> None:
    if "make " in fence.text:
        request.getfixturevalue("installed")
    for command, shown in commands(fence):
        match fence.note:
            case "until stopped":
                printed = _printed_before_stopping(command, shown, environment)
            case "typed":
                printed = _printed_to_a_person(command, shown, environment)
            case _:
                printed = _printed(command, environment)
        assert as_shown(shown, printed), f"{fence}\n$ {command}\nshows:\n{shown}\nprints:\n{printed}"


def _printed(command: str, environment: dict[str, str]) -> str:
    return subprocess.run(
        ["sh", "-c", command],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=True,
        text=True,
        timeout=PATIENCE,
    ).stdout


def _printed_before_stopping(command: str, shown: str, environment: dict[str, str]) -> str:
    """What the command has printed when it has printed all that is shown, or at the end of our patience."""
    written = Path(environment["HOME"]) / "printed"
    with written.open("w") as output:
        running = subprocess.Popen(
            ["sh", "-c", command], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        latest = time.monotonic() + PATIENCE
        while running.poll() is None and time.monotonic() < latest and not as_shown(shown, written.read_text()):
            time.sleep(0.1)
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGINT)
            running.wait(PATIENCE)
    return written.read_text()


def _printed_to_a_person(command: str, shown: str, environment: dict[str, str]) -> str:
    """What stands on the screen of a terminal without colours, 80 letters wide, after all that is shown as typed."""
    terminal = pexpect.spawn(
        "sh", ["-c", command], cwd=ROOT, env=environment | {"COLUMNS": "80", "TERM": "dumb"}, encoding="utf-8",
        dimensions=(50, 80), timeout=PATIENCE,
    )  # fmt: skip
    screen = ""
    for line in re.findall(rf"^{PROMPT}(.*)$", shown, re.MULTILINE):
        terminal.expect_exact(PROMPT)
        screen += f"{terminal.before}{PROMPT}"
        terminal.sendline(line)
    screen += terminal.read()
    terminal.close()
    assert terminal.exitstatus == 0
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\r", "", screen)


def test_the_readme_shows_what_the_main_commands_print() -> None:
    readme = [fence for fence in fences("console") if fence.document.name == "README.md"]
    shown = {command for fence in readme for command, _ in commands(fence)}
    assert shown >= {"make run", "make test", "make demo", 'footnote check --json "eleven firms fined"'}
