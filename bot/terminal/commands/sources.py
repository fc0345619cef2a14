"""`footnote source`: sources and their pages."""

from __future__ import annotations

from pathlib import Path

import click

from bot.terminal.commands.options import database_option
from bot.terminal.commands.source_fetch import fetch
from bot.terminal.commands.source_health import check, list_sources, show


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@database_option
def command(db: Path | None) -> None:
    """List and show sources, check whether their pages are still there, and read what a page says about itself."""
    del db  # the commands below take it from here


command.add_command(fetch)
command.add_command(list_sources)
command.add_command(show)
command.add_command(check)
