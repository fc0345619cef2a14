"""What the log is told of SQLite's and Discord's errors, and what it is not."""

from __future__ import annotations

import sqlite3
from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest

from bot.discord.causes import own_words
from bot.discord.incidents import record, told
from claims_db.errors import StoreError, Trouble

WRITTEN = "zibquovlam"


def refused(status: int, answer: Any) -> discord.HTTPException:
    """The error that discord.py raises for such an answer."""
    return discord.HTTPException(cast(Any, SimpleNamespace(status=status, reason="")), answer)


TOO_LONG = {
    "code": 50035, "message": "Invalid Form Body",
    "errors": {"embeds": {"0": {"title": {"_errors": [{"code": "BASE_TYPE_MAX_LENGTH", "message": "Too long."}]}}}},
}  # fmt: skip
QUOTING = {
    "code": 50035, "message": f"Invalid Form Body {WRITTEN}",
    "errors": {
        "content": {"_errors": [{"code": "X", "message": f'"{WRITTEN}"\nIn {WRITTEN}: is wrong'}]},
        WRITTEN: {"_errors": [{"code": "X", "message": "unknown"}]},
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (refused(403, {"code": 50013, "message": WRITTEN}),
         "403 (code 50013: You lack permissions to perform that action)"),
        (refused(400, TOO_LONG), "400 (code 50035: Invalid form body) in embeds.0.title"),
        (refused(400, QUOTING), "400 (code 50035: Invalid form body) in content"),
        (refused(400, {"code": 987654, "message": WRITTEN}), "400 (code 987654)"),
        (refused(502, f"<html>{WRITTEN}</html>"), "502 (code 0)"),
        (ValueError(WRITTEN), ""),
    ],
    ids=["known", "field", "quoting", "unknown", "no JSON", "neither"],
)  # fmt: skip
def test_discord_is_quoted_where_it_quotes_nobody(error: BaseException, words: str) -> None:
    assert own_words(error) == words


def failing(statement: str) -> sqlite3.Error:
    """The error that SQLite raises for a statement."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (a TEXT UNIQUE) STRICT")
    connection.execute("INSERT INTO t VALUES (?)", [WRITTEN])
    connection.execute("PRAGMA query_only = ON" if statement == "INSERT INTO t VALUES ('b')" else "SELECT 1")
    with pytest.raises(sqlite3.Error) as caught:
        connection.execute(statement.format(WRITTEN, WRITTEN))
    connection.close()
    return caught.value


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("INSERT INTO t VALUES ('{}')", "SQLITE_CONSTRAINT_UNIQUE: UNIQUE constraint failed: t.a"),
        ("INSERT INTO t VALUES ('b')", "SQLITE_READONLY: attempt to write a readonly database"),
        ("SELECT * FROM spoken", "SQLITE_ERROR: no such table: spoken"),
        ("SELECT 1 FROM t WHERE {} {}", "SQLITE_ERROR: near"),
    ],
    ids=["constraint", "read-only", "no table", "syntax"],
)
def test_sqlite_is_quoted_where_it_quotes_nobody(statement: str, words: str) -> None:
    assert own_words(failing(statement)) == words


def test_the_cause_of_an_incident_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    record(refused(403, {"code": 50013, "message": WRITTEN}))

    assert "discord.errors.HTTPException 403 (code 50013: You lack permissions" in caplog.text
    assert WRITTEN not in caplog.text


def test_a_store_that_fails_is_told_to_the_asker_and_explained_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    error = StoreError(Trouble.READ_ONLY, "the database '/srv/claims.db' is read-only")
    error.__cause__ = failing("INSERT INTO t VALUES ('b')")

    assert told(error) == str(error)
    assert "/srv" not in told(error)
    assert "sqlite3.OperationalError SQLITE_READONLY: attempt to write a readonly database\nwhich led to" in caplog.text
