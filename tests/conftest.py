"""What tests of the bot on Discord share: the real bot in SimCord's server, and Discord's judgement of what it sent."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    import simcord

    from bot.client import Footnote
    from bot.settings import Settings

    from .world import World


# How long an example takes says more of the machine than of the code.
hypothesis.settings.register_profile("footnote", deadline=None)
hypothesis.settings.load_profile("footnote")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A host that decided nothing."""
    from bot.settings import Settings  # noqa: PLC0415 - tests without Discord start faster

    return Settings(_env_file=None, db=tmp_path / "claims.db")


@pytest.fixture
async def simcord_bot(settings: Settings) -> AsyncIterator[Footnote]:
    """The real bot; SimCord's own fixture starts it."""
    from bot.client import Footnote  # noqa: PLC0415

    bot = Footnote(settings)
    yield bot
    await bot.close()


@pytest.fixture
def world(simcord_env: simcord.Env) -> World:
    """A server with a channel, a member and a moderator."""
    from .world import World  # noqa: PLC0415

    return World(simcord_env)


@pytest.fixture(autouse=True)
def _as_discord_takes_it(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every request body that the bot sent in a test is one that Discord would take."""
    yield
    env = request.node.funcargs.get("simcord_env")
    if env is not None:
        from .openapi import problems  # noqa: PLC0415

        sent = [each for each in env.http_requests if each.json is not None]
        assert [problem for each in sent for problem in problems(each.method, each.path, each.json)] == []
