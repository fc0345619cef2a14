"""The bot over real sockets: what the portal grants, what it refuses, and what reaches the log."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import discord
import pytest

from bot.client import stay_connected
from bot.settings import Settings

from ..openapi import problems
from .discord_stand_in import DM, MESSAGE_CONTENT, TOKEN, StandIn, opening_of, serving

SAID = "11 tech companies were fined for breaking China's anti-monopoly rules"


@asynccontextmanager
async def connected(settings: Settings, token: str = TOKEN) -> AsyncIterator[None]:
    """The bot, until the test is done with it."""
    running = asyncio.create_task(stay_connected(settings, token))
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


@pytest.mark.parametrize(
    ("grants", "asked"), [(True, [True]), (False, [True, False])], ids=["intent granted", "intent refused"]
)
async def test_a_private_message_is_answered_whatever_the_portal_grants(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    asked: list[bool],
    *,
    grants: bool,
) -> None:
    discord_stand_in = StandIn(SAID, grants=grants)
    monkeypatch.setattr(logging.getLogger("discord"), "level", logging.NOTSET)

    with caplog.at_level(logging.DEBUG):
        async with serving(discord_stand_in, monkeypatch), connected(settings):
            reply = await asyncio.wait_for(discord_stand_in.replies.get(), 20)

    assert opening_of(reply) == "The source says 12, not 11."
    assert problems("POST", f"/channels/{DM}/messages", reply) == []
    assert [bool(intents & MESSAGE_CONTENT) for intents in discord_stand_in.identified] == asked
    assert ("Discord refused the message content intent" in caplog.text) is not grants
    assert ("switch on Message Content Intent" in caplog.text) is not grants
    assert {each["name"] for each in discord_stand_in.commands} == {
        "check", "why", "claim", "privacy", "queue", "settings", "source", "suggest", "Check sources", "Add as claim",
    }  # fmt: skip
    assert "anti-monopoly" not in caplog.text
    assert TOKEN not in caplog.text


async def test_a_refused_token_is_told_apart(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(StandIn(SAID, grants=True), monkeypatch):
        with pytest.raises(discord.LoginFailure):
            await stay_connected(settings, "another.token")
