"""`footnote test`: the lines that claims must and must not match."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import MOON, Footnote

LANDED = "Apollo 11 landed two astronauts in the Sea of Tranquility"
BROKEN = {
    "must_match": [LANDED, f"refuted: {LANDED}", "the moon is far away"],
    "must_not_match": ["Apollo 11 landed six astronauts in the Sea of Tranquility"],
}


@pytest.fixture
def lined(run: Footnote, tmp_path: Path) -> Footnote:
    """Runs commands on a store with a claim whose last three lines do not hold, and one whose line does."""
    landing, cheese = MOON["claims"]
    landing, cheese = landing | BROKEN, cheese | {"must_match": ["the lunar surface consists of ripe swiss cheese"]}  # type: ignore[operator]  # plain JSON
    path = tmp_path / "lined.json"
    path.write_text(json.dumps(MOON | {"claims": [landing, cheese]}), encoding="utf-8")
    run("import", str(path))
    return run


def objects(run: Footnote, *arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run("test", "--json", *arguments).stdout.splitlines()]


def test_lines_that_do_not_hold_are_named_with_what_was_found(lined: Footnote) -> None:
    result = lined("test", "--pack", "moon")
    assert result.exit_code == 1
    assert result.stdout == (
        "apollo-11-landing:\n"
        f"- must match: “refuted: {LANDED}”\n"
        "  This claim answers it, supported: The source agrees.\n"
        "- must match: “the moon is far away”\n"
        "  No claim answers it.\n"
        "- must not match: “Apollo 11 landed six astronauts in the Sea of Tranquility”\n"
        "  This claim answers it, refuted: The source says two, not six.\n"
        "3 of 5 lines do not hold.\n"
    )
    assert result.stderr == ""


def test_the_lines_of_named_claims_alone_are_checked(lined: Footnote) -> None:
    result = lined("test", "lunar-cheese", "clubhouse-banned")
    assert result.exit_code == 0
    assert result.stdout.startswith("All ")
    assert {each["slug"] for each in objects(lined, "lunar-cheese", "clubhouse-banned")} == {
        "lunar-cheese",
        "clubhouse-banned",
    }
    assert lined("test", "lunar-cheese").stdout == "The line holds.\n"


def test_programs_get_every_line_with_what_became_of_it(lined: Footnote) -> None:
    found = objects(lined, "--pack", "moon")
    assert [each["holds"] for each in found] == [True, False, False, False, True]
    assert lined("test", "--json", "--pack", "moon").exit_code == 1
    assert found[3] == {
        "slug": "apollo-11-landing",
        "pack": "moon",
        "line": "Apollo 11 landed six astronauts in the Sea of Tranquility",
        "must_match": False,
        "holds": False,
        "verdict": "refuted",
        "claim": {
            "slug": "apollo-11-landing",
            "text": "Apollo 11 landed two astronauts in the Sea of Tranquility.",
            "rating": "true",
            "as_of": "1969-07-21",
            "pack": "moon",
        },
    }
    assert found[2]["claim"] is None


def test_the_starter_packs_lines_hold(run: Footnote) -> None:
    result = run("test")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith(" lines hold.\n")


def test_no_lines_are_no_failure_and_said_to_be_none(run: Footnote, pack_file: Path) -> None:
    run("import", str(pack_file))
    result = run("test", "--pack", "moon")
    assert (result.exit_code, result.stdout) == (0, "No claim here has lines that it must or must not match.\n")
    assert run("test", "--pack", "moon", "--json").stdout == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(["nobody", "clubhouse-banned", "none"], "there is no claim 'nobody', 'none'", id="claims"),
        pytest.param(["clubhouse-banned", "--pack", "moon"], "'clubhouse-banned' in the pack 'moon'", id="elsewhere"),
        pytest.param(["--pack", "nowhere"], "there is no pack 'nowhere'", id="pack"),
    ],
)
def test_a_name_that_is_not_there_is_bad_input(lined: Footnote, arguments: list[str], sentence: str) -> None:
    result = lined("test", *arguments)
    assert (result.stdout, result.exit_code) == ("", 2)
    assert sentence in result.stderr


def test_a_claim_of_another_pack_may_take_a_line(lined: Footnote, tmp_path: Path) -> None:
    landing: dict[str, object] = MOON["claims"][0]  # type: ignore[index]  # plain JSON
    rival = landing | {"slug": "rival", "text": "The moon is far away", "phrasings": ["the moon is far away from us"]}
    path = tmp_path / "rival.json"
    path.write_text(json.dumps(MOON | {"pack": {"slug": "a-rival", "title": "Rival"}, "claims": [rival]}))
    lined("import", str(path))
    assert "The claim rival answers it, supported: The source agrees." in lined("test").stdout
