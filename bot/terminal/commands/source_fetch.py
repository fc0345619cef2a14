"""`footnote source fetch`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.settings import Settings, read_settings
from bot.source_checks import outside
from bot.terminal.commands.json_objects import page_object
from bot.terminal.commands.options import database_option, json_option
from bot.words.page_text import page_lines
from claims_db.sources.health.archive import Archive
from claims_db.sources.health.rechecking import Opens

if TYPE_CHECKING:  # it loads what reads pages
    from claims_db.sources.page.facts import PageFacts

# What a test gives click as its object, to answer itself.
Opening = Callable[[Settings], AbstractAsyncContextManager[tuple[Opens, Archive | None]]]


@click.command(epilog="Example: footnote source fetch https://en.wikipedia.org/wiki/Clubhouse_(app)")
@click.argument("url", metavar="URL")
@json_option
@database_option
@click.pass_obj
def fetch(opening: Opening | None, url: str, db: Path | None, *, as_json: bool) -> None:
    """Open the page at URL and show what it says about itself; nothing is stored or guessed.

    The exit code is 2 for an address that Footnote never opens, and 1 for a page that cannot be read now.
    """
    facts, copy = asyncio.run(_read((opening or outside)(read_settings(db)), url))
    click.echo(page_object(facts, copy) if as_json else "\n".join(page_lines(facts, copy)))


async def _read(
    opened: AbstractAsyncContextManager[tuple[Opens, Archive | None]], url: str
) -> tuple[PageFacts, str | None]:
    """What the page says, and the address of an archived copy where one is known."""
    from claims_db.sources.page.reading_process import facts_at  # noqa: PLC0415 - the other commands do without

    async with opened as (fetcher, archive):
        facts = await facts_at(fetcher, url)
        return facts, await archive.copy_of(facts.address, may_save=False) if archive else None
