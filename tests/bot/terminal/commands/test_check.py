"""`footnote check`: what it prints for people and for programs."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .conftest import Footnote, Program

# For a shell, from a folder whose name may hold spaces.
PYTHON = shlex.quote(sys.executable)
CARD = """\
The source says twelve, not eleven.
“Twelve technology companies, including Tencent and Baidu, were fined for breaking China's anti-monopoly rules.”
Happened on 12 March 2021 · newest source of 18 March 2021. Rated true.
Sources:
- China market regulator fines 12 companies for illegal monopolistic behaviours, CNA (Reuters), 12 March 2021
"""


def objects(output: str) -> list[dict[str, Any]]:  # Any: it is what json.loads gives
    return [json.loads(line) for line in output.splitlines()]


def test_the_first_answer_is_twelve_and_names_its_source(run: Footnote) -> None:
    result = run("check", "eleven firms fined")
    assert result.stdout.startswith(CARD)
    assert (result.stderr, result.exit_code) == ("", 0)


def test_words_need_no_quotes(run: Footnote) -> None:
    assert run("check", "eleven", "firms", "fined").stdout == run("check", "eleven firms fined").stdout


def test_programs_get_the_object_that_the_design_fixes(run: Footnote) -> None:
    (found,) = objects(run("check", "--json", "eleven firms fined").stdout)
    assert list(found) == [
        "text", "verdict", "stance", "confidence", "speaks", "claim", "differences", "citations", "closest",
        "answer",
        "others",
    ]  # fmt: skip
    assert (found["text"], found["verdict"], found["stance"]) == ("eleven firms fined", "refuted", "asserts")
    assert 0 <= found["confidence"] <= 1
    assert found["speaks"] is True
    assert list(found["claim"]) == ["slug", "text", "rating", "as_of", "pack"]
    assert (found["claim"]["slug"], found["claim"]["pack"]) == ("twelve-firms-fined", "starter")
    assert found["differences"] == [{"kind": "number", "said": "eleven", "source": "twelve"}]
    assert found["citations"][0] == {
        "title": "China summons technology firms over voice software security",
        "publisher": "The Independent (AP)",
        "url": None,
        "published": "2021-03-18",
        "archive_url": None,
        "quote": None,
    }
    assert found["closest"][0]["slug"] == "twelve-firms-fined"
    assert {tuple(close) for close in found["closest"]} == {("slug", "confidence")}


def test_a_claim_of_another_pack_shows_what_its_file_says(run: Footnote, pack_file: Path) -> None:
    run("import", str(pack_file))
    (found,) = objects(run("check", "--json", "Apollo 11 landed two astronauts in the Sea of Tranquility.").stdout)
    assert found["claim"] == {
        "slug": "apollo-11-landing",
        "text": "Apollo 11 landed two astronauts in the Sea of Tranquility.",
        "rating": "true",
        "as_of": "1969-07-21",
        "pack": "moon",
    }
    assert found["citations"][0]["quote"] == "The Eagle has landed."
    assert found["citations"][0]["archive_url"] == "https://archive.example/apollo-11"


def test_no_entry_is_said_as_it_is(run: Footnote) -> None:
    (found,) = objects(run("check", "--json", "wombats bake sourdough bread").stdout)
    assert (found["verdict"], found["claim"], found["speaks"]) == ("not-enough-evidence", None, False)
    assert (found["citations"], found["differences"]) == ([], [])
    assert run("check", "wombats bake sourdough bread").stdout.startswith("There is no entry on this.\n")


def test_why_says_how_the_verdict_came_about(run: Footnote) -> None:
    result = run("check", "--why", "eleven firms fined").stdout
    assert result.startswith(CARD)
    assert "Contradicting the claim:\n- Number. Message: eleven. Source: twelve.\n" in result
    (found,) = objects(run("check", "--json", "--why", "eleven firms fined").stdout)
    assert found["why"][0] == {"title": "Answered by the claim", "lines": ["The same: firms, fined"]}
    assert {"group": "contradicting", "said": "eleven", "source": "twelve"} in found["parts"]
    assert found.keys() - {"why", "parts"} == objects(run("check", "--json", "eleven firms fined").stdout)[0].keys()


def test_the_time_of_a_message_decides_what_its_dates_mean(run: Footnote) -> None:
    said = "China banned Clubhouse last month"
    (then,) = objects(run("check", "--json", "--at", "2021-03-18T09:27:00Z", said).stdout)
    (later,) = objects(run("check", "--json", "--at", "2023-03-18", said).stdout)
    assert (then["verdict"], later["verdict"]) == ("supported", "outdated")


def test_lines_are_answered_in_order_whatever_their_shape(run: Footnote) -> None:
    lines = [
        "eleven firms fined",
        "",
        json.dumps({"text": "China banned Clubhouse last month", "at": "2021-03-18T09:27:00Z"}),
        json.dumps({"text": "China banned Clubhouse last month", "at": "2023-03-18T09:27:00Z"}),
        "{ a brace",
    ]
    result = run("check", "--stdin", "--json", given="\r\n".join(lines))
    found = objects(result.stdout)
    assert [each["verdict"] for each in found] == [
        "refuted", "not-enough-evidence", "supported", "outdated", "not-enough-evidence",
    ]  # fmt: skip
    assert [found[1]["text"], found[4]["text"]] == ["", "{ a brace"]


def test_people_get_a_block_for_each_line(run: Footnote) -> None:
    blocks = run("check", "--stdin", given="eleven firms fined\nwombats bake sourdough bread\n").stdout.split("\n\n")
    assert [block.splitlines()[0] for block in blocks if block] == [
        "The source says twelve, not eleven.",
        "There is no entry on this.",
    ]


def test_a_bad_line_is_named_after_the_answers_before_it(run: Footnote) -> None:
    result = run("check", "--stdin", "--json", given=b'eleven firms fined\n{"text": 1}\nnever read\n')
    assert [each["verdict"] for each in objects(result.stdout)] == ["refuted"]
    assert result.stderr == 'Error: line 2: a JSON object needs a "text" that is a string\n'
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(["check"], "Give a TEXT, or --stdin", id="nothing to check"),
        pytest.param(["check", "--stdin", "a text"], "Give either a TEXT or --stdin", id="two kinds of input"),
        pytest.param(["check", "--at", "soon", "a text"], "'soon' is not a time", id="no time"),
        pytest.param(["check", "--loud", "a text"], "No such option", id="unknown option"),
        pytest.param(["search"], "Give a TEXT, or --stdin", id="nothing to search"),
        pytest.param(["search", "-k", "0", "a text"], "Invalid value for '-k'", id="no results wanted"),
        pytest.param(["speak"], "No such command", id="unknown command"),
    ],
)
def test_bad_usage_is_told_on_standard_error(run: Footnote, arguments: list[str], sentence: str) -> None:
    result = run(*arguments)
    assert sentence in result.stderr
    assert (result.stdout, result.exit_code) == ("", 2)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("🔥🔥🔥", id="emoji"),
        pytest.param("@everyone", id="everyone"),
        pytest.param("```\nprint('hello')\n```", id="lone code block"),
        pytest.param("שלום עולם", id="right to left"),
        pytest.param("Z̸̢̛a̶̧͝l̵̨͠g̷̛͜o̵͢͝" * 50, id="zalgo"),
        pytest.param("word " * 800, id="4,000 characters"),
        pytest.param("a\x00b\x1b[2Jc", id="control characters"),
        pytest.param("-- --json", id="dashes"),
    ],
)
def test_any_text_gets_an_answer_and_no_bot_would_speak_unasked(run: Footnote, text: str) -> None:
    result = run("check", "--json", "--", text)
    (found,) = objects(result.stdout)
    assert (found["verdict"], found["speaks"], found["text"]) == ("not-enough-evidence", False, text)
    plain = run("check", "--", text)
    assert plain.exit_code == 0
    assert "\x1b" not in plain.stdout


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), max_size=80), max_size=4))
def test_one_object_a_line_comes_back(run: Footnote, texts: list[str]) -> None:
    said = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    assert [each["text"] for each in objects(run("check", "--stdin", "--json", given=said).stdout)] == texts


def test_an_object_stays_on_its_line_for_every_reader(run: Footnote) -> None:
    text = "a\x85b\u2028c\u2029d\x9b2Je"
    printed = run("check", "--json", text).stdout
    assert len(printed.splitlines()) == 1
    assert json.loads(printed)["text"] == text


def test_a_terminal_that_lacks_letters_shows_their_numbers() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "latin-1", "COLUMNS": "200"}
    watched = pexpect.spawn(sys.executable, ["-m", "bot", "check", "eleven firms fined"], env=environment, timeout=20)
    watched.expect(rb"\\u201cTwelve technology companies")
    watched.expect(pexpect.EOF)
    watched.close()
    assert watched.exitstatus == 0


def test_letters_stay_readable_for_programs(program: Program) -> None:
    done = program("check", "--json", "café 中国", env={"LC_ALL": "POSIX"})
    assert b'{"text": "caf\xc3\xa9 \xe4\xb8\xad\xe5\x9b\xbd"' in done.stdout


def test_an_argument_that_is_no_text_is_still_answered(program: Program) -> None:
    done = program("check", "--json", b"caf\xe9 eleven firms fined")
    assert json.loads(done.stdout)["text"] == "caf? eleven firms fined"
    assert (done.returncode, done.stderr) == (0, b"")


def test_bytes_that_are_no_text_are_named_by_their_line(program: Program) -> None:
    done = program("check", "--stdin", given=b"fine\n\xff\xfe\n")
    assert (done.returncode, done.stderr) == (2, b"Error: line 2 is not text in UTF-8\n")


def test_each_answer_comes_before_the_next_line_is_read() -> None:
    words = [sys.executable, "-m", "bot", "check", "--stdin", "--json"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdin
        assert running.stdout
        for said in ("eleven firms fined", "China banned Clubhouse"):
            running.stdin.write(f"{said}\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["text"] == said
        running.stdin.close()
        assert running.wait(timeout=20) == 0


def test_nobody_hears_of_a_reader_that_leaves() -> None:
    command = "yes 'eleven firms fined' | head -n 500 | {0} -m bot check --stdin | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command.format(PYTHON)], capture_output=True, check=False, timeout=60, text=True
    )
    assert (done.stdout, done.stderr) == ("The source says twelve, not eleven.\n", "")


@pytest.mark.parametrize("closed", ["<&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_error(closed: str) -> None:
    command = f"{PYTHON} -m bot check --stdin --json {closed}"
    done = subprocess.run(["bash", "-c", command], input=b"", capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize("command", [["check", "--stdin"], ["search", "--stdin"]])
def test_one_interrupt_ends_the_wait_for_a_line(command: list[str]) -> None:
    waiting = pexpect.spawn(sys.executable, ["-m", "bot", *command], encoding="utf-8", timeout=20)
    waiting.sendline("eleven firms fined")
    waiting.expect("(?i)twelve")
    waiting.sendintr()
    waiting.expect("Aborted!")
    waiting.expect(pexpect.EOF)
    waiting.close()
    assert waiting.exitstatus == 1


def test_an_open_question_gets_its_answer_in_the_object_and_as_a_sentence(run: Footnote) -> None:
    asked = json.loads(run("check", "--json", "how many firms were fined?").stdout)
    assert asked["answer"] == {"text": "Twelve", "kind": "number"}
    assert asked["claim"]["slug"] == "twelve-firms-fined"
    assert (asked["verdict"], asked["stance"], asked["speaks"]) == ("not-enough-evidence", "asks", False)
    assert json.loads(run("check", "--json", "China banned Clubhouse").stdout)["answer"] is None
    assert run("check", "when was Clubhouse banned?").stdout.startswith("In February 2021.\n")
    assert run("check", "how many users does Tencent have?").stdout.startswith(
        "I know 2 claims about Tencent; none says how many users.\n"
    )
