"""The only way to other people's websites: nothing else in Footnote opens an address, and none inside is reached.

Addresses come from strangers, and so do the answers. docs/sources.md says what is refused and what others learn.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from types import MappingProxyType
from weakref import WeakValueDictionary

import httpcore
import httpx

from claims_db.errors import Obstacle, RefusedAddressError, UnreachableError
from claims_db.sources.web import robots as robots_txt
from claims_db.sources.web.addresses import host_and_port, normalise, redirected, same_page, shown
from claims_db.sources.web.answers import Unpacker, charset, content_type, retry_after
from claims_db.sources.web.connecting import Proxy, PublicBackend, Resolve, resolve
from claims_db.sources.web.networks import Address, is_public
from claims_db.sources.web.pacing import Hosts, untimed_wait
from claims_db.sources.web.robots import Rules

PAGES = ("text/html", "application/xhtml+xml", "application/pdf")
_PERMANENT = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_SITES = 1000
_RULES_SECONDS = 86_400.0
"""RFC 9309, 2.4: a robots.txt may be kept for no longer than a day."""
_RULES_BYTES = 512_000
"""RFC 9309, 2.5, asks for at least 500 KiB."""
_BUSY = frozenset({429, 503})
_NETWORK_ERRORS = (httpx.TransportError, httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError, OSError)
_TIMEOUTS = (TimeoutError, httpx.TimeoutException, httpcore.TimeoutException)


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may take. Bytes are counted both before and after decompression."""

    connect_seconds: float = 5
    read_seconds: float = 10
    total_seconds: float = 30
    body_bytes: int = 8_000_000
    redirects: int = 5
    ports: frozenset[int] = frozenset({80, 443})
    at_once: int = 8


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as its server sent it.

    `hops` are the addresses that redirected to `address`, the one asked for first; usually none. `moved_to` is how far
    permanent redirects alone led, if that is another page. `headers` have lower-case names and hold no cookies.
    """

    asked: str
    address: str
    status: int
    headers: Mapping[str, str]
    content_type: str
    body: bytes = field(repr=False)
    charset: str | None
    moved_to: str | None
    hops: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Internet:
    """The real internet. Only a test may use another one: no setting, user or environment variable can."""

    resolve: Resolve = resolve
    may_reach: Callable[[Address], bool] = is_public
    trusted: ssl.SSLContext | None = None


class _Transport(httpx.AsyncBaseTransport):
    """httpx over checked connections. Each serves one request, so that every request is checked anew."""

    def __init__(self, internet: Internet, proxy: Proxy | None) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=internet.trusted or httpx.create_ssl_context(trust_env=False),
            max_connections=None,
            max_keepalive_connections=0,
            network_backend=PublicBackend(may_reach=internet.may_reach, resolve=internet.resolve, proxy=proxy),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self._pool.handle_async_request(
            httpcore.Request(
                request.method, str(request.url), headers=request.headers.raw, extensions=request.extensions
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    async def aclose(self) -> None:
        await self._pool.aclose()


class _Body(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._answer.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        await self._answer.aclose()


class Fetcher:
    """Opens public web pages. `Fetcher.open` makes one; a process needs only one."""

    def __init__(self, limits: FetchLimits, transport: httpx.AsyncBaseTransport, page: str | None) -> None:
        self._limits = limits
        self._transport = transport
        self._agent = f"Footnote/{version('footnote')} ({f'+{page}' if page else 'reads pages that people cite'})"
        self._hosts = Hosts(limits.at_once)
        self._rules: dict[str, tuple[float, Rules]] = {}
        self._reading_rules: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        limits: FetchLimits | None = None,
        *,
        page: str | None = None,
        proxy: Proxy | None = None,
        internet: Internet | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> AsyncIterator[Fetcher]:
        """A fetcher for the length of the block. `page` tells site owners who asks them.

        `internet` and `transport` are for tests, which run a server on this machine or answer themselves.
        """
        transport = transport or _Transport(internet or Internet(), proxy)
        try:
            yield cls(limits or FetchLimits(), transport, page)
        finally:
            await transport.aclose()

    async def fetch(self, address: str, accept: tuple[str, ...] = PAGES) -> Fetched:
        """Read the page at `address` if its content type is in `accept`; an empty `accept` takes any.

        Waits while another fetch asks the same host. Raises RefusedAddressError for an address that is never opened, or
        that redirects to one, and UnreachableError for a page that cannot be read now.
        """
        asked = normalise(address)
        try:
            async with asyncio.timeout(self._limits.total_seconds) as clock:
                return await self._follow(asked, accept, clock, robots=True)
        except TimeoutError:
            raise UnreachableError(f"{shown(asked)} took too long to answer.", Obstacle.TIMEOUT) from None

    async def ask(self, address: str, accept: tuple[str, ...]) -> Fetched:
        """The answer of a service made for programs; robots.txt, which is for crawlers, is not asked.

        No redirect is followed, since the address may hold a key. Raises as `fetch` does. The sentence names the
        address, so a caller with a key in it must not pass the sentence on.
        """
        asked = normalise(address)
        try:
            async with asyncio.timeout(self._limits.total_seconds) as clock:
                answer = await self._ask(asked, accept, clock)
        except TimeoutError:
            raise UnreachableError(f"{shown(asked)} took too long to answer.", Obstacle.TIMEOUT) from None
        _require_success(asked, answer)
        return _fetched([asked], [], answer)

    async def _follow(self, asked: str, accept: tuple[str, ...], clock: asyncio.Timeout, *, robots: bool) -> Fetched:
        route = [asked]
        permanent = []
        while True:
            if robots and not (await self._rules_for(route[-1], clock)).allow(route[-1]):
                raise UnreachableError(
                    f"The site does not let programs read {shown(route[-1])} (robots.txt).", Obstacle.ROBOTS
                )
            answer = await self._ask(route[-1], accept, clock)
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                break
            if len(route) > self._limits.redirects:
                raise UnreachableError(f"{shown(asked)} redirects too many times.", Obstacle.REDIRECTS)
            permanent.append(answer.status in _PERMANENT)
            route.append(redirected(route[-1], answer.headers["location"]))
        _require_success(route[-1], answer)
        return _fetched(route, permanent, answer)

    async def _rules_for(self, address: str, clock: asyncio.Timeout) -> Rules:
        """What the robots.txt of the site says, read once a day.

        A site without one has no rules; where it cannot be read, no page may be read either (RFC 9309, 2.3.1).
        """
        origin = _origin(address)
        async with untimed_wait(clock, self._reading_rules.setdefault(origin, asyncio.Lock())):
            now = asyncio.get_running_loop().time()
            until, rules = self._rules.pop(origin, (0.0, Rules()))
            if until <= now:
                until, rules = now + _RULES_SECONDS, await self._read_rules(f"{origin}/robots.txt", clock)
            self._rules[origin] = until, rules
            if len(self._rules) > _MOST_SITES:
                del self._rules[next(iter(self._rules))]
        return rules

    async def _read_rules(self, address: str, clock: asyncio.Timeout) -> Rules:
        """Raises UnreachableError where the file may be there but cannot be read."""
        try:
            found = await self._follow(address, (), clock, robots=False)
        except RefusedAddressError:
            return Rules()
        except UnreachableError as error:
            missing = error.kind is Obstacle.STATUS and error.status is not None and error.status < 500
            if missing or error.kind is Obstacle.REDIRECTS:
                return Rules()
            raise
        text = found.body[:_RULES_BYTES].decode("utf-8", "replace")
        return await asyncio.to_thread(robots_txt.read, text)  # half a second, where somebody means it to take long

    async def _ask(self, address: str, accept: tuple[str, ...], clock: asyncio.Timeout) -> _Answer:
        """One request. The caller deals with redirects and error statuses."""
        name, port = host_and_port(address)
        if port not in self._limits.ports:
            raise RefusedAddressError(f"{shown(address)} uses a port that is not for public pages.")
        async with self._hosts.asking(name, clock) as host:
            host.delay = self._rules.get(_origin(address), (0.0, Rules()))[1].delay
            try:
                answer = await self._request(address, accept)
            except (*_NETWORK_ERRORS, *_TIMEOUTS) as error:
                raise _obstacle(name, error) from None
            if answer.status in _BUSY:
                host.pause(retry_after(answer.headers) or 0.0)
            return answer

    async def _request(self, address: str, accept: tuple[str, ...]) -> _Answer:
        headers = {
            "Host": address.split("/", 3)[2],  # httpx would read the name's letters for it, and raises where it cannot
            "User-Agent": self._agent,
            "Accept": ", ".join(accept) or "*/*",
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        connect, read = self._limits.connect_seconds, self._limits.read_seconds
        phases = {"connect": connect, "read": read, "write": read, "pool": self._limits.total_seconds}
        request = httpx.Request("GET", address, headers=headers, extensions={"timeout": phases})
        response = await self._transport.handle_async_request(request)
        try:
            received = {name: text for name, text in response.headers.items() if name != "set-cookie"}
            answer = _Answer(response.status_code, MappingProxyType(received))
            if not response.is_success:
                return answer
            if accept and content_type(received) not in accept:
                raise UnreachableError(
                    f"{shown(address)} is not a page that Footnote can read.",
                    Obstacle.CONTENT_TYPE,
                    status=answer.status,
                )
            unpacker = Unpacker(response.headers.get("content-encoding", ""), self._limits.body_bytes, address)
            unpacker.check_announced(response.headers.get("content-length", ""))
            assert isinstance(response.stream, httpx.AsyncByteStream)  # noqa: S101 - for mypy; our transports are async
            async for chunk in response.stream:
                unpacker.add(chunk)
            return _Answer(answer.status, answer.headers, unpacker.body())
        finally:
            await response.aclose()


def _origin(address: str) -> str:
    """Scheme, host and port."""
    return "/".join(address.split("/", 3)[:3])


def _fetched(route: list[str], permanent: list[bool], answer: _Answer) -> Fetched:
    """`permanent` says of each redirect whether it is; the page moved as far as the first that is not."""
    moved_to = route[[*permanent, False].index(False)]
    return Fetched(
        asked=route[0],
        address=route[-1],
        status=answer.status,
        headers=answer.headers,
        content_type=content_type(answer.headers),
        body=answer.body,
        charset=charset(answer.headers),
        moved_to=None if same_page(route[0], moved_to) else moved_to,
        hops=tuple(route[:-1]),
    )


def _require_success(address: str, answer: _Answer) -> None:
    if 200 <= answer.status < 300:
        return
    if answer.status in _BUSY:
        raise UnreachableError(
            f"{host_and_port(address)[0]} asks us to come back later.",
            Obstacle.BUSY,
            status=answer.status,
            retry_after=retry_after(answer.headers),
        )
    raise UnreachableError(
        f"{shown(address)} answers with status {answer.status}.", Obstacle.STATUS, status=answer.status
    )


def _obstacle(host: str, error: Exception) -> UnreachableError:
    if isinstance(error, _TIMEOUTS):
        return UnreachableError(f"{host} took too long to answer.", Obstacle.TIMEOUT)
    if any(isinstance(each, ssl.SSLError) for each in (error, error.__cause__, error.__context__)):
        return UnreachableError(f"The certificate of {host} does not prove that it is {host}.", Obstacle.TLS)
    if isinstance(error, httpcore.ProtocolError | httpx.ProtocolError):
        return UnreachableError(f"{host} sent an answer that is cut off or malformed.", Obstacle.BROKEN)
    return UnreachableError(f"{host} cannot be reached.", Obstacle.CONNECTION)
