"""`footnote source`: sources, the state of their pages, and what a page says about itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.settings import Settings, read_settings
from bot.source_checks import outside
from bot.terminal.commands.import_ import ImportBar
from bot.terminal.commands.json_objects import page_object, source_object
from bot.terminal.commands.opening import with_claims
from bot.terminal.commands.options import database_option, json_option
from bot.words import source_text
from bot.words.page_text import page_lines
from claims_db.errors import NotFoundError
from claims_db.health import State
from claims_db.service import ClaimService
from claims_db.sources.health.archive import Archive
from claims_db.sources.health.rechecking import Checked, Opens, SourceEntry
from claims_db.store.source_health import StateChange

if TYPE_CHECKING:  # it loads what reads pages
    from claims_db.sources.page.facts import PageFacts

# What a test gives click as its object, to answer itself.
Opening = Callable[[Settings], AbstractAsyncContextManager[tuple[Opens, Archive | None]]]
_pack = click.option("--pack", metavar="SLUG", help="Only the sources of this pack.  [default: all packs]")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@database_option
def command(db: Path | None) -> None:
    """List and show sources, check whether their pages are still there, and read what a page says about itself."""
    del db  # the commands below take it from here


@command.command(epilog="Example: footnote source fetch https://en.wikipedia.org/wiki/Clubhouse_(app)")
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


@command.command("list", epilog="Example: footnote source list --state gone")
@click.option("--state", type=click.Choice([state.value for state in State]), help="Only sources in this state.")
@_pack
@json_option
@database_option
def list_sources(state: str | None, pack: str | None, db: Path | None, *, as_json: bool) -> None:
    """List every source that claims cite, and the state of its page."""
    for entry in with_claims(read_settings(db).db, lambda claims: _sources(claims, pack)):
        if state is None or (entry.health and entry.health.state == state):
            click.echo(source_object(entry) if as_json else source_text.listed(entry))


@command.command(epilog="Example: footnote source show the-register")
@click.argument("key", metavar="KEY")
@_pack
@json_option
@database_option
def show(key: str, pack: str | None, db: Path | None, *, as_json: bool) -> None:
    """Show what is known about a source and its page, and when its state changed."""
    for entry, changes in with_claims(read_settings(db).db, lambda claims: _shown(claims, key, pack)):
        lines = [entry.source.title, *source_text.shown(entry, changes)]
        click.echo(source_object(entry, changes) if as_json else "\n".join(lines))


@command.command(epilog="Example: footnote source check --all")
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--all", "every", is_flag=True, help="Check every source.  [default: those that are due]")
@_pack
@json_option
@database_option
def check(keys: tuple[str, ...], pack: str | None, db: Path | None, *, every: bool, as_json: bool) -> None:
    """Check the pages of sources: the ones named, those that are due, or all.

    A page is called gone only after it was missing on three days; what keeps us out says nothing about it.
    """
    settings = read_settings(db)
    checked = with_claims(settings.db, lambda claims: _check(claims, settings, keys, pack, every=every))
    for each in checked:
        if as_json:
            click.echo(source_object(each.entry, now=each.now))
        elif keys or each.now.state is not State.ALIVE:
            click.echo(f"{each.entry.source.key}: {source_text.page_state(each.now)}")
    if not as_json:
        click.echo(source_text.checked_summary(checked))


async def _check(
    claims: ClaimService, settings: Settings, keys: Sequence[str], pack: str | None, *, every: bool
) -> list[Checked]:
    today = datetime.now(UTC).date()
    entries = await _sources(claims, pack)
    if keys:
        entries = _named(entries, keys)
    elif not every:
        waiting = {each.id for each in await claims.sources.due(today, settings.check_period, len(entries))}
        entries = [each for each in entries if each.id in waiting]
    total, number = sum(bool(each.source.url) for each in entries), 0
    with ImportBar("sources", least=1) as bar:

        def done(more: int) -> None:
            nonlocal number
            number += more
            bar(number, total)

        async with outside(settings) as (fetcher, archive):
            return await claims.sources.check(entries, fetcher, today, archive=archive, done=done)


async def _shown(claims: ClaimService, key: str, pack: str | None) -> list[tuple[SourceEntry, tuple[StateChange, ...]]]:
    found = _named(await _sources(claims, pack), (key,))
    return [(entry, await claims.sources.history(entry)) for entry in found]


async def _sources(claims: ClaimService, pack: str | None) -> list[SourceEntry]:
    found = await claims.sources.entries(None if pack is None else [pack])
    if pack is not None and not found:
        raise NotFoundError(f"no claim in use in a pack {pack[:120]!r} cites a source")
    return found


def _named(entries: Sequence[SourceEntry], keys: Sequence[str]) -> list[SourceEntry]:
    known = {each.source.key for each in entries}
    if missing := [key for key in keys if key not in known]:
        raise NotFoundError(f"there is no source {missing[0][:120]!r}; `footnote source list` names them")
    return [each for each in entries if each.source.key in keys]
