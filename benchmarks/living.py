"""`python -m benchmarks.living [REPLIES]`: how long replies take to follow their claim, under Discord's limits.

A stand-in for Discord takes five edits in five seconds in each channel, answers the sixth with 429, and takes its time
over each. The bot's process is killed half-way, as a power cut would, and started again on the same database.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import discord
from aiohttp import web

from bot.client import Footnote
from bot.settings import Settings
from claims_db.actors import Actor
from claims_db.service import ClaimService
from claims_db.store.replies import Reply
from claims_db.values import Citation, Claim, Label, Rating, Source
from cogs.reply_updates import updater

REPLIES = 1000
CHANNELS = 20
LIMIT, WINDOW_SECONDS = 5, 5.0
LATENCY_SECONDS = 0.1
FIRST_CHANNEL, FIRST_REPLY = 10**17, 2 * 10**17
TEXT = "The old lighthouse of Erewhon has two hundred steps"
BOT = {"id": "100000000000000001", "username": "Footnote", "discriminator": "0", "avatar": None, "bot": True}


@dataclass(slots=True)
class StandIn:
    """What was asked of it: edits that it took by message, requests that it refused, and each channel's window."""

    edits: Counter[int] = field(default_factory=Counter)
    requests: int = 0
    refused: int = 0
    windows: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/users/@me", self.me),
            web.get("/api/oauth2/applications/@me", self.application),
            web.put("/api/applications/{id}/commands", self.commands),
            web.patch("/api/channels/{channel}/messages/{message}", self.edit),
        ]

    async def me(self, _: web.Request) -> web.Response:
        return answer(BOT)

    async def application(self, _: web.Request) -> web.Response:
        return answer({"id": BOT["id"], "name": "Footnote", "description": "", "icon": None, "bot_public": True,
                       "bot_require_code_grant": False, "verify_key": "", "flags": 0, "team": None,
                       "owner": BOT})  # fmt: skip

    async def commands(self, _: web.Request) -> web.Response:
        return answer([])

    async def edit(self, request: web.Request) -> web.Response:
        """Take an edit, or refuse it as Discord does."""
        self.requests += 1
        await asyncio.sleep(LATENCY_SECONDS)
        channel, message = request.match_info["channel"], request.match_info["message"]
        now, taken = time.monotonic(), self.windows[channel]
        taken[:] = [moment for moment in taken if now - moment < WINDOW_SECONDS]
        wait = WINDOW_SECONDS - (now - taken[0]) if taken else WINDOW_SECONDS
        limits = {"X-RateLimit-Limit": str(LIMIT), "X-RateLimit-Bucket": "edits", "X-RateLimit-Reset-After": str(wait)}
        if len(taken) >= LIMIT:
            self.refused += 1
            refusal = {"message": "You are being rate limited.", "retry_after": wait, "global": False}
            return answer(refusal, 429, limits | {"X-RateLimit-Remaining": "0", "Retry-After": str(wait), "Via": "1.1"})
        taken.append(now)
        self.edits[int(message)] += 1
        body = await request.json()
        return answer(shown(channel, message, str(body["components"])), 200,
                      limits | {"X-RateLimit-Remaining": str(LIMIT - len(taken))})  # fmt: skip


def answer(value: object, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """JSON without a charset, which discord.py would take for no JSON."""
    return web.Response(
        body=json.dumps(value).encode(), content_type="application/json", status=status, headers=headers
    )


def shown(channel: str, message: str, content: str) -> dict[str, object]:
    return {"id": message, "channel_id": channel, "author": BOT, "content": content, "type": 0, "tts": False,
            "timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None, "mention_everyone": False,
            "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "pinned": False}  # fmt: skip


async def fill(database: Path, number: int) -> None:
    """A claim that was changed, and so many replies that a moderator wants to follow it."""
    claim = Claim("steps", TEXT, Rating.TRUE, (Citation(Source("guide", "A guide", "The Gazette")),), pack="server-1")
    async with ClaimService.open(database) as claims:
        await claims.add(claim, actor=Actor.on_discord(1))
        for at in range(number):
            channel, reply = FIRST_CHANNEL + at % CHANNELS, FIRST_REPLY + at
            made = Reply(reply, None, channel, 1, claim.key, Label.SUPPORTED, datetime.now(UTC))
            await claims.replies.record(made, unasked=False)
        await claims.edit(claim, replace(claim, rating=Rating.FALSE), actor=Actor.on_discord(1))
        await claims.updates.want((await claims.updates.outdated(claim.key)).number)


async def work_off(database: Path, port: int) -> None:
    """The bot, without a gateway, until nothing is left to do."""
    discord.http.Route.BASE = f"http://127.0.0.1:{port}/api"
    async with Footnote(Settings(_env_file=None, db=database)) as bot:
        await bot.login("a.good.token")
        updater(bot).start()
        while await bot.claims.updates.channels():  # noqa: ASYNC110 - another process asks no less
            await asyncio.sleep(0.2)


async def started(database: Path, port: int) -> asyncio.subprocess.Process:
    arguments = ("-m", "benchmarks.living", "--work-off", str(database), str(port))
    return await asyncio.create_subprocess_exec(sys.executable, *arguments)


async def measure(database: Path, number: int) -> tuple[float, StandIn]:
    """Seconds from the first edit's process to the end of the last one's, and what was asked of Discord."""
    stand_in, application = StandIn(), web.Application()
    application.add_routes(stand_in.routes())
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    began = time.perf_counter()
    first = await started(database, port)
    while stand_in.edits.total() < number // 2:  # noqa: ASYNC110 - a benchmark has nothing better to do
        await asyncio.sleep(0.01)
    first.kill()
    await first.wait()
    await (await started(database, port)).wait()
    seconds = time.perf_counter() - began
    await runner.cleanup()
    return seconds, stand_in


def report(number: int) -> None:
    """Print the figures as a table that RESULTS.md can hold."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "claims.db"
        asyncio.run(fill(database, number))
        seconds, stand_in = asyncio.run(measure(database, number))
    fastest = (number / CHANNELS / LIMIT - 1) * WINDOW_SECONDS
    print(f"| {number:,} replies in {CHANNELS} channels, the process killed half-way | |\n|---|---|")
    print(f"| seconds | {seconds:.0f} (the limit itself allows {fastest:.0f}) |")
    print(f"| requests, refused with 429 | {stand_in.requests:,}, {stand_in.refused} |")
    print(
        f"| edited twice: under way when it was killed | {sum(1 for edits in stand_in.edits.values() if edits > 1)} |"
    )
    print(f"| lost | {number - len(stand_in.edits)} |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work-off"]:
        asyncio.run(work_off(Path(sys.argv[2]), int(sys.argv[3])))
    else:
        report(int(sys.argv[1]) if len(sys.argv) > 1 else REPLIES)
