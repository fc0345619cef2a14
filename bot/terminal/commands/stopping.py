"""Going on until somebody stops the program."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Coroutine


def run_until_stopped(work: Coroutine[None, None, None]) -> None:
    """Do `work` until it is done or somebody presses Ctrl-C or sends SIGTERM, which let it clean up: no error."""
    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(_stoppable(work))


async def _stoppable(work: Coroutine[None, None, None]) -> None:
    task = asyncio.ensure_future(work)
    with contextlib.suppress(NotImplementedError):  # Windows has no such signal
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await task
