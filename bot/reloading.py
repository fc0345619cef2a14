"""Reading the settings again while the bot runs, on SIGHUP: `systemctl reload`."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Iterable

from bot.client import Footnote
from bot.settings import Settings, SettingsError, variable

log = logging.getLogger(__name__)

# What is looked at once, at the start: the connection, the file, and the programs beside the bot.
FIXED = frozenset({"discord_token", "db", "meaning", "message_content", "workers"})


class Reloading:
    """`read` gives the settings as they are written now, or raises SettingsError; `started` are those of the start."""

    def __init__(self, bot: Footnote, started: Settings, read: Callable[[], Settings]) -> None:
        self._bot = bot
        self._started = started
        self._read = read

    def on_hangup(self) -> None:
        """Reload whenever SIGHUP comes, from now on; Windows has no such signal."""
        if hasattr(signal, "SIGHUP"):
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self.reload)

    def reload(self) -> None:
        """Take up what may change, and say in one line what did; settings that make no sense change nothing."""
        try:
            read = self._read()
        except SettingsError as error:
            log.error("the settings stay as they are: %s", "; ".join(str(error).splitlines()))  # noqa: TRY400 - no trace
            return
        waiting = _different(self._started, read, FIXED)
        running = self._bot.settings
        read = read.model_copy(update={name: getattr(running, name) for name in FIXED})
        changed = _different(running, read, set(Settings.model_fields) - FIXED)
        self._bot.take_up(read)
        log.info("settings read again; changed: %s; waiting for a restart: %s", _named(changed), _named(waiting))


def _different(before: Settings, after: Settings, names: Iterable[str]) -> list[str]:
    return sorted(name for name in names if getattr(before, name) != getattr(after, name))


def _named(fields: Iterable[str]) -> str:
    return ", ".join(map(variable, fields)) or "nothing"
