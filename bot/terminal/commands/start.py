"""What `footnote` does when it is given no command, and `make run` with it."""

from __future__ import annotations

from pathlib import Path

import click

from bot.settings import read_settings
from bot.terminal.commands import chat
from bot.words import terminal_text


@click.command()
def command(db: Path | None) -> None:
    """Start: on Discord where there is a token, else in the terminal."""
    settings = read_settings(db)
    if settings.discord_token is not None:
        from bot.terminal.commands.run import connect  # noqa: PLC0415 - discord.py takes a second to load

        connect(settings)
    else:
        click.echo(terminal_text.TALKING_HERE, err=True)
        chat.talk(settings.db)
