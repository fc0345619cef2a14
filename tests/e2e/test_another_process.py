"""Two processes with the same token and a database each: both would answer everybody."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.alone import AnotherRunsError
from bot.client import Footnote

from .discord_stand_in import BOT, TOKEN
from .faulty_discord import FaultyDiscord
from .lives import Lives

SAID = f"<@{BOT['id']}> China banned Clubhouse"


async def test_the_younger_takes_its_answer_back_and_stops(lives: Lives, faulty: FaultyDiscord, tmp_path: Path) -> None:
    await lives.begin()
    await asyncio.sleep(1.1)  # a process tells its age by the second
    (tmp_path / "other").mkdir()
    younger = Footnote(lives.settings.model_copy(update={"db": tmp_path / "other" / "claims.db"}))
    younger._connection.guild_ready_timeout = 0.05
    faulty.ready.clear()
    running = asyncio.create_task(younger.start(TOKEN))
    await asyncio.wait_for(faulty.ready.wait(), 20)
    await asyncio.wait_for(younger.wait_until_ready(), 20)

    asked = await faulty.write(SAID, mentions=True)
    with pytest.raises(AnotherRunsError, match="started later"):
        await asyncio.wait_for(running, 20)
    await lives.settled()

    (reply,) = faulty.replies_to(asked)
    assert await lives.rows() == {int(reply): int(asked)}
    assert lives.bot is not None
    assert not lives.bot.is_closed()


async def test_a_bot_that_is_restarted_is_no_other(lives: Lives, faulty: FaultyDiscord) -> None:
    for _ in range(2):
        await lives.begin()
        asked = await faulty.write(SAID, mentions=True)
        await lives.settled()
        assert len(faulty.replies_to(asked)) == 1
        assert lives.bot is not None
        assert not lives.bot.is_closed()
        await lives.end()
