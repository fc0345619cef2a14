"""Each benchmark runs, on ten rows, and prints the figures that RESULTS.md holds."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from benchmarks import contrasts, desk, feeds, health, hops, living, numbers, pages, quality, reliability, scale, speed
from benchmarks.evaluation import Evaluation, NoEvaluationError

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


def test_speed_starts_the_program_and_times_checks(
    evaluation: Evaluation, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speed, "STARTS", 1)
    speed.report(evaluation)
    printed = capsys.readouterr().out
    assert re.search(r"a later `footnote check` \| \d+\.\d\d s", printed)
    assert re.search(r"p99 \| \d+\.\d\d ms", printed)


def test_a_store_is_measured_at_any_size(evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale, "PREVIEWS", 2)
    names = [figure.name for figure in scale.measure(evaluation, ROWS)]
    assert f"import of {ROWS} claims" in names
    assert names[-1].endswith("p95")


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
