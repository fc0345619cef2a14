"""The claims, for commands that only ask."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

from claims_db.service import ClaimService


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
