"""What looking at ten thousand sources costs, against a server on this machine that counts how it is asked.

The server stands for a hundred hosts, some of whose pages are missing, moved, changed or closed. It ends with an error
where one host was asked twice at a time. `python -m benchmarks.health` prints the figures; none is asserted.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from unittest.mock import patch

from benchmarks.evaluation import Evaluation
from benchmarks.figures import Figure
from claims_db.actors import Actor
from claims_db.engine.index.document import Document
from claims_db.files.pack import write_pack
from claims_db.service import ClaimService
from claims_db.sources.web.fetching import Fetcher, FetchLimits, Internet
from claims_db.sources.web.networks import Address
from claims_db.store.database import open_to_read
from claims_db.store.index.segment_files import SegmentFiles
from claims_db.store.index.stored_index import StoredIndex
from claims_db.values import Citation, Claim, Pack, Rating, Source

SOURCES = 10_000
HOSTS = 100
# Bytes of a page, so that what were kept of pages would show in memory: 10,000 of them are 600 MB.
PAGE = 60_000
_DAY = date(2022, 5, 1)
_FILLING = "<p>More is told of the harbour and of its keepers.</p>" * (PAGE // 54)


class Server:
    """Answers for every host, and counts."""

    def __init__(self) -> None:
        self.asked = 0
        self.most_together = 0
        self.most_of_a_host: Counter[str] = Counter()
        self._under_way: Counter[str] = Counter()

    async def greet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request; the connection ends with it."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        path = head.split(" ", 2)[1]
        host = next(line[6:] for line in head.split("\r\n") if line.lower().startswith("host: "))
        self.asked += 1
        self._under_way[host] += 1
        self.most_of_a_host[host] = max(self.most_of_a_host[host], self._under_way[host])
        self.most_together = max(self.most_together, self._under_way.total())
        await asyncio.sleep(0.002)
        self._under_way[host] -= 1
        writer.write(_answer(path))
        await writer.drain()
        writer.close()

    def require_manners(self) -> None:
        """Raise AssertionError where a host was asked twice at a time."""
        if rude := [host for host, most in self.most_of_a_host.items() if most > 1]:
            raise AssertionError(f"asked twice at a time: {rude[:5]}")


def _answer(path: str) -> bytes:
    number = int(path.rpartition("/")[2]) if path[1:].isdecimal() else -1
    if number < 0 or number % 20 == 1:
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    if number % 20 == 2:
        return b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    if number % 20 == 3:
        return f"HTTP/1.1 301 Moved\r\nLocation: /{number - 3}\r\nContent-Length: 0\r\n\r\n".encode()
    title = "Something else" if number % 20 == 4 else "A report of the harbour"
    body = f"<html><title>{title}</title>{_FILLING}</html>".encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body


def claims(number: int, port: int) -> Iterator[Claim]:
    """A claim for each source."""
    for at in range(number):
        url = f"http://site-{at % HOSTS}.example:{port}/{at}"
        source = Source(f"s{at}", "A report of the harbour", "The Harbour Post", url=url)
        text = f"The lighthouse number {at} has worn steps."
        yield Claim(f"c{at}", text, Rating.TRUE, (Citation(source),), pack="harbour")


@asynccontextmanager
async def this_machine(port: int) -> AsyncIterator[Fetcher]:
    """A fetcher for which every name is this machine."""

    async def here(_host: str, _port: int) -> tuple[Address, ...]:
        return (ip_address("127.0.0.1"),)

    internet = Internet(resolve=here, may_reach=lambda _address: True)
    async with Fetcher.open(FetchLimits(ports=frozenset({port})), internet=internet) as fetcher:
        yield fetcher


async def look(database: Path, port: int) -> dict[str, object]:
    """Look at every source, in this process, and tell what it took."""
    async with ClaimService.open(database) as service, this_machine(port) as fetcher:
        entries, before, began = await service.sources.entries(["harbour"]), _peak(), time.perf_counter()
        checked = await service.sources.check(entries, fetcher, _DAY)
        states = Counter(each.now.state.value for each in checked)
        return {"seconds": time.perf_counter() - began, "before": before, "peak": _peak(), "states": states}


def _peak() -> float:
    """The most memory so far, in MB."""
    kilobyte = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kilobyte / 1e6


async def served(number: int, folder: Path) -> list[Figure]:
    """Let another process look at so many sources of this one."""
    server = Server()
    listening = await asyncio.start_server(server.greet, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    pack, database = folder / "pack.json", folder / "health.db"
    pack.write_text("".join(write_pack(Pack("harbour", "Harbour"), claims(number, port))), encoding="utf-8")
    async with ClaimService.open(database) as service:
        await service.import_file(pack, actor=Actor("benchmark"))
    async with listening:
        command = [sys.executable, "-m", "benchmarks.health", str(database), str(port)]
        child = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        told = json.loads((await child.communicate())[0])
    server.require_manners()
    states = ", ".join(f"{count:,} {state}" for state, count in sorted(told["states"].items()))
    return [
        Figure(f"looking at {number:,} sources on {HOSTS} hosts", f"{told['seconds']:.0f} s"),
        Figure("what became of them", states),
        Figure("memory", f"{told['before']:.0f} MB with the store open, {told['peak']:.0f} MB at most"),
        Figure("requests that the server counted", f"{server.asked:,}, robots.txt among them"),
        Figure("at a time, on one host", str(max(server.most_of_a_host.values()))),
        Figure("at a time, in all", str(server.most_together)),
    ]


async def replaced(number: int, folder: Path) -> list[Figure]:
    """What an open index does where a source that so many claims cite gets another address, or is looked at."""
    source = Source("report", "A report of the harbour", "The Harbour Post", url="https://post.example/old")
    citing = (Claim(f"c{at}", f"The lighthouse number {at} has worn steps.", Rating.TRUE, (Citation(source),),
                    pack="harbour") for at in range(number))  # fmt: skip
    pack, database = folder / "citing.json", folder / "citing.db"
    pack.write_text("".join(write_pack(Pack("harbour", "Harbour"), citing)), encoding="utf-8")
    async with ClaimService.open(database) as service:
        await service.import_file(pack, actor=Actor("benchmark"))
        with closing(open_to_read(database)) as db:
            index = StoredIndex(db, SegmentFiles(database))
            index.within({"harbour"})
            (entry,) = await service.sources.entries(["harbour"])
            await service.sources.replace_address(entry, "https://post.example/new", actor=Actor("benchmark"))
            address = _brought_up_to_date(index)
            async with this_machine(1) as fetcher:
                await service.sources.check(await service.sources.entries(["harbour"]), fetcher, _DAY)
            looked = _brought_up_to_date(index)
    return [
        Figure(f"the index after a new address of a source of {number:,} claims", address),
        Figure("the index after a look at its page", looked),
    ]


def _brought_up_to_date(index: StoredIndex) -> str:
    with patch.object(Document, "of", side_effect=Document.of) as taken_apart:
        began = time.perf_counter()
        index.within({"harbour"})
        return f"{1000 * (time.perf_counter() - began):.1f} ms, {taken_apart.call_count:,} claims indexed anew"


def report(_evaluation: Evaluation | None = None) -> None:
    """Print the figures as a table that RESULTS.md can hold."""
    print("| pages of sources | |\n|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for measured in (served(SOURCES, Path(folder)), replaced(1_000, Path(folder))):
            for figure in asyncio.run(measured):
                print(f"| {figure.name} | {figure.value} |")


if __name__ == "__main__":
    if sys.argv[1:]:
        print(json.dumps(asyncio.run(look(Path(sys.argv[1]), int(sys.argv[2])))))
    else:
        report()
