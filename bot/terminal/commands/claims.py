"""`footnote claim`: single claims, changed as moderators change them on Discord."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import TypeVar

import click

from bot.cards.answer_cards import Card
from bot.cards.claim_cards import history_card, whole_card
from bot.settings import read_settings
from bot.terminal.chat.plain import plain
from bot.terminal.commands import claim_steps
from bot.terminal.commands.claim_fields import Row, claim_options, claim_row, edited_row, read_row
from bot.terminal.commands.json_objects import claim_object, step_object
from bot.terminal.commands.opening import with_claims
from bot.terminal.commands.options import database_option, json_option
from bot.words import command_text
from claims_db.service import ClaimService

T = TypeVar("T")
_slug = click.argument("slug", metavar="SLUG")
_pack = click.option("--pack", metavar="SLUG", help="Its pack.  [default: local, else the first pack that has it]")
_dry_run = click.option("--dry-run", is_flag=True, help="Show what would be stored, and store nothing.")
_from = click.option(
    "--from",
    "file",
    type=click.Path(path_type=Path, allow_dash=True, dir_okay=False),
    metavar="FILE",
    help="One claim in JSON, as `show --json` writes it; - is standard input. Options change what it says.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@database_option
def command(db: Path | None) -> None:
    """Add, edit, retire, restore, undo and show single claims.

    Every change is a step in the claim's history, and can be undone.
    """
    del db  # the commands below take it from here


@command.command(
    epilog='Example: footnote claim add --text "The old mill burnt down in 1911." --rating true'
    ' --source-title "The mill fire" --publisher "The Valley Gazette"'
)
@claim_options(edits=False)
@_from
@click.option("--slug", help="Its name.  [default: made of its text]")
@click.option("--pack", metavar="SLUG", default="local", show_default=True, help="The pack that it goes into.")
@_dry_run
@database_option
def add(file: Path | None, slug: str | None, pack: str, db: Path | None, *, dry_run: bool, **options: object) -> None:
    """Store a new claim, and say which claims it is like and which small talk it would answer."""
    row = claim_row(read_row(file) if file else {}, options | {"slug": slug})
    _show(_do(db, lambda claims: claim_steps.add(claims, row, pack, dry_run=dry_run)))


@command.command(
    epilog='Example: footnote claim edit old-mill-burnt --rating mostly-true --add-phrasing "Fire took the mill"'
)
@_slug
@_pack
@claim_options(edits=True)
@click.option("--citation", type=click.IntRange(1), help="Which citation options are about, by number.  [default: 1]")
@click.option("--remove-citation", type=click.IntRange(1), help="Take out the citation of this number.")
@_from
@_dry_run
@database_option
def edit(slug: str, pack: str | None, file: Path | None, db: Path | None, *, dry_run: bool, **options: object) -> None:
    """Change what is named in a claim, and nothing else. An empty value takes away what is there.

    A file that `show --json` wrote is refused where the claim was changed since, with what differs.
    """
    row = read_row(file) if file else {}
    if not row and all(value in {None, ()} for value in options.values()):
        raise click.UsageError(command_text.NOTHING_NAMED)

    def changed(base: Row) -> Row:
        return edited_row(base | row, options)

    try:
        _show(_do(db, lambda claims: claim_steps.edit(claims, (slug, pack), changed, row.get("step"), dry_run=dry_run)))
    except claim_steps.ConflictShownError as conflict:
        click.echo(plain(conflict.card), err=True)
        raise


@command.command(epilog="Example: footnote claim retire old-mill-burnt")
@_slug
@_pack
@database_option
def retire(slug: str, pack: str | None, db: Path | None) -> None:
    """Take a claim out of use; it stays in the store and in its history."""
    _show(_do(db, lambda claims: claim_steps.retire(claims, (slug, pack))))


@command.command(epilog="Example: footnote claim restore old-mill-burnt")
@_slug
@_pack
@database_option
def restore(slug: str, pack: str | None, db: Path | None) -> None:
    """Take a retired claim back into use."""
    _show(_do(db, lambda claims: claim_steps.restore(claims, (slug, pack))))


@command.command(epilog="Example: footnote claim undo old-mill-burnt --step 2")
@_slug
@_pack
@click.option("--step", type=click.IntRange(1), help="Its number in `footnote claim history`.  [default: the newest]")
@database_option
def undo(slug: str, pack: str | None, step: int | None, db: Path | None) -> None:
    """Undo a step of a claim's history; that is a step itself, and can be undone.

    What later steps changed stays; a step whose fields a later one changed again is refused.
    """
    _show(_do(db, lambda claims: claim_steps.undo(claims, (slug, pack), step)))


@command.command(epilog="Example: footnote claim show old-mill-burnt --json > claim.json")
@_slug
@_pack
@json_option
@database_option
def show(slug: str, pack: str | None, db: Path | None, *, as_json: bool) -> None:
    """Show all that a claim holds, retired or not."""
    newest = _do(db, lambda claims: claim_steps.history(claims, (slug, pack)))[-1]
    shown = whole_card(command_text.named(newest.after), newest)
    click.echo(claim_object(newest) if as_json else plain(shown))


@command.command(epilog="Example: footnote claim history old-mill-burnt")
@_slug
@_pack
@json_option
@database_option
def history(slug: str, pack: str | None, db: Path | None, *, as_json: bool) -> None:
    """List the steps of a claim, oldest first: when, who, and what changed."""
    steps = _do(db, lambda claims: claim_steps.history(claims, (slug, pack)))
    if as_json:
        for step in steps:
            click.echo(step_object(step))
    else:
        click.echo(plain(history_card(command_text.named(steps[-1].after), steps)))


def _do(db: Path | None, work: Callable[[ClaimService], Awaitable[T]]) -> T:
    return with_claims(read_settings(db).db, work)


def _show(cards: Iterable[Card]) -> None:
    click.echo("\n\n".join(map(plain, cards)))
