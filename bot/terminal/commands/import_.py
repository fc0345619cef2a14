"""`footnote import`."""

from __future__ import annotations

import asyncio
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.settings import read_settings
from bot.terminal.commands.options import database_option
from bot.words import line_text, terminal_text
from claims_db.actors import COMMAND_LINE
from claims_db.files.habits import DayOrder, Habits, read_ratings
from claims_db.service import ClaimService
from claims_db.service.importing import ImportReport

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar  # click names the type nowhere else

# Fewer claims are stored before anybody has read a bar.
_MANY = 500
# Some two seconds; whoever imports more is not kept waiting.
_MOST_LINES = 500


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--pack", metavar="SLUG", help="Store the claims in this pack.  [default: what the file says, else its name]"
)
@click.option("--skip-invalid", is_flag=True, help="Store the good rows and count the bad ones.")
@click.option(
    "--ratings",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="TABLE",
    help="Take ratings as this table says: a label and one of Footnote's ratings on each line.",
)
@click.option(
    "--dates",
    type=click.Choice([each.value for each in DayOrder]),
    help="Whether 3/4/2021 is 3 April (dmy) or 4 March (mdy).  [default: such a day is refused]",
)
@database_option
def command(
    file: Path, pack: str | None, ratings: Path | None, dates: str | None, db: Path | None, *, skip_invalid: bool
) -> None:
    """Store the claims of FILE: a pack (.json), a table (.csv) or ClaimReview (.json, .jsonl).

    All or nothing: where a row is bad, nothing is stored, and the bad rows are named, each kind of fault once. A pack
    that is imported again is brought up to date, and the history kept. What is not taken as it stands in the file is
    told. Lines that do not hold any more are counted; `footnote test` names them.
    """
    habits = Habits(read_ratings(ratings) if ratings else {}, DayOrder(dates) if dates else None)
    report, warning = asyncio.run(_import(read_settings(db).db, file, pack, habits, skip_invalid=skip_invalid))
    for sentence in (*report.problems, *report.notes):
        click.echo(sentence, err=True)
    click.echo(terminal_text.imported(report))
    if warning:
        click.echo(warning, err=True)


async def _import(
    db: Path, file: Path, pack: str | None, habits: Habits, *, skip_invalid: bool
) -> tuple[ImportReport, str]:
    async with ClaimService.open(db) as claims:
        try:
            with ImportBar(file.name) as progress:
                report = await claims.import_file(
                    file, pack=pack, skip_invalid=skip_invalid, habits=habits, actor=COMMAND_LINE, progress=progress
                )
        except asyncio.CancelledError:  # by Ctrl-C
            click.echo(terminal_text.NOTHING_IMPORTED, err=True)
            raise
        changed = report.added or report.updated
        return report, await _warning(claims, report.pack) if changed else ""


async def _warning(claims: ClaimService, pack: str) -> str:
    """What is to be said of the lines of a pack that changed; empty where they hold."""
    lines = await claims.count_lines(pack)
    if lines > _MOST_LINES:
        return line_text.unchecked(lines, pack)
    broken = sum(not each.holds for each in await claims.check_lines(await claims.pack_claims(pack))) if lines else 0
    return line_text.broken_by_import(broken, lines, pack) if broken else ""


class ImportBar(ExitStack):
    """A progress bar for long imports, where somebody looks on."""

    def __init__(self, label: str, least: int = _MANY) -> None:
        super().__init__()
        self._least = least
        self._label = label
        self._bar: ProgressBar[int] | None = None

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` rows are read and stored."""
        if self._bar is None and total >= self._least and sys.stderr and sys.stderr.isatty():
            self._bar = self.enter_context(click.progressbar(length=total, label=self._label, file=sys.stderr))
        if self._bar is not None:
            self._bar.update(done - self._bar.pos)
