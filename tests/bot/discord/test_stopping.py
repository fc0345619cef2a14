"""What counts as being under way, whatever it was that somebody did on Discord."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

import pytest

from bot.discord.stopping import finish_answers, under_way

from ...desk import previewed
from ...world import TRUE, World


async def names_during(doing: Coroutine[Any, Any, object]) -> str:
    """The names of all that is under way while something is done."""
    seen, task = set[str](), asyncio.create_task(doing)
    while not task.done():
        seen |= {each.get_name() for each in under_way()}
        await asyncio.sleep(0)
    await task
    return " ".join(seen)


async def test_messages_commands_presses_and_forms_are_under_way_while_they_are_dealt_with(world: World) -> None:
    asked = f"{world.mention} {TRUE}"
    assert "discord.py: on_message" in await names_during(world.member.send(world.channel, asked))
    assert "CommandTree-invoker" in await names_during(world.member.slash(world.channel, "check", text=TRUE))
    assert "discord-ui-dynamic-item-" in await names_during(world.member.click(world.said()[-1], label="Why this?"))
    assert "discord-ui-modal-dispatch-" in await names_during(previewed(world))
    assert under_way() == set()


async def test_what_takes_too_long_is_given_up_and_told(caplog: pytest.LogCaptureFixture) -> None:
    endless = asyncio.create_task(asyncio.Event().wait(), name="discord.py: on_message")
    background = asyncio.create_task(asyncio.Event().wait(), name="a loop of ours")

    with caplog.at_level(logging.INFO):
        await finish_answers(0.05)

    assert endless.cancelled()
    assert not background.done()
    assert "finishing what is under way: 1" in caplog.text
    assert "left unfinished: 1" in caplog.text
    background.cancel()


async def test_what_is_begun_by_what_ends_is_waited_for_too() -> None:
    ended = list[str]()

    async def end(name: str) -> None:
        await asyncio.sleep(0.01)
        ended.append(name)

    async def begin_another() -> None:
        await end("first")
        ended_later.append(asyncio.create_task(end("second"), name="discord.py: on_change"))

    ended_later = [asyncio.create_task(begin_another(), name="discord.py: on_message")]
    await finish_answers(10)

    assert ended == ["first", "second"]


async def test_whoever_stops_from_within_does_not_wait_for_itself() -> None:
    stopping = asyncio.create_task(finish_answers(10), name="discord.py: on_message")
    done, _ = await asyncio.wait({stopping}, timeout=5)
    assert done == {stopping}
