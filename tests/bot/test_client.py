"""The bot as a whole: starts, restarts, and what it tells Discord of itself."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import discord
import pytest
import simcord

from bot import create_bot
from bot.client import Footnote, MessageLocks
from bot.settings import Settings
from claims_db.actors import Actor
from claims_db.errors import StoreError
from claims_db.service import ClaimService

from ..world import TRUE, World, only, opening

COMMANDS = "/commands"


def test_a_bot_can_be_built_without_anything_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)

    bot = create_bot()

    assert isinstance(bot, Footnote)
    assert bot.allowed_mentions is not None
    assert not any(getattr(bot.allowed_mentions, who) for who in ("everyone", "users", "roles", "replied_user"))


def test_only_what_is_needed_is_asked_of_discord(settings: Settings) -> None:
    without = Footnote(settings.model_copy(update={"message_content": False})).intents

    assert (
        Footnote(settings).intents.value
        == discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=True).value
    )
    assert without.message_content is False


async def test_commands_are_sent_on_the_first_start_only(world: World) -> None:
    await world.restart()
    await world.restart()

    assert len(world.bodies("PUT", COMMANDS)) == 1


async def test_commands_are_sent_again_when_they_changed(world: World) -> None:
    await world.bot.claims.set_note("commands", "another version")

    await world.restart()

    assert len(world.bodies("PUT", COMMANDS)) == 2


async def test_commands_are_sent_again_when_discord_lost_them(world: World) -> None:
    world.env.backend.commands.clear()

    await world.restart()

    assert len(world.bodies("PUT", COMMANDS)) == 2


async def test_a_discord_that_takes_no_commands_is_asked_again_next_time(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    bot = Footnote(settings)
    env = simcord.Env(bot)
    env.inject_error("PUT", "/applications/*", status=500)
    await env.start()
    assert "the commands could not be sent: Discord says 500" in caplog.text

    await env.restart_bot(Footnote(settings))
    await bot.close()
    assert env.backend.find_command("check", None) is not None
    await env.bot.close()
    await env.shutdown()


async def test_the_same_bot_can_start_twice(world: World) -> None:
    await world.env.restart_bot()

    await world.member.send(world.channel, f"{world.mention} {TRUE}")

    assert opening(only(world.said())) == "The source agrees."


async def test_what_another_process_adds_is_known_soon(world: World, settings: Settings) -> None:
    claim = await _added_elsewhere(world, settings)
    asked = f"{world.mention} {claim}"

    await world.env.advance_time(31)
    await world.member.send(world.channel, asked)

    assert opening(only(world.said())) == "The source agrees."


async def _added_elsewhere(world: World, settings: Settings) -> str:
    here = await world.add_claim("The museum of Erewhon opened its doors")
    async with ClaimService.open(settings.db) as elsewhere:
        text = "The town library of Erewhon closed its doors"
        await elsewhere.add(
            type(here)("library", text, here.rating, here.citations, pack=here.pack), actor=Actor("cli")
        )
    return text


async def test_a_database_that_cannot_be_used_stops_the_start(settings: Settings) -> None:
    settings.db.write_bytes(b"not a database, but long enough to be read as one" * 40)
    before = settings.db.read_bytes()
    bot = Footnote(settings)

    with pytest.raises(StoreError):
        await bot.setup_hook()

    await bot.close()
    assert settings.db.read_bytes() == before


async def test_an_event_that_fails_is_logged_without_its_words(world: World, caplog: pytest.LogCaptureFixture) -> None:
    async def fail(message: discord.Message) -> None:
        raise RuntimeError(message.content)

    world.bot.add_listener(fail, "on_message")

    await world.member.send(world.channel, TRUE)

    assert len(world.env.errors) == 1
    assert "in on_message: incident " in caplog.text
    assert TRUE not in caplog.text


def test_nobody_is_me_before_the_login(settings: Settings) -> None:
    with pytest.raises(RuntimeError, match="not logged in"):
        _ = Footnote(settings).me


async def test_a_store_that_cannot_be_read_for_a_while_does_not_end_the_bot(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(sqlite3.connect(world.bot.settings.db)) as elsewhere:
        elsewhere.execute("DROP TABLE spoken")

    await world.env.advance_time(31)
    await world.env.advance_time(31)

    assert caplog.text.count("cannot be used: no such table: spoken (SQLITE_ERROR)") == 1
    await world.member.send(world.channel, f"{world.mention} hello")
    assert len(world.said()) == 1


async def test_what_is_about_one_message_happens_one_after_the_other() -> None:
    locks, seen = MessageLocks(), list[str]()

    async def happen(name: str, key: int) -> None:
        async with locks.of(key):
            seen.append(f"{name} begins")
            await asyncio.sleep(0)
            seen.append(f"{name} ends")

    await asyncio.gather(happen("first", 1), happen("second", 1), happen("other", 2))

    assert seen == ["first begins", "other begins", "first ends", "other ends", "second begins", "second ends"]


async def test_a_lock_is_forgotten_when_nobody_holds_it() -> None:
    locks = MessageLocks()
    async with locks.of(1):
        assert len(locks._locks) == 1

    assert len(locks._locks) == 0
