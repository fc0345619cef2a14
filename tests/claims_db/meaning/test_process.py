"""The encoder's program, run as it is run."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from claims_db.meaning.process import EncoderFailedError, EncoderProcess
from claims_db.values import ClaimKey

LIGHTHOUSE, APP = ClaimKey("local", "lighthouse"), ClaimKey("apps", "clubhouse")


@pytest.fixture(autouse=True)
def _stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parent)


@pytest.fixture
async def encoder() -> AsyncIterator[EncoderProcess]:
    running = await EncoderProcess.start("stand_in:Matters")
    yield running
    await running.close()


async def test_it_encodes_shelves_and_finds(encoder: EncoderProcess) -> None:
    assert await encoder.name() == "matters-1"
    tower, app = await encoder.encode(["The lighthouse has steps", "Clubhouse is an app"])
    await encoder.shelve({LIGHTHOUSE: [tower], APP: [app]})

    (near,) = await encoder.nearest(["the beacon"], ["local", "apps"], 5)
    assert next(iter(near)) == LIGHTHOUSE
    assert near[LIGHTHOUSE] == pytest.approx(0.707, abs=0.01)
    assert await encoder.nearest(["the beacon"], ["apps"], 5) == [{APP: 0}]


async def test_a_program_that_ends_is_an_error_for_who_waits_and_who_comes_later() -> None:
    failing = await EncoderProcess.start("stand_in:Failing")
    assert await failing.name() == "failing-1"
    with pytest.raises(EncoderFailedError):
        await failing.encode(["the lighthouse"])
    with pytest.raises(EncoderFailedError):
        await failing.encode(["anything"])
    await failing.close()


async def test_an_encoder_that_is_not_there_is_an_error() -> None:
    missing = await EncoderProcess.start("stand_in:Nobody")
    with pytest.raises(EncoderFailedError):
        await missing.name()
    await missing.close()


async def test_an_answer_that_comes_too_late_disturbs_nobody() -> None:
    slow = await EncoderProcess.start("stand_in:Slow")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await slow.encode(["the beacon"])
    assert len(await slow.encode(["cheese", "cake"])) == 2
    await slow.close()
