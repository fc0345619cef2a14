"""`footnote export`."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from bot.cli.options import database_option
from bot.settings import read_settings
from claims_db.service import ClaimService, Format


@click.command()
@click.option(
    "--format", "form", type=click.Choice([form.value for form in Format]), default=Format.PACK.value, show_default=True
)
@click.option("--pack", metavar="SLUG", help="The claims of one pack.  [default: all but those of servers]")
@database_option
def command(form: str, pack: str | None, db: Path | None) -> None:
    """Write claims to standard output in a stable order, as a file that can be imported again."""
    asyncio.run(_export(read_settings(db).db, Format(form), pack))


async def _export(db: Path, form: Format, pack: str | None) -> None:
    async with ClaimService.open(db) as claims:
        for piece in claims.export(pack or claims.public_scope(), form):
            click.echo(piece, nl=False)
