"""`python -m benchmarks.probing DATABASE FOLDER SERVER LINES PREVIEWS` measures one open store, and prints JSON.

In a process of its own, so that its memory is that of the store. SERVER is the server that asks, 0 for the host. What
Footnote's service is asked for, here alone: whether it answers at once or is awaited is all the same.
"""

from __future__ import annotations

import asyncio
import gc
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from benchmarks.evaluation import Evaluation
from benchmarks.figures import Processes, run
from benchmarks.growing import chat, tweets
from claims_db.actors import Actor
from claims_db.claims.packs import Scope, server_scope
from claims_db.files.pack import write_pack
from claims_db.service import ClaimService
from claims_db.values import Citation, Claim, Message, Pack, Rating, Source, Verdict

T = TypeVar("T")
Check = Callable[[ClaimService, Message, Scope], Awaitable[Verdict]]
ACTOR = Actor("benchmark")
MEASURED = ("p50", "p95")
SOURCE = Source("hill", "The hill railway", "The Quillmouth Gazette")
# The first is stored by this process, the second in its place, the third by another process.
ADDED = Claim("rooms", "The hill railway of Quillmouth has nine stations", Rating.TRUE, (Citation(SOURCE),))
EDITED = replace(ADDED, text="The hill railway of Quillmouth has eleven tunnels")
IMPORTED = replace(ADDED, slug="ferry", text="The night ferry of Quillmouth carries ninety lorries", pack="speed")


@dataclass(frozen=True, slots=True)
class Spent:
    """Milliseconds, of all processes together and by the clock."""

    cpu: float
    wall: float


def seen(claims: ClaimService, server: int) -> Scope:
    """What the host sees, or a server that is subscribed to every pack."""
    public = claims.public_scope()
    return server_scope(server, public.packs) if server else public


class Store:
    """An open store with its clock."""

    def __init__(self, claims: ClaimService, server: int) -> None:
        self.claims, self.server = claims, server
        self.processes = Processes()

    @property
    def scope(self) -> Scope:
        """What is seen now; packs may have come."""
        return seen(self.claims, self.server)

    async def spent(self, work: Callable[[], Awaitable[object]]) -> Spent:
        """What some work takes."""
        began, cpu = time.perf_counter(), self.processes.cpu()
        await work()
        return Spent((self.processes.cpu() - cpu) * 1000, (time.perf_counter() - began) * 1000)

    async def checks(self, texts: Iterable[str], check: Check = ClaimService.check_unasked) -> list[Spent]:
        """What each check takes, one after another, as they come to `on_message` unless somebody asks."""
        scope = self.scope
        return [await self.spent(partial(check, self.claims, Message(text), scope)) for text in texts]

    async def until_said(self, claim: Claim) -> None:
        """Raise RuntimeError unless a message in the words of the claim is answered by it."""
        verdict = await self.claims.check(Message(claim.text), self.scope)
        if verdict.claim is None or verdict.claim.slug != claim.slug:
            raise RuntimeError(f"the claim {claim.slug!r} is not live")


async def adding(store: Store) -> dict[str, float]:
    """A claim of one's own, added, then edited, each until the next message is answered by it."""
    own = replace(ADDED, pack=store.scope.own)
    edited = replace(EDITED, pack=own.pack)

    async def add() -> None:
        await store.claims.add(own, actor=ACTOR)
        await store.until_said(own)

    async def edit() -> None:
        await store.claims.edit(own, edited, actor=ACTOR)
        await store.until_said(edited)

    return {"add": (await store.spent(add)).wall, "edit": (await store.spent(edit)).wall}


async def importing(store: Store, database: Path) -> dict[str, float]:
    """One claim by the command line beside the open store, and how long until a message is answered by it."""
    with tempfile.TemporaryDirectory() as folder:
        pack = Path(folder) / "one.json"
        pack.write_text("".join(write_pack(Pack(IMPORTED.pack, "Speed"), [IMPORTED])), encoding="utf-8")
        one = await asyncio.to_thread(run, "-m", "bot", "import", "--db", str(database), str(pack))

    async def follow() -> None:
        await store.claims.refresh()
        await store.until_said(IMPORTED)

    return {"import_one": one.seconds, "import_one_cpu": one.cpu, "seen": (await store.spent(follow)).wall}


async def previewing(store: Store, claims: Sequence[Claim]) -> list[Spent]:
    """What a moderator waits for before a claim is stored: the claims like it, and the chat that it would answer."""

    async def preview(claim: Claim) -> None:
        await store.claims.resembling(replace(claim, slug="new", pack=store.scope.own))
        await store.claims.would_fire(claim)

    return [await store.spent(lambda claim=claim: preview(claim)) for claim in claims]  # type: ignore[misc]  # as above


def summed_up(name: str, times: Sequence[Spent]) -> dict[str, float]:
    """The median and the 95th percentile."""
    figures = {}
    for kind, values in (("", [one.cpu for one in times]), ("_wall", [one.wall for one in times])):
        figures[f"{name}_p50{kind}"] = statistics.median(values)
        figures[f"{name}_p95{kind}"] = statistics.quantiles(values, n=20)[-1]
    return figures


async def probe(database: Path, evaluation: Evaluation, server: int, lines: int, previews: int) -> dict[str, float]:
    """Every figure of one open store. The first hundred lines of chat only warm it up."""
    gc.disable()  # a worker looks for garbage between messages
    texts, posts = chat(evaluation), tweets(evaluation)[: lines // 4]
    began = time.perf_counter()
    async with ClaimService.open(database) as claims:
        store = Store(claims, server)
        opened = time.perf_counter() - began
        await store.checks(texts[:100])
        store.processes = Processes()  # a first message may start some
        figures = {
            "open": opened,
            **summed_up("chat", await store.checks(texts[100 : 100 + lines] or texts)),
            **summed_up("tweet", await store.checks(posts)),
            **summed_up(
                "asked", await store.checks(texts[100 + lines : 100 + lines * 5 // 4] or texts, ClaimService.check)
            ),
        }
        figures["open_memory"] = store.processes.memory()
        like = list(islice(await claims.claims(store.scope), previews))
        figures |= summed_up("preview", await previewing(store, like))
        return figures | await adding(store) | await importing(store, database)


if __name__ == "__main__":
    place, folder, *numbers = sys.argv[1:]
    print(json.dumps(asyncio.run(probe(Path(place), Evaluation.find(folder), *map(int, numbers)))))
