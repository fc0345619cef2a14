"""`footnote export`."""

from __future__ import annotations

from pathlib import Path

import click

from bot.settings import read_settings
from bot.terminal.commands.opening import opened_to_ask
from bot.terminal.commands.options import database_option
from claims_db.files.formats import Format


@click.command()
@click.option(
    "--format", "form", type=click.Choice([form.value for form in Format]), default=Format.PACK.value, show_default=True
)
@click.option("--pack", metavar="SLUG", help="The claims of one pack.  [default: all but those of servers]")
@database_option
def command(form: str, pack: str | None, db: Path | None) -> None:
    """Write claims to standard output in a stable order, as a file that can be imported again."""
    with opened_to_ask(read_settings(db)) as (claims, runner):
        for piece in runner.run(claims.export(pack or claims.public_scope(), Format(form))):
            click.echo(piece, nl=False)
