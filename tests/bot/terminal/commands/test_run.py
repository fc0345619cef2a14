"""`footnote run`: on Discord, or one sentence that says why not."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bot.words import terminal_text

from .conftest import Footnote

TOKEN = "not.a-real.token"  # noqa: S105 - it opens nothing


class StandIn(BaseHTTPRequestHandler):
    """A Discord that gives every request the same answer."""

    status = 401

    def do_GET(self) -> None:
        body = json.dumps({"message": f"{self.status}: no", "code": 0}).encode()
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def discord_says(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[StandIn]]:
    """A stand-in on this machine; set its `status`."""
    with HTTPServer(("127.0.0.1", 0), StandIn) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        monkeypatch.setattr("discord.http.Route.BASE", f"http://127.0.0.1:{server.server_port}/api")
        yield StandIn
        StandIn.status = 401
        server.shutdown()
        thread.join()


def test_without_a_token_it_says_how_to_get_one(run: Footnote) -> None:
    result = run("run")
    assert result.stderr == f"Error: {terminal_text.NO_TOKEN}\n"
    assert "https://discord.com/developers/applications" in result.stderr
    assert (result.stdout, result.exit_code) == ("", 2)


@pytest.mark.parametrize("token", ["two words", "line\nfeed", "tökén"])
def test_what_cannot_be_a_token_is_not_sent(run: Footnote, monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", token)
    result = run("run")
    assert result.stderr == f"Error: {terminal_text.TOKEN_REFUSED}\n"
    assert result.exit_code == 2
    assert token not in result.output


def test_a_refused_token_is_told_and_never_printed(
    run: Footnote, monkeypatch: pytest.MonkeyPatch, discord_says: type[StandIn]
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    for command in (["run"], []):
        result = run(*command)
        assert discord_says.status == 401
        assert result.stderr.endswith(f"Error: {terminal_text.TOKEN_REFUSED}\n")
        assert result.exit_code == 2
        assert TOKEN not in result.output


def test_the_database_is_named_at_the_start(
    run: Footnote, monkeypatch: pytest.MonkeyPatch, discord_says: type[StandIn]
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    assert discord_says.status == 401
    assert run("run", "--db", "here.db").stderr.startswith("Claims are kept in here.db.\n")


def test_a_discord_in_trouble_is_no_fault_of_the_token(
    run: Footnote, monkeypatch: pytest.MonkeyPatch, discord_says: type[StandIn]
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    discord_says.status = 418
    result = run("run")
    assert "Error: Footnote cannot reach Discord: it answers 418. Try again in a while.\n" in result.stderr
    assert result.exit_code == 1


def test_no_network_is_told_in_a_sentence(run: Footnote, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    monkeypatch.setattr("discord.http.Route.BASE", "http://127.0.0.1:9/api")
    result = run("run")
    assert result.stderr.splitlines()[-1].startswith("Error: Footnote cannot reach Discord: Cannot connect to host")
    assert result.exit_code == 1
    assert "Traceback" not in result.output


HANGS = """
import socket, discord.http
server = socket.create_server(("127.0.0.1", 0))
discord.http.Route.BASE = f"http://127.0.0.1:{server.getsockname()[1]}/api"
from bot.__main__ import main
main()
"""


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_stopping_it_is_no_error(stop: signal.Signals, tmp_path: Path) -> None:
    script = tmp_path / "hangs.py"
    script.write_text(HANGS)
    environment = os.environ | {"DISCORD_TOKEN": TOKEN}
    words = [sys.executable, str(script), "run"]
    with subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True, cwd=tmp_path) as running:
        assert running.stderr
        assert running.stderr.readline().startswith("Claims are kept in ")
        while "static token" not in running.stderr.readline():  # discord.py says that it logs in
            pass
        running.send_signal(stop)
        assert running.wait(timeout=20) == 0
        assert running.stderr.read().splitlines()[-1] == terminal_text.LEFT_DISCORD
