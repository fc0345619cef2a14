"""What the bot says is tied to what it knows: whatever fails at whatever moment, and wherever the process ends."""

from __future__ import annotations

import asyncio
import random
import shutil
from pathlib import Path

import pytest

from bot.settings import Settings

from .discord_stand_in import BOT, serving
from .faulty_discord import CHANNEL, Fault, FaultyDiscord
from .lives import Lives

MENTION = f"<@{BOT['id']}>"
WORTH_A_REPLY = ("11 tech companies were fined for breaking China's anti-monopoly rules", "China banned Clubhouse")
WORTH_NONE = ("My neighbour baked a lemon cake on Sunday", "see you all tomorrow")
SCHEDULES = 500
IN_ONE_TEST = 25
FAULTS = [each for each in Fault if each not in {Fault.NONE, Fault.FORBIDDEN}]


class Evening:
    """People who write, edit and delete, while requests fail and the process is killed."""

    def __init__(self, seed: int, faulty: FaultyDiscord, lives: Lives) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - no secret
        self._faulty = faulty
        self._lives = lives
        self.wants: dict[str, bool] = {}

    def fault(self, _method: str) -> Fault:
        """What goes wrong with the next request, if anything does."""
        fault = self._chance.choice(FAULTS) if self._chance.random() < 0.4 else Fault.NONE
        deadly = fault in {Fault.KILL, Fault.KILL_AFTER}
        return Fault.NONE if deadly and self._lives.killed.is_set() else fault

    async def passes(self) -> None:
        """Some things happen, close to each other or not; then all is well again."""
        self._faulty.next_fault = self.fault
        await self._lives.begin()
        for _ in range(self._chance.randint(2, 6)):
            await self._something()
            await asyncio.sleep(self._chance.choice((0.0, 0.0, 0.01, 0.05)))
            if self._lives.killed.is_set():
                await self._lives.end()
                if self._chance.random() < 0.5:
                    await self._something()  # while nobody hears it
                await self._lives.begin()
        self._faulty.next_fault = lambda _method: Fault.NONE
        for _ in range(2):  # what was asked before may still kill
            await asyncio.sleep(0.1)
            if self._lives.killed.is_set():
                await self._lives.end()
                await self._lives.begin()
        await self._lives.settled()

    async def _something(self) -> None:
        known = list(self.wants)
        act = self._chance.choice(("ask", "state", "ask", "state", "edit", "delete")) if known else "ask"
        worth = self._chance.random() < 0.7
        words = self._chance.choice(WORTH_A_REPLY if worth else WORTH_NONE)
        match act:
            case "ask":
                self.wants[await self._faulty.write(f"{MENTION} {words}", mentions=True)] = True
            case "state":
                self.wants[await self._faulty.write(words)] = worth
            case "edit":
                number = self._chance.choice(known)
                asked = bool(self._faulty.messages[number]["mentions"])
                self.wants[number] = worth or asked
                await self._faulty.edit(number, f"{MENTION} {words}" if asked else words)
            case _:
                number = self._chance.choice(known)
                del self.wants[number]
                await self._faulty.delete(number)


@pytest.mark.parametrize("first", range(0, SCHEDULES, IN_ONE_TEST))
async def test_never_two_replies_nor_a_reply_without_a_row_nor_a_row_without_a_reply(
    first: int, talkative: Settings, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in range(first, first + IN_ONE_TEST):
        for old in talkative.db.parent.glob("claims.db*"):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        shutil.copy(filled, talkative.db)
        faulty = FaultyDiscord()
        lives = Lives(talkative, faulty)
        evening = Evening(seed, faulty, lives)
        async with serving(faulty, monkeypatch):
            try:
                await evening.passes()
                replies = {number: faulty.replies_to(number) for number in evening.wants}
                said = {int(each["id"]) for each in faulty.said()}
                stored = await lives.rows()
            finally:
                await lives.end()

        assert {number: len(found) for number, found in replies.items()} == {
            number: int(wanted) for number, wanted in evening.wants.items()
        }, seed
        assert set(stored) == said, seed
        assert all(faulty.messages[str(message)]["channel_id"] == CHANNEL for message in stored.values()), seed
