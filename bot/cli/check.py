"""`footnote check`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from bot import cards, terminal_text
from bot.chat.plain import plain
from bot.cli.objects import verdict_object
from bot.cli.opening import opened
from bot.cli.options import Time, database_option, json_option, message_options
from bot.settings import read_settings
from claims_db.values import Message, Verdict


@click.command()
@message_options
@click.option("--at", type=Time(), help="When it was written, such as 2021-03-18T09:27:00Z.  [default: now]")
@click.option("--why", is_flag=True, help="Say how the verdict came about.")
@json_option
@database_option
def command(messages: Iterable[Message], db: Path | None, *, as_json: bool, why: bool) -> None:
    """Say what the sources say of TEXT, or of each line of standard input.

    A line that is a JSON object is {"text": …, "at": …}. Relative dates count from the time it was written.
    """
    show = verdict_object if as_json else _shown
    with opened(read_settings(db).db) as claims:
        scope = claims.public_scope()
        for message in messages:
            click.echo(show(claims.check(message, scope), why=why))


def _shown(verdict: Verdict, *, why: bool) -> str:
    card = cards.verdict_card(verdict, terminal_text.HINT)
    reasons = [cards.why_card(verdict)] if why else []
    return "".join(f"{plain(each)}\n" for each in (card, *reasons))
