"""`footnote settings`: what a server has set, for hosts; its moderators have /settings."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from bot.settings import read_settings
from bot.terminal.commands.json_objects import setting_object, settings_object
from bot.terminal.commands.opening import with_claims
from bot.terminal.commands.options import database_option, json_option
from bot.words import command_text
from claims_db.actors import COMMAND_LINE
from claims_db.errors import NotFoundError
from claims_db.service import ClaimService
from claims_db.store.servers import Desk, Mode, Setting, SettingsChange, named_settings

MOST_COOLDOWN_HOURS = 720
# Discord's ids are numbers of 64 bits, of which SQLite keeps 63.
ID = click.IntRange(1, 2**63 - 1)
MODES = click.Choice([mode.value for mode in Mode])
_server = click.argument("server", type=ID, metavar="SERVER")


@dataclass(frozen=True, slots=True)
class Unset:
    """What was asked to be set no longer."""


class OrWord(click.ParamType[object]):
    """A value of another type, or the word that takes a setting back."""

    def __init__(self, word: str, inner: click.ParamType[str] | click.ParamType[int] | click.ParamType[float]) -> None:
        self._word, self._inner, self.name = word, inner, inner.name

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """As the help shows it."""
        return f"{self._inner.get_metavar(param, ctx) or self.name.upper()}|{self._word}"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> object:
        """The value, or Unset; click names the option where it is neither."""
        if value == self._word or isinstance(value, Unset):
            return Unset()
        found = self._inner.convert(value, param, ctx)
        if isinstance(found, float) and math.isnan(found):
            self.fail(command_text.NO_NUMBER, param, ctx)
        return found

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """What the other type offers, and the word."""
        word = [CompletionItem(self._word)] if self._word.startswith(incomplete) else []
        return [*self._inner.shell_complete(ctx, param, incomplete), *word]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@database_option
def command(db: Path | None) -> None:
    """Show and change what a server has set. SERVER is its id on Discord."""
    del db  # the commands below take it from here


@command.command(epilog="Example: footnote settings show 1029384756")
@_server
@json_option
@database_option
def show(server: int, db: Path | None, *, as_json: bool) -> None:
    """Show what a server has set; the rest goes by the host's defaults."""

    async def settings(claims: ClaimService) -> Mapping[str, Setting]:
        return named_settings(claims.servers.settings(server))

    found = with_claims(read_settings(db).db, settings)
    click.echo(settings_object(server, found) if as_json else command_text.settings(found))


@command.command("set", epilog="Example: footnote settings set 1029384756 --channel 5647382910 all --cooldown-hours 12")
@_server
@click.option(
    "--channel",
    "channels",
    type=(ID, OrWord("default", MODES)),
    multiple=True,
    metavar="ID MODE",
    help="When it speaks unasked in a channel: on-request, corrections, all or default; repeatable.",
)
@click.option(
    "--default-mode", type=OrWord("default", MODES), help="The same for channels without a mode of their own."
)
@click.option(
    "--cooldown-hours",
    type=OrWord("default", click.FloatRange(0, MOST_COOLDOWN_HOURS)),
    help="Hours until a claim is repeated unasked in a channel.",
)
@click.option("--subscribe", multiple=True, metavar="PACK", help="Answer from a pack too; repeatable.")
@click.option("--unsubscribe", multiple=True, metavar="PACK", help="Answer from a pack no longer; repeatable.")
@click.option("--quiet/--full-cards", default=None, help="Unasked, one line with a button, or the full card.")
@click.option("--second-approval/--one-approval", default=None, help="Whether a change waits for a second moderator.")
@click.option("--log-channel", type=OrWord("none", ID), metavar="ID|none", help="The channel where changes are posted.")
@click.option("--add-role", type=ID, multiple=True, metavar="ID", help="A role that moderates; repeatable.")
@click.option("--remove-role", type=ID, multiple=True, metavar="ID", help="A role that moderates no longer.")
@database_option
def set_(server: int, db: Path | None, **given: Any) -> None:  # noqa: ANN401 - options of many types, by name
    """Change settings of a server, each with its row in the history; a running bot takes them up in a while."""
    if all(value in (None, ()) for value in given.values()):
        raise click.UsageError(command_text.NO_SETTINGS)
    changes = with_claims(read_settings(db).db, lambda claims: _set(claims, server, given))
    for line in map(command_text.setting_changed, changes):
        click.echo(line)
    if not changes:
        click.echo(command_text.SET_ALREADY)


async def _set(claims: ClaimService, server: int, given: dict[str, Any]) -> list[SettingsChange]:
    """Set all that was given; a pack that is none is told before anything is set."""
    unknown = {*given["subscribe"], *given["unsubscribe"]} - {pack.slug for pack in claims.packs()}
    if unknown:
        raise NotFoundError(command_text.no_pack(min(unknown)))
    changes: list[SettingsChange] = []
    for pack in given["subscribe"]:
        changes += await claims.servers.subscribe(server, pack, actor=COMMAND_LINE)
    for pack in given["unsubscribe"]:
        changes += await claims.servers.unsubscribe(server, pack, actor=COMMAND_LINE)
    for channel, mode in given["channels"]:
        changes += await claims.servers.set_mode(server, channel, _mode(mode), actor=COMMAND_LINE)
    if (mode := given["default_mode"]) is not None:
        changes += await claims.servers.set_default_mode(server, _mode(mode), actor=COMMAND_LINE)
    if (hours := given["cooldown_hours"]) is not None:
        cooldown = None if isinstance(hours, Unset) else timedelta(seconds=round(hours * 3600))
        changes += await claims.servers.set_cooldown(server, cooldown, actor=COMMAND_LINE)
    return [*changes, *await claims.servers.change_desk(server, lambda desk: _desk(desk, given), actor=COMMAND_LINE)]


def _mode(value: str | Unset) -> Mode | None:
    return None if isinstance(value, Unset) else Mode(value)


def _desk(desk: Desk, given: dict[str, Any]) -> Desk:
    channel = given["log_channel"]
    switched: dict[str, Any] = {name: given[name] for name in ("quiet", "second_approval") if given[name] is not None}
    if channel is not None:
        switched["log_channel"] = None if isinstance(channel, Unset) else channel
    roles = desk.roles.union(given["add_role"]).difference(given["remove_role"])
    return replace(desk, roles=roles, **switched)


@command.command(epilog="Example: footnote settings history 1029384756")
@_server
@json_option
@database_option
def history(server: int, db: Path | None, *, as_json: bool) -> None:
    """List what was set on a server, oldest first: when, who, and what it was before."""
    changes = with_claims(read_settings(db).db, lambda claims: claims.servers.history(server))
    for change in changes:
        click.echo(setting_object(change) if as_json else command_text.setting_changed(change))
    if not changes and not as_json:
        click.echo(command_text.NO_HISTORY)
