"""Each benchmark runs, on ten rows, and prints the figures that RESULTS.md holds."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks import contrasts, desk, edits, feeds, health, hops, living, numbers, pages, quality, reliability, speed
from benchmarks.evaluation import Evaluation, NoEvaluationError
from benchmarks.figures import Processes, run
from benchmarks.growing import Layout

from .conftest import ROWS

Printed = pytest.CaptureFixture[str]


def test_quality_counts_right_verdicts_by_kind(evaluation: Evaluation, capsys: Printed) -> None:
    quality.report(evaluation)
    printed = capsys.readouterr().out
    assert re.search(rf"five_dev.jsonl.*\n(.*\n)*  whole     all +\d+ of +{ROWS}  [01]\.\d\d\d", printed)
    assert printed.count("wrongly confirmed:") == 3 + len(quality.OWN_FILES)


def test_contrasts_count_allowed_verdicts_and_the_two_worst_mistakes(evaluation: Evaluation, capsys: Printed) -> None:
    contrasts.report(evaluation)
    printed = capsys.readouterr().out
    assert len(re.findall(rf"  same +{ROWS}  +[01]\.\d{{3}}  +[01]\.\d{{3}}  +[01]\.\d{{3}}\n", printed)) == 2
    assert re.search(rf"right in \d+ of {ROWS}, [01]\.\d{{3}}", printed)


def test_reliability_compares_confidence_with_what_is_right(evaluation: Evaluation, capsys: Printed) -> None:
    reliability.report(evaluation)
    assert re.search(r"expected calibration error 0\.\d{3}", capsys.readouterr().out)


def test_numbers_that_differ_are_found_and_others_left_alone(evaluation: Evaluation, capsys: Printed) -> None:
    numbers.report(evaluation)
    assert re.search(r"whole +footnote +4 +2 +1\.000 +1\.000", capsys.readouterr().out)


def test_speed_is_printed_beside_its_aims(
    evaluation: Evaluation, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speed, "PREVIEWS", 2)
    monkeypatch.setattr(speed.Size, "starts", 1)
    speed.report(evaluation, [str(speed.STARTER_CLAIMS), "20"])
    printed = capsys.readouterr().out
    assert re.search(r"\| 15 \| \d+\.\d\d / \d+\.\d ms \| .* MiB \|\n\| aim \| 0\.3 / 2 ms \|", printed)
    assert re.search(r"\| 20 \| \d+\.\d\d / \d+\.\d ms \| .* MiB \|\n$", printed)
    assert len(re.findall(r"\| adding a claim until a message sees it \| \d+ ms \| 50 ms \|", printed)) == 2
    assert len(re.findall(r"\| storing, claims a second of the processor; peak \| \d", printed)) == 1


@pytest.mark.parametrize(
    ("name", "layout", "server"),
    [
        ("15", Layout(0), 0),
        ("100000", Layout(100_000), 0),
        ("1000000", Layout(1_000_000, servers=100), 1),
        ("servers", Layout(500_000, servers=10_000, each=50), 5_000),
    ],
    ids=["the starter pack", "one pack", "servers and packs", "many servers"],
)
def test_a_size_is_a_store(name: str, layout: Layout, server: int) -> None:
    size = speed.Size.named(name)
    assert (size.layout, size.server) == (layout, server)


def test_a_store_is_filled_with_the_claims_of_servers_and_of_packs(evaluation: Evaluation, tmp_path: Path) -> None:
    database = tmp_path / "claims.db"
    for part, *given in (("filling", 12, 2, 3), ("probing", 2, ROWS * 4, 2)):
        made = run("-m", f"benchmarks.{part}", str(database), str(evaluation.folder), *map(str, given), heard=True)
    figures = json.loads(made.output)
    assert {"chat_p50", "tweet_p95", "open_memory", "add", "edit", "import_one", "seen"} <= figures.keys()
    with closing(sqlite3.connect(database)) as db:
        rows = db.execute("SELECT packs.slug, count(*) FROM claims JOIN packs ON packs.id = pack_id GROUP BY 1")
        kept = dict(rows.fetchall())
    assert (kept["server-1"], kept["server-2"], kept["growing-1"]) == (3, 3 + 1, 6)


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the system tells nothing of other processes")
def test_a_process_is_measured_with_those_that_it_started() -> None:
    large = "held = b'x' * 10**8; print(len(held), flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", large], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        both = Processes()
        assert other.pid in both.others
        assert both.memory() - Processes(()).memory() > 9 * 10**7
        other.communicate(b"\n")


def test_the_desk_is_driven_as_a_moderator_would(evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "PREVIEWS", 2)
    figures = {figure.name: figure.value for figure in desk.measure(evaluation, ROWS)}
    assert figures["presses from nothing to a live claim"].startswith("3 ")
    assert figures[f"preview of a claim among {ROWS} like it"].endswith(" ms")


def test_a_feed_is_read_and_imported_twice() -> None:
    assert [figure.name for figure in feeds.measure(ROWS)][1:] == ["reading it", "import", "the same again"]


def test_sources_are_looked_at_one_at_a_time_on_a_host(
    evaluation: Evaluation, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "SOURCES", ROWS)
    health.report(evaluation)
    assert "| at a time, on one host | 1 |" in capsys.readouterr().out


def test_replies_follow_although_the_process_is_killed(capsys: Printed) -> None:
    living.report(ROWS)
    assert "| lost | 0 |" in capsys.readouterr().out


def test_pages_are_read_beside_a_peer(evaluation: Evaluation, capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "ROUNDS", 1)
    pages.report(evaluation)
    assert re.search(r"\| title \| \d+ of \d+, \d\.\d{3} \|", capsys.readouterr().out)


def test_posts_find_their_claims_beside_peers(evaluation: Evaluation, capsys: Printed) -> None:
    pytest.importorskip("tantivy", reason="peers come with the bench extra")
    import_module("benchmarks.retrieval").report(evaluation)
    printed = capsys.readouterr().out
    assert re.search(r"footnote +1\.000", printed)
    assert f"everyday lines answered unasked: 0 of {ROWS}" in printed


@pytest.mark.parametrize("name", edits.EDITS)
def test_an_edit_changes_no_more_than_letters(name: str) -> None:
    text = "Eleven firms were fined 40,000 euros by @PortOfWend in 2021"
    (edited,) = edits.edited(name, [text])
    assert edits.edited(name, [text]) == [edited]
    assert (edited == text) == (name == "as written")
    assert len(edited.split()) == len(text.split())
    assert "40,000" in edited
    assert "mistyped" in name or edited.casefold() == text.casefold()


def test_edits_stand_beside_what_was_written(evaluation: Evaluation, capsys: Printed) -> None:
    edits.report(evaluation)
    printed = capsys.readouterr().out
    assert re.search(r"\| as written \| 1\.000 \| 1\.000 \| [01]\.\d{3} \| [01]\.\d{3} \|", printed)
    assert [line.split(" | ")[0] for line in printed.splitlines()[2:]] == [f"| {name}" for name in edits.EDITS]


def test_the_readers_way_is_counted(capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["hops", "--files"])
    hops.main()
    printed = capsys.readouterr().out
    assert re.search(
        r"\| files from a message to its verdict \| \d+ \(\d+ in claims_db, \d+ in bot, \d+ in cogs\) \|", printed
    )
    assert "claims_db/engine/check.py" in printed


def test_an_evaluation_folder_that_is_not_there_is_named() -> None:
    with pytest.raises(NoEvaluationError, match="nowhere is no folder"):
        Evaluation.find("nowhere")
