"""Connections to the public internet only: look a name up, check every address, connect to a checked one.

The name is looked up once, at the moment of connecting, so that no second answer can differ from the checked one.
TLS above still checks the certificate of the name.
"""

from __future__ import annotations

import asyncio
import socket
from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

import httpcore

from claims_db.errors import InvalidValueError, Obstacle, RefusedAddressError, UnreachableError
from claims_db.sources.web.networks import Address

Resolve = Callable[[str, int], Awaitable[tuple[Address, ...]]]

# Not every system has EAI_NODATA; any other error may be the resolver's own and says nothing about the name.
_NO_SUCH_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
_MOST_TRIED = 3
"""How many addresses of a name are tried before the site counts as down."""
_LONGEST_PROXY_ANSWER = 8192


@dataclass(frozen=True, slots=True)
class Proxy:
    """A forward proxy that the host set. It is asked for checked IP addresses, never for names."""

    host: str
    port: int
    authorization: str | None = None

    @classmethod
    def at(cls, address: str) -> Proxy:
        """Read `http://[user:password@]host:port`. Raises InvalidValueError, which never repeats the password."""
        try:
            parts = urlsplit(address)
            host, port = parts.hostname, parts.port
        except ValueError:
            host = port = None
        if host is None or port is None or parts.scheme != "http":
            raise InvalidValueError("The proxy's address must look like http://host:port.")
        if parts.username is None:
            return cls(host, port)
        credentials = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        return cls(host, port, f"Basic {b64encode(credentials.encode()).decode()}")


async def resolve(host: str, port: int) -> tuple[Address, ...]:
    """The system's answer for a full name: the final dot keeps it from trying names in the host's own network."""
    try:
        return (ip_address(host),)
    except ValueError:
        found = await asyncio.get_running_loop().getaddrinfo(f"{host}.", port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(ip_address(entry[4][0]) for entry in found))


class PublicBackend(httpcore.AsyncNetworkBackend):
    """How httpcore connects: `host` is a name or an IP address, as in the page's address."""

    def __init__(self, *, may_reach: Callable[[Address], bool], resolve: Resolve, proxy: Proxy | None) -> None:
        self._may_reach = may_reach
        self._resolve = resolve
        self._proxy = proxy
        self._sockets = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's own signature
        local_address: str | None = None,  # noqa: ARG002 - as above
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to a checked address. Raises RefusedAddressError, UnreachableError and httpcore's errors."""
        checked = await self._checked_addresses(host, port, timeout)
        for address in checked[: _MOST_TRIED - 1][: len(checked) - 1]:
            try:
                return await self._connect(address, port, timeout, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._connect(checked[min(_MOST_TRIED, len(checked)) - 1], port, timeout, socket_options)

    async def _checked_addresses(self, host: str, port: int, seconds: float | None) -> tuple[Address, ...]:
        """Every address of `host`. One that is not public is enough to refuse: the next connection might get it."""
        try:
            async with asyncio.timeout(seconds):
                addresses = await self._resolve(host, port)
        except TimeoutError:
            raise UnreachableError(f"Looking up {host} took too long.", Obstacle.TIMEOUT) from None
        except OSError as error:
            if error.errno not in _NO_SUCH_NAME:
                raise UnreachableError(f"{host} cannot be looked up just now.", Obstacle.CONNECTION) from None
            addresses = ()
        except ValueError:  # a name that no name server would take
            addresses = ()
        if not addresses:
            raise UnreachableError(f"There is no site called {host}.", Obstacle.DNS)
        if not all(map(self._may_reach, addresses)):
            raise RefusedAddressError(f"{host} is not on the public internet; a source must be open to everybody.")
        return addresses

    async def _connect(
        self, address: Address, port: int, seconds: float | None, options: Iterable[httpcore.SOCKET_OPTION] | None
    ) -> httpcore.AsyncNetworkStream:
        if self._proxy is not None:
            return await self._tunnel(self._proxy, address, port, seconds)
        stream = await self._sockets.connect_tcp(str(address), port, seconds, socket_options=options)
        # A connection to the machine's own public address would get past the firewall in front of it.
        here, there = stream.get_extra_info("client_addr"), stream.get_extra_info("server_addr")
        if here and there and here[0] == there[0] and not self._may_reach(ip_address("127.0.0.1")):
            await stream.aclose()
            raise RefusedAddressError(f"{address} is the machine that Footnote itself runs on.")
        return stream

    async def _tunnel(
        self, proxy: Proxy, address: Address, port: int, seconds: float | None
    ) -> httpcore.AsyncNetworkStream:
        """A tunnel to the checked address, for http too, so that the proxy looks up no name itself."""
        stream = await self._sockets.connect_tcp(proxy.host, proxy.port, seconds)
        target = f"[{address}]:{port}" if address.version == 6 else f"{address}:{port}"
        lines = [f"CONNECT {target} HTTP/1.1", f"Host: {target}"]
        if proxy.authorization:
            lines.append(f"Proxy-Authorization: {proxy.authorization}")
        await stream.write("\r\n".join([*lines, "", ""]).encode("ascii"), seconds)
        answer = b""
        while b"\r\n\r\n" not in answer and len(answer) < _LONGEST_PROXY_ANSWER:
            if not (more := await stream.read(_LONGEST_PROXY_ANSWER, seconds)):
                break
            answer += more
        if answer.split(b" ", 2)[1:2] != [b"200"] or not answer.endswith(b"\r\n\r\n"):
            await stream.aclose()
            raise httpcore.ProxyError("the proxy does not connect")
        return stream
