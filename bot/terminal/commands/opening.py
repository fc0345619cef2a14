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
from claims_db.service.meanings import Encoding

T = TypeVar("T")


def with_claims(db: Path, work: Callable[[ClaimService], Awaitable[T]]) -> T:
    """What `work` gives back, done with the open store at `db`; raises StoreError."""

    async def working() -> T:
        async with ClaimService.open(db) as claims:
            return await work(claims)

    return asyncio.run(working())


@contextmanager
def opened(db: Path) -> Iterator[ClaimService]:
    """The open store at `db`; raises StoreError.

    The event loop rests in between, because answers come from memory: so Ctrl-C interrupts a command that waits for
    its next line.
    """
    with _opened(db, None) as (claims, _):
        yield claims


@contextmanager
def opened_to_ask(settings: Settings) -> Iterator[tuple[ClaimService, asyncio.Runner]]:
    """The same where somebody asks, with the encoder if the host wants one, and what to run the answers in."""
    with _opened(settings.db, encoding(settings, lambda said: click.echo(said, err=True), PATIENT)) as opened_store:
        yield opened_store


@contextmanager
def _opened(db: Path, wanted: Encoding | None) -> Iterator[tuple[ClaimService, asyncio.Runner]]:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        claims = runner.run(stack.enter_async_context(ClaimService.open(db, encoding=wanted)))
        try:
            yield claims, runner
        finally:
            runner.run(stack.aclose())
