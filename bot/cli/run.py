"""`footnote run`."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import signal
from pathlib import Path

import aiohttp
import click
import discord

import bot
from bot import terminal_text
from bot.cli.options import database_option
from bot.settings import Settings, SettingsError, read_settings
from claims_db.errors import FootnoteError

# Anything else cannot stand in the header that carries it, so no portal ever gave it out.
_TOKEN = re.compile(r"[\x21-\x7e]+")


class ConnectionFailedError(FootnoteError):
    """Discord cannot be reached, or ended the connection for good."""


@click.command()
@database_option
def command(db: Path | None) -> None:
    """Connect to Discord. Needs DISCORD_TOKEN in .env or the environment."""
    connect(read_settings(db))


def connect(settings: Settings) -> None:
    """Be on Discord until somebody stops the program; raises SettingsError where the token is missing or refused."""
    if settings.discord_token is None:
        raise SettingsError(terminal_text.NO_TOKEN)
    token = settings.discord_token.get_secret_value()
    if not _TOKEN.fullmatch(token):
        raise SettingsError(terminal_text.TOKEN_REFUSED)
    discord.utils.setup_logging(level=logging.getLevelNamesMapping()[settings.log_level])
    click.echo(terminal_text.claims_in(settings.db), err=True)
    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(_stay(settings, token))
    click.echo(terminal_text.LEFT_DISCORD, err=True)


async def _stay(settings: Settings, token: str) -> None:
    _stop_when_asked()
    try:
        async with bot.create_bot(settings) as client:
            await client.start(token)
    except discord.LoginFailure as error:
        raise SettingsError(terminal_text.TOKEN_REFUSED) from error
    except discord.HTTPException as error:
        raise ConnectionFailedError(terminal_text.connection_failed(f"it answers {error.status}")) from error
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        raise ConnectionFailedError(terminal_text.connection_failed(str(error) or "no answer in time")) from error


def _stop_when_asked() -> None:
    """Services are stopped with SIGTERM; like Ctrl-C it lets the bot say goodbye and close its database."""
    task = asyncio.current_task()
    if task is not None:
        with contextlib.suppress(NotImplementedError):  # Windows has no such signals
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
