"""`footnote run`."""

from __future__ import annotations

import asyncio
import contextlib
import re
import signal
import sys
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path

import aiohttp
import click
import discord

from bot import logs
from bot.alone import alone_with
from bot.client import Footnote, stay_connected
from bot.reloading import Reloading
from bot.settings import Settings, SettingsError, read_settings
from bot.terminal.commands.options import database_option
from bot.words import terminal_text
from claims_db.errors import FootnoteError, InvalidValueError, StoreError

# Anything else cannot stand in the header that carries it, so no portal ever gave it out.
_TOKEN = re.compile(r"[\x21-\x7e]+")

# The close code that discord.py has an error of its own for.
_DISALLOWED_INTENTS = 4014


class ConnectionFailedError(FootnoteError):
    """Discord cannot be reached, or ended the connection for good."""


class NotMendedByRestartError(InvalidValueError):
    """Somebody has to do something first; the sentence says what. Exit code 2 keeps systemd from trying again."""


@click.command()
@database_option
def command(db: Path | None) -> None:
    """Connect to Discord. Needs DISCORD_TOKEN in .env or the environment.

    Ctrl-C and SIGTERM let it finish what it is answering; a second time ends it at once. SIGHUP has it read .env again.

    Exit codes: 0 where it was stopped, 2 where starting it again helps nobody before a person has done what the
    error says, 1 where it may help.
    """
    connect(read_settings(db), db)


def connect(settings: Settings, db: Path | None) -> None:
    """Be on Discord until somebody stops the program; `db` is what the command line says of the database.

    Raises SettingsError where the token is missing or refused, and AnotherRunsError.
    """
    if settings.discord_token is None:
        raise SettingsError(terminal_text.NO_TOKEN)
    token = settings.discord_token.get_secret_value()
    if not _TOKEN.fullmatch(token):
        raise SettingsError(terminal_text.TOKEN_REFUSED)
    logs.set_up(settings)
    click.echo(terminal_text.claims_in(settings.db), err=True)
    with alone_with(settings.db):
        run_until_stopped(_stay(settings, token, partial(read_settings, db)))
    click.echo(terminal_text.LEFT_DISCORD, err=True)


async def _stay(settings: Settings, token: str, read: Callable[[], Settings]) -> None:
    try:
        await stay_connected(settings, token, lambda bot: _heed_hangup(bot, settings, read))
    except discord.LoginFailure as error:
        raise SettingsError(terminal_text.TOKEN_REFUSED) from error
    except StoreError as error:
        if error.trouble.needs_somebody:
            raise NotMendedByRestartError(error.for_host) from error
        raise
    except discord.PrivilegedIntentsRequired as error:
        raise NotMendedByRestartError(terminal_text.CLOSED_FOR_GOOD[_DISALLOWED_INTENTS]) from error
    except discord.ConnectionClosed as error:
        if error.code in terminal_text.CLOSED_FOR_GOOD:
            raise NotMendedByRestartError(terminal_text.CLOSED_FOR_GOOD[error.code]) from error
        raise ConnectionFailedError(terminal_text.connection_failed(f"close code {error.code}")) from error
    except discord.HTTPException as error:
        raise ConnectionFailedError(terminal_text.connection_failed(f"it answers {error.status}")) from error
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        raise ConnectionFailedError(terminal_text.connection_failed(str(error) or "no answer in time")) from error


def _heed_hangup(bot: Footnote, settings: Settings, read: Callable[[], Settings]) -> None:
    """Started in a terminal, SIGHUP says that the terminal was closed; without one, that the settings changed."""
    if not sys.stderr.isatty():
        Reloading(bot, settings, read).on_hangup()


def run_until_stopped(work: Coroutine[None, None, None]) -> None:
    """Do `work` until it is done or somebody presses Ctrl-C or sends SIGTERM, which let it clean up: no error.

    A second time is a second cancellation, which ends what the cleaning up waits for.
    """
    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(_stoppable(work))


async def _stoppable(work: Coroutine[None, None, None]) -> None:
    task = asyncio.ensure_future(work)
    with contextlib.suppress(NotImplementedError):  # Windows has no such signals, and an asyncio that heeds Ctrl-C
        for stop in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(stop, task.cancel)
    await task
