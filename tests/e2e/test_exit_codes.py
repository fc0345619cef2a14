"""What `footnote run` ends with: 2 where a restart mends nothing, 1 where it may."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import WSMessage, web

from bot.settings import Settings
from bot.terminal.commands.run import ConnectionFailedError, NotMendedByRestartError, _stay
from bot.words.terminal_text import CLOSED_FOR_GOOD
from claims_db.errors import InvalidValueError

from .discord_stand_in import IDENTIFY, TOKEN, StandIn, serving
from .program import footnote_run

SAID = "hello"


class Closing(StandIn):
    """A Discord that closes the connection of whoever identifies, with this code."""

    def __init__(self, code: int) -> None:
        super().__init__(SAID, grants=True)
        self._code = code

    async def _heard(self, socket: web.WebSocketResponse, frame: WSMessage) -> bool:
        if (said := frame.json())["op"] != IDENTIFY:
            return await super()._heard(socket, frame)
        self.identified.append(said["d"]["intents"])
        await socket.close(code=self._code)
        return False


@pytest.mark.parametrize("code", [4004, 4010, 4011, 4012, 4013, 4014])
async def test_what_discord_closed_for_good_is_told_with_what_to_do(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    discord_stand_in = Closing(code)

    async with serving(discord_stand_in, monkeypatch):
        with pytest.raises(InvalidValueError) as caught:
            await _stay(settings, TOKEN, lambda: settings)

    assert isinstance(caught.value, NotMendedByRestartError)
    assert str(caught.value) == CLOSED_FOR_GOOD[code]
    # Refused intents are asked for once more, without the text of messages; nothing else is asked twice.
    assert len(discord_stand_in.identified) == (2 if code == 4014 else 1)


async def test_the_exit_code_of_a_connection_closed_for_good_is_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(Closing(4012), monkeypatch), footnote_run(tmp_path) as running:
        assert await running.ended() == 2

    assert running.written.splitlines()[-1] == f"Error: {CLOSED_FOR_GOOD[4012]}"
    assert "Traceback" not in running.written


async def test_a_discord_without_a_gateway_may_be_there_later(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(StandIn(SAID, grants=True), monkeypatch):
        monkeypatch.setattr("discord.http.Route.BASE", "http://127.0.0.1:9/api")
        with pytest.raises(ConnectionFailedError):
            await _stay(settings, TOKEN, lambda: settings)


def _folder(path: Path) -> None:
    path.mkdir()


def _foreign(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\1" * 4096)


def _text(path: Path) -> None:
    path.write_text("a list of recipes, of some length\n" * 40)


def _locked(path: Path) -> None:
    path.touch()
    path.chmod(0o444)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        pytest.param(_folder, "is a folder; name a file", id="a folder"),
        pytest.param(_foreign, "is a database of another program", id="another program's"),
        pytest.param(_text, "is not a database of Footnote", id="a text"),
        pytest.param(_locked, "is read-only; make it writable", id="read-only"),
    ],
)
async def test_a_database_that_no_restart_mends_ends_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], None], told: str
) -> None:
    spoil(tmp_path / "claims.db")
    discord_stand_in = StandIn(SAID, grants=True)

    async with serving(discord_stand_in, monkeypatch), footnote_run(tmp_path) as running:
        assert await running.ended() == 2

    assert told in running.written.splitlines()[-1]
    assert "Traceback" not in running.written
    assert discord_stand_in.identified == []
