"""`footnote import`."""

from __future__ import annotations

import asyncio
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot import terminal_text
from bot.cli.options import database_option
from bot.settings import read_settings
from claims_db.service import ClaimService, ImportReport

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar  # click names the type nowhere else

# Fewer claims are stored before anybody has read a bar.
_MANY = 500
_ACTOR = "command line"


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--pack", metavar="SLUG", help="Store the claims in this pack.  [default: what the file says, else its name]"
)
@click.option("--skip-invalid", is_flag=True, help="Store the good rows and count the bad ones.")
@database_option
def command(file: Path, pack: str | None, db: Path | None, *, skip_invalid: bool) -> None:
    """Store the claims of FILE: a pack (.json), a table (.csv) or ClaimReview (.json, .jsonl).

    All or nothing: where a row is bad, nothing is stored and each bad row is named. A pack that is imported again is
    brought up to date, and the history kept.
    """
    report = asyncio.run(_import(read_settings(db).db, file, pack, skip_invalid=skip_invalid))
    for problem in report.problems:
        click.echo(problem, err=True)
    click.echo(terminal_text.imported(report))


async def _import(db: Path, file: Path, pack: str | None, *, skip_invalid: bool) -> ImportReport:
    async with ClaimService.open(db) as claims:
        with ImportBar(file.name) as progress:
            return await claims.import_file(file, pack=pack, skip_invalid=skip_invalid, actor=_ACTOR, progress=progress)


class ImportBar(ExitStack):
    """A progress bar for long imports, where somebody looks on."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self._label = label
        self._bar: ProgressBar[int] | None = None

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` rows are read."""
        if self._bar is None and total >= _MANY and sys.stderr and sys.stderr.isatty():
            self._bar = self.enter_context(click.progressbar(length=total, label=self._label, file=sys.stderr))
        if self._bar is not None:
            self._bar.update(done - self._bar.pos)
