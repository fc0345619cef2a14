"""The log, as people and programs read it."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Iterator

import discord
import pytest

from bot import logs
from bot.client import Footnote
from bot.settings import LogFormat, LogLevel, Settings

from ..world import World

WRITTEN = "zibquovlam"
log = logging.getLogger("bot.somewhere")


class Terminal(io.StringIO):
    """A stream that is one."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    root.handlers, root.level = before, level


def test_text_is_a_line_with_its_level_and_place(settings: Settings, stream: io.StringIO) -> None:
    logs.set_up(settings, stream)
    log.warning("%d of %d", 1, 2)
    log.debug("not asked for")
    time, _, rest = stream.getvalue().partition("] ")
    assert rest == "[WARNING ] bot.somewhere: 1 of 2\n"
    assert len(time) == len("[2026-01-01 00:00:00")


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_colours_are_for_terminals(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, no_color: str, *, coloured: bool
) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    terminal, file = Terminal(), io.StringIO()
    for each in (terminal, file):
        logs.set_up(settings, each)
        log.error("no")
    assert ("\x1b[31mERROR   \x1b[0m" in terminal.getvalue()) is coloured
    assert "\x1b" not in file.getvalue()
    assert "no\n" in terminal.getvalue()


def test_json_is_an_object_a_line_with_the_fields_that_a_record_has(settings: Settings, stream: io.StringIO) -> None:
    logs.set_up(settings.model_copy(update={"log_format": LogFormat.JSON}), stream)
    log.info("ready:\n%s", "yes", extra={"claims": 15, "intents": ["guilds"]})
    (line,) = stream.getvalue().splitlines()
    told = json.loads(line)
    assert told.pop("time").endswith("+00:00")
    assert told == {
        "level": "INFO", "logger": "bot.somewhere", "message": "ready:\nyes", "claims": 15, "intents": ["guilds"],
    }  # fmt: skip


def test_set_up_twice_writes_once(settings: Settings, stream: io.StringIO) -> None:
    logs.set_up(settings, io.StringIO())
    logs.set_up(settings, stream)
    log.info("once")
    assert stream.getvalue().count("once") == 1


def test_format_and_level_change_while_it_runs(settings: Settings, stream: io.StringIO) -> None:
    logs.set_up(settings, stream)
    logs.take_up(settings.model_copy(update={"log_format": LogFormat.JSON, "log_level": LogLevel.ERROR}))
    log.warning("no longer")
    log.error("still")
    assert json.loads(stream.getvalue())["message"] == "still"


@pytest.mark.parametrize("wanted", list(LogFormat))
def test_what_an_error_says_is_left_out_of_any_librarys_record(
    settings: Settings, stream: io.StringIO, wanted: LogFormat
) -> None:
    logs.set_up(settings.model_copy(update={"log_format": wanted}), stream)
    try:
        int(WRITTEN)
    except ValueError:
        logging.getLogger("discord.ui.view").exception("Ignoring exception in view")
    assert "Ignoring exception in view" in stream.getvalue()
    assert "builtins.ValueError" in stream.getvalue()
    assert WRITTEN not in stream.getvalue()


async def test_a_task_that_nobody_waited_for_is_told_without_words(settings: Settings, stream: io.StringIO) -> None:
    async def fail() -> None:
        raise ValueError(WRITTEN)

    logs.set_up(settings, stream)
    task = asyncio.create_task(fail())
    await asyncio.wait({task})
    del task

    assert "Task exception was never retrieved\n" in stream.getvalue()
    assert "in fail" in stream.getvalue()
    assert WRITTEN not in stream.getvalue()


def test_libraries_for_voices_are_not_missed(
    settings: Settings, stream: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("warn_nacl", "warn_dave"):
        monkeypatch.setattr(discord.VoiceClient, name, True)
    logs.set_up(settings, stream)
    Footnote(settings)
    assert stream.getvalue() == ""


async def test_the_line_at_ready_has_what_the_bot_works_with(world: World, caplog: pytest.LogCaptureFixture) -> None:
    await world.watch()
    world.guild.create_text_channel("another")
    await world.env.settle()

    with caplog.at_level(logging.INFO):
        await world.bot.on_ready()

    assert "ready: 15 claims, 1 servers, 1 channels watched; intents ['guilds'" in caplog.text
    fields = vars(caplog.records[-1])
    assert (fields["claims"], fields["servers"], fields["watched_channels"]) == (15, 1, 1)
    assert "message_content" in fields["intents"]
