"""`footnote search`: claims that come close, without a verdict."""

from __future__ import annotations

import json

from .conftest import Footnote


def test_the_closest_claim_is_first_and_named(run: Footnote) -> None:
    lines = run("search", "China banned the audio app Clubhouse").stdout.splitlines()
    assert lines[0].endswith(" claims come close; the closest is first.")
    assert lines[1] == "- clubhouse-banned: China banned the audio app Clubhouse."


def test_at_most_k_claims_are_listed(run: Footnote) -> None:
    assert run("search", "-k", "1", "Clubhouse in China").stdout.count("\n- ") == 1
    (found,) = map(json.loads, run("search", "-k", "2", "--json", "Clubhouse in China").stdout.splitlines())
    assert len(found["results"]) == 2


def test_programs_get_slugs_with_scores_from_high_to_low(run: Footnote) -> None:
    (found,) = map(json.loads, run("search", "--json", "China banned the audio app Clubhouse").stdout.splitlines())
    scores = [result["score"] for result in found["results"]]
    assert found["results"][0]["slug"] == "clubhouse-banned"
    assert scores == sorted(scores, reverse=True)
    assert set(found) == {"text", "results"}


def test_nothing_close_is_said_as_it_is(run: Footnote) -> None:
    assert run("search", "wombats bake sourdough").stdout == "No claim comes close.\n\n"
    assert json.loads(run("search", "--json", "wombats bake sourdough").stdout)["results"] == []


def test_each_line_has_its_results(run: Footnote) -> None:
    given = 'Clubhouse\n{"text": "TikTok", "at": "2021-03-18"}\n'
    found = [json.loads(line) for line in run("search", "--stdin", "--json", given=given).stdout.splitlines()]
    assert [each["text"] for each in found] == ["Clubhouse", "TikTok"]
    assert found[1]["results"][0]["slug"] == "bytedance-owns-tiktok"
