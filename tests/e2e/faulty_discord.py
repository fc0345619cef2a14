"""A Discord over real sockets with one server, whose members write, and whose requests fail as a test wants it.

It keeps messages as Discord does: a nonce makes one message within some minutes, a reply to what is gone is refused, a
history is read backwards or forwards. https://discord.com/developers/docs/resources/message
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from enum import Enum, auto
from typing import Any

import discord
from aiohttp import WSMsgType, web

from .discord_stand_in import (
    APPLICATION,
    BOT,
    DISPATCH,
    HEARTBEAT,
    HEARTBEAT_ACK,
    HELLO,
    IDENTIFY,
    PERSON,
    as_json,
    opening_of,
    written,
)  # fmt: skip

RESUME, INVALID_SESSION = 6, 9
GUILD, CHANNEL, DM = "200000000000000001", "200000000000000002", "200000000000000003"
OTHER_CHANNELS = ("200000000000000004", "200000000000000005", "200000000000000006")
UNKNOWN_MESSAGE, MISSING_ACCESS = 10008, 50001
INVALID_FORM = 50035
# https://discord.com/developers/docs/reference#snowflakes
_EPOCH = 1_420_070_400_000


class Fault(Enum):
    """What goes wrong with a request, before it does anything or after."""

    NONE = auto()
    FAILS = auto()
    FAILS_AFTER = auto()
    RESET = auto()
    RESET_AFTER = auto()
    BUSY = auto()
    KILL = auto()
    KILL_AFTER = auto()
    FORBIDDEN = auto()

    @property
    def acts(self) -> bool:
        """Whether the request is carried out all the same."""
        return self in {Fault.NONE, Fault.FAILS_AFTER, Fault.RESET_AFTER, Fault.KILL_AFTER}


class FaultyDiscord:
    """The server. `next_fault` says what goes wrong with each request about messages."""

    def __init__(self, channels: Sequence[str] = (CHANNEL,)) -> None:
        self._channels = channels
        self.messages: dict[str, dict[str, Any]] = {}
        self.next_fault: Callable[[str], Fault] = lambda _what: Fault.NONE
        self.kill: Callable[[], None] = lambda: None
        self.asked: list[tuple[str, str]] = []
        self._numbers = itertools.count(1)
        self._nonces: dict[str, str] = {}
        self._sockets: list[web.WebSocketResponse] = []
        self._sequence = itertools.count(1)
        self.ready = asyncio.Event()
        self.replied = asyncio.Event()

    # What members do.

    async def write(self, content: str, *, mentions: bool = False, channel: str = CHANNEL, heard: bool = True) -> str:
        """A member writes; `heard` says whether the bot is told."""
        message = self._message(PERSON, content, channel) | {"mentions": [BOT] if mentions else []}
        return await self._told("MESSAGE_CREATE", message, heard=heard)

    async def open_private_chat(self) -> None:
        """A member opens a private chat with the bot, which hears of it."""
        await self.emit("CHANNEL_CREATE", {"id": DM, "type": 1, "recipients": [PERSON]})

    async def edit(self, number: str, content: str, *, heard: bool = True) -> None:
        """A member edits what they wrote."""
        edited = {"content": content, "edited_timestamp": datetime.now(UTC).isoformat()}
        self.messages[number] |= edited
        await self._told("MESSAGE_UPDATE", self.messages[number], heard=heard)

    async def delete(self, number: str, *, heard: bool = True) -> None:
        """A message is deleted."""
        gone = self.messages.pop(number)
        about = {"id": number, "channel_id": gone["channel_id"]} | (
            {} if gone["channel_id"] == DM else {"guild_id": GUILD}
        )
        await self.emit("MESSAGE_DELETE", about) if heard else None

    def said(self) -> list[dict[str, Any]]:
        """What the bot said and what stands."""
        return [each for each in self.messages.values() if each["author"]["id"] == BOT["id"]]

    def replies_to(self, number: str) -> list[str]:
        """The bot's messages that reply to that one."""
        return [each["id"] for each in self.said() if (each.get("message_reference") or {}).get("message_id") == number]

    async def _told(self, event: str, message: dict[str, Any], *, heard: bool) -> str:
        self.messages[message["id"]] = message
        if heard:
            await self.emit(event, message)
        return str(message["id"])

    def _message(self, author: dict[str, Any], content: str, channel: str) -> dict[str, Any]:
        number = ((int(time.time() * 1000) - _EPOCH) << 22) + next(self._numbers)
        made = written(str(number), author, content, channel)
        made |= {"timestamp": datetime.now(UTC).isoformat(), "components": []}
        return made if channel == DM else made | {"guild_id": GUILD}

    # What the bot is told.

    async def emit(self, event: str, about: dict[str, Any], to: web.WebSocketResponse | None = None) -> None:
        """Send an event to every session, or to one."""
        frame = {"op": DISPATCH, "s": next(self._sequence), "t": event, "d": about}
        self._sockets = [each for each in self._sockets if not each.closed]
        for socket in [to] if to else self._sockets:
            with suppress(ConnectionError):  # whoever was killed hears nothing more
                await socket.send_json(frame)

    async def invalidate(self) -> None:
        """Forget every session, and let the bot begin a new one: what it was not told is lost."""
        self.ready.clear()
        for socket in self._sockets:
            await socket.send_json({"op": INVALID_SESSION, "d": False})

    async def hang_up(self) -> None:
        """Close every connection."""
        self.ready.clear()
        for socket in self._sockets:
            await socket.close(code=1012)
        self._sockets.clear()

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 45_000}})
        async for frame in socket:
            said: dict[str, Any] = json.loads(frame.data) if frame.type is WSMsgType.TEXT else {"op": None}
            if said["op"] == HEARTBEAT:
                await socket.send_json({"op": HEARTBEAT_ACK, "d": None})
            elif said["op"] == RESUME:
                await socket.send_json({"op": INVALID_SESSION, "d": False})
            elif said["op"] == IDENTIFY:
                self._sockets.append(socket)
                await self._begin(socket)
        return socket

    async def _begin(self, socket: web.WebSocketResponse) -> None:
        ready = {"v": 10, "user": BOT, "guilds": [{"id": GUILD, "unavailable": True}], "session_id": "s",
                 "resume_gateway_url": str(discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY),
                 "application": {"id": BOT["id"], "flags": 0}}  # fmt: skip
        last = {each["channel_id"]: number for number, each in self.messages.items()}
        shown = {
            "type": 0,
            "name": "general",
            "position": 0,
            "permission_overwrites": [],
            "parent_id": None,
            "nsfw": False,
        }
        channels = [shown | {"id": each, "last_message_id": last.get(each)} for each in self._channels]
        everyone = {"id": GUILD, "name": "@everyone", "permissions": str(discord.Permissions.all().value),
                    "position": 0, "color": 0, "hoist": False, "managed": False, "mentionable": False}  # fmt: skip
        me = {
            "user": BOT,
            "roles": [],
            "joined_at": "2026-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
        }
        guild = {"id": GUILD, "name": "Server", "owner_id": PERSON["id"], "roles": [everyone], "emojis": [],
                 "features": [], "channels": channels, "threads": [], "members": [me], "member_count": 2,
                 "voice_states": [], "presences": [], "stage_instances": [], "guild_scheduled_events": [],
                 "joined_at": "2026-01-01T00:00:00+00:00", "large": False, "unavailable": False,
                 "verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0,
                 "mfa_level": 0, "nsfw_level": 0, "premium_tier": 0, "preferred_locale": "en-US",
                 "afk_timeout": 300, "system_channel_flags": 0, "premium_progress_bar_enabled": False,
                 "stickers": []}  # fmt: skip
        await self.emit("READY", ready, socket)
        await self.emit("GUILD_CREATE", guild, socket)
        self.ready.set()

    # What the bot asks.

    def routes(self) -> list[web.RouteDef]:
        """The addresses that a bot asks."""
        one = "/api/channels/{channel}/messages/{number}"
        return [
            web.get("/api/users/@me", self._me),
            web.get("/api/oauth2/applications/@me", self._application),
            web.get("/api/applications/{id}/commands", self._commands),
            web.put("/api/applications/{id}/commands", self._commands),
            web.get("/api/channels/{channel}", self._channel),
            web.get("/api/channels/{channel}/messages", self._faulty(self._history)),
            web.post("/api/channels/{channel}/messages", self._faulty(self._create)),
            web.get(one, self._faulty(self._get)),
            web.patch(one, self._faulty(self._patch)),
            web.delete(one, self._faulty(self._remove)),
            web.get("/", self._gateway),
        ]

    def _faulty(self, act: Callable[[web.Request], Any]) -> Callable[[web.Request], Any]:
        async def answered(request: web.Request) -> web.StreamResponse:
            fault = self.next_fault(request.method)
            self.asked.append((request.method, request.path))
            if fault is Fault.KILL:
                self.kill()
            answer = await act(request) if fault.acts else None
            if fault is Fault.KILL_AFTER:
                self.kill()
            if fault in {Fault.NONE, Fault.KILL_AFTER} and answer is not None:
                return answer  # type: ignore[no-any-return]  # every route answers so
            if fault in {Fault.RESET, Fault.RESET_AFTER, Fault.KILL} and request.transport is not None:
                request.transport.abort()
            if fault is Fault.FORBIDDEN:
                return as_json({"message": "Missing Access", "code": MISSING_ACCESS}, status=403)
            return as_json({"message": "failed", "code": 0}, status=429 if fault is Fault.BUSY else 503)

        return answered

    async def _me(self, _: web.Request) -> web.Response:
        return as_json(BOT)

    async def _application(self, _: web.Request) -> web.Response:
        return as_json(APPLICATION)

    async def _commands(self, _: web.Request) -> web.Response:
        return as_json([])

    async def _channel(self, request: web.Request) -> web.Response:
        if request.match_info["channel"] != DM:
            return as_json({"message": "Unknown Channel", "code": 10003}, status=404)
        return as_json({"id": DM, "type": 1, "recipients": [PERSON], "last_message_id": None})

    async def _history(self, request: web.Request) -> web.Response:
        asked = {name: int(value) for name, value in request.query.items()}
        there = sorted(
            (each for each in self.messages.values() if each["channel_id"] == request.match_info["channel"]),
            key=lambda each: int(each["id"]),
        )
        limit = asked.get("limit", 50)
        if "after" in asked:
            found = [each for each in there if int(each["id"]) > asked["after"]][:limit]
        else:
            found = [each for each in there if int(each["id"]) < asked.get("before", 1 << 63)][-limit:]
        return as_json([self._shown(each) for each in reversed(found)])

    async def _get(self, request: web.Request) -> web.Response:
        found = self.messages.get(request.match_info["number"])
        return as_json(self._shown(found)) if found else _unknown()

    async def _create(self, request: web.Request) -> web.Response:
        body = await request.json()
        again = self._nonces.get(str(body.get("nonce")))
        if body.get("enforce_nonce") and again in self.messages:
            return as_json(self.messages[again])
        reference = body.get("message_reference")
        if reference and str(reference["message_id"]) not in self.messages:
            return as_json({"message": "Invalid Form Body", "code": INVALID_FORM}, status=400)
        made = self._message(BOT, opening_of(body), request.match_info["channel"]) | {"embeds": body.get("embeds", [])}
        if reference:
            made["message_reference"] = reference | {"message_id": str(reference["message_id"])}
        self._nonces[str(body.get("nonce"))] = made["id"]
        await self._told("MESSAGE_CREATE", made | {"nonce": body.get("nonce")}, heard=True)
        self.messages[made["id"]] = made
        self.replied.set()
        return as_json(made)

    async def _patch(self, request: web.Request) -> web.Response:
        found = self.messages.get(request.match_info["number"])
        if found is None:
            return _unknown()
        body = await request.json()
        found |= body | {"content": opening_of(body), "edited_timestamp": datetime.now(UTC).isoformat()}
        await self.emit("MESSAGE_UPDATE", found)
        return as_json(found)

    async def _remove(self, request: web.Request) -> web.Response:
        if request.match_info["number"] not in self.messages:
            return _unknown()
        await self.delete(request.match_info["number"])
        return web.Response(status=204)

    def _shown(self, message: dict[str, Any]) -> dict[str, Any]:
        reference = message.get("message_reference")
        return message | {"referenced_message": self.messages.get(reference["message_id"])} if reference else message


def _unknown() -> web.Response:
    return as_json({"message": "Unknown Message", "code": UNKNOWN_MESSAGE}, status=404)
