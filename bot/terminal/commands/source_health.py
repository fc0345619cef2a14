"""`footnote source list`, `show` and `check`: how the pages of sources fare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.settings import Settings, read_settings
from bot.source_checks import outside
from bot.terminal.commands.import_ import ImportBar
from bot.terminal.commands.json_objects import source_object
from bot.terminal.commands.opening import with_claims
from bot.terminal.commands.options import database_option, json_option
from bot.words import source_text
from claims_db.errors import NotFoundError
from claims_db.health import State
from claims_db.service import ClaimService
from claims_db.sources.health.rechecking import Checked, SourceEntry
from claims_db.store.source_health import StateChange

_pack = click.option("--pack", metavar="SLUG", help="Only the sources of this pack.  [default: all packs]")


@click.command("list", epilog="Example: footnote source list --state gone")
@click.option("--state", type=click.Choice([state.value for state in State]), help="Only sources in this state.")
@_pack
@json_option
@database_option
def list_sources(state: str | None, pack: str | None, db: Path | None, *, as_json: bool) -> None:
    """List every source that claims cite, and the state of its page."""
    for entry in with_claims(read_settings(db).db, lambda claims: _sources(claims, pack)):
        if state is None or (entry.health and entry.health.state == state):
            click.echo(source_object(entry) if as_json else source_text.listed(entry))


@click.command(epilog="Example: footnote source show the-register")
@click.argument("key", metavar="KEY")
@_pack
@json_option
@database_option
def show(key: str, pack: str | None, db: Path | None, *, as_json: bool) -> None:
    """Show what is known about a source and its page, and when its state changed."""
    for entry, changes in with_claims(read_settings(db).db, lambda claims: _shown(claims, key, pack)):
        lines = [entry.source.title, *source_text.shown(entry, changes)]
        click.echo(source_object(entry, changes) if as_json else "\n".join(lines))


@click.command(epilog="Example: footnote source check --all")
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
