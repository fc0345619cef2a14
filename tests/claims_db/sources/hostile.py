"""A web server on this machine that answers as it likes, and a fetcher that may reach it though it is inside."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from claims_db.sources.web.connecting import Proxy
from claims_db.sources.web.fetching import Fetcher, FetchLimits, Internet
from claims_db.sources.web.networks import Address

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]
CERTIFICATES = Path(__file__).parent / "certificates"
HERE = ip_address("127.0.0.1")


@dataclass(slots=True)
class Server:
    """`pages` answers by path; other paths get a 404. `asked` is what came in, `at_once` the most at one time.

    `reader` is what the latest client goes on to send.
    """

    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    port: int = 0
    at_once: int = 0
    reader: asyncio.StreamReader = field(default_factory=asyncio.StreamReader)
    _now: int = 0
    _serving: set[asyncio.Task[None]] = field(default_factory=set)

    def address(self, path: str = "/", host: str = "site.test", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    async def stop(self) -> None:
        """Break off all answers."""
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)
        await asyncio.sleep(0)  # for the connections to be closed, too

    def greet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Begin to answer a client."""
        self._serving.add(asyncio.create_task(self.serve(reader, writer)))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._now += 1
        self.reader = reader
        self.at_once = max(self.at_once, self._now)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            self.asked.append(head)
            await self.pages.get(head.split(" ", 2)[1], sends(b"", status="404 Not Found"))(writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # who asked is gone, or the test is over
        finally:
            self._now -= 1
            writer.close()


async def copied(here: asyncio.StreamReader, there: asyncio.StreamWriter) -> None:
    """All that comes in at one end, to the other."""
    while octets := await here.read(4096):
        there.write(octets)
        await there.drain()
    there.close()


def sends(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> Answer:
    """An answer of HTML, unless `headers` say otherwise."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers]
    if not any(line.lower().startswith("content-type") for line in headers):
        lines.append("Content-Type: text/html")
    return raw("\r\n".join([*lines, "", ""]).encode("latin-1") + body)


def raw(octets: bytes) -> Answer:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(octets)
        await writer.drain()

    return answer


def endless(head: bytes, part: bytes, pause: float = 0.0) -> Answer:
    """`part` again and again, until nobody listens."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while not writer.is_closing():
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)

    return answer


@asynccontextmanager
async def server(certificate: str | None = None) -> AsyncIterator[Server]:
    """A server that listens on this machine, with TLS where there is a certificate."""
    found = Server()
    tls = None
    if certificate is not None:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(CERTIFICATES / certificate)
    listening = await asyncio.start_server(found.greet, "127.0.0.1", 0, ssl=tls)
    found.port = listening.sockets[0].getsockname()[1]
    try:
        yield found
    finally:
        listening.close()
        await found.stop()


async def all_here(host: str, port: int) -> tuple[Address, ...]:
    """Every name is this machine's, but numbers are what they are."""
    del port
    try:
        return (ip_address(host),)
    except ValueError:
        return (HERE,)


def opened(
    site: Server,
    *,
    resolve: Callable[[str, int], Awaitable[tuple[Address, ...]]] = all_here,
    may_reach: Callable[[Address], bool] = HERE.__eq__,
    proxy: Proxy | None = None,
    body_bytes: int = 100_000,
    total: float = 1.5,
) -> AbstractAsyncContextManager[Fetcher]:
    """A fetcher with little patience, for which this machine, and nothing else inside, is outside."""
    limits = FetchLimits(1.0, 0.5, total, body_bytes, ports=frozenset({site.port}))
    trusted = ssl.create_default_context(cafile=str(CERTIFICATES / "authority.pem"))
    return Fetcher.open(limits, proxy=proxy, internet=Internet(resolve, may_reach, trusted))
