"""Which addresses may be opened, and that a source stands once."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpcore
import httpx
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from claims_db.errors import RefusedAddressError
from claims_db.sources.web.addresses import DEFAULT_PORTS, host_and_port, normalise, redirected, same_page


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param("HTTP://Example.COM", "http://example.com/", id="case and root"),
        pytest.param(" https://example.com/a \n", "https://example.com/a", id="blanks around"),
        pytest.param("https://example.com:443/a", "https://example.com/a", id="default port of https"),
        pytest.param("http://example.com:80", "http://example.com/", id="default port of http"),
        pytest.param("http://example.com:443/", "http://example.com:443/", id="a port that says something"),
        pytest.param("http://example.com:/", "http://example.com/", id="empty port"),
        pytest.param("https://example.com./a", "https://example.com/a", id="last dot of the root"),
        pytest.param("https://example.com/a#part", "https://example.com/a", id="fragment"),
        pytest.param("https://example.com/a?utm_source=x&id=7&fbclid=y", "https://example.com/a?id=7", id="tracking"),
        pytest.param("https://example.com/a?UTM_Campaign=x", "https://example.com/a", id="tracking in capitals"),
        pytest.param("https://example.com/?ref=x&s=z", "https://example.com/?ref=x&s=z", id="not tracking"),
        pytest.param("https://example.com/a?b=%2f&a=1&&a=2", "https://example.com/a?b=%2f&a=1&a=2", id="order is kept"),
        pytest.param("https://example.com/a/./b/../c/", "https://example.com/a/c/", id="dots in the path"),
        pytest.param("https://example.com/../../etc", "https://example.com/etc", id="dots above the root"),
        pytest.param("https://example.com/a/b/..", "https://example.com/a/", id="dots at the end"),
        pytest.param("https://example.com/https://a//b", "https://example.com/https://a//b", id="slashes"),
        pytest.param("https://bücher.example/straße", "https://xn--bcher-kva.example/stra%C3%9Fe", id="other letters"),
        pytest.param("https://faß.example/", "https://xn--fa-hia.example/", id="sharp s as browsers read it"),
        pytest.param("https://EXAMPLE。com/", "https://example.com/", id="ideographic full stop"),
        pytest.param("https://[2606:4700:0:0::6810:84E5]/", "https://[2606:4700::6810:84e5]/", id="IPv6"),
        pytest.param("https://my_site.example.com/", "https://my_site.example.com/", id="underscore"),
    ],
)  # fmt: skip
def test_an_address_is_written_one_way(address: str, expected: str) -> None:
    assert normalise(address) == expected


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("ftp://example.com/", id="other scheme"),
        pytest.param("file:///etc/passwd", id="file"),
        pytest.param("javascript:alert(1)", id="script"),
        pytest.param("gopher://example.com/_x", id="gopher"),
        pytest.param("//example.com/", id="no scheme"),
        pytest.param("example.com", id="bare name"),
        pytest.param("", id="nothing"),
        pytest.param("http://", id="no host"),
        pytest.param("http://:80/", id="port alone"),
        pytest.param("http://user@example.com/", id="user"),
        pytest.param("http://user:hunter2@example.com/", id="password"),
        pytest.param("http://@example.com/", id="empty user"),
        pytest.param("http://example.com:hunter2@127.0.0.1/", id="host that is a user"),
        pytest.param("http://example.com\\@127.0.0.1/", id="backslash"),
        pytest.param("http://example.com\t/", id="tab"),
        pytest.param("http://exa\nmple.com/", id="line end"),
        pytest.param("http://example.com/\x00", id="null"),
        pytest.param("http://example.com/\ud800", id="half a letter"),
        pytest.param("http://a b.example/", id="blank"),
        pytest.param("http://0x7f.1/", id="hexadecimal"),
        pytest.param("http://0x7f000001/", id="hexadecimal in one"),
        pytest.param("http://2130706433/", id="one number"),
        pytest.param("http://0177.0.0.1/", id="octal"),
        pytest.param("http://127.1/", id="two numbers"),
        pytest.param("http://127.0.1/", id="three numbers"),
        pytest.param("http://1.2.3.4.5/", id="five numbers"),
        pytest.param("http://256.1.1.1/", id="number too large"),
        pytest.param("http://127.0.0.01/", id="leading zero"),
        pytest.param("http://example.0x/", id="empty hexadecimal"),
        pytest.param("http://１２７.1/", id="wide digits"),
        pytest.param("http://①②⑦.1/", id="circled digits"),
        pytest.param("http://%31%32%37.0.0.1/", id="host in percents"),
        pytest.param("http://[fe80::1%25eth0]/", id="zone"),
        pytest.param("http://[::1]evil.example/", id="after the brackets"),
        pytest.param("http://[::1/", id="open bracket"),
        pytest.param("http://[v1.fe80::a]/", id="IP of the future"),
        pytest.param("http://localhost/", id="localhost"),
        pytest.param("http://LOCALHOST./", id="localhost with a dot"),
        pytest.param("http://a.localhost/", id="below localhost"),
        pytest.param("http://router/", id="single word"),
        pytest.param("http://printer.local/", id="mDNS"),
        pytest.param("http://metadata.google.internal/", id="internal"),
        pytest.param("http://a..example.com/", id="empty label"),
        pytest.param("http://example.com../", id="two dots"),
        pytest.param("http://-a.example.com/", id="hyphen first"),
        pytest.param(f"http://{'a' * 64}.example/", id="label too long"),
        pytest.param("http://example.com:0/", id="port 0"),
        pytest.param("http://example.com:65536/", id="port too large"),
        pytest.param("http://example.com:+80/", id="port with a sign"),
        pytest.param("http://example.com:８０/", id="port in wide digits"),
        pytest.param("http://example.com/" + "a" * 2048, id="too long"),
        pytest.param("http://example.com/" + "é" * 1000, id="too long in percents"),
        pytest.param("http://a℀b.example/", id="letter that becomes a slash"),
        pytest.param("http://xn--zzzzzzzz.example/", id="no letters"),
        pytest.param("http://www.xn--a.example/", id="no letters, further on"),
        pytest.param("http://XN--A-ECP.example/", id="letters that are forbidden"),
    ],
)
def test_an_address_is_refused_in_one_sentence(address: str) -> None:
    with pytest.raises(RefusedAddressError) as refused:
        normalise(address)
    assert str(refused.value).endswith((".", "://"))
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("https://example.com/a/", "http://www.example.com/a", True, id="scheme, www and slash"),
        pytest.param("https://example.com/a/?b=1", "https://example.com/a?b=1", True, id="slash before parameters"),
        pytest.param("https://example.com/a", "https://example.com/A", False, id="case of the path"),
        pytest.param("https://example.com/a", "https://example.com/a?b", False, id="parameter"),
        pytest.param("https://example.com/a", "https://example.org/a", False, id="other host"),
    ],
)
def test_a_source_stands_once(one: str, other: str, same: bool) -> None:
    assert same_page(one, other) is same


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        pytest.param("/b", "https://example.com/b", id="path"),
        pytest.param("b?c", "https://example.com/x/b?c", id="relative"),
        pytest.param("//other.example/b", "https://other.example/b", id="other host"),
        pytest.param("/with blank", "https://example.com/with%20blank", id="blank"),
    ],
)
def test_a_redirect_leads_on(location: str, expected: str) -> None:
    assert redirected("https://example.com/x/a", location) == expected


@pytest.mark.parametrize(
    "location",
    [
        "http://example.com/a",
        "ftp://example.com/",
        "https://u:p@example.com/",
        "https://127.1/",
        "\\\\127.1/",
        "data:,x",
        "//[",
    ],
)
def test_a_redirect_is_refused(location: str) -> None:
    with pytest.raises(RefusedAddressError):
        redirected("https://example.com/x", location)


LABELS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-éßжא中", min_size=1, max_size=8)
HOSTS = st.lists(LABELS, min_size=1, max_size=3).map(lambda labels: ".".join([*labels, "example"]))
ADDRESSES = st.builds(
    "{}://{}{}/{}{}".format,
    st.sampled_from(["http", "HTTPS", "https"]),
    HOSTS,
    st.sampled_from(["", ":80", ":443", ":8080", "."]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.sampled_from(["", "?utm_source=a&b=c", "?a=1#b", "#?", "?a/../b"]),
)


def normalised(address: str) -> str:
    try:
        return normalise(address)
    except RefusedAddressError:
        reject()


@given(st.one_of(ADDRESSES, st.text(max_size=40).map("https://example.com/".__add__)))
def test_normalising_twice_changes_nothing(address: str) -> None:
    once = normalised(address)
    assert normalise(once) == once
    assert once.isascii()
    assert same_page(address, once)


@given(HOSTS, st.text(max_size=40))
def test_what_follows_never_changes_the_host(host: str, rest: str) -> None:
    expected = urlsplit(normalised(f"https://{host}/")).netloc
    assert urlsplit(normalised(f"https://{host}/{rest}")).netloc == expected


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for address in (text, f"http://{text}", f"https://{text}.example/"):
        try:
            kept = normalise(address)
        except RefusedAddressError:
            continue
        assert urlsplit(kept).scheme in {"http", "https"}
        assert urlsplit(kept).hostname


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=12), st.sampled_from(["", "www."]))
def test_a_name_that_stands_for_letters_is_one_that_can_be_asked_or_refused(letters: str, before: str) -> None:
    try:
        kept = normalise(f"https://{before}xn--{letters}.example/")
    except RefusedAddressError:
        return
    assert httpx.URL(kept).host.isprintable()


def test_a_long_address_fills_no_message() -> None:
    with pytest.raises(RefusedAddressError) as refused:
        normalise("data:" + "a" * 2000)
    assert len(str(refused.value)) < 300


@given(
    st.one_of(ADDRESSES, HOSTS.map("http://{}:99?a/b".format), st.text(max_size=40).map("https://a.example/".__add__))
)
def test_what_asks_reads_the_same_host_and_port(address: str) -> None:
    """Two readings of one address are how a judged host becomes another one."""
    once = normalised(address)
    asked = httpcore.URL(str(httpx.Request("GET", once).url))
    assert (asked.host.decode(), asked.port or DEFAULT_PORTS[asked.scheme.decode()]) == host_and_port(once)
