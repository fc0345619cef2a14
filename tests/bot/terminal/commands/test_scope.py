"""`--pack` and `--server`: what somebody asks sees those claims and no others, and answers as if they were alone."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from .conftest import Footnote

WHERE = ("check", "search")
OTTERS = "Twelve otters live below the old bridge of Brackmoor"


def pack(path: Path, slug: str, text: str = OTTERS) -> Path:
    file = path / f"{slug}.json"
    claims = [
        {"slug": f"c{number}", "text": words, "rating": "true", "citations": [{"source": "log"}]}
        for number, words in enumerate((text, "The mill of Brackmoor was sold in 1902", "A ferry crosses the Wend"))
    ]
    source = {"key": "log", "title": "Harbour log", "publisher": "Gazette"}
    file.write_text(json.dumps({"pack": {"slug": slug, "title": slug}, "sources": [source], "claims": claims}))
    return file


def test_each_of_many_packs_with_the_same_claims_answers_as_if_alone(run: Footnote, tmp_path: Path) -> None:
    answers = {}
    for number in range(12):
        assert run("import", str(pack(tmp_path, f"town-{number}"))).exit_code == 0
        alone = run("import", "--db", f"alone-{number}.db", str(pack(tmp_path, f"town-{number}")))
        assert alone.exit_code == 0
    for number in range(12):
        asked = ("check", "--json", "--pack", f"town-{number}", "eleven otters live below the old bridge")
        answers[number] = json.loads(run(*asked).stdout)
        assert answers[number] == json.loads(run(*asked, "--db", f"alone-{number}.db").stdout)
        assert answers[number]["verdict"] == "refuted"
        assert answers[number]["claim"]["pack"] == f"town-{number}"
    assert len({each["confidence"] for each in answers.values()}) == 1


def test_several_packs_are_asked_together(run: Footnote, tmp_path: Path) -> None:
    run("import", str(pack(tmp_path, "town")))
    asked = ("search", "--json", "-k", "30", "otters and firms that were fined")
    found = json.loads(run(*asked, "--pack", "town", "--pack", "starter").stdout)["results"]
    assert {"c0", "twelve-firms-fined"} <= {each["slug"] for each in found}
    assert "c0" not in {each["slug"] for each in json.loads(run(*asked, "--pack", "starter").stdout)["results"]}


def test_a_server_sees_its_own_claims_and_the_packs_that_it_is_subscribed_to(run: Footnote, tmp_path: Path) -> None:
    run("import", str(pack(tmp_path, "town")))
    run("import", "--pack", "server-77", str(pack(tmp_path, "own", "Nine herons nest on the town hall")))
    asked = ("check", "--json", "--server")
    assert json.loads(run(*asked, "77", "eight herons nest on the town hall").stdout)["verdict"] == "refuted"
    assert json.loads(run(*asked, "78", "eight herons nest on the town hall").stdout)["claim"] is None
    assert json.loads(run(*asked, "77", "eleven otters live below the old bridge").stdout)["claim"] is None
    assert json.loads(run(*asked, "77", "eleven firms fined").stdout)["verdict"] == "refuted"


@pytest.mark.parametrize("command", WHERE)
def test_a_pack_that_is_not_there_is_named(run: Footnote, command: str) -> None:
    result = run(command, "--pack", "nowhere", "otters")
    assert (result.exit_code, result.stderr) == (2, "Error: there is no pack 'nowhere'\n")


@pytest.mark.parametrize("command", WHERE)
@pytest.mark.parametrize("given", [("--pack", "starter", "--server", "7"), ("--server", "many")])
def test_a_scope_that_cannot_be_is_refused(run: Footnote, command: str, given: tuple[str, ...]) -> None:
    result = run(command, *given, "otters")
    assert result.exit_code == 2
    assert "--server" in result.stderr


@pytest.mark.parametrize("command", WHERE)
def test_asking_goes_on_while_another_program_writes(run: Footnote, tmp_path: Path, command: str) -> None:
    before = run(command, "eleven firms fined")
    with closing(sqlite3.connect(tmp_path / "claims.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert run(command, "eleven firms fined").stdout == before.stdout
    assert before.exit_code == 0


@pytest.mark.parametrize("command", WHERE)
def test_a_file_that_nobody_may_write_is_read(run: Footnote, tmp_path: Path, command: str) -> None:
    before = run(command, "eleven firms fined")
    (tmp_path / "claims.db").chmod(0o444)
    after = run(command, "eleven firms fined")
    assert (after.stdout, after.stderr, after.exit_code) == (before.stdout, "", 0)


def test_a_file_of_an_older_footnote_is_said_to_be_so_where_it_cannot_be_written(run: Footnote, tmp_path: Path) -> None:
    run("check", "eleven firms fined")
    with closing(sqlite3.connect(tmp_path / "claims.db")) as db:
        db.execute("DELETE FROM _sqlite_migrations WHERE name = '0013_pack_versions'")
        db.execute("DROP TABLE pack_versions")
        db.commit()
    (tmp_path / "claims.db").chmod(0o444)
    result = run("check", "eleven firms fined")
    assert result.exit_code == 1
    assert "read-only" in result.stderr
    (tmp_path / "claims.db").chmod(0o644)
    assert run("check", "eleven firms fined").exit_code == 0, "it is brought up to date"
