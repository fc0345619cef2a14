"""Stopping the program itself, over real sockets: who waits for an answer gets it, unless there is a second signal."""

from __future__ import annotations

import asyncio
import json
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.discord.stopping import PATIENCE_SECONDS
from bot.words import terminal_text

from .discord_stand_in import BOT, DISPATCH, DM, PERSON, StandIn, serving
from .program import PATIENCE, Running, footnote_run

SAID = "China banned Clubhouse"
# Longer than an idle bot takes to end, so that it shows whether it waited; and far longer than anybody waits.
SLOW, ENDLESS = 1.5, 60.0


class Slow(StandIn):
    """A Discord that takes its time over every answer of the bot, and notes which of them the bot waited for."""

    def __init__(self, seconds: float) -> None:
        super().__init__(SAID, grants=True)
        self._seconds = seconds
        self.asked = asyncio.Event()
        self.waited_for: list[str] = []

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/api/interactions/{id}/{token}/callback", self._defer),
            web.post("/api/webhooks/{id}/{token}", self._follow_up),
            *super().routes(),
        ]

    async def _reply(self, request: web.Request) -> web.Response:
        answer = await super()._reply(request)
        await self._take_time(request, "reply")
        return answer

    async def _defer(self, _: web.Request) -> web.Response:
        told = {"interaction": {"id": "9", "type": 2, "response_message_id": "10", "response_message_loading": True}}
        return web.Response(body=json.dumps(told).encode(), content_type="application/json")

    async def _follow_up(self, request: web.Request) -> web.Response:
        await self._take_time(request, "command")
        sent = {"id": "10", "channel_id": DM, "author": BOT, "content": "", "type": 0, "tts": False, "flags": 0,
                "timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None, "mention_everyone": False,
                "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "pinned": False}  # fmt: skip
        return web.Response(body=json.dumps(sent).encode(), content_type="application/json")

    async def _take_time(self, request: web.Request, what: str) -> None:
        self.asked.set()
        await asyncio.sleep(self._seconds)
        if request.transport is not None and not request.transport.is_closing():
            self.waited_for.append(what)


class Asked(Slow):
    """And where somebody uses a command instead of writing."""

    async def _begin(self, socket: web.WebSocketResponse) -> None:
        await super()._begin(_Without(socket, "MESSAGE_CREATE"))  # type: ignore[arg-type]  # as much of it as is used
        number = next(str(index) for index, each in enumerate(self.commands, 1) if each["name"] == "check")
        await socket.send_json({"op": DISPATCH, "s": 3, "t": "INTERACTION_CREATE", "d": {
            "id": "9", "application_id": BOT["id"], "type": 2, "token": "token", "version": 1, "channel_id": DM,
            "channel": {"id": DM, "type": 1}, "user": PERSON, "locale": "en-GB", "entitlements": [], "context": 1,
            "authorizing_integration_owners": {}, "attachment_size_limit": 0,
            "data": {"id": number, "name": "check", "type": 1, "options": [{"name": "text", "type": 3, "value": SAID}]},
        }})  # fmt: skip


class _Without:
    """A socket that keeps one kind of event to itself."""

    def __init__(self, socket: web.WebSocketResponse, event: str) -> None:
        self._socket = socket
        self._event = event

    async def send_json(self, payload: dict[str, Any]) -> None:
        if payload["t"] != self._event:
            await self._socket.send_json(payload)


async def stopped(running: Running, discord_stand_in: Slow, *signals: signal.Signals) -> int:
    """The exit code after these signals, of which the first comes while an answer is on its way."""
    await asyncio.wait_for(discord_stand_in.asked.wait(), PATIENCE)
    for each in signals:
        running.process.send_signal(each)
        await running.until("finishing what is under way")
    return await running.ended()


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl-C"])
@pytest.mark.parametrize(("kind", "what"), [(Slow, "reply"), (Asked, "command")], ids=["a reply", "a command"])
async def test_an_answer_that_is_on_its_way_arrives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: signal.Signals, kind: type[Slow], what: str
) -> None:
    discord_stand_in = kind(SLOW)
    async with serving(discord_stand_in, monkeypatch), footnote_run(tmp_path) as running:
        assert await stopped(running, discord_stand_in, stop) == 0

    assert what in discord_stand_in.waited_for
    assert running.written.splitlines()[-1] == terminal_text.LEFT_DISCORD
    assert "finishing what is under way: " in running.written
    assert "left unfinished" not in running.written
    assert "Traceback" not in running.written
    assert "incident" not in running.written


async def test_a_second_signal_ends_it_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    discord_stand_in = Slow(ENDLESS)
    async with serving(discord_stand_in, monkeypatch), footnote_run(tmp_path) as running:
        await asyncio.wait_for(discord_stand_in.asked.wait(), PATIENCE)
        began = time.monotonic()
        assert await stopped(running, discord_stand_in, signal.SIGTERM, signal.SIGTERM) == 0
        assert time.monotonic() - began < PATIENCE_SECONDS

    assert running.written.splitlines()[-1] == terminal_text.LEFT_DISCORD
    assert "left unfinished: " in running.written
    assert "Traceback" not in running.written
    assert "incident" not in running.written


async def test_an_answer_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    discord_stand_in = Slow(ENDLESS)
    async with serving(discord_stand_in, monkeypatch), footnote_run(tmp_path) as running:
        assert await stopped(running, discord_stand_in, signal.SIGTERM) == 0

    assert "left unfinished: " in running.written
    assert "Traceback" not in running.written


async def test_settings_are_read_again_on_sighup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = tmp_path / ".env"
    async with serving(StandIn(SAID, grants=True), monkeypatch), footnote_run(tmp_path) as running:
        await running.until("has connected to Gateway")
        written.write_text("FOOTNOTE_COOLDOWN_HOURS=2\nFOOTNOTE_MEANING=true\n")
        running.process.send_signal(signal.SIGHUP)
        await running.until("changed: FOOTNOTE_COOLDOWN_HOURS; waiting for a restart: FOOTNOTE_MEANING")
        written.write_text("FOOTNOTE_COOLDOWN_HOURS=soon\nFOOTNOTE_DEFAULT_MODE=all\n")
        running.process.send_signal(signal.SIGHUP)
        await running.until("the settings stay as they are: FOOTNOTE_COOLDOWN_HOURS: input should be a valid number")
        running.process.send_signal(signal.SIGTERM)
        assert await running.ended() == 0

    assert "Traceback" not in running.written
