"""What pages that were made to break or hold up whoever reads them cost: in all, and the event loop of the bot.

Each is checked again as the page of a source, and read as that of a new one, from a server on this machine. While it
is, a clock of the loop ticks; the longest wait between two ticks is how long the bot could have answered nobody.
`python -m benchmarks.hostile_pages` prints the table. Figures are printed, never asserted.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.health import this_machine
from claims_db.actors import Actor
from claims_db.errors import FootnoteError
from claims_db.service import ClaimService
from claims_db.sources.page.reading_process import facts_at
from claims_db.sources.web.fetching import Fetcher
from claims_db.values import Citation, Claim, Rating, Source

_DAY = date(2022, 5, 1)
_TICK = 0.01
_STORY = "<title>A report of the harbour</title><p>More is told of the harbour and of its keepers.</p>" * 1000

PAGES: dict[str, bytes] = {
    "an honest page of 90 kB": _STORY.encode(),
    "300 kB of combining marks": ("a" + "\u0300\u0316" * 75_000).encode(),
    "300 kB in punycode": b"<meta charset=punycode>" + b"bcher-kva\xff" * 30_000,
    "an encoding that there is not": b"<meta charset=undefined>" + _STORY.encode() + b"\xff",
    "8 MB of U+FDFA": ("\ufdfa" * 2_660_000).encode(),
    "8 MB of references to letters": b"&NotEqualTilde;" * 530_000,
    "8 MB of open brackets": b"<" * 8_000_000,
    "8 MB that are not quite UTF-8": ("\u00e9" * 3_999_000).encode() + b"\xff",
    "a class of 40 joined words": (f'<p class="{"row_" * 40}">18 March 2021</p>' * 100).encode(),
    "a class of 80 kB": f'<p class="{"row_" * 20_000}">18 March 2021</p>'.encode(),
    "200,000 attributes": b"<meta " + b"".join(b"a%d=1 " % number for number in range(200_000)) + b">",
    "100,000 elements inside one another": b"<div>" * 100_000,
    "JSON-LD of 4 MB of brackets": b'<script type="application/ld+json">' + b"[" * 4_000_000 + b"</script>",
    "a title of 3 MB of spaces": b"<title>" + b"a - " * 750_000 + b"</title>",
}
ROBOTS: dict[str, bytes] = {
    "robots.txt of 500 kB of stars": b"User-agent: *\n" + (b"Disallow: " + b"*a" * 45 + b"$\n") * 5_000,
    "robots.txt of 500 kB of rules": b"User-agent: *\n" + b"Allow:/%\n" * 55_000,
    "robots.txt of 500 kB of short lines": b"User-agent: *\n" + b"a:\n" * 166_000,
}


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds: until the page was read, and the longest in which the loop did nothing else."""

    seconds: float
    still: float

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, {1000 * self.still:.0f} ms"


async def cost_of(work: Awaitable[object]) -> Cost:
    """What it costs to do the work, whatever comes of it."""
    longest, last = 0.0, time.perf_counter()

    async def tick() -> None:
        nonlocal longest, last
        while True:
            await asyncio.sleep(_TICK)
            now = time.perf_counter()
            longest, last = max(longest, now - last - _TICK), now

    ticking = asyncio.create_task(tick())
    began = time.perf_counter()
    with suppress(FootnoteError, ExceptionGroup):
        await work
    seconds = time.perf_counter() - began
    await asyncio.sleep(2 * _TICK)
    ticking.cancel()
    return Cost(seconds, longest)


@asynccontextmanager
async def serving(page: bytes, robots: bytes = b"") -> AsyncIterator[int]:
    """A server whose every address is that page, on the port that is given."""

    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        body = robots if head.startswith(b"GET /robots.txt") else page
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(greet, "127.0.0.1", 0) as listening:
        yield listening.sockets[0].getsockname()[1]


async def check_again(fetcher: Fetcher, address: str, folder: Path) -> Cost:
    """Check the page as that of a source that is stored."""
    source = Source("report", "A report of the harbour", "The Harbour Post", url=address)
    claim = Claim(
        "steps", "The lighthouse has two hundred steps.", Rating.TRUE, (Citation(source, "200 steps"),), pack="harbour"
    )
    async with ClaimService.open(folder / "claims.db") as service:
        await service.add(claim, actor=Actor("benchmark"))
        return await cost_of(service.sources.check(await service.sources.entries(["harbour"]), fetcher, _DAY))


async def measure(page: bytes, robots: bytes = b"") -> tuple[Cost, Cost]:
    """What a page costs that is checked again, and one that is read for a new source."""
    async with serving(page, robots) as port:
        address = f"http://harbour.example:{port}/report"
        with tempfile.TemporaryDirectory() as folder:
            async with this_machine(port) as fetcher:
                again = await check_again(fetcher, address, Path(folder))
        async with this_machine(port) as fetcher:
            return again, await cost_of(facts_at(fetcher, address))


def main() -> None:
    """Print the table."""
    print("| a page | checked again: in all, the loop stood still | read for a new source |\n|---|---|---|")
    measured = [(name, page, b"") for name, page in PAGES.items()]
    measured += [(name, b"<title>A", robots) for name, robots in ROBOTS.items()]
    for name, page, robots in measured:
        again, new = asyncio.run(measure(page, robots))
        print(f"| {name} | {again} | {new} |", flush=True)


if __name__ == "__main__":
    main()
