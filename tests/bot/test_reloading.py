"""Settings that are read again while the bot runs."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import cast

import pytest
from pydantic import SecretStr

from bot.reloading import FIXED, Reloading
from bot.settings import LogLevel, Settings, SettingsError
from claims_db.store.servers import Mode
from cogs.sources import Sources

from ..world import TRUE, World


class Host:
    """Who writes settings, for the bot of a world to read again."""

    def __init__(self, world: World) -> None:
        self._settings = world.bot.settings
        self._reloading = Reloading(world.bot, self._settings, lambda: self._settings)

    def sets(self, **changes: object) -> None:
        self._settings = self._settings.model_copy(update=changes)
        self._reloading.reload()


@pytest.fixture
def host(world: World, caplog: pytest.LogCaptureFixture) -> Iterator[Host]:
    root = logging.getLogger()
    with caplog.at_level(logging.INFO):
        before = root.level
        yield Host(world)
        root.setLevel(before)


async def test_what_holds_by_default_holds_from_then_on(
    world: World, host: Host, caplog: pytest.LogCaptureFixture
) -> None:
    await world.member.send(world.channel, TRUE)
    assert world.said() == []

    host.sets(default_mode=Mode.ALL, cooldown_hours=0)
    for _ in range(2):
        await world.member.send(world.channel, TRUE)

    assert len(world.said()) == 2
    assert "changed: FOOTNOTE_COOLDOWN_HOURS, FOOTNOTE_DEFAULT_MODE; waiting for a restart: nothing" in caplog.text


async def test_what_is_fixed_at_the_start_waits_for_another(
    world: World, host: Host, caplog: pytest.LogCaptureFixture
) -> None:
    before = world.bot.settings
    for _ in range(2):
        host.sets(discord_token=SecretStr("another.token"), workers=3, reply_days=7)

    assert {name: getattr(world.bot.settings, name) for name in FIXED} == {
        name: getattr(before, name) for name in FIXED
    }
    assert world.bot.settings.reply_days == 7
    assert caplog.text.count("waiting for a restart: DISCORD_TOKEN, FOOTNOTE_WORKERS") == 2
    assert caplog.text.count("changed: nothing") == 1
    assert "another.token" not in caplog.text


async def test_a_refused_intent_is_no_setting_that_changed(
    world: World, host: Host, caplog: pytest.LogCaptureFixture
) -> None:
    world.bot.settings = world.bot.settings.model_copy(update={"message_content": False})

    host.sets(update_replies=True)

    assert "changed: FOOTNOTE_UPDATE_REPLIES; waiting for a restart: nothing" in caplog.text
    assert world.bot.settings.message_content is False


async def test_settings_that_make_no_sense_change_nothing(world: World, caplog: pytest.LogCaptureFixture) -> None:
    before = world.bot.settings

    Reloading(world.bot, before, _wrong).reload()

    assert world.bot.settings is before
    assert "the settings stay as they are: FOOTNOTE_WORKERS: no; FOOTNOTE_DB: no" in caplog.text


def _wrong() -> Settings:
    raise SettingsError("FOOTNOTE_WORKERS: no\nFOOTNOTE_DB: no")


async def test_the_log_becomes_quieter_and_louder_and_still_holds_no_messages(host: Host) -> None:
    library, root = logging.getLogger("discord"), logging.getLogger()
    host.sets(log_level=LogLevel.DEBUG)
    assert (root.level, library.getEffectiveLevel()) == (logging.DEBUG, logging.INFO)
    host.sets(log_level=LogLevel.WARNING)
    assert (root.level, library.getEffectiveLevel()) == (logging.WARNING, logging.WARNING)


async def test_a_key_is_used_from_then_on(world: World, host: Host) -> None:
    assert world.bot.elsewhere.offered is False
    host.sets(factcheck_key=SecretStr("key"))
    assert world.bot.elsewhere.offered is True


async def test_sources_are_checked_from_then_on_or_no_longer(world: World, host: Host) -> None:
    world.bot.settings = world.bot.settings.model_copy(update={"discord_token": SecretStr("a.token")})
    sources = cast(Sources, world.bot.get_cog("Sources"))
    for days, running in ((7, True), (3, True), (0, False), (7, True)):
        host.sets(check_sources_days=days)
        await world.env.settle()
        assert sources._rounds.is_running() is running


def test_every_setting_that_is_fixed_is_one() -> None:
    assert set(Settings.model_fields) >= FIXED
