"""Outages over real sockets: how the bot comes back, what the log says of it, and how it spares its logins."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import discord
import pytest
import yarl
from aiohttp import WSMessage, web

from bot.client import Footnote
from bot.discord.recovery.reconnecting import Waits
from bot.settings import Settings

from .discord_stand_in import HELLO, IDENTIFY, TOKEN, StandIn, opening_of, serving

SAID = "China banned Clubhouse"
NOWHERE = yarl.URL("ws://127.0.0.1:9/")
INVALID_SESSION = 9
TRYING = "Discord cannot be reached ("


class Outage(Waits):
    """Takes no time, on a clock of its own; after a number of seconds on it the gateway is back."""

    def __init__(self, seconds: float, gateway: yarl.URL, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        self.clock = 0.0
        self.waited: list[float] = []
        self._seconds = seconds
        self._gateway = gateway
        self._patch = monkeypatch

    def now(self) -> float:
        return self.clock

    def delay(self) -> float:
        self.waited.append(super().delay())
        self.clock += self.waited[-1]
        if self.clock >= self._seconds:
            self._patch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", self._gateway)
        return 0.0


class Refusing(StandIn):
    """A Discord that lets nobody log in while `left` says that too few logins are left."""

    def __init__(self, left: int, reset_after: float) -> None:
        super().__init__(SAID, grants=True)
        self.limit = {"total": 1_000, "remaining": left, "reset_after": reset_after * 1_000, "max_concurrency": 1}

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/api/gateway/bot", self._limits), *super().routes()]

    async def _limits(self, _: web.Request) -> web.Response:
        told = {"url": "ws://127.0.0.1:9/", "shards": 1, "session_start_limit": self.limit}
        return web.Response(body=json.dumps(told).encode(), content_type="application/json")


class Ending(Refusing):
    """Ends every session for good, and once there was one, too few logins are left."""

    async def _heard(self, socket: web.WebSocketResponse, frame: WSMessage) -> bool:
        said = frame.json()
        if said["op"] != IDENTIFY:
            return await super()._heard(socket, frame)
        self.identified.append(said["d"]["intents"])
        self.limit["remaining"] = 10
        await socket.send_json({"op": INVALID_SESSION, "d": False})
        return True


class Dropping(StandIn):
    """Ends every connection at once after the greeting, as Discord does when it shuts a server down."""

    def __init__(self) -> None:
        super().__init__(SAID, grants=True)
        self.greeted = 0

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.greeted += 1
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 45_000}})
        await socket.close(code=1001)
        return socket


@asynccontextmanager
async def starting(bot: Footnote) -> AsyncIterator[asyncio.Task[None]]:
    """The bot while it connects."""
    running = asyncio.create_task(bot.start(TOKEN))
    try:
        yield running
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await bot.close()


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for what nothing tells of."""
    async with asyncio.timeout(20):
        while not is_so():  # noqa: ASYNC110 - the bot sets no event for it
            await asyncio.sleep(0.01)


async def test_an_outage_of_70_seconds_is_over_soon_after_and_has_a_line_a_try(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    discord_stand_in = StandIn(SAID, grants=True)
    async with serving(discord_stand_in, monkeypatch), Footnote(settings) as bot:
        gateway = discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
        bot.waits = outage = Outage(70, gateway, monkeypatch)
        monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", NOWHERE)
        async with starting(bot):
            reply = await asyncio.wait_for(discord_stand_in.replies.get(), 20)

    assert opening_of(reply) == "The source agrees."
    assert max(outage.waited) <= 30
    assert 70 <= outage.clock <= 100
    told = [record for record in caplog.records if record.getMessage().startswith(TRYING)]
    assert len(told) == len(outage.waited)
    assert all("Cannot connect to host 127.0.0.1:9" in record.getMessage() for record in told)
    assert "\n" not in "".join(record.getMessage() for record in told)
    assert "Traceback" not in caplog.text
    assert {record.levelno for record in told} == {logging.WARNING}


async def test_a_session_that_breaks_off_is_found_again_the_same_way(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The stand-in names an address to resume at where nobody answers."""
    discord_stand_in = StandIn(SAID, grants=True)
    async with serving(discord_stand_in, monkeypatch), Footnote(settings) as bot:
        bot.waits = outage = Outage(60, NOWHERE, monkeypatch)
        async with starting(bot) as running:
            await asyncio.wait_for(discord_stand_in.replies.get(), 20)
            await bot.ws.close(code=4000)
            await until(lambda: len(outage.waited) >= 8)
            assert not running.done()

    assert max(outage.waited) <= 30
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    ("left", "reset_after", "logs_in"),
    [(1_000, 86_400, True), (501, 86_400, True), (500, 0.5, True), (500, 86_400, False), (0, 86_400, False)],
)
async def test_logins_that_are_left_today_are_made_to_last(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, left: int,
    reset_after: float, *, logs_in: bool,
) -> None:  # fmt: skip
    discord_stand_in = Refusing(left, reset_after)
    async with serving(discord_stand_in, monkeypatch), Footnote(settings) as bot, starting(bot):
        await until(lambda: bool(discord_stand_in.identified) or "more logins today" in caplog.text)

    assert bool(discord_stand_in.identified) is logs_in
    assert (f"Discord allows this bot {left} more logins today" in caplog.text) is not logs_in


async def test_sessions_that_end_again_and_again_use_up_no_logins(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(discord.Client, "before_identify_hook", _at_once)
    discord_stand_in = Ending(1_000, 86_400)
    async with serving(discord_stand_in, monkeypatch), Footnote(settings) as bot, starting(bot):
        await until(lambda: caplog.text.count("Discord allows this bot 10 more logins today") == 2)
        assert [each.name for each in threading.enumerate() if each.name.startswith("keep-alive-handler")] == []

    assert len(discord_stand_in.identified) == 1
    assert "Traceback" not in caplog.text


async def _at_once(*_: object, **__: object) -> None:
    """discord.py itself waits five seconds before each login but the first."""


async def test_a_gateway_that_ends_every_connection_is_not_asked_without_a_pause(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    dropping = Dropping()
    async with serving(dropping, monkeypatch), Footnote(settings) as bot, starting(bot) as running:
        await until(lambda: dropping.greeted == 2)
        await asyncio.sleep(1.5)
        assert dropping.greeted == 2
        await until(lambda: dropping.greeted == 3)
        assert not running.done()

    assert caplog.text.count("Discord ended the connection at once; another is opened in 2 s") == 1
    assert "Traceback" not in caplog.text
