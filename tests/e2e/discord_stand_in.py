"""A Discord over real sockets, as small as it can be: it lets one bot log in, and sends it one private message."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Protocol

import discord
import pytest
import yarl
from aiohttp import WSMessage, WSMsgType, web
from simcord import components

TOKEN = "a.good.token"  # noqa: S105 - the stand-in takes this one and no other
BOT = {"id": "100000000000000001", "username": "Footnote", "discriminator": "0", "avatar": None, "bot": True}
PERSON = {"id": "100000000000000002", "username": "robin", "discriminator": "0", "avatar": None}
APPLICATION = {
    "id": BOT["id"], "name": "Footnote", "description": "", "icon": None, "bot_public": True,
    "bot_require_code_grant": False, "verify_key": "", "flags": 0, "team": None, "owner": PERSON,
}  # fmt: skip
DM = "100000000000000003"
# https://discord.com/developers/docs/topics/opcodes-and-status-codes and .../events/gateway#list-of-intents
DISPATCH, HEARTBEAT, IDENTIFY, HELLO, HEARTBEAT_ACK = 0, 1, 2, 10, 11
DISALLOWED_INTENTS = 4014
MESSAGE_CONTENT = 1 << 15
_TEXT = 10


class StandIn:
    """What it was asked, and what it answers. `grants` says whether the portal lets bots read messages."""

    def __init__(self, message: str, *, grants: bool) -> None:
        self._message = message
        self._grants = grants
        self.identified: list[int] = []
        self.commands: list[dict[str, Any]] = []
        self.replies: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    def routes(self) -> list[web.RouteDef]:
        """The few addresses that a bot asks."""
        return [
            web.get("/api/users/@me", self._me),
            web.get("/api/oauth2/applications/@me", self._application),
            web.put("/api/applications/{id}/commands", self._sync),
            web.post("/api/channels/{id}/messages", self._reply),
            web.get("/", self._gateway),
        ]

    async def _me(self, request: web.Request) -> web.Response:
        if request.headers["Authorization"] != f"Bot {TOKEN}":
            return as_json({"message": "401: Unauthorized", "code": 0}, status=401)
        return as_json(BOT)

    async def _application(self, _: web.Request) -> web.Response:
        return as_json(APPLICATION)

    async def _sync(self, request: web.Request) -> web.Response:
        self.commands = await request.json()
        known = {"application_id": BOT["id"], "description": "", "default_member_permissions": None, "version": "1"}
        return as_json([known | {"id": str(number)} | each for number, each in enumerate(self.commands, 1)])

    async def _reply(self, request: web.Request) -> web.Response:
        body = await request.json()
        await self.replies.put(body)
        return as_json(written("100000000000000005", BOT, opening_of(body)))

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 45_000}})
        async for frame in socket:
            if not await self._heard(socket, frame):
                break
        return socket

    async def _heard(self, socket: web.WebSocketResponse, frame: WSMessage) -> bool:
        said: dict[str, Any] = json.loads(frame.data) if frame.type is WSMsgType.TEXT else {"op": None}
        if said["op"] == HEARTBEAT:
            await socket.send_json({"op": HEARTBEAT_ACK, "d": None})
        if said["op"] == IDENTIFY:
            self.identified.append(said["d"]["intents"])
            if said["d"]["intents"] & MESSAGE_CONTENT and not self._grants:
                await socket.close(code=DISALLOWED_INTENTS)
                return False
            await self._begin(socket)
        return True

    async def _begin(self, socket: web.WebSocketResponse) -> None:
        ready = {"v": 10, "user": BOT, "guilds": [], "session_id": "s", "resume_gateway_url": "ws://127.0.0.1:1/",
                 "application": {"id": BOT["id"], "flags": 0}}  # fmt: skip
        channel = {"id": DM, "type": 1, "recipients": [PERSON]}
        message = written("100000000000000004", PERSON, self._message)
        for number, (event, about) in enumerate(
            [("READY", ready), ("CHANNEL_CREATE", channel), ("MESSAGE_CREATE", message)], 1
        ):
            await socket.send_json({"op": DISPATCH, "s": number, "t": event, "d": about})


class Serves(Protocol):
    """Whatever answers a bot in Discord's place."""

    def routes(self) -> list[web.RouteDef]:
        """The addresses that a bot asks."""


def as_json(value: object, status: int = 200) -> web.Response:
    """An answer without a charset, which discord.py takes for no JSON."""
    return web.Response(body=json.dumps(value).encode(), content_type="application/json", status=status)


def written(number: str, author: dict[str, Any], content: str, channel: str = DM) -> dict[str, Any]:
    """A message as Discord shows it."""
    return {"id": number, "channel_id": channel, "author": author, "content": content, "type": 0, "tts": False,
            "timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None, "mention_everyone": False,
            "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "pinned": False}  # fmt: skip


def opening_of(body: dict[str, Any]) -> str:
    """The sentence that a message opens with, in its content or in the first text of its components."""
    if body.get("content"):
        return str(body["content"])
    parts = components.walk_components(body.get("components") or [])
    first = next(part["content"] for part in parts if part["type"] == _TEXT)
    return re.sub(r"^### .*\n|\*\*|__", "", first).partition("\n")[0]


@asynccontextmanager
async def listening(stand_in: Serves) -> AsyncIterator[int]:
    """Let it answer on a port of this machine."""
    application = web.Application()
    application.add_routes(stand_in.routes())
    runner = web.AppRunner(application, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


@asynccontextmanager
async def serving(stand_in: Serves, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """Let discord.py talk to the stand-in instead of Discord."""
    async with listening(stand_in) as port:
        monkeypatch.setattr(discord.http.Route, "BASE", f"http://127.0.0.1:{port}/api")
        gateway = yarl.URL(f"ws://127.0.0.1:{port}/")
        monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
        yield
