"""Sites that mean harm, answer nonsense or never end: each is told in a sentence, soon; nothing inside is reached."""

from __future__ import annotations

import asyncio
import gzip
import socket
import tracemalloc
import zlib
from collections.abc import Iterator
from ipaddress import ip_address

import pytest

from claims_db.errors import InvalidValueError, Obstacle, RefusedAddressError, UnreachableError
from claims_db.sources.web.connecting import Proxy, resolve
from claims_db.sources.web.networks import Address, is_public
from claims_db.sources.web.pacing import Hosts

from ..hostile import HERE, Answer, Server, copied, endless, opened, raw, sends, server

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
ZEROS = gzip.compress(bytes(20_000_000))
EMPTY_BLOCK = b"\x00\x00\x00\xff\xff"


def chunked(part: bytes) -> bytes:
    return f"{len(part):x}\r\n".encode() + part + b"\r\n"


@pytest.mark.parametrize(
    ("answer", "obstacle"),
    [
        pytest.param(endless(OK + b"\r\n", b"a" * 9000), Obstacle.TOO_LARGE, id="body without end"),
        pytest.param(
            endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", chunked(b"a" * 9000)),
            Obstacle.TOO_LARGE,
            id="chunks without end",
        ),
        pytest.param(endless(OK + b"\r\n", b"a", pause=0.05), Obstacle.TIMEOUT, id="body letter by letter"),
        pytest.param(endless(OK, b"X-A: b\r\n", pause=0.05), Obstacle.TIMEOUT, id="headers line by line"),
        pytest.param(endless(b"", b"", pause=0.05), Obstacle.TIMEOUT, id="silence"),
        pytest.param(
            endless(b"HTTP/1.1 100 Continue\r\n\r\n" * 2, b"", 0.05), Obstacle.TIMEOUT, id="continue, then silence"
        ),
        pytest.param(endless(b"", b"HTTP/1.1 103 Early\r\n\r\n" * 99, 0.01), Obstacle.TIMEOUT, id="hints without end"),
        pytest.param(endless(OK, b"X-A: " + b"b" * 9000 + b"\r\n"), Obstacle.BROKEN, id="header flood"),
        pytest.param(endless(OK, b"X-A: b" * 9000), Obstacle.BROKEN, id="header without end"),
        pytest.param(endless(b"HTTP/1.1 200 ", b"O" * 9000), Obstacle.BROKEN, id="status line without end"),
        pytest.param(sends(b"short", length=5000), Obstacle.BROKEN, id="length too large"),
        pytest.param(sends(b"", length=10**9), Obstacle.TOO_LARGE, id="length over the limit"),
        pytest.param(sends(b"", "Content-Length: 7"), Obstacle.BROKEN, id="two lengths"),
        pytest.param(raw(OK + b"Content-Length: -1\r\n\r\nab"), Obstacle.BROKEN, id="negative length"),
        pytest.param(raw(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nab"), Obstacle.BROKEN, id="size that is none"),
        pytest.param(raw(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab"), Obstacle.BROKEN, id="chunk cut off"),
        pytest.param(raw(b"SSH-2.0-OpenSSH_9.7\r\n"), Obstacle.BROKEN, id="another protocol"),
        pytest.param(raw(b""), Obstacle.BROKEN, id="nothing"),
        pytest.param(raw(b"\x16\x03\x01" * 100), Obstacle.BROKEN, id="binary"),
        pytest.param(raw(OK + b"Bad Header: x\x00y\r\n\r\n"), Obstacle.BROKEN, id="header with a null"),
        pytest.param(sends(ZEROS, "Content-Encoding: gzip"), Obstacle.TOO_LARGE, id="gzip bomb"),
        pytest.param(
            sends(gzip.compress(ZEROS), "Content-Encoding: gzip, gzip"), Obstacle.BROKEN, id="gzip bomb in gzip"
        ),
        pytest.param(
            sends(ZEROS, "Content-Encoding: gzip", "Content-Encoding: gzip"), Obstacle.BROKEN, id="gzip said twice"
        ),
        pytest.param(
            endless(OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"")[:10], EMPTY_BLOCK * 999),
            Obstacle.TOO_LARGE,
            id="gzip of nothing without end",
        ),
        pytest.param(sends(gzip.compress(b"page")[:-9], "Content-Encoding: gzip"), Obstacle.BROKEN, id="gzip cut off"),
        pytest.param(sends(b"not gzip", "Content-Encoding: gzip"), Obstacle.BROKEN, id="gzip that is none"),
        pytest.param(sends(zlib.compress(b"a"), "Content-Encoding: deflate"), Obstacle.BROKEN, id="deflate"),
        pytest.param(sends(b"a", "Content-Encoding: br"), Obstacle.BROKEN, id="brotli"),
        pytest.param(sends(b"a", "Content-Encoding: zstd"), Obstacle.BROKEN, id="zstandard"),
        pytest.param(sends(b"MZ", "Content-Type: application/x-msdownload"), Obstacle.CONTENT_TYPE, id="program"),
        pytest.param(raw(b"HTTP/1.1 200 OK\r\n\r\nwhat"), Obstacle.CONTENT_TYPE, id="no content type"),
        pytest.param(
            sends(b"a", "Content-Type: text/html", "Content-Type: text/plain"), Obstacle.CONTENT_TYPE, id="two types"
        ),
        pytest.param(sends(b"", status="404 Not Found"), Obstacle.STATUS, id="not there"),
        pytest.param(sends(b"", status="304 Not Modified"), Obstacle.STATUS, id="not modified"),
        pytest.param(sends(b"", status="302 Found"), Obstacle.STATUS, id="redirect without a target"),
        pytest.param(sends(b"", "Location: /", status="302 Found"), Obstacle.REDIRECTS, id="redirect to itself"),
    ],
)
async def test_an_answer_that_cannot_be_read_is_told(answer: Answer, obstacle: Obstacle) -> None:
    async with server() as site, opened(site) as fetcher:
        site.pages["/"] = answer
        with pytest.raises(UnreachableError) as error:
            await fetcher.fetch(site.address())
        assert error.value.kind is obstacle
        assert str(error.value).endswith((".", ")."))
        site.pages["/well"] = sends(b"page")
        assert (await fetcher.fetch(site.address("/well"))).body == b"page"


@pytest.mark.parametrize(
    "location",
    [
        pytest.param("http://127.0.0.2/", id="loopback"),
        pytest.param("http://169.254.169.254/latest/meta-data/", id="metadata"),
        pytest.param("http://10.0.0.1/", id="private"),
        pytest.param("http://[::1]/", id="IPv6 loopback"),
        pytest.param("http://[::ffff:169.254.169.254]/", id="IPv4 inside IPv6"),
        pytest.param("http://[64:ff9b::a9fe:a9fe]/", id="NAT64"),
        pytest.param("http://2130706434/", id="one number"),
        pytest.param("http://localhost/", id="localhost"),
        pytest.param("http://inside.test/", id="a name that is inside"),
        pytest.param("http://mixed.test/", id="a name that is inside, too"),
        pytest.param("file:///etc/passwd", id="file"),
        pytest.param("http://user:hunter2@site.test/", id="credentials"),
    ],
)  # fmt: skip
async def test_a_redirect_inside_is_refused(location: str) -> None:
    async def resolve(host: str, port: int) -> tuple[Address, ...]:
        del port
        names = {"inside.test": ["10.0.0.1"], "mixed.test": ["127.0.0.1", "10.0.0.1"], "site.test": ["127.0.0.1"]}
        return tuple(map(ip_address, names.get(host, [host])))

    async with server() as site, opened(site, resolve=resolve) as fetcher:
        site.pages["/"] = sends(b"", f"Location: {_on_port(location, site.port)}", status="302 Found")
        with pytest.raises(RefusedAddressError) as error:
            await fetcher.fetch(site.address())
        assert "hunter2" not in str(error.value)


def _on_port(location: str, port: int) -> str:
    """So that it is the host that is refused, and not the port."""
    scheme, _, rest = location.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host}:{port}{slash}{path}" if host else location


async def test_a_name_that_changes_its_answer_reaches_what_was_judged_or_nothing() -> None:
    answers: Iterator[Address] = iter([HERE, HERE, *[ip_address("10.0.0.1")] * 9])
    looked_up = []

    async def rebinding(host: str, port: int) -> tuple[Address, ...]:
        looked_up.append((host, port))
        return (next(answers),)

    async with server() as site, opened(site, resolve=rebinding) as fetcher:
        site.pages["/"] = sends(b"page")
        assert (await fetcher.fetch(site.address())).body == b"page"
        assert len(looked_up) == len(site.asked) == 2  # robots.txt and the page, each looked up once
        with pytest.raises(RefusedAddressError):
            await fetcher.fetch(site.address())
        assert len(site.asked) == 2


async def test_only_the_argument_lets_this_machine_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    async with server() as site:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{site.port}")
        async with opened(site, may_reach=is_public) as fetcher:
            for host in ("site.test", "127.0.0.1"):
                with pytest.raises(RefusedAddressError):
                    await fetcher.fetch(site.address(host=host))
        assert site.asked == []


async def test_a_port_is_asked_only_where_the_host_allows_it() -> None:
    async with server() as site, server() as other, opened(site) as fetcher:
        with pytest.raises(RefusedAddressError):
            await fetcher.fetch(other.address())
        assert other.asked == []


@pytest.mark.parametrize(
    ("certificate", "host"),
    [
        pytest.param("expired.pem", "site.test", id="expired"),
        pytest.param("other.pem", "site.test", id="of another name"),
        pytest.param("site.pem", "127.0.0.1", id="of a name, for a number"),
    ],
)
async def test_bad_tls(certificate: str, host: str) -> None:
    async with server(certificate) as site, opened(site) as fetcher:
        with pytest.raises(UnreachableError) as error:
            await fetcher.fetch(site.address(host=host, scheme="https"))
        assert error.value.kind is Obstacle.TLS
        assert site.asked == []


async def test_no_tls_at_all() -> None:
    async def plainly(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    listening = await asyncio.start_server(plainly, "127.0.0.1", 0)
    site = Server(port=listening.sockets[0].getsockname()[1])
    async with listening, opened(site) as fetcher:
        with pytest.raises(UnreachableError) as error:
            await fetcher.fetch(site.address(scheme="https"))
        assert error.value.kind is Obstacle.TLS


async def test_good_tls_is_that_of_the_name_though_a_number_is_connected_to() -> None:
    async with server("site.pem") as site, opened(site) as fetcher:
        site.pages["/"] = sends(b"page")
        assert (await fetcher.fetch(site.address(scheme="https"))).body == b"page"
        assert f"Host: site.test:{site.port}\r\n" in site.asked[-1]


async def test_one_connection_is_never_shared_between_names() -> None:
    """Both are on one machine, whose certificate is for one of them alone."""
    async with server("site.pem") as site, opened(site) as fetcher:
        site.pages["/"] = sends(b"page")
        await fetcher.fetch(site.address(scheme="https"))
        with pytest.raises(UnreachableError):
            await fetcher.fetch(site.address(host="other.test", scheme="https"))


async def test_https_is_not_left_for_http() -> None:
    async with server("site.pem") as site, opened(site) as fetcher:
        site.pages["/"] = sends(b"", f"Location: {site.address('/b')}", status="301 Moved")
        with pytest.raises(RefusedAddressError, match="from https to http"):
            await fetcher.fetch(site.address(scheme="https"))


@pytest.mark.parametrize(
    ("header", "charset"),
    [
        pytest.param("text/html; charset=utf-8", "utf-8", id="plain"),
        pytest.param('text/html;Charset="Windows-1251"; x=y', "windows-1251", id="quoted"),
        pytest.param("text/html", None, id="not said"),
        pytest.param("text/html; charset=nonsense", None, id="unknown"),
        pytest.param("text/html; charset=zip", None, id="codec that unpacks"),
        pytest.param("text/html; charset=unicode_escape", None, id="codec that reads escapes"),
        pytest.param("text/html; charset=utf-7", None, id="letters that no browser reads"),
        pytest.param("text/html; charset=../../etc/passwd", None, id="path"),
        pytest.param("text/html; charset=" + "a" * 5000, None, id="long"),
    ],
)  # fmt: skip
async def test_a_charset_is_believed_only_where_it_is_one(header: str, charset: str | None) -> None:
    async with server() as site, opened(site) as fetcher:
        site.pages["/"] = sends(b"\xff\xfe\x00", f"Content-Type: {header}")
        found = await fetcher.fetch(site.address())
        assert (found.charset, found.body) == (charset, b"\xff\xfe\x00")


async def test_nothing_of_a_reader_is_sent_and_nothing_is_kept() -> None:
    async with server() as site, opened(site) as fetcher:
        site.pages["/"] = sends(b"page", "Set-Cookie: who=you")
        found = await fetcher.fetch(site.address("/?utm_source=chat#part"))
        await fetcher.fetch(site.address())
        assert "set-cookie" not in found.headers
        names = {line.partition(":")[0].lower() for head in site.asked for line in head.split("\r\n")[1:] if line}
        assert names == {"host", "user-agent", "accept", "accept-encoding", "connection"}
        assert "utm_" not in "".join(site.asked)


async def test_a_bomb_is_never_unpacked_as_a_whole() -> None:
    async with server() as site, opened(site) as fetcher:
        site.pages["/"] = sends(ZEROS, "Content-Encoding: gzip")
        tracemalloc.start()
        with pytest.raises(UnreachableError):
            await fetcher.fetch(site.address())
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 3_000_000


async def test_a_host_is_asked_one_thing_at_a_time_and_waiting_costs_no_patience() -> None:
    async def slowly(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.15)
        await sends(b"page")(writer)

    async with server() as site, opened(site, total=1.0) as fetcher:
        site.pages = {f"/{at}": slowly for at in range(10)}
        found = await asyncio.gather(*(fetcher.fetch(site.address(f"/{at}")) for at in range(10)))
        assert [each.body for each in found] == [b"page"] * 10
        assert site.at_once == 1
        assert sum("/robots.txt" in head for head in site.asked) == 1


async def test_several_hosts_are_asked_at_once_and_not_too_many() -> None:
    async def slowly(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.05)
        await sends(b"page")(writer)

    async with server() as site, opened(site) as fetcher:
        site.pages = {"/": slowly}
        await asyncio.gather(*(fetcher.fetch(site.address(host=f"s{at}.test")) for at in range(20)))
        assert 1 < site.at_once <= 8


async def test_a_proxy_is_asked_for_the_judged_number() -> None:
    async with server() as site, opened(site, proxy=Proxy.at(f"http://me:hunter2@127.0.0.1:{site.port}")) as fetcher:
        site.pages[f"127.0.0.1:{site.port}"] = raw(b"HTTP/1.1 403 Forbidden\r\n\r\n")
        with pytest.raises(UnreachableError) as error:
            await fetcher.fetch(site.address())
        assert error.value.kind is Obstacle.CONNECTION
        assert site.asked[0].startswith(f"CONNECT 127.0.0.1:{site.port} HTTP/1.1\r\n")
        assert "Proxy-Authorization: Basic bWU6aHVudGVyMg==\r\n" in site.asked[0]
        with pytest.raises(RefusedAddressError):
            await fetcher.fetch(site.address(host="10.0.0.1"))


async def test_a_stop_frees_the_host_at_once() -> None:
    async with server() as site, opened(site, total=30) as fetcher:
        site.pages = {"/": endless(b"", b"", pause=0.01), "/well": sends(b"page")}
        asking = asyncio.create_task(fetcher.fetch(site.address()))
        await asyncio.sleep(0.1)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        assert (await fetcher.fetch(site.address("/well"))).body == b"page"


async def test_a_public_address_of_this_machine_itself_leads_past_its_firewall() -> None:
    judgements = iter(
        [True, False] * 2
    )  # of the name's address, then of the machine as such; for robots.txt and the page
    async with server() as site, opened(site, may_reach=lambda _: next(judgements)) as fetcher:
        with pytest.raises(RefusedAddressError, match="itself runs on"):
            await fetcher.fetch(site.address())
        assert site.asked == []


async def test_names_are_looked_up_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the last dot the system would try `example.com.corp` too, where its network is called `corp`."""
    asked = []

    def answer(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        asked.append(host)
        families = [(socket.AF_INET, ("127.0.0.1", port)), (socket.AF_INET6, ("::1", port, 0, 0))]
        return [(family, socket.SOCK_STREAM, 6, "", reached) for family, reached in families * 2]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    assert await resolve("example.com", 80) == (HERE, ip_address("::1"))
    assert asked == ["example.com."]


@pytest.mark.parametrize(
    ("code", "obstacle"), [(socket.EAI_NONAME, Obstacle.DNS), (socket.EAI_AGAIN, Obstacle.CONNECTION)]
)
async def test_no_such_name_is_told_from_no_name_server(code: int, obstacle: Obstacle) -> None:
    async def nobody(host: str, port: int) -> tuple[Address, ...]:
        raise socket.gaierror(code, f"{host}:{port}")

    async with server() as site, opened(site, resolve=nobody) as fetcher:
        with pytest.raises(UnreachableError) as error:
            await fetcher.fetch(site.address())
        assert error.value.kind is obstacle


async def test_names_that_take_too_long_are_told() -> None:
    async def slowly(host: str, port: int) -> tuple[Address, ...]:
        await asyncio.sleep(30)
        return await resolve(host, port)

    async with server() as site, opened(site, resolve=slowly) as fetcher:
        with pytest.raises(UnreachableError) as error:
            await fetcher.fetch(site.address())
        assert error.value.kind is Obstacle.TIMEOUT


async def test_the_next_address_of_a_name_is_tried_where_one_is_down() -> None:
    async def two(host: str, port: int) -> tuple[Address, ...]:
        del host, port
        return (ip_address("127.0.0.9"), HERE)

    async with server() as site, opened(site, resolve=two, may_reach=lambda each: each.is_loopback) as fetcher:
        site.pages["/"] = sends(b"page")
        assert (await fetcher.fetch(site.address())).body == b"page"


async def test_a_proxy_connects_and_the_certificate_is_still_that_of_the_name() -> None:
    async with server("site.pem") as site, server() as proxy:

        async def joined(writer: asyncio.StreamWriter) -> None:
            there, onward = await asyncio.open_connection("127.0.0.1", site.port)
            writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
            try:
                await asyncio.gather(copied(proxy.reader, onward), copied(there, writer))
            finally:
                onward.close()

        proxy.pages[f"127.0.0.1:{site.port}"] = joined
        site.pages["/"] = sends(b"page")
        async with opened(site, proxy=Proxy.at(f"http://127.0.0.1:{proxy.port}")) as fetcher:
            assert (await fetcher.fetch(site.address(scheme="https"))).body == b"page"
            with pytest.raises(UnreachableError) as error:
                await fetcher.fetch(site.address(host="other.test", scheme="https"))
            assert error.value.kind is Obstacle.TLS


async def test_a_site_without_a_name_is_read_over_ipv6() -> None:
    site = Server({"/": sends(b"page")})
    try:
        listening = await asyncio.start_server(site.greet, "::1", 0)
    except OSError:
        pytest.skip("this machine has no IPv6")
    site.port = listening.sockets[0].getsockname()[1]
    async with listening, opened(site, may_reach=lambda each: each.is_loopback) as fetcher:
        assert (await fetcher.fetch(site.address(host="[::1]"))).address == f"http://[::1]:{site.port}/"
        assert f"Host: [::1]:{site.port}\r\n" in site.asked[-1]
        await site.stop()


@pytest.mark.parametrize(
    "address",
    ["", "proxy", "proxy:80", "https://proxy:80", "socks5://proxy:80", "http://proxy", "http://[", "http://proxy:x"],
)
def test_a_proxy_that_cannot_be_is_told_without_its_password(address: str) -> None:
    with pytest.raises(InvalidValueError) as error:
        Proxy.at(address.replace("//", "//me:hunter2@"))
    assert "hunter2" not in str(error.value)


async def test_a_proxy_that_hangs_up_is_told() -> None:
    async with server() as site, opened(site, proxy=Proxy.at(f"http://127.0.0.1:{site.port}")) as fetcher:
        site.pages[f"127.0.0.1:{site.port}"] = raw(b"HTTP/1.1 200 Conn")
        with pytest.raises(UnreachableError) as error:
            await fetcher.fetch(site.address())
        assert error.value.kind is Obstacle.CONNECTION


async def test_what_follows_a_packed_body_is_not_read() -> None:
    async with server() as site, opened(site) as fetcher:
        site.pages["/"] = sends(gzip.compress(b"page") + gzip.compress(b"more") * 9000, "Content-Encoding: gzip")
        with pytest.raises(UnreachableError):
            await fetcher.fetch(site.address())
        site.pages["/"] = sends(gzip.compress(b"page") + b"more", "Content-Encoding: gzip")
        assert (await fetcher.fetch(site.address())).body == b"page"


async def test_hosts_are_forgotten_when_nothing_is_to_be_remembered() -> None:
    hosts = Hosts(8)
    for at in range(3000):
        async with asyncio.timeout(60) as clock, hosts.asking(f"s{at}.example", clock) as host:
            if at == 0:
                host.pause(60)
    assert len(hosts._known) <= 2000
    with pytest.raises(UnreachableError):
        async with asyncio.timeout(60) as clock, hosts.asking("s0.example", clock):
            pass
