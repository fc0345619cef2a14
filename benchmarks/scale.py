"""What a large store costs: taking it in, opening it, memory, and the time of a check.

A hundred thousand claims that anybody may have are not to be had, so published ones are cut in two and put together
anew: words stay as common and as rare as they are in real claims. Figures are printed, never asserted.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from benchmarks.evaluation import Evaluation
from benchmarks.quality import claims_of
from benchmarks.speed import LARGE_PACK, MESSAGES, Figure, check_once, checking, importing
from claims_db.files.pack import write_pack
from claims_db.service import ClaimService
from claims_db.values import Citation, Claim, Pack, Source

CLAIMS = 100_000
PREVIEWS = 200
SEED = 20261122


def recombined(claims: list[Claim], number: int) -> Iterator[Claim]:
    """So many claims, each the beginning of one and the end of another, with a title made in the same way."""
    chance = random.Random(SEED)
    for at in range(number):
        first, last = chance.choice(claims), chance.choice(claims)
        title = _spliced(first.citations[0].source.title, last.citations[0].source.title)
        source = Source(f"s{at}", title, first.citations[0].source.publisher)
        yield Claim(
            f"c{at}-{first.slug}"[:100].rstrip("-_"),
            _spliced(first.text, last.text),
            first.rating,
            (Citation(source),),
            pack="recombined",
        )


def _spliced(first: str, last: str) -> str:
    one, other = first.split(), last.split()
    return " ".join([*one[: len(one) // 2 + 1], *other[len(other) // 2 :]])


def measure(evaluation: Evaluation, number: int = CLAIMS) -> Iterator[Figure]:
    """Every figure of a store of so many claims."""
    texts = list(islice(evaluation.texts("chatter.jsonl"), MESSAGES))
    with tempfile.TemporaryDirectory() as folder:
        pack, database = Path(folder) / "pack.json", Path(folder) / "large.db"
        known = claims_of(evaluation.path(LARGE_PACK))
        made = recombined(known, number)
        pack.write_text("".join(write_pack(Pack("recombined", "Recombined"), list(made))), encoding="utf-8")
        name = f"{number:,} claims"
        yield Figure(f"import of {name}", importing(database, pack).value)
        began = time.perf_counter()
        once = check_once(database)
        yield Figure(f"a start that answers one question, {name}", f"{time.perf_counter() - began:.1f} s")
        yield Figure(f"peak memory of it, {name}", f"{once.peak_bytes / 1e6:.0f} MB")
        yield from asyncio.run(checking(database, texts))
        yield from asyncio.run(previewing(database, known[:: len(known) // PREVIEWS]))


async def previewing(database: Path, made: Sequence[Claim]) -> list[Figure]:
    """The time that a moderator waits for the claims like a new one, and the everyday chat that it would answer."""
    seconds = []
    async with ClaimService.open(database) as claims:
        held = len(claims.claims(claims.public_scope()))
        for claim in made:
            began = time.perf_counter()
            claims.resembling(replace(claim, slug="new", pack="local"))
            claims.would_fire(claim)
            seconds.append(time.perf_counter() - began)
    cuts = statistics.quantiles(seconds, n=100)
    return [Figure(f"a preview among {held:,} claims, p{part}", f"{cuts[part - 1] * 1000:.0f} ms") for part in (50, 95)]


def report(evaluation: Evaluation) -> None:
    """Print the figures as a table that RESULTS.md can hold."""
    print("| a large store | |\n|---|---|")
    for figure in measure(evaluation):
        print(f"| {figure.name} | {figure.value} |")


if __name__ == "__main__":
    for row in measure(Evaluation.find(None), int(sys.argv[1])):
        print(row.name, row.value, flush=True)
