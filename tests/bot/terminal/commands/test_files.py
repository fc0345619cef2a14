"""`footnote import` and `footnote export`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pexpect
import pytest

from .conftest import MOON, Footnote


def slugs(run: Footnote, *arguments: str) -> list[str]:
    return [claim["slug"] for claim in json.loads(run("export", *arguments).stdout)["claims"]]


def test_an_import_tells_what_it_did(run: Footnote, pack_file: Path) -> None:
    first, again = run("import", str(pack_file)), run("import", str(pack_file))
    assert first.stdout == "Pack moon: 2 added, 0 updated, 0 unchanged.\n"
    assert again.stdout == "Pack moon: 0 added, 0 updated, 2 unchanged.\n"
    assert first.stderr == again.stderr == ""


def test_what_was_imported_is_exported(run: Footnote, pack_file: Path, tmp_path: Path) -> None:
    run("import", str(pack_file))
    exported = run("export", "--pack", "moon").stdout
    again = tmp_path / "again.json"
    again.write_text(exported, encoding="utf-8")
    assert run("import", str(again)).stdout == "Pack moon: 0 added, 0 updated, 2 unchanged.\n"
    assert run("export", "--pack", "moon").stdout == exported


def test_a_pack_can_be_imported_under_another_name(run: Footnote, pack_file: Path) -> None:
    run("import", str(pack_file), "--pack", "lunar")
    assert slugs(run, "--pack", "lunar") == ["apollo-11-landing", "lunar-cheese"]


def test_without_a_name_every_pack_is_exported(run: Footnote, pack_file: Path) -> None:
    run("import", str(pack_file))
    assert {"lunar-cheese", "clubhouse-banned"} <= set(slugs(run))


@pytest.mark.parametrize("form", ["csv", "claimreview"])
def test_other_formats_can_be_imported_again(run: Footnote, form: str, tmp_path: Path) -> None:
    exported = run("export", "--format", form, "--pack", "starter")
    assert exported.exit_code == 0
    file = tmp_path / f"starter.{'csv' if form == 'csv' else 'json'}"
    file.write_text(exported.stdout, encoding="utf-8")
    assert run("import", str(file), "--pack", "copy").stdout.startswith("Pack copy: 15 added")


def test_nothing_is_stored_where_a_row_is_bad_and_each_is_named(run: Footnote, bad_file: Path) -> None:
    result = run("import", str(bad_file))
    assert (result.stdout, result.exit_code) == ("", 2)
    assert result.stderr.startswith("Error: ")
    assert "nowhere" in result.stderr
    assert "great" in result.stderr
    assert run("export", "--pack", "moon").exit_code == 2


def test_bad_rows_can_be_left_out(run: Footnote, bad_file: Path) -> None:
    result = run("import", str(bad_file), "--skip-invalid")
    assert result.stdout == "Pack moon: 2 added, 0 updated, 0 unchanged, 2 skipped.\n"
    assert len(result.stderr.splitlines()) == 2
    assert result.exit_code == 0


def test_a_table_says_what_ratings_mean_and_an_option_the_order_of_days(run: Footnote, tmp_path: Path) -> None:
    file, ratings = tmp_path / "mill.csv", tmp_path / "ratings.csv"
    header = "Claim,Rating,Source title,Publisher,Published,Remarks"
    file.write_text(f"{header}\nThe mill burnt down in 1911,Four Pinocchios,Fire,The Gazette,3/4/2021,x\n")
    ratings.write_text("label,rating\nFour Pinocchios,false\n")
    refused = run("import", str(file))
    assert (refused.stdout, refused.exit_code) == ("", 2)
    assert "'Four Pinocchios' is not known" in refused.stderr
    assert "which may be 2021-04-03 or 2021-03-04" in refused.stderr
    taken = run("import", str(file), "--ratings", str(ratings), "--dates", "mdy")
    assert taken.stdout == "Pack mill: 1 added, 0 updated, 0 unchanged.\n"
    assert taken.stderr.startswith("row 1: not read: 'Remarks'")
    exported = json.loads(run("export", "--pack", "mill").stdout)
    assert (exported["claims"][0]["rating"], exported["sources"][0]["published"]) == ("false", "2021-03-04")


def test_a_bad_table_of_ratings_is_named_line_by_line_and_nothing_is_stored(
    run: Footnote, pack_file: Path, tmp_path: Path
) -> None:
    ratings = tmp_path / "ratings.csv"
    ratings.write_text("Zinger\nx,perhaps\n")
    result = run("import", str(pack_file), "--ratings", str(ratings))
    assert (result.stdout, result.exit_code) == ("", 2)
    assert [line.partition(": ")[0] for line in result.stderr.removeprefix("Error: ").splitlines()] == [
        "ratings.csv, line 1",
        "ratings.csv, line 2",
    ]
    assert run("export", "--pack", "moon").exit_code == 2


@pytest.fixture
def bad_file(tmp_path: Path) -> Path:
    """Two good claims, one with an unknown source and one with an unknown rating."""
    good: list[dict[str, object]] = MOON["claims"]  # type: ignore[assignment]  # plain JSON
    bad = [
        good[0] | {"slug": "unknown-source", "citations": [{"source": "nowhere"}]},
        good[0] | {"slug": "unknown-rating", "rating": "great"},
    ]
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(MOON | {"claims": [*good, *bad]}), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["import", "absent.json"], id="no such file"),
        pytest.param(["import", "."], id="a folder"),
        pytest.param(["import", "claims.txt"], id="no file of claims"),
        pytest.param(["import", "claims.json", "--pack", "Not A Slug"], id="no slug"),
        pytest.param(["export", "--pack", "nowhere"], id="no such pack"),
        pytest.param(["export", "--format", "pdf"], id="no such format"),
    ],
)
def test_bad_files_and_packs_are_refused(run: Footnote, arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "claims.txt").write_text("China banned Clubhouse\n")
    (tmp_path / "claims.json").write_text(json.dumps(MOON))
    result = run(*arguments)
    assert (result.stdout, result.exit_code) == ("", 2)
    assert "Traceback" not in result.stderr
    assert result.stderr


def test_lines_that_do_not_hold_after_an_import_are_counted(run: Footnote, tmp_path: Path) -> None:
    path = tmp_path / "moon.json"
    claim: dict[str, object] = MOON["claims"][0]  # type: ignore[index]  # plain JSON
    for lines, warning in (
        ([str(claim["text"])], ""),
        (
            [str(claim["text"]), "the moon is far away"],
            "1 of 2 lines does not hold. `footnote test --pack moon` names it.\n",
        ),
    ):
        path.write_text(json.dumps(MOON | {"claims": [claim | {"must_match": lines}]}))
        result = run("import", str(path))
        assert (result.exit_code, result.stderr) == (0, warning)
    assert run("import", str(path)).stderr == ""
    claims = [claim | {"slug": f"landing-{at}", "must_match": ["the moon is far away"]} for at in range(501)]
    path.write_text(json.dumps(MOON | {"claims": claims}))
    assert run("import", str(path)).stderr == "`footnote test --pack moon` checks its 503 lines.\n"


def test_a_long_import_shows_how_far_it_is_on_a_terminal_only(run: Footnote, tmp_path: Path) -> None:
    long = tmp_path / "long.json"
    claim: dict[str, object] = MOON["claims"][0]  # type: ignore[index]  # the file is plain JSON
    claims = [claim | {"slug": f"landing-{at}", "text": f"Apollo {at} landed on the lunar sea."} for at in range(600)]
    long.write_text(json.dumps(MOON | {"claims": claims}))
    assert run("import", str(long)).stderr == ""
    watched = pexpect.spawn(sys.executable, ["-m", "bot", "import", str(long)], encoding="utf-8", timeout=60)
    watched.expect(r"long\.json .*100%")
    watched.expect("Pack moon: 0 added, 0 updated, 600 unchanged.")
    watched.expect(pexpect.EOF)
    watched.close()
    assert watched.exitstatus == 0


def test_ctrl_c_in_an_import_leaves_nothing_stored_and_says_so(run: Footnote, tmp_path: Path) -> None:
    long = tmp_path / "long.json"
    claim: dict[str, object] = MOON["claims"][0]  # type: ignore[index]  # the file is plain JSON
    claims = [claim | {"slug": f"landing-{at}", "text": f"Apollo {at} landed on the sea."} for at in range(20_000)]
    long.write_text(json.dumps(MOON | {"claims": claims}))
    watched = pexpect.spawn(sys.executable, ["-m", "bot", "import", str(long)], encoding="utf-8", timeout=60)
    watched.expect(r"long\.json .*\d%")
    watched.sendintr()
    watched.expect("Nothing was imported")
    watched.expect("Aborted!")
    watched.expect(pexpect.EOF)
    watched.close()
    assert watched.exitstatus == 1
    assert run("export", "--pack", "moon").exit_code == 2
