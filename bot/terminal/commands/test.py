"""`footnote test`."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cards.answer_cards import broken_lines_blocks
from bot.settings import read_settings
from bot.terminal.chat.plain import plain_block
from bot.terminal.commands.json_objects import line_object
from bot.terminal.commands.opening import opened_to_ask
from bot.terminal.commands.options import database_option, json_option
from bot.words import line_text
from claims_db.errors import NotFoundError
from claims_db.service import ClaimService
from claims_db.values import Claim


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--pack", metavar="SLUG", help="Only the claims of this pack.  [default: all but those of servers]")
@json_option
@database_option
@click.pass_context
def command(ctx: click.Context, slugs: tuple[str, ...], pack: str | None, db: Path | None, *, as_json: bool) -> None:
    """Check the lines that claims must and must not match: of all claims, or of the ones named.

    The exit code is 1 where a line does not hold.
    """
    lines = broken = 0
    with opened_to_ask(read_settings(db)) as (claims, runner):
        for claim in runner.run(_chosen(claims, slugs, pack)):
            checked = runner.run(claims.check_lines([claim]))
            lines += len(checked)
            broken += sum(not each.holds for each in checked)
            not_holding = (each for each in checked if not each.holds)
            for shown in map(line_object, checked) if as_json else map(plain_block, broken_lines_blocks(not_holding)):
                click.echo(shown)
    if not as_json:
        click.echo(line_text.tested(broken, lines))
    ctx.exit(1 if broken else 0)


async def _chosen(claims: ClaimService, slugs: tuple[str, ...], pack: str | None) -> tuple[Claim, ...]:
    """The claims of these names in the pack, or in all packs; raises NotFoundError."""
    known = await (claims.pack_claims(pack) if pack else claims.claims(claims.public_scope()))
    missing = sorted(set(slugs) - {claim.slug for claim in known})
    if missing:
        raise NotFoundError(line_text.unknown(missing, pack))
    return tuple(claim for claim in known if not slugs or claim.slug in slugs)
