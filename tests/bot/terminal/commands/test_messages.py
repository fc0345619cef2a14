"""A stream of lines becomes messages, or an error that names the line."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.terminal.commands.messages import LONGEST_LINE, BadLineError, message, parse_time, read_lines, read_messages
from claims_db.errors import InvalidValueError

THEN = datetime(2021, 3, 18, 9, 27, tzinfo=UTC)
ONE_LINE = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=200)


def texts(raw: bytes) -> list[str]:
    return [each.text for each in read_messages(io.BytesIO(raw), THEN)]


@given(st.lists(ONE_LINE.filter(lambda line: not line.endswith("\r") and not line.startswith("\ufeff")), max_size=6))
def test_lines_come_back_as_they_were_written(lines: list[str]) -> None:
    raw = "".join(f"{line}\n" for line in lines).encode()
    assert list(read_lines(io.BytesIO(raw))) == lines


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5), st.datetimes(timezones=st.just(UTC)))
def test_a_json_object_says_what_was_written_and_when(said: list[str], at: datetime) -> None:
    raw = "".join(json.dumps({"text": text, "at": at.isoformat()}) + "\n" for text in said).encode()
    assert [(each.text, each.at) for each in read_messages(io.BytesIO(raw))] == [(text, at) for text in said]


@given(st.binary(max_size=300))
def test_any_bytes_are_messages_or_a_line_that_is_named(raw: bytes) -> None:
    found, named = [], ""
    try:
        for each in read_messages(io.BytesIO(raw), THEN):
            found.append(each.text)  # noqa: PERF401 - what came before a bad line counts, too
    except BadLineError as error:
        named = str(error)
    lines = len(raw.removesuffix(b"\n").split(b"\n")) * bool(raw)
    assert len(found) == lines if not named else named.startswith(f"line {len(found) + 1}")


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        pytest.param(b"", [], id="nothing"),
        pytest.param(b"no end", ["no end"], id="no line feed at the end"),
        pytest.param(b"windows\r\nlines\r\n", ["windows", "lines"], id="carriage returns"),
        pytest.param(b"one\n\nthree\n", ["one", "", "three"], id="an empty line is a message"),
        pytest.param(b"\xef\xbb\xbfmark\n", ["mark"], id="byte order mark"),
        pytest.param(b"nul\x00inside\n", ["nul\x00inside"], id="NUL"),
        pytest.param("a\u2028b\x0bc\x85d\n".encode(), ["a\u2028b\x0bc\x85d"], id="other ends of lines"),
        pytest.param(b"{not json}\n", ["{not json}"], id="a brace is no object"),
        pytest.param(b'["a", 1]\n', ['["a", 1]'], id="a list is text"),
        pytest.param(b'{"text": "\\ud800"}\n', ["?"], id="half a character"),
        pytest.param(b'{"text": "hi", "id": 7, "at": null}\n', ["hi"], id="other keys are left alone"),
        pytest.param(b"x" * 4000 + b"\n", ["x" * 4000], id="4,000 characters"),
    ],
)
def test_what_a_line_may_hold(raw: bytes, found: list[str]) -> None:
    assert texts(raw) == found


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        pytest.param(b"fine\n\xff\n", "line 2 is not text in UTF-8", id="not UTF-8"),
        pytest.param("h\n".encode("utf-16"), "line 1 is not text in UTF-8", id="UTF-16"),
        pytest.param(b'ok\nok\n{"text": "cut\n', "line 3: this begins like a JSON object", id="cut off"),
        pytest.param(b'{"text": ' + b'{"a":' * 50_000, "line 1: this begins like a JSON object", id="nested too deep"),
        pytest.param(b"{}\n", 'line 1: a JSON object needs a "text"', id="empty object"),
        pytest.param(b'{"text": 5}\n', 'line 1: a JSON object needs a "text"', id="text is a number"),
        pytest.param(b'{"text": "a", "at": 5}\n', 'line 1: "at" must be a string', id="at is a number"),
        pytest.param(b'{"text": "a", "at": "soon"}\n', "line 1: 'soon' is not a time", id="at is no time"),
        pytest.param(b"y" * (LONGEST_LINE + 1), "line 1 is longer than", id="a file of another kind"),
    ],
)
def test_a_bad_line_is_named(raw: bytes, sentence: str) -> None:
    with pytest.raises(BadLineError) as caught:
        texts(raw)
    assert str(caught.value).startswith(sentence)


def test_what_stands_before_a_bad_line_is_answered() -> None:
    stream = read_messages(io.BytesIO(b"first\n\xff\n"))
    assert next(stream).text == "first"


@pytest.fixture(autouse=True)
def clock_as_before() -> Iterator[None]:
    """Undoes what a test does to the machine's zone, once the environment is as before."""
    yield
    time.tzset()


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2021-03-18T09:27:00Z", THEN),
        (" 2021-03-18T10:27+01:00 ", THEN),
        ("2021-03-18T09:27", THEN),
        ("2021-03-18", datetime(2021, 3, 18, tzinfo=UTC)),
    ],
)
def test_times_are_read_as_iso_8601_in_utc(text: str, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")  # where the program runs is not where the message was written
    time.tzset()
    assert parse_time(text) == at


@pytest.mark.parametrize("text", ["", "yesterday", "2021-02-30", "18/03/2021", "0001-01-01T00:00+14:00"])
def test_other_times_are_refused(text: str) -> None:
    with pytest.raises(InvalidValueError, match="is not a time"):
        parse_time(text)


def test_a_broken_argument_can_be_printed() -> None:
    assert message("caf\udce9").text.encode() == b"caf?"
