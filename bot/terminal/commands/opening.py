"""The claims, for commands that ask and commands that change something."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from claims_db.service import ClaimService

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
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        claims = runner.run(stack.enter_async_context(ClaimService.open(db)))
        try:
            yield claims
        finally:
            runner.run(stack.aclose())
