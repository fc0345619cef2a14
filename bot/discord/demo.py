"""The real bot in a server that exists only on this machine, shown in a browser: no token, no Discord, no internet."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

import discord
import simcord

from bot import create_bot
from bot.client import Footnote
from bot.settings import Settings
from claims_db.actors import Actor
from claims_db.errors import FootnoteError
from claims_db.store.servers import Mode

FIRST_MESSAGE = "eleven firms fined"


class DemoError(FootnoteError):
    """The browser's page cannot be served; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A watched channel, and the people who can be played."""

    env: simcord.Env
    channel: simcord.ChannelHandle
    member: simcord.MemberActor
    moderator: simcord.MemberActor


@asynccontextmanager
async def staged(settings: Settings, at: datetime | None = None) -> AsyncIterator[Stage]:
    """The bot in a server whose moderator lets it watch the channel, after a first exchange; `at` is now."""
    bot = create_bot(settings)
    env = simcord.Env(bot, check_errors=False)
    env.backend.clock.advance(((at or datetime.now(UTC)) - env.now()).total_seconds())
    await env.start()
    try:
        with env.time_context():
            yield await _first_exchange(env)
    finally:
        await env.shutdown()
        await bot.close()


async def _first_exchange(env: simcord.Env) -> Stage:
    server = env.create_guild("Footnote demo")
    channel = server.create_text_channel("newsroom", topic="Write something about the news of March 2021")
    moderators = server.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
    member = server.add_member(env.create_user("robin", global_name="Robin"))
    moderator = server.add_member(env.create_user("maya", global_name="Maya"), roles=[moderators])
    bot = cast(Footnote, env.bot)
    await bot.claims.servers.set_mode(server.id, channel.id, Mode.ALL, actor=Actor.on_discord(moderator.id))
    await cast("discord.Member", server.me).edit(nick="Footnote")  # it is a member of its own server
    await member.send(channel, FIRST_MESSAGE)
    return Stage(env, channel, member, moderator)


async def serve(settings: Settings, port: int | None, announce: Callable[[str], None]) -> None:
    """Show the server until somebody ends it; `announce` hears the address once it can be opened.

    Raises DemoError.
    """
    async with staged(settings) as stage:
        viewers = [stage.member, stage.moderator]
        try:
            async with stage.env.preview(stage.channel, viewers=viewers, layout="channel", port=port) as preview:
                announce(preview.url)
                await preview.wait_closed()
        except simcord.SetupError as error:
            raise DemoError(f"The demo cannot be shown: {error}") from error
