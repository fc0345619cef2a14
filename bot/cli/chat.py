"""`footnote chat`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import click

from bot.chat.plain import plain
from bot.chat.session import Session
from bot.cli.lines import message, read_lines
from bot.cli.options import database_option, standard_input
from bot.settings import read_settings
from claims_db.service import ClaimService


@click.command()
@database_option
def command(db: Path | None) -> None:
    """Talk to Footnote in the terminal; piped input is answered a line at a time."""
    asyncio.run(talk(read_settings(db).db))


async def talk(db: Path) -> None:
    """Answer until the input ends or somebody leaves."""
    async with ClaimService.open(db) as claims:
        session = Session(claims)
        if sys.stdin and sys.stdin.isatty() and sys.stdout.isatty():
            from bot.chat.prompt import converse  # noqa: PLC0415 - a pipe need not wait for what draws on a screen

            await converse(session)
        else:
            _answer_lines(session)


def _answer_lines(session: Session) -> None:
    for line in filter(str.strip, read_lines(standard_input())):
        answer = session.answer(message(line).text.strip())
        click.echo(f"{plain(answer.card)}\n")
        if answer.ends:
            return
