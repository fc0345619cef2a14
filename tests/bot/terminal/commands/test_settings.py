"""`footnote settings`: hosts see and change what a server has set."""

from __future__ import annotations

import json

import pytest
from click.testing import Result

from .conftest import Footnote, Program


def done(result: Result) -> str:
    assert result.exit_code == 0, result.stderr
    return result.stdout


def settings(run: Footnote, server: str = "7") -> dict[str, object]:
    found: dict[str, object] = json.loads(done(run("settings", "show", server, "--json")))["settings"]
    return found


NEW = {
    "default_mode": None,
    "cooldown": None,
    "packs": ["starter"],
    "quiet": False,
    "second_approval": False,
    "log_channel": None,
    "roles": [],
}


def test_a_new_server_goes_by_the_hosts_defaults(run: Footnote) -> None:
    assert settings(run).items() >= NEW.items()
    assert "cooldown: not set" in done(run("settings", "show", "7"))
    assert "Nothing has ever been set" in done(run("settings", "history", "7"))


def test_everything_is_set_and_taken_back(run: Footnote) -> None:
    done(run("settings", "set", "7", "--channel", "70", "all", "--channel", "71", "corrections", "--quiet",
             "--default-mode", "on-request", "--cooldown-hours", "0.5", "--unsubscribe", "starter",
             "--second-approval", "--log-channel", "72", "--add-role", "5", "--add-role", "6"))  # fmt: skip
    assert (
        settings(run).items()
        >= {
            "default_mode": "on-request",
            "cooldown": 1800,
            "channels.70": "all",
            "channels.71": "corrections",
            "packs": [],
            "quiet": True,
            "second_approval": True,
            "log_channel": 72,
            "roles": ["5", "6"],
        }.items()
    )
    done(run("settings", "set", "7", "--channel", "70", "default", "--channel", "71", "default", "--full-cards",
             "--default-mode", "default", "--cooldown-hours", "default", "--subscribe", "starter",
             "--one-approval", "--log-channel", "none", "--remove-role", "5", "--remove-role", "6"))  # fmt: skip
    assert settings(run).items() >= NEW.items()
    assert "channels.70" not in settings(run)


def test_the_history_says_who_and_what_was_before(run: Footnote) -> None:
    done(run("settings", "set", "7", "--cooldown-hours", "12"))
    done(run("settings", "set", "7", "--cooldown-hours", "1"))
    listed = done(run("settings", "history", "7")).splitlines()
    assert [line.partition(", ")[2] for line in listed] == [
        "the command line: cooldown was not set, is now 12 hours",
        "the command line: cooldown was 12 hours, is now 1 hour",
    ]
    rows = [json.loads(line) for line in done(run("settings", "history", "7", "--json")).splitlines()]
    assert [(row["actor"], row["name"], row["before"], row["after"]) for row in rows] == [
        ("command line", "cooldown", None, 43200),
        ("command line", "cooldown", 43200, 3600),
    ]
    assert done(run("settings", "history", "8", "--json")) == ""


def test_what_is_set_already_is_said_to_be(run: Footnote) -> None:
    assert done(run("settings", "set", "7", "--subscribe", "starter")) == "All of this was already set.\n"


def test_the_tab_key_offers_the_modes_and_the_way_back(program: Program) -> None:
    typed = {"COMP_WORDS": "footnote settings set 7 --default-mode ", "COMP_CWORD": "5"}
    offered = program(env=typed | {"_FOOTNOTE_COMPLETE": "bash_complete"}).stdout.decode()
    assert offered.splitlines() == [f"plain,{word}" for word in ("on-request", "corrections", "all", "default")]


def test_servers_do_not_share_settings(run: Footnote) -> None:
    done(run("settings", "set", "7", "--quiet", "--channel", "70", "all"))
    assert settings(run, "8").items() >= NEW.items()
    assert "Nothing has ever been set" in done(run("settings", "history", "8"))


BAD = [
    ("nothing", ("set", "7"), "Name a setting to change"),
    ("no server", ("show", "seven"), "'SERVER'"),
    ("a negative server", ("show", "-7"), ""),
    ("an id too long", ("show", str(2**63)), "not in the range"),
    ("no mode", ("set", "7", "--default-mode", "loud"), "'loud' is not one of"),
    ("no channel", ("set", "7", "--channel", "general", "all"), "'--channel'"),
    ("less than no time", ("set", "7", "--cooldown-hours", "-1"), "not in the range"),
    ("no number", ("set", "7", "--cooldown-hours", "nan"), "not a number"),
    ("too long", ("set", "7", "--cooldown-hours", "inf"), "not in the range"),
    ("no pack", ("set", "7", "--quiet", "--subscribe", "nope"), "there is no pack 'nope'"),
    ("another server's pack", ("set", "7", "--subscribe", "server-8"), "there is no pack 'server-8'"),
]


@pytest.mark.parametrize(("words", "sentence"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input_is_told_and_nothing_is_set(run: Footnote, words: tuple[str, ...], sentence: str) -> None:
    result = run("settings", *words)
    assert (result.exit_code, sentence in result.stderr) == (2, True)
    assert settings(run).items() >= NEW.items()
