"""Which IP addresses belong to the public internet. All others are a host's own network, or nobody's."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address

# https://www.iana.org/assignments/iana-ipv4-special-registry, written out because `is_global` differs
# between versions of Python; then multicast and the former class E.
_INSIDE_4 = tuple(
    IPv4Network(each)
    for each in (
        "0.0.0.0/8",  # "this" network; 0.0.0.0 reaches the machine itself
        "10.0.0.0/8",
        "100.64.0.0/10",  # carriers' own, and the metadata service of one cloud
        "127.0.0.0/8",
        "168.63.129.16/32",  # looks public; inside one cloud it is the machine's own controller
        "169.254.0.0/16",  # link-local, and the metadata service of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)

# Public pages are only in 2000::/3 (https://www.iana.org/assignments/ipv6-unicast-address-assignments); except these
# (https://www.iana.org/assignments/iana-ipv6-special-registry). 2002::/16 and 2001::/32 carry any IPv4 address.
_PUBLIC_6 = IPv6Network("2000::/3")
_INSIDE_6 = tuple(
    IPv6Network(each)
    for each in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3ffe::/16", "3fff::/20")
)

# An IPv6-only network reaches every IPv4 site through this prefix (RFC 6052), so the IPv4 address inside decides.
_TRANSLATED = IPv6Network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Whether a stranger may make Footnote connect there."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _INSIDE_4)
    if address in _TRANSLATED:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address.scope_id is None and address in _PUBLIC_6 and not any(address in network for network in _INSIDE_6)
