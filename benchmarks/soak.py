"""A busy server for an hour, in minutes: `python -m benchmarks.soak [LINES] [RESTARTS]`, else a million and eight.

The bot is a process of its own, on real sockets, against a stand-in for Discord. A million lines come in ten minutes;
some are edited or deleted, some ask, some state what a claim contradicts. One request in fifty fails,
before it is carried out or after. The process is killed (SIGKILL) again and again, in the first half of the lines; in
the second it lives, and its memory, files and threads are counted. At last all is quiet, and what stands is compared
with what was asked: questions without an answer, messages with two, replies that the store does not know, rows without
a reply. Figures are printed, never asserted.
"""

from __future__ import annotations

import asyncio
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from contextlib import closing
from pathlib import Path

import discord
import yarl

from benchmarks.figures import Figure
from tests.e2e.discord_stand_in import BOT, TOKEN, listening
from tests.e2e.faulty_discord import Fault, FaultyDiscord

LINES, RESTARTS = 1_000_000, 8
CHANNELS = tuple(str(300_000_000_000_000_000 + number) for number in range(150))
CHAT = ("see you all tomorrow", "that was a good match", "does anybody have the notes?", "my train is late again", "ok")
WRONG = "11 tech companies were fined for breaking China's anti-monopoly rules"
ASKED_EVERY, STATED_EVERY, CHANGED_EVERY = 500, 500, 100
FAULTY = 0.02
FAULTS = (Fault.FAILS, Fault.FAILS_AFTER, Fault.RESET, Fault.RESET_AFTER, Fault.BUSY)
# Older plain lines are forgotten by the stand-in, as far as the bot never looks back.
KEPT = 30_000
AT_ONCE = 50
LINES_A_SECOND = 1_000_000 / 600
QUIET_SECONDS = 30.0
SAMPLES = 6


class Process:
    """The bot, which can be killed and started again."""

    def __init__(self, port: int, folder: Path) -> None:
        self._command = (sys.executable, "-m", "benchmarks.soak", "--bot", str(port))
        self._environment = os.environ | {
            "DISCORD_TOKEN": TOKEN, "FOOTNOTE_DB": str(folder / "claims.db"), "FOOTNOTE_DEFAULT_MODE": "all",
            "FOOTNOTE_COOLDOWN_HOURS": "0", "FOOTNOTE_CHECK_SOURCES_DAYS": "0", "FOOTNOTE_LOG_LEVEL": "WARNING",
        }  # fmt: skip
        self._log = (folder / "log").open("ab")
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it."""
        self._child = subprocess.Popen(self._command, env=self._environment, stderr=self._log)

    def kill(self) -> None:
        """End it at once."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()

    def held(self) -> tuple[float, int, int]:
        """MiB of memory, files and threads."""
        folder = Path(f"/proc/{self._child.pid if self._child else 0}")
        status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
        return int(status["VmRSS"].split()[0]) / 1024, len(list((folder / "fd").iterdir())), int(status["Threads"])


class Hour:
    """What is written, and what the bot was wanted to say."""

    def __init__(self, server: FaultyDiscord, process: Process, lines: int, restarts: int) -> None:
        self._server, self._process = server, process
        self._lines, self._restarts = lines, restarts
        self._chance = random.Random(1)
        self._recent: deque[str] = deque(maxlen=2_000)
        self._plain: deque[str] = deque()
        self.asked: set[str] = set()
        self.stated: set[str] = set()
        self._began = 0.0
        self.held: list[tuple[int, tuple[float, int, int]]] = []

    def fault(self, _method: str) -> Fault:
        """One request in fifty fails."""
        return self._chance.choice(FAULTS) if self._chance.random() < FAULTY else Fault.NONE

    async def passes(self) -> None:
        """Every line, with restarts in the first half."""
        self._server.next_fault = self.fault
        await self._begin()
        self._began = time.perf_counter()
        killed_every = self._lines // 2 // max(self._restarts, 1)
        sampled_every = self._lines // 2 // SAMPLES
        for number in range(self._lines):
            await self._write(number)
            if number < self._lines // 2 and number % killed_every == killed_every - 1:
                self._process.kill()
                for missed in range(AT_ONCE):
                    await self._write(number + missed)
                await self._begin()
            if number >= self._lines // 2 and number % sampled_every == sampled_every - 1:
                self.held.append((number + 1, self._process.held()))
        self._server.next_fault = lambda _method: Fault.NONE
        await asyncio.sleep(QUIET_SECONDS)

    async def _begin(self) -> None:
        self._server.ready.clear()
        self._process.start()
        await asyncio.wait_for(self._server.ready.wait(), 60)

    async def _write(self, number: int) -> None:
        channel = CHANNELS[number % len(CHANNELS)]
        if number % ASKED_EVERY == 0:
            self.asked.add(await self._server.write(f"<@{BOT['id']}> {WRONG}", mentions=True, channel=channel))
        elif number % STATED_EVERY == STATED_EVERY // 2:
            self.stated.add(await self._server.write(WRONG, channel=channel))
        else:
            self._plain.append(await self._server.write(self._chance.choice(CHAT), channel=channel))
            self._recent.append(self._plain[-1])
        if number % CHANGED_EVERY == CHANGED_EVERY - 1:
            await self._change()
        while len(self._plain) > KEPT:
            self._server.messages.pop(self._plain.popleft(), None)
        if number % AT_ONCE == 0:
            await asyncio.sleep(max(0.0, self._began + number / LINES_A_SECOND - time.perf_counter()))

    async def _change(self) -> None:
        """Somebody edits or deletes something, now and then what the bot answered."""
        wanted = self._chance.choice((*self.asked, *self.stated)) if self._chance.random() < 0.1 else ""
        number = wanted or self._chance.choice(self._recent)
        if number not in self._server.messages:
            return
        if self._chance.random() < 0.5:
            await self._server.delete(number)
            self.asked.discard(number)
            self.stated.discard(number)
        elif number not in self.asked | self.stated:
            await self._server.edit(number, self._chance.choice(CHAT))


def compared(hour: Hour, server: FaultyDiscord, database: Path, seconds: float) -> list[Figure]:
    """What stands against what was asked, and against what the store knows."""
    to = Counter(each["message_reference"]["message_id"] for each in server.said() if "message_reference" in each)
    with closing(sqlite3.connect(database)) as db:
        known = dict(db.execute("SELECT reply_id, message_id FROM replies").fetchall())
        waiting = db.execute("SELECT count(*) FROM deliveries").fetchone()[0]
    said = {int(each["id"]) for each in server.said()}
    forgotten = [number for number in hour.asked if not to[number]]
    unheard = [number for number in hour.stated if not to[number]]
    return [
        Figure("took", f"{seconds:.0f} s"),
        Figure("messages with two replies", str(sum(count > 1 for count in to.values()))),
        Figure("questions without an answer", f"{len(forgotten)} of {len(hour.asked)}"),
        Figure("statements without an answer, missed while away or dropped", f"{len(unheard)} of {len(hour.stated)}"),
        Figure("replies to what is gone", str(sum(number not in server.messages for number in to))),
        Figure("replies that the store does not know", str(len(said - set(known)))),
        Figure("rows without a reply, rows still open", f"{len(set(known) - said)}, {waiting}"),
        *(
            Figure(f"after {lines} lines: MiB, files, threads", f"{memory:.0f}, {files}, {threads}")
            for lines, (memory, files, threads) in hour.held
        ),
    ]


async def soak(lines: int, restarts: int, folder: Path) -> list[Figure]:
    """One hour."""
    server = FaultyDiscord(CHANNELS)
    async with listening(server) as port:
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://127.0.0.1:{port}/")
        process = Process(port, folder)
        hour = Hour(server, process, lines, restarts)
        began = time.perf_counter()
        try:
            await hour.passes()
            return compared(hour, server, folder / "claims.db", time.perf_counter() - began)
        finally:
            process.kill()


def be_the_bot(port: int) -> None:
    """The other process: the bot, which takes the stand-in for Discord."""
    from bot.__main__ import main as footnote  # noqa: PLC0415 - the process that measures needs none of it

    discord.http.Route.BASE = f"http://127.0.0.1:{port}/api"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://127.0.0.1:{port}/")
    sys.argv = ["footnote", "run"]
    footnote()


def main() -> None:
    """Print the figures as a table that RESULTS.md can hold."""
    if sys.argv[1:2] == ["--bot"]:
        be_the_bot(int(sys.argv[2]))
        return
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else LINES
    restarts = int(sys.argv[2]) if len(sys.argv) > 2 else RESTARTS
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        figures = asyncio.run(soak(lines, restarts, Path(name)))
        print(f"| {lines} lines, {restarts} times killed | |\n|---|---|")
        for figure in figures:
            print(f"| {figure.name} | {figure.value} |", flush=True)
        told = Counter(line.split("] ", 1)[-1][:60] for line in (Path(name) / "log").read_text().splitlines()[:100_000])
        print(told.most_common(8), file=sys.stderr)


if __name__ == "__main__":
    main()
