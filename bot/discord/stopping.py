"""Stopping: what people wait for is finished first."""

from __future__ import annotations

import asyncio
import logging
import time

log = logging.getLogger(__name__)

# systemd and people are patient for longer; most answers take less than one.
PATIENCE_SECONDS = 8.0
# For what was told to give up: it may have to undo something.
_GIVING_UP_SECONDS = 1.0
# What discord.py calls the tasks that it makes for events, for commands, and for buttons and forms. Each of them is
# one that somebody may wait for; there is no list of them.
_NAMES = ("discord.py: ", "CommandTree-invoker", "discord-ui-")


def under_way() -> set[asyncio.Task[object]]:
    """The tasks that deal with something from Discord, save the one that asks."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    return {task for task in tasks if task.get_name().startswith(_NAMES)}


async def finish_answers(patience: float = PATIENCE_SECONDS) -> None:
    """Wait until nothing is under way any more, for so many seconds at most; what is left then is given up.

    So it is at once where the waiting is cancelled.
    """
    until = time.monotonic() + patience
    if waiting := under_way():
        log.info("finishing what is under way: %d", len(waiting))
    try:
        while (waiting := under_way()) and (left := until - time.monotonic()) > 0:
            await asyncio.wait(waiting, timeout=left)  # what ends may have begun something else
    finally:
        if waiting := under_way():
            log.warning("left unfinished: %d", len(waiting))
            for task in waiting:
                task.cancel()
            await asyncio.wait(waiting, timeout=_GIVING_UP_SECONDS)
