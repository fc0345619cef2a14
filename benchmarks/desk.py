"""What it takes a moderator to add a claim: presses, the time until it answers, and the preview in a large store.

The real bot in SimCord, so Discord's own time is not in it, nor that of typing. Figures are printed, never asserted.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import simcord

from benchmarks.evaluation import Evaluation
from benchmarks.figures import Figure
from benchmarks.growing import SEED, Growing, Layout
from bot.discord.demo import Stage, staged
from bot.settings import Settings
from bot.words import claim_text
from claims_db.actors import Actor
from claims_db.service import ClaimService

CLAIMS = 100_000
PREVIEWS = 20
LIBRARY = "The town library of Erewhon closed nine reading rooms in 2021"


def _filled_in(opened: simcord.InteractionResult, text: str) -> dict[str, Any]:  # Any: texts, and lists of choices
    """The form of a new claim by the ids of its fields, all that it asks for."""
    typed = {
        claim_text.CLAIM: text,
        claim_text.RATING: ["true"],
        claim_text.SOURCE: "Nine rooms closed | The Erewhon Gazette",
        claim_text.ADDRESS: "https://example.org/library",
        claim_text.DATE: "2021-05-01",
    }
    labels = opened.modal["components"] if opened.modal else []
    return {label["component"]["custom_id"]: typed[label["label"]] for label in labels}


async def previewed(stage: Stage, text: str) -> tuple[float, simcord.InteractionResult]:
    """The seconds from sending the form to its preview, and the preview."""
    opened = await stage.moderator.slash(stage.channel, "claim add")
    began = time.perf_counter()
    preview = await stage.moderator.submit_modal(opened, _filled_in(opened, text))
    return time.perf_counter() - began, preview


async def adding(folder: Path) -> AsyncIterator[Figure]:
    """From the command to the first answer that comes from the claim."""
    async with staged(Settings(_env_file=None, db=folder / "small.db", discord_token=None)) as stage:
        began = time.perf_counter()
        shown_in, preview = await previewed(stage, LIBRARY)
        if preview.response is None:
            raise RuntimeError("there is no preview")
        await stage.moderator.click(preview.response, label=claim_text.SAVE_BUTTON)
        took = time.perf_counter() - began
        answered = await stage.member.slash(stage.channel, "check", text=LIBRARY)
        if answered.response is None or "The source agrees" not in str(answered.response.components):
            raise RuntimeError("the claim is not live")
        yield Figure("presses from nothing to a live claim", "3 (the command, sending the form, Save)")
        yield Figure("the bot's time for all three", f"{took * 1000:.0f} ms")
        yield Figure("of it until the preview, 15 claims", f"{shown_in * 1000:.0f} ms")


async def previewing(folder: Path, growing: Growing) -> AsyncIterator[Figure]:
    """The preview, where the server sees so many claims."""
    database, (pack,) = folder / "large.db", growing.write(folder)
    async with ClaimService.open(database) as service:
        await service.import_file(pack, actor=Actor("benchmark"))
    async with staged(Settings(_env_file=None, db=database, discord_token=None)) as stage:
        bot: Any = stage.env.bot  # Any: SimCord knows it as a client
        await bot.claims.servers.subscribe(stage.env.bot.guilds[0].id, pack.stem, actor="benchmark")
        drawn = random.Random(SEED).sample(range(growing.layout.claims), PREVIEWS)
        chosen = [growing.claim(number, pack.stem) for number in drawn]
        took = sorted([(await previewed(stage, claim.text))[0] for claim in chosen])
    name = f"preview of a claim among {growing.layout.claims:,} like it"
    yield Figure(name, f"{statistics.median(took) * 1000:.0f} ms; at most {took[-1] * 1000:.0f} ms")


async def _figures(evaluation: Evaluation, number: int) -> list[Figure]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        made = Growing.read(evaluation, Layout(number))
        return [
            *[figure async for figure in adding(folder)],
            *[figure async for figure in previewing(folder, made)],
        ]


def measure(evaluation: Evaluation, number: int = CLAIMS) -> Iterator[Figure]:
    """Every figure of the moderators' desk."""
    yield from asyncio.run(_figures(evaluation, number))


def report(evaluation: Evaluation) -> None:
    """Print the figures as a table that RESULTS.md can hold."""
    print("| the moderators' desk | |\n|---|---|")
    for figure in measure(evaluation):
        print(f"| {figure.name} | {figure.value} |")


if __name__ == "__main__":
    for row in measure(Evaluation.find(None), int(sys.argv[1]) if len(sys.argv) > 1 else CLAIMS):
        print(row.name, row.value, flush=True)
