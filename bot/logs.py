"""The log of the running bot, on standard error: for people or for programs, and without anybody's words."""

from __future__ import annotations

import json
import logging
import os
import sys
from datetime import UTC, datetime
from typing import TextIO

import discord

from bot.discord.incidents import trace
from bot.settings import LogFormat, Settings

_TIME = "%Y-%m-%d %H:%M:%S"
_TEXT = "[{asctime}] [{levelname:<8}] {name}: {message}"
# https://en.wikipedia.org/wiki/ANSI_escape_code#Colors: dim time, the level in its colour, the name in magenta.
_COLOURED = "\x1b[2m{{asctime}}\x1b[0m \x1b[{}m{{levelname:<8}}\x1b[0m \x1b[35m{{name}}\x1b[0m {{message}}"
_COLOURS = {logging.DEBUG: "2", logging.INFO: "34", logging.WARNING: "33", logging.ERROR: "31", logging.CRITICAL: "41"}
# What every record has; anything else was handed over as `extra`, to be a field of its own.
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class Log(logging.StreamHandler[TextIO]):
    """The one handler; libraries' records go through it too."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self.addFilter(WithoutWords())

    def use(self, wanted: LogFormat) -> None:
        """Write like this from now on; colours are for terminals, and NO_COLOR (https://no-color.org) forbids them."""
        colours = self.stream.isatty() and not os.environ.get("NO_COLOR")
        self.setFormatter(JsonLines() if wanted is LogFormat.JSON else Coloured() if colours else Plain())


class WithoutWords(logging.Filter):
    """Takes out what errors say, which may quote what somebody wrote; where they arose stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through."""
        said = record.getMessage()
        if record.name == "asyncio":  # below its first line stands what was to be done, and how it failed
            said = said.partition("\n")[0]
        if record.exc_info and record.exc_info[1] is not None:
            said = f"{said}\n{''.join(trace(record.exc_info[1])).rstrip()}"
        record.msg, record.args, record.exc_info, record.exc_text = said, None, None, None
        return True


class Plain(logging.Formatter):
    """For people who read a file, or what systemd keeps."""

    def __init__(self) -> None:
        super().__init__(_TEXT, _TIME, style="{")


class Coloured(logging.Formatter):
    """For people at a terminal."""

    def __init__(self) -> None:
        super().__init__()
        self._of = {
            level: logging.Formatter(_COLOURED.format(colour), _TIME, style="{") for level, colour in _COLOURS.items()
        }

    def format(self, record: logging.LogRecord) -> str:
        """In the colour of its level."""
        return self._of.get(record.levelno, self._of[logging.INFO]).format(record)


class JsonLines(logging.Formatter):
    """For programs: an object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Time in UTC (ISO 8601), level, logger and message, and whatever fields the record has besides."""
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        others = {name: value for name, value in vars(record).items() if name not in _USUAL}
        return json.dumps(fields | others, ensure_ascii=False, default=str)


def set_up(settings: Settings, stream: TextIO | None = None) -> None:
    """Write the log as the host wants it, here and nowhere else."""
    # discord.py warns of libraries for speaking and hearing, which this bot does not do.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    root = logging.getLogger()
    root.handlers = [each for each in root.handlers if not isinstance(each, Log)]
    root.addHandler(Log(stream or sys.stderr))
    take_up(settings)


def take_up(settings: Settings) -> None:
    """Go on as these settings say."""
    root = logging.getLogger()
    root.setLevel(settings.log_level)
    for each in root.handlers:
        if isinstance(each, Log):
            each.use(settings.log_format)
