"""`footnote claim`: hosts change single claims, and every change can be taken back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import Result

from .conftest import Footnote

TEXT = "The old mill burnt down in 1911."
SLUG = "the-old-mill-burnt-down-in-1911"
SOURCE = ("--source-title", "The mill fire", "--publisher", "The Valley Gazette")
ADD = ("claim", "add", "--text", TEXT, "--rating", "true", *SOURCE)


def done(result: Result) -> str:
    assert result.exit_code == 0, result.stderr
    return result.stdout


def refused(result: Result, code: int) -> str:
    assert result.exit_code == code, result.output
    return result.stderr


def shown(run: Footnote, slug: str = SLUG) -> dict[str, object]:
    found: dict[str, object] = json.loads(done(run("claim", "show", slug, "--json")))
    return found


def steps(run: Footnote) -> list[tuple[int, str]]:
    rows = map(json.loads, done(run("claim", "history", SLUG, "--json")).splitlines())
    return [(row["step"], row["kind"]) for row in rows]


def test_a_claim_is_added_with_everything_and_answers(run: Footnote) -> None:
    printed = done(
        run(
            *ADD,
            *("--url", "https://gazette.example/mill", "--published", "1911-06-02", "--quote", "Nothing is left."),
            *("--author", "A. Writer", "--archive-url", "https://archive.example/mill"),
            *("--as-of", "1911-06", "--happened", "1911-05-30/1911-06-01", "--tag", "mill", "--tag", "fire"),
            *("--phrasing", "Fire took the old mill in 1911", "--must-match", "the mill burnt down in 1911"),
            *("--must-not-match", "the windmill still stands", "--slug", "mill", "--pack", "valley"),
        )
    )
    assert "“Nothing is left.”" in printed
    assert printed.endswith("Added: mill in the pack valley.\n")
    assert shown(run, "mill") == {
        "slug": "mill",
        "text": TEXT,
        "rating": "true",
        "as_of": "1911-06",
        "happened": "1911-05-30/1911-06-01",
        "phrasings": ["Fire took the old mill in 1911"],
        "citations": [
            {
                "source": {
                    "key": "the-valley-gazette-the-mill-fire",
                    "title": "The mill fire",
                    "publisher": "The Valley Gazette",
                    "author": "A. Writer",
                    "url": "https://gazette.example/mill",
                    "published": "1911-06-02",
                    "archive_url": "https://archive.example/mill",
                },
                "quote": "Nothing is left.",
            }
        ],
        "tags": ["mill", "fire"],
        "must_match": ["the mill burnt down in 1911"],
        "must_not_match": ["the windmill still stands"],
        "pack": "valley",
        "retired": False,
        "step": 1,
    }
    assert "The source agrees." in done(run("check", TEXT))


def test_a_dry_run_shows_all_and_stores_nothing(run: Footnote) -> None:
    printed = done(run(*ADD, "--dry-run"))
    assert f"“{TEXT}”" in printed
    assert printed.endswith("Nothing was stored: this is a dry run.\n")
    assert "there is no claim" in refused(run("claim", "show", SLUG), 2)
    done(run(*ADD))
    assert "is now false" in done(run("claim", "edit", SLUG, "--rating", "false", "--dry-run"))
    assert shown(run)["rating"] == "true"


def test_claims_alike_and_small_talk_are_told_before(run: Footnote) -> None:
    done(run(*ADD))
    other = ("claim", "add", "--text", "The old mill burnt down in 1912.", "--rating", "true", *SOURCE)
    assert f"It contradicts {SLUG} (rated true)" in done(run(*other))
    flat = done(run("claim", "add", "--text", "The earth is flat", "--rating", "false", *SOURCE, "--dry-run"))
    assert "It would also answer, unasked:\n- “the earth is flat" in flat


def test_the_same_text_twice_gets_another_name_and_a_taken_name_is_refused(run: Footnote) -> None:
    done(run(*ADD))
    assert f"It says the same as {SLUG}" in done(run(*ADD))
    assert shown(run, f"{SLUG}-2")["text"] == TEXT
    done(run("claim", "retire", SLUG))
    for dry in ((), ("--dry-run",)):
        assert "belongs to another claim" in refused(run(*ADD, "--slug", SLUG, *dry), 1)


def test_an_edit_changes_what_is_named_and_nothing_else(run: Footnote) -> None:
    done(run(*ADD, "--tag", "mill", "--phrasing", "Fire took the old mill in 1911"))
    before = shown(run)
    printed = done(run("claim", "edit", SLUG, "--rating", "mostly-true", "--add-tag", "fire", "--remove-tag", "mill"))
    assert (
        "What changes:\n- rating: was true, is now mostly-true\n- tag, taken out: mill\n- tag, added: fire" in printed
    )
    assert shown(run) == before | {"rating": "mostly-true", "tags": ["fire"], "step": 2}


def test_citations_are_changed_added_and_taken_out_by_number(run: Footnote) -> None:
    done(run(*ADD))
    done(run("claim", "edit", SLUG, "--quote", "Nothing is left."))
    second = ("--citation", "2", "--source-title", "Mills of the valley", "--publisher", "Valley Books")
    done(run("claim", "edit", SLUG, *second))
    titles = [(each["source"]["title"], each.get("quote")) for each in citations(run)]
    assert titles == [("The mill fire", "Nothing is left."), ("Mills of the valley", None)]
    done(run("claim", "edit", SLUG, "--remove-citation", "1"))
    assert [each["source"]["title"] for each in citations(run)] == ["Mills of the valley"]
    assert "at least one" in refused(run("claim", "edit", SLUG, "--remove-citation", "1"), 2)


def citations(run: Footnote) -> list[dict[str, dict[str, str]]]:
    found = shown(run)["citations"]
    assert isinstance(found, list)
    return found


def test_an_empty_value_takes_away_what_is_there(run: Footnote) -> None:
    done(run(*ADD, "--as-of", "1911", "--quote", "Nothing is left."))
    done(run("claim", "edit", SLUG, "--as-of", "", "--quote", ""))
    assert "as_of" not in shown(run)
    assert "quote" not in citations(run)[0]


def test_an_edit_that_changes_nothing_says_so(run: Footnote) -> None:
    done(run(*ADD))
    assert "Nothing changes, so nothing was stored." in done(run("claim", "edit", SLUG, "--rating", "true"))
    assert steps(run) == [(1, "added")]


def test_what_was_shown_can_be_changed_in_an_editor_and_given_back(run: Footnote, tmp_path: Path) -> None:
    done(run(*ADD))
    file = tmp_path / "claim.json"
    file.write_text(json.dumps(shown(run) | {"rating": "half-true"}), encoding="utf-8")
    done(run("claim", "edit", SLUG, "--from", str(file)))
    assert shown(run)["rating"] == "half-true"
    copy = json.dumps(shown(run) | {"slug": "copy"})
    done(run("claim", "add", "--from", "-", "--tag", "copied", given=copy))
    assert shown(run, "copy")["tags"] == ["copied"]


def test_of_two_editors_the_second_is_shown_what_differs(run: Footnote, tmp_path: Path) -> None:
    done(run(*ADD))
    file = tmp_path / "claim.json"
    file.write_text(json.dumps(shown(run) | {"tags": ["mine"]}), encoding="utf-8")
    done(run("claim", "edit", SLUG, "--rating", "false"))
    said = refused(run("claim", "edit", SLUG, "--from", str(file)), 1)
    assert "What you would change in the claim as it is now:\n- rating: was false, is now true" in said
    assert "- tag, added: mine" in said
    assert "The command line changed it, " in said
    assert "What was changed in the meantime:\n- rating: was true, is now false" in said
    assert "somebody else changed" in said
    assert shown(run)["rating"] == "false"


def test_every_step_is_listed_and_undone(run: Footnote) -> None:
    done(run(*ADD))
    done(run("claim", "edit", SLUG, "--rating", "false"))
    done(run("claim", "edit", SLUG, "--add-tag", "fire"))
    assert "Undone: step 2." in done(run("claim", "undo", SLUG, "--step", "2"))
    assert (shown(run)["rating"], shown(run)["tags"]) == ("true", ["fire"])
    assert "rating: was true, is now false" in done(run("claim", "undo", SLUG))
    assert "Retired:" in done(run("claim", "retire", SLUG))
    assert "It is retired" in done(run("claim", "show", SLUG))
    assert "is retired; restore it first" in refused(run("claim", "edit", SLUG, "--rating", "true"), 1)
    assert "Undone: step 6. Restored:" in done(run("claim", "undo", SLUG))
    assert "is not retired" in refused(run("claim", "restore", SLUG), 1)
    listed = done(run("claim", "history", SLUG))
    assert [line.split(":")[0].split(",")[0] for line in listed.splitlines() if line.startswith("Step")] == [
        f"Step {number}" for number in range(1, 8)
    ]
    assert re.search("The command line changed it, .* UTC\n- rating: was true, is now false", listed)


def test_a_claim_of_a_server_is_reached_by_its_pack_alone(run: Footnote) -> None:
    done(run(*ADD, "--pack", "server-7"))
    assert "no claim" in refused(run("claim", "show", SLUG), 2)
    assert "no claim" in refused(run("claim", "retire", SLUG, "--pack", "server-8"), 2)
    done(run("claim", "retire", SLUG, "--pack", "server-7"))
    done(run("claim", "restore", SLUG, "--pack", "server-7"))
    assert "server-7" in done(run("claim", "show", SLUG, "--pack", "server-7"))


def test_the_database_is_named_before_or_after_any_of_the_names(run: Footnote, tmp_path: Path) -> None:
    other = str(tmp_path / "other.db")
    done(run("claim", "--db", other, *ADD[1:]))
    assert "no claim" in refused(run("claim", "show", SLUG), 2)
    for words in (("--db", other, "claim", "show", SLUG), ("claim", "show", SLUG, "--db", other)):
        assert SLUG in done(run(*words))


BAD = [
    ("nothing", ("add",), "Give --text, --rating, --source-title and --publisher"),
    ("no source", ("add", "--text", TEXT, "--rating", "true"), "Give --text"),
    ("no publisher", ("add", "--text", TEXT, "--rating", "true", "--source-title", "T"), "--publisher"),
    ("no rating of ours", ("add", "--text", TEXT, "--rating", "perhaps", *SOURCE), "'perhaps' is not one of"),
    ("no day", (*ADD[1:], "--published", "1911-02-30"), "not a day that exists"),
    ("no address", (*ADD[1:], "--url", "gazette.example"), "is not a web address"),
    ("no slug", (*ADD[1:], "--slug", "Old Mill"), "is not a slug"),
    ("no pack's name", (*ADD[1:], "--pack", "Old Mill"), "is not a slug"),
    ("no words", ("add", "--text", "so it is", "--rating", "true", *SOURCE), "too short to be a claim"),
    ("nothing to edit", ("edit", SLUG), "Name what to change"),
    ("a citation too far", ("edit", SLUG, "--citation", "5", "--quote", "x"), "there is no citation 5"),
    ("half a citation", ("edit", SLUG, "--citation", "2", "--quote", "x"), "needs --source-title and --publisher"),
    ("a tag that is none", ("edit", SLUG, "--remove-tag", "x"), "has no 'x'; it has none"),
    ("another name", ("edit", SLUG, "--from", "-"), "keeps its slug"),
    ("no claim", ("undo", "nowhere"), "there is no claim 'nowhere' here"),
    ("no file", ("add", "--from", "nowhere.json"), "'nowhere.json' cannot be read"),
    ("no step", ("undo", SLUG, "--step", "0"), "'--step'"),
]


@pytest.mark.parametrize(("words", "sentence"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input_is_told_and_nothing_is_stored(run: Footnote, words: tuple[str, ...], sentence: str) -> None:
    done(run(*ADD))
    before = steps(run)
    assert sentence in refused(run("claim", *words, given='{"slug": "other", "rating": "false"}'), 2)
    assert steps(run) == before


FILES = [
    ("no JSON", "{", "not JSON"),
    ("a list", "[]", "must be an object"),
    ("a text for a list", '{"tags": "mill"}', "'tags' must be a list"),
    ("a number for a text", '{"text": 5}', "'text' must be a text"),
    ("a step that is none", '{"step": 9}', "made from step 9"),
    ("a citation of a key", '{"citations": [{"source": "mill"}]}', "must be an object"),
    ("not UTF-8", b"\xff", "not text in UTF-8"),
    ("endless", " " * (1 << 21), "bytes at most"),
    ("nested too deep", "[" * 100_000, "not usable JSON"),
]


@pytest.mark.parametrize(("content", "sentence"), [row[1:] for row in FILES], ids=[row[0] for row in FILES])
def test_a_bad_file_is_told_and_nothing_is_stored(run: Footnote, content: str | bytes, sentence: str) -> None:
    done(run(*ADD))
    assert sentence in refused(run("claim", "edit", SLUG, "--from", "-", given=content), 2)
    assert steps(run) == [(1, "added")]


@pytest.mark.parametrize("name", ["add", "edit", "retire", "restore", "undo", "show", "history"])
def test_every_command_shows_an_example(run: Footnote, name: str) -> None:
    assert f"Example: footnote claim {name}" in done(run("claim", name, "--help"))


def test_lines_that_a_change_breaks_are_told(run: Footnote) -> None:
    done(run(*ADD, "--must-match", "supported: the old mill burnt down in 1911"))
    assert "1 line no longer holds" in done(run("claim", "edit", SLUG, "--text", "The old mill burnt down in 1930."))
