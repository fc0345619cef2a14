"""The claims, for commands that ask and commands that change something."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

import click

from bot.meaning import PATIENT, encoding
from bot.settings import Settings
from claims_db.service import ClaimService

T = TypeVar("T")


def with_claims(db: Path, work: Callable[[ClaimService], Awaitable[T]]) -> T:
    """What `work` gives back, done with the open store at `db`; raises StoreError."""

    async def working() -> T:
        async with ClaimService.open(db) as claims:
            return await work(claims)

    return asyncio.run(working())


@contextmanager
def opened_to_ask(settings: Settings) -> Iterator[tuple[ClaimService, asyncio.Runner]]:
    """The open store for who only asks, with the encoder if the host wants one, and what to run the answers in.

    The event loop rests in between: so Ctrl-C interrupts a command that waits for its next line. Raises StoreError.
    """
    wanted = encoding(settings, lambda said: click.echo(said, err=True), PATIENT)
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        claims = runner.run(stack.enter_async_context(ClaimService.open(settings.db, encoding=wanted, to_read=True)))
        try:
            yield claims, runner
        finally:
            runner.run(stack.aclose())
