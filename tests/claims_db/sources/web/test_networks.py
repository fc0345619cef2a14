"""Which machines a stranger may make Footnote connect to."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.sources.web.networks import is_public


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "93.184.215.14", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "223.255.255.255",
     "2606:4700::6810:84e5", "2a00:1450::1", "64:ff9b::808:808"],
)  # fmt: skip
def test_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("0.0.0.0", id="unspecified"),  # noqa: S104 - bound by nobody here
        pytest.param("0.1.2.3", id="this network"),
        pytest.param("10.1.2.3", id="private 10"),
        pytest.param("172.16.0.1", id="private 172"),
        pytest.param("172.31.255.255", id="private 172, last"),
        pytest.param("192.168.1.1", id="private 192"),
        pytest.param("127.0.0.1", id="loopback"),
        pytest.param("127.255.255.254", id="loopback, last"),
        pytest.param("169.254.169.254", id="metadata"),
        pytest.param("168.63.129.16", id="a cloud's controller"),
        pytest.param("100.64.0.1", id="carrier"),
        pytest.param("100.100.100.200", id="carrier, a cloud's metadata"),
        pytest.param("192.0.0.192", id="protocol assignments"),
        pytest.param("192.0.2.1", id="documentation"),
        pytest.param("192.88.99.1", id="6to4 relay"),
        pytest.param("198.18.0.1", id="measuring"),
        pytest.param("224.0.0.1", id="multicast"),
        pytest.param("240.0.0.1", id="reserved"),
        pytest.param("255.255.255.255", id="broadcast"),
        pytest.param("::", id="IPv6 unspecified"),
        pytest.param("::1", id="IPv6 loopback"),
        pytest.param("fe80::1", id="IPv6 link-local"),
        pytest.param("fe80::1%eth0", id="zone"),
        pytest.param("2606:4700::1%1", id="zone on a public one"),
        pytest.param("fec0::1", id="IPv6 site-local"),
        pytest.param("fd00:ec2::254", id="IPv6 unique local, metadata"),
        pytest.param("ff02::1", id="IPv6 multicast"),
        pytest.param("100::1", id="discard"),
        pytest.param("::ffff:127.0.0.1", id="mapped loopback"),
        pytest.param("::ffff:8.8.8.8", id="mapped at all"),
        pytest.param("::127.0.0.1", id="compatible"),
        pytest.param("2002:7f00:1::", id="6to4 of loopback"),
        pytest.param("2001:0:7f00:1::", id="Teredo"),
        pytest.param("64:ff9b::7f00:1", id="NAT64 of loopback"),
        pytest.param("64:ff9b::a9fe:a9fe", id="NAT64 of metadata"),
        pytest.param("64:ff9b:1::808:808", id="local NAT64"),
        pytest.param("2001:db8::1", id="IPv6 documentation"),
        pytest.param("3fff::1", id="IPv6 documentation, newer"),
        pytest.param("5f00::1", id="segment routing"),
    ],
)  # fmt: skip
def test_inside(address: str) -> None:
    assert not is_public(ip_address(address))


@given(st.ip_addresses())
def test_python_finds_nothing_inside_that_is_called_public(address: object) -> None:
    found = ip_address(str(address))
    assert found.is_global or not is_public(found)
    assert not (
        is_public(found) and (found.is_multicast or found.is_reserved) and not str(found).startswith("64:ff9b::")
    )
