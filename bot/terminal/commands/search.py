"""`footnote search`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.settings import read_settings
from bot.terminal.chat.plain import plain
from bot.terminal.chat.session import search_card
from bot.terminal.commands.json_objects import search_object
from bot.terminal.commands.opening import opened_to_ask
from bot.terminal.commands.options import database_option, json_option, message_options, scope_options
from claims_db.values import Message

if TYPE_CHECKING:
    from bot.terminal.commands.options import Seen


@click.command()
@message_options
@scope_options
@click.option("-k", "most", type=click.IntRange(min=1), default=5, show_default=True, help="At most so many claims.")
@json_option
@database_option
def command(messages: Iterable[Message], seen: Seen, most: int, db: Path | None, *, as_json: bool) -> None:
    """List the claims that come close to TEXT, or to each line of standard input; best first, without a verdict."""
    with opened_to_ask(read_settings(db)) as (claims, runner):
        scope = seen(claims)
        for message in messages:
            matches = runner.run(claims.search(message.text, scope, most))
            click.echo(search_object(message.text, matches) if as_json else f"{plain(search_card(matches))}\n")
