"""What is told and what is logged when something fails."""

from __future__ import annotations

import logging

import pytest
from discord import app_commands

from bot.discord.incidents import record, told
from bot.words import discord_text
from claims_db.errors import ConflictError
from claims_db.service.workers import WorkerFailedError

WRITTEN = "what somebody wrote"


def fail() -> None:
    try:
        int(WRITTEN)
    except ValueError as error:
        raise KeyError(WRITTEN) from error


def failing() -> Exception:
    """An error with a cause, both quoting a user."""
    with pytest.raises(KeyError) as caught:
        fail()
    return caught.value


def test_an_error_of_ours_speaks_for_itself(caplog: pytest.LogCaptureFixture) -> None:
    assert told(ConflictError("somebody else changed it")) == "somebody else changed it"
    assert caplog.text == ""


@pytest.mark.parametrize("name", ["CommandNotFound", "CommandSignatureMismatch"])
def test_a_command_that_discord_remembers_wrongly_is_explained(name: str) -> None:
    error = getattr(app_commands, name).__new__(getattr(app_commands, name))

    assert told(error) == discord_text.COMMAND_CHANGED


def test_what_nobody_foresaw_gets_a_number_and_the_log_its_trace_without_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    sentence = told(failing())

    incident = sentence.removesuffix(".").rpartition(" ")[2]
    assert sentence == discord_text.unexpected(incident)
    assert f"incident {incident}" in caplog.text
    assert "in fail" in caplog.text
    assert "builtins.ValueError\nwhich led to\n" in caplog.text
    assert "builtins.KeyError" in caplog.text
    assert WRITTEN not in caplog.text


def test_what_a_worker_says_of_its_failure_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    record(WorkerFailedError('  File "engine.py", line 1, in check\nbuiltins.ValueError'))

    assert "in check\nbuiltins.ValueError\nin a worker, which led to\n" in caplog.text


def test_two_incidents_have_two_numbers(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.CRITICAL):
        assert record(failing()) != record(failing())


def test_a_cause_that_was_hidden_on_purpose_stays_hidden(caplog: pytest.LogCaptureFixture) -> None:
    error = failing()
    error.__cause__ = None
    error.__suppress_context__ = True

    record(error)

    assert "ValueError" not in caplog.text
