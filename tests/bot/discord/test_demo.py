"""The demo: the real bot, a watched channel, two people and a first exchange, in a page on this machine."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from bot.discord.demo import FIRST_MESSAGE, DemoError, serve, staged
from bot.settings import Settings

from ...world import opening


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Those of a stranger."""
    monkeypatch.chdir(tmp_path)
    return Settings(db=tmp_path / "claims.db", discord_token=None)


async def test_a_first_exchange_is_there(settings: Settings) -> None:
    async with staged(settings) as stage:
        said, answered = stage.channel.history()
        assert (said.author.display_name, said.content) == ("Robin", FIRST_MESSAGE)
        assert answered.author.display_name == "Footnote"
        assert opening(answered) == "The source says twelve, not eleven."
        assert answered.reference is not None
        assert answered.reference.message_id == said.id
        assert abs((said.created_at - datetime.now(UTC)).total_seconds()) < 60


async def test_it_goes_on_as_on_discord(settings: Settings) -> None:
    async with staged(settings) as stage:
        await stage.member.send(stage.channel, "China banned the audio app Clubhouse.")
        assert opening(stage.channel.history()[-1]) == "The source agrees."
        panel = (await stage.moderator.slash(stage.channel, "settings")).response
        assert panel is not None
        await stage.moderator.select(panel.message, [stage.channel], custom_id="footnote:set:channel")
        await stage.moderator.select(panel.message, ["on-request"], custom_id=f"footnote:set:mode:{stage.channel.id}")
        await stage.member.send(stage.channel, "ByteDance is the parent company of TikTok.")
        assert stage.channel.history()[-1].content == "ByteDance is the parent company of TikTok."
        assert stage.env.errors == []


async def test_the_clock_can_be_set(settings: Settings) -> None:
    then = datetime(2021, 3, 18, 9, 40, tzinfo=UTC)
    async with staged(settings, then) as stage:
        assert stage.channel.history()[0].created_at == then


async def test_the_address_can_be_opened(settings: Settings) -> None:
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(serve(settings, None, address.set_result))
    async with aiohttp.ClientSession() as browser, browser.get(await address) as page:
        assert page.status == 200
        assert "SimCord" in await page.text()
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving


async def test_a_port_in_use_is_told(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(DemoError, match=f"could not bind port {port}"):
            await serve(settings, port, print)


@pytest.mark.parametrize(
    ("options", "left"), [([], []), (["--db", "mine.db"], ["mine.db"])], ids=["thrown away", "kept"]
)
def test_the_command_prints_the_address_and_ends_well(tmp_path: Path, options: list[str], left: list[str]) -> None:
    environment = os.environ | {"TMPDIR": str(tmp_path), "FOOTNOTE_DB": str(tmp_path / "kept.db")}
    words = [sys.executable, "-m", "bot", "demo", *options]
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as running:
        assert running.stdout
        assert re.fullmatch(r"The demo is at http://127\.0\.0\.1:\d+/#\S+\n", running.stdout.readline())
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=20) == 0
    assert [path.name for path in tmp_path.iterdir()] == left


def test_a_plain_installation_is_told_what_is_missing(tmp_path: Path) -> None:
    without = "import sys\nsys.modules['simcord'] = None\nfrom bot.__main__ import main\nmain()\n"
    done = subprocess.run(
        [sys.executable, "-c", without, "demo"], capture_output=True, check=False, text=True, cwd=tmp_path, timeout=60
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Error: The demo needs SimCord: `make demo` installs it, or pip install 'simcord[preview]==3.2.1'.\n"
    )
