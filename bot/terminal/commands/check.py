"""`footnote check`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cards import answer_cards
from bot.settings import Settings, read_settings
from bot.terminal.chat.plain import plain
from bot.terminal.commands.json_objects import verdict_object
from bot.terminal.commands.opening import opened_to_ask
from bot.terminal.commands.options import Time, database_option, json_option, message_options, scope_options
from bot.words import elsewhere_text, terminal_text
from claims_db.values import Message, Verdict

if TYPE_CHECKING:
    from bot.discord.elsewhere import Opening
    from bot.terminal.commands.options import Seen
    from claims_db.sources.elsewhere import FoundReview

    Found = Sequence[FoundReview]


@click.command()
@message_options
@scope_options
@click.option("--at", type=Time(), help="When it was written, such as 2021-03-18T09:27:00Z.  [default: now]")
@click.option("--why", is_flag=True, help="Say how the verdict came about.")
@click.option("--elsewhere", is_flag=True, help="Also ask Google for fact-checks; it learns the words.")
@json_option
@database_option
def command(
    messages: Iterable[Message],
    seen: Seen,
    db: Path | None,
    *,
    as_json: bool,
    why: bool,
    elsewhere: bool,
) -> None:
    """Say what the sources say of TEXT, or of each line of standard input.

    A line that is a JSON object is {"text": …, "at": …}. Relative dates count from the time it was written.
    """
    show = verdict_object if as_json else _shown
    opening: Opening | None = click.get_current_context().obj
    settings = read_settings(db)
    look_up = _look_up(settings, opening) if elsewhere else None
    with opened_to_ask(settings) as (claims, runner):
        scope = seen(claims)
        for message in messages:
            found = look_up(message.text) if look_up else None
            verdict = runner.run(claims.check_asked(message, scope))
            click.echo(show(verdict, why=why, found=found))


def _look_up(settings: Settings, opening: Opening | None) -> Callable[[str], Found]:
    """Asks for one message's fact-checks. Raises InvalidValueError where no key is set."""
    from bot.discord.elsewhere import Elsewhere  # noqa: PLC0415 - only what asks loads what opens pages
    from bot.fetching import open_fetcher  # noqa: PLC0415 - as above

    asked = Elsewhere(settings, opening or open_fetcher)
    asked.require_key()
    return lambda words: asyncio.run(asked.look_up(words))


def _shown(verdict: Verdict, *, why: bool, found: Found | None) -> str:
    shown = [answer_cards.verdict_card(verdict, terminal_text.HINT)]
    if why:
        shown.append(answer_cards.why_card(verdict))
    if found is not None:
        from bot.discord.elsewhere import elsewhere_card  # noqa: PLC0415 - as above

        shown.append(elsewhere_card(found, elsewhere_text.IN_STORE))
    return "".join(f"{plain(each)}\n" for each in shown)
