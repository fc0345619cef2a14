"""Talking in the terminal: piped a line at a time, and on a screen."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from bot.words import answer_text, terminal_text

from .conftest import MOON, Footnote, Program

PROMPT = "you ›"
ESCAPE = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\][^\x1b\x07]*(?:\x1b\\|\x07)|[=>])")


def blocks(output: str) -> list[str]:
    return [block for block in output.split("\n\n") if block]


def test_each_line_gets_one_block_of_plain_text(run: Footnote) -> None:
    result = run("chat", given="hello\n\nChina banned the audio app Clubhouse.\nthanks!\n")
    first, second, third = blocks(result.stdout)
    assert [first, third] == [answer_text.GREETING, answer_text.THANKS]
    assert second.splitlines()[:3] == [
        "The source agrees.",
        "“China banned the audio app Clubhouse.”",
        "Happened in February 2021 · newest source of 18 March 2021. Rated true.",
    ]
    assert (result.stderr, result.exit_code) == ("", 0)
    assert "\x1b" not in result.stdout


def test_a_conversation_remembers_its_last_claim(run: Footnote) -> None:
    given = "eleven firms fined\nsource?\nwhen was that?\nwhy?\n"
    _, source, when, why = blocks(run("chat", given=given).stdout)
    assert source.splitlines()[0] == "4 sources speak of this claim."
    assert when.splitlines()[0] == "It happened on 12 March 2021."
    assert why.splitlines()[0] == "This is how the answer came about: The source says twelve, not eleven."


@pytest.mark.parametrize("asked", ["source?", "when was that?", "why?", "is this true?", "/why", "/source"])
def test_there_is_nothing_to_say_of_no_claim(run: Footnote, asked: str) -> None:
    assert blocks(run("chat", given=asked).stdout) == [terminal_text.NO_CLAIM]


def test_is_this_true_means_the_last_message(run: Footnote) -> None:
    first, again = blocks(run("chat", given="China banned Clubhouse\nis this true?\n").stdout)
    assert first == again


def test_a_topic_brings_up_to_three_claims_and_the_first_is_remembered(run: Footnote) -> None:
    about, source = blocks(run("chat", given="What do you know about Clubhouse?\nsource?\n").stdout)
    assert about.startswith("These are 3 claims about Clubhouse.\n- ")
    assert about.splitlines()[1].removeprefix("- ") in source


def test_an_unknown_topic_is_no_entry(run: Footnote) -> None:
    none, source = blocks(run("chat", given="What do you know about wombats?\nsource?\n").stdout)
    assert (none, source) == ("There is no entry on wombats.", terminal_text.NO_CLAIM)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        pytest.param("/check eleven firms fined", "The source says twelve, not eleven.", id="check"),
        pytest.param("/CHECK eleven firms fined", "The source says twelve, not eleven.", id="capitals"),
        pytest.param("/check", "/check needs some words after it.", id="check nothing"),
        pytest.param("/search Clubhouse", "claims come close; the closest is first.", id="search"),
        pytest.param("/search", "/search needs some words after it.", id="search nothing"),
        pytest.param("/claims", "There are 15 claims.", id="claims"),
        pytest.param("/claims tiktok", "There is one claim.", id="claims with a word"),
        pytest.param("/claims wombat", "No claim holds these words.", id="claims with a word of none"),
        pytest.param("/source clubhouse-banned", "2 sources speak of this claim.", id="source of a claim"),
        pytest.param("/source no-such", "There is no claim 'no-such' here.", id="source of no claim"),
        pytest.param("/help", terminal_text.HELP, id="help"),
        pytest.param("help", terminal_text.HELP, id="help in words"),
        pytest.param("/quit", answer_text.FAREWELL, id="quit"),
        pytest.param("you are wrong", terminal_text.DISPUTE, id="dispute"),
        pytest.param("🔥", answer_text.NOTHING_ASKED, id="nothing in words"),
        pytest.param("/sorce", "There is no command /sorce. Did you mean /source? /help lists them all.", id="typo"),
        pytest.param("/xyzzy", "There is no command /xyzzy. /help lists them all.", id="unknown command"),
        pytest.param("/", "There is no command /. /help lists them all.", id="lone slash"),
    ],
)
def test_commands_and_small_talk_have_their_answers(run: Footnote, said: str, answer: str) -> None:
    assert answer in run("chat", given=said).stdout.splitlines()[0]


def test_sources_come_with_what_they_say(run: Footnote, pack_file: Path) -> None:
    run("import", str(pack_file))
    assert run("chat", given="/source apollo-11-landing").stdout == (
        "2 sources speak of this claim.\n"
        "“Apollo 11 landed two astronauts in the Sea of Tranquility.”\n"
        "Happened on 20 July 1969 · as of 21 July 1969. Rated true.\n"
        "Sources:\n"
        "- Apollo 11 lands in the Sea of Tranquility, The Lunar Gazette, 21 July 1969\n"
        "  https://gazette.example/apollo-11\n"
        "  “The Eagle has landed.”\n"
        "- Café Lune [bold]Almanac[/bold], Éditions Sélène\n\n"
    )


def test_a_pack_cannot_move_the_cursor_or_turn_what_is_read(run: Footnote, tmp_path: Path) -> None:
    sly = "\x1b[2JAll is well\x07\u202e".encode("unicode_escape").decode().replace("\\x", "\\u00")
    packed = json.dumps(MOON).replace("Apollo 11 lands in the Sea of Tranquility", sly)
    (tmp_path / "sly.json").write_text(packed)
    imported = run("import", "sly.json")
    shown = run("chat", given="/source apollo-11-landing").stdout
    assert not set("\x1b\x07\u202e") & set(imported.output + shown)


def test_help_names_every_command(run: Footnote) -> None:
    listed = run("chat", given="/help").stdout
    assert re.findall(r"^- /(\w+)", listed, re.MULTILINE) == list(terminal_text.COMMANDS)


@pytest.mark.parametrize("leaving", ["/quit", "bye"])
def test_nothing_is_answered_after_leaving(run: Footnote, leaving: str) -> None:
    assert blocks(run("chat", given=f"{leaving}\nhello\n").stdout) == [answer_text.FAREWELL]


def test_a_long_list_says_how_much_more_there_is(run: Footnote, tmp_path: Path) -> None:
    rows = "".join(f"Comet {at} passed near the outer planets,true,,Log,Sky\n" for at in range(40))
    (tmp_path / "comets.csv").write_text(f"claim,rating,source_url,source_title,publisher\n{rows}")
    assert run("import", "comets.csv").exit_code == 0
    listed = run("chat", given="/claims comet").stdout
    assert listed.startswith("There are 40 claims.\n")
    assert listed.count("\n- ") == 25
    assert listed.endswith("And 15 more; give some words after /claims to see fewer.\n\n")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(b"x" * 4000, id="4,000 characters"),
        pytest.param(b"nul \x00 and escape \x1b[2J", id="control characters"),
        pytest.param(b"what do you know about \x1b[2J\xc2\x9b2J", id="control characters in a topic"),
        pytest.param("שלום עולם".encode(), id="right to left"),
        pytest.param(b"@everyone", id="everyone"),
    ],
)
def test_any_line_gets_an_answer_that_cannot_move_the_cursor(program: Program, line: bytes) -> None:
    done = program("chat", given=line)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"There is no entry on ")
    assert not {"\x1b", "\x9b", "\x00"} & set(done.stdout.decode())


def test_a_line_that_is_no_text_is_named(program: Program) -> None:
    done = program("chat", given=b"hello\n\xff\n")
    assert (done.returncode, done.stderr) == (2, b"Error: line 2 is not text in UTF-8\n")
    assert done.stdout.decode() == f"{answer_text.GREETING}\n\n"


def test_without_a_command_it_talks_here_and_says_how_to_get_on_discord(run: Footnote) -> None:
    result = run(given="eleven firms fined\n")
    assert result.stdout.startswith("The source says twelve, not eleven.\n")
    assert result.stderr == f"{terminal_text.TALKING_HERE}\n"
    assert result.stderr.count("\n") == 1
    assert result.exit_code == 0


@pytest.fixture
def screen(run: Footnote, pack_file: Path) -> Iterator[pexpect.spawn[str]]:
    """A conversation on a terminal of 90 columns, once the prompt is there."""
    assert run("import", str(pack_file)).exit_code == 0
    environment = os.environ | {"TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1", "COLUMNS": "90"}
    spawned = pexpect.spawn(
        sys.executable, ["-m", "bot", "chat"], env=environment, encoding="utf-8", timeout=30, dimensions=(60, 90)
    )
    spawned.expect(PROMPT)
    yield spawned
    if spawned.isalive():
        spawned.send("\x03\x04")  # an empty line, then goodbye
        spawned.expect(pexpect.EOF)
    spawned.close()


def said(screen: pexpect.spawn[str], line: str, *, until: str) -> str:
    """What is on the screen after `line`, up to `until`; without the signs that draw it."""
    screen.send(f"{line}\r")
    screen.expect(until)
    return ESCAPE.sub("", f"{screen.before}{screen.after}")


def test_a_card_is_drawn_with_the_words_of_the_plain_one(screen: pexpect.spawn[str]) -> None:
    shown = said(screen, "China banned the audio app Clubhouse.", until="╰─")
    assert "─ Agrees ─" in shown
    assert re.search(r"│ The source agrees\. +│", shown)
    assert "│ • China summons technology firms over voice software security, The Independent (AP)," in shown
    assert "https://www.siasat.com/china-blocks-social-media-app" in shown


def test_square_brackets_of_others_are_only_shown(screen: pexpect.spawn[str]) -> None:
    assert "Café Lune [bold]Almanac[/bold], Éditions Sélène" in said(screen, "/source lunar-cheese", until="╰─")


def test_commands_and_names_are_completed(screen: pexpect.spawn[str]) -> None:
    # Each key waits for what the one before it showed; what is there already is not drawn again.
    for keys, shown in [
        ("/sou", "where the last answer"),
        ("\t", "rce"),
        (" ", "ai-fake-news"),
        ("clubhouse-b", "clubhouse-banned"),
        ("\t", "anned"),
    ]:
        screen.send(keys)
        screen.expect(shown)
    assert "2 sources speak of this claim." in said(screen, "", until="╰─")


def test_earlier_lines_come_back_with_the_arrow(screen: pexpect.spawn[str]) -> None:
    said(screen, "thank you", until=answer_text.THANKS)
    screen.expect(PROMPT)
    assert answer_text.THANKS in said(screen, "\x1b[A", until=answer_text.THANKS)


def test_an_empty_line_is_no_message(screen: pexpect.spawn[str]) -> None:
    screen.send("\r  \r")
    assert answer_text.NOTHING_ASKED not in said(screen, "thank you", until=answer_text.THANKS)


@pytest.mark.parametrize(
    ("keys", "seen"),
    [
        pytest.param(["\x04"], None, id="Ctrl-D"),
        pytest.param(["half a line\x03", "\x03"], "once more, to leave", id="Ctrl-C twice"),
        pytest.param(["/quit\r"], answer_text.FAREWELL, id="quit"),
        pytest.param(["goodbye\r"], answer_text.FAREWELL, id="goodbye"),
    ],
)
def test_leaving_ends_well(screen: pexpect.spawn[str], keys: list[str], seen: str | None) -> None:
    screen.send(keys[0])
    if seen:
        screen.expect(seen)
    for key in keys[1:]:
        screen.expect(PROMPT)
        screen.send(key)
    screen.expect(pexpect.EOF)
    screen.close()
    assert screen.exitstatus == 0


def test_one_interrupt_only_empties_the_line(screen: pexpect.spawn[str]) -> None:
    screen.send("half a line\x03")
    screen.expect("once more, to leave")
    screen.expect(PROMPT)
    assert answer_text.THANKS in said(screen, "thanks", until=answer_text.THANKS)
