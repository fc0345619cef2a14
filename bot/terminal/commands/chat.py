"""`footnote chat`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import click

from bot.settings import Settings, read_settings
from bot.terminal.chat.plain import plain
from bot.terminal.chat.session import Session
from bot.terminal.commands.messages import message, read_lines
from bot.terminal.commands.opening import opened_to_ask
from bot.terminal.commands.options import database_option, standard_input


@click.command()
@database_option
def command(db: Path | None) -> None:
    """Talk to Footnote in the terminal; piped input is answered a line at a time."""
    talk(read_settings(db))


def talk(settings: Settings) -> None:
    """Answer until the input ends or somebody leaves."""
    with opened_to_ask(settings) as (claims, runner):
        session = Session(claims)
        if all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout)):
            from bot.terminal.chat.screen import converse  # noqa: PLC0415 - a pipe draws nothing

            converse(session, runner)
        else:
            _answer_lines(session, runner)


def _answer_lines(session: Session, runner: asyncio.Runner) -> None:
    for line in filter(str.strip, read_lines(standard_input())):
        click.echo(f"{plain(runner.run(session.answer(message(line).text.strip())))}\n")
        if session.ended:
            return
