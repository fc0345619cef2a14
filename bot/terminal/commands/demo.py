"""`footnote demo`."""

from __future__ import annotations

import tempfile
from importlib.util import find_spec
from pathlib import Path

import click

from bot.settings import read_settings
from bot.terminal.commands.options import database_option
from bot.terminal.commands.run import run_until_stopped
from bot.words import terminal_text


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Where the browser finds it.  [default: any free port]")
@database_option
def command(port: int | None, db: Path | None) -> None:
    """Open the real bot in a browser: a server with a watched channel and two people to play.

    Needs no token and no internet. What is changed is gone in the end, unless --db names a database to keep.
    """
    if find_spec("simcord") is None:
        raise click.ClickException(terminal_text.NO_DEMO)
    from bot.discord.demo import serve  # noqa: PLC0415 - a plain installation has no SimCord

    with tempfile.TemporaryDirectory(prefix="footnote-") as folder:
        settings = read_settings(db or Path(folder) / "claims.db")
        settings = settings.model_copy(update={"check_sources_days": 0})  # nothing here goes out
        run_until_stopped(serve(settings, port, lambda address: click.echo(terminal_text.demo_at(address))))
