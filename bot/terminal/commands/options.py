"""Options and arguments that several commands take."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from bot.terminal.commands.messages import message, parse_time, read_messages
from claims_db.errors import InvalidValueError

if TYPE_CHECKING:
    from claims_db.claims.packs import Scope
    from claims_db.service import ClaimService

    Seen = Callable[[ClaimService], Scope]

Command = Callable[..., None]


class Time(click.ParamType[datetime]):
    """An ISO 8601 time."""

    name = "ISO8601"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The time that was given; click names the option where it is none."""
        try:
            return parse_time(value)
        except InvalidValueError as error:
            self.fail(str(error), param, ctx)


def database_option(command: Command) -> Command:
    """`--db PATH`, before or after the name of a command or of a group; None where the settings decide."""
    return click.option(
        "--db",
        type=click.Path(path_type=Path),
        default=lambda: parent.params.get("db") if (parent := click.get_current_context().parent) else None,
        help="The database file.  [default: FOOTNOTE_DB, else a file in your data folder]",
    )(command)


def message_options(command: Command) -> Command:
    """`[TEXT] [--stdin]`, handed over as `messages`; with `--at` where the command has it."""

    @wraps(command)
    def with_messages(text: tuple[str, ...], *, from_stdin: bool, at: datetime | None = None, **rest: object) -> None:
        if text and from_stdin:
            raise click.UsageError("Give either a TEXT or --stdin.")
        if not text and not from_stdin:
            raise click.UsageError("Give a TEXT, or --stdin to read lines.")
        messages = read_messages(standard_input(), at) if from_stdin else iter([message(" ".join(text), at)])
        command(messages, **rest)

    from_stdin = click.option(
        "--stdin", "from_stdin", is_flag=True, help="Read one message a line from standard input."
    )
    return click.argument("text", nargs=-1)(from_stdin(with_messages))


def scope_options(command: Command) -> Command:
    """`--pack SLUG …` or `--server ID`, handed over as `seen`: which scope of a service's claims is asked."""

    @wraps(command)
    def with_scope(*arguments: object, pack: tuple[str, ...], server: int | None, **rest: object) -> None:
        if pack and server is not None:
            raise click.UsageError("Give either --pack or --server.")
        command(*arguments, seen=partial(_seen, packs=pack, server=server), **rest)

    of_server = click.option("--server", metavar="ID", type=int, help="Ask what this Discord server sees.")
    of_packs = click.option(
        "--pack", metavar="SLUG", multiple=True, help="Ask this pack, and no other; repeat it for more.  [default: all]"
    )
    return of_packs(of_server(with_scope))


def _seen(claims: ClaimService, packs: tuple[str, ...], server: int | None) -> Scope:
    if packs:
        return claims.scope_of(packs)
    return claims.public_scope() if server is None else claims.scope(server)


json_option = click.option("--json", "as_json", is_flag=True, help="Write one JSON object a line.")


def standard_input() -> BinaryIO:
    """Standard input as bytes; an empty one where it is closed."""
    return sys.stdin.buffer if sys.stdin else io.BytesIO()
