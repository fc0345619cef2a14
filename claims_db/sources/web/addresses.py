"""Addresses of web pages: which may be opened at all, and one spelling for each so that a source is stored once.

Nothing here opens anything. A host's name is checked as written; `connecting` checks what it resolves to.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from claims_db.errors import RefusedAddressError
from claims_db.requirements import host_name

MAX_LENGTH = 2048
_LONGEST_SHOWN = 120
DEFAULT_PORTS = {"http": 80, "https": 443}

# Parameters that say who sent the reader, never which page is meant. A name is listed when its owner says so; names
# that some sites use for the page itself (id, ref, source, s) are not.
_TRACKING = frozenset(
    """
    _ga _gl _hsenc _hsmi dclid fbclid gad_campaignid gad_source gbraid gclid gclsrc igsh igshid li_fat_id mc_cid mc_eid
    mkt_tok msclkid oly_anon_id oly_enc_id rb_clickid s_cid srsltid ttclid twclid vero_conv vero_id wbraid wickedid
    yclid ysclid __twitter_impression
    """.split()
)
# Urchin's, which every analytics tool reads, and those of Matomo, Piwik and HubSpot.
_TRACKING_FAMILIES = ("utm_", "mtm_", "pk_", "piwik_", "hsa_", "__hs")

# Names that only a host's own network answers: RFC 6761, RFC 6762, RFC 8375, RFC 7686, ICANN's .internal.
_PRIVATE_NAMES = (
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "home.arpa",
    "onion",
)

_IN_BRACKETS = re.compile(r"\[([0-9A-Fa-f:.]+)\](?::[0-9]*)?")
_NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*")
# Browsers drop tabs and line ends and read a backslash as a slash; other programs do not, and then see another host.
_MISLEADING = re.compile(r"[\x00-\x20\x7f-\x9f\ud800-\udfff\\]")
_UNQUOTED = "/%:@!$&'()*+,;=~-._[]|"


def normalise(address: str) -> str:
    """`address` as a source keeps it: it opens the same page, without what differs from reader to reader.

    Scheme and host in lower case and ASCII, no default port, no fragment, no tracking parameters, no `.` and `..`. The
    slash at the end of a path stays, since some servers know only one form; `same_page` ignores it. Raises
    RefusedAddressError for an address that may not be opened, whoever asks.
    """
    parts = _split(address)
    host = _host(parts)
    try:
        port = DEFAULT_PORTS[parts.scheme] if parts.port is None else parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise RefusedAddressError(f"{_quoted(parts.geturl())} has an impossible port number.")
    authority = f"[{host}]" if ":" in host else host
    if port != DEFAULT_PORTS[parts.scheme]:
        authority += f":{port}"
    # Each parameter stays exactly as it was written: servers differ in what they decode.
    query = "&".join(quote(each, safe=_UNQUOTED + "?") for each in parts.query.split("&") if _names_the_page(each))
    written = f"{parts.scheme}://{authority}{_path(parts.path)}{'?' + query if query else ''}"
    _require_length(written)
    return written


def same_page(one: str, other: str) -> bool:
    """Whether two addresses count as one source: the scheme, `www.` and a final slash do not matter."""
    return _identity(one) == _identity(other)


def host_and_port(normalised: str) -> tuple[str, int]:
    """Where to connect: the host without brackets, and the scheme's own port where none is written."""
    parts = urlsplit(normalised)
    return parts.hostname or "", parts.port or DEFAULT_PORTS[parts.scheme]


def shown(address: str) -> str:
    """`address` as a sentence names it, cut where it would fill a message."""
    return address if len(address) <= _LONGEST_SHOWN else f"{address[:_LONGEST_SHOWN]}…"


def redirected(address: str, location: str) -> str:
    """Where a redirect of `address` leads. Raises RefusedAddressError, as for an address that a person gives.

    A page read over https is never exchanged for one over http, which anyone in between can change.
    """
    try:
        joined = urljoin(address, location.strip(" ").replace(" ", "%20"))
    except ValueError:
        raise RefusedAddressError(f"{shown(address)} redirects to something that is not a web address.") from None
    target = normalise(joined)
    if address.startswith("https:") and target.startswith("http:"):
        raise RefusedAddressError(
            f"{shown(address)} redirects from https to http, where anyone in between can change the page; "
            f"if you trust it, give the page's own address, {shown(target)}."
        )
    return target


def _quoted(text: str) -> str:
    """What somebody wrote as an address, with invisible characters made visible."""
    return repr(shown(text))


def _identity(address: str) -> str:
    rest = normalise(address).partition("://")[2]
    path, mark, query = rest.removeprefix("www.").partition("?")
    return f"{path.rstrip('/')}{mark}{query}"


def _split(address: str) -> SplitResult:
    address = address.strip()
    _require_length(address)
    if _MISLEADING.search(address):
        raise RefusedAddressError(
            f"{_quoted(address)} contains a space, a backslash or a control character; percent-encode it, as in %20."
        )
    try:
        parts = urlsplit(address)
    except ValueError:
        raise RefusedAddressError(f"{_quoted(address)} is not a web address.") from None
    if parts.scheme not in DEFAULT_PORTS:
        raise RefusedAddressError(
            f"{_quoted(address)} is not a web page's address; it must begin with http:// or https://"
        )
    if "@" in parts.netloc:
        raise RefusedAddressError("The address contains a user name or a password; a source must be open to everybody.")
    return parts


def _require_length(address: str) -> None:
    if len(address) > MAX_LENGTH:
        raise RefusedAddressError(f"The address is longer than {MAX_LENGTH:,} characters.")


def _host(parts: SplitResult) -> str:
    """The host in lower-case ASCII, one spelling for each: a name without its last dot, or a plain IP address."""
    if parts.netloc.startswith("["):
        # Without a zone, which names one of the machine's own networks, and with only a port after the brackets.
        inside = _IN_BRACKETS.fullmatch(parts.netloc)
        try:
            return IPv6Address(inside[1] if inside else "").compressed
        except ValueError:
            raise RefusedAddressError(f"{_quoted(parts.netloc)} is not the name of a website.") from None
    try:
        host = host_name(parts.hostname or "")
    except ValueError:  # idna's own errors are of this kind
        raise RefusedAddressError(f"{_quoted(parts.hostname or '')} is not the name of a website.") from None
    labels = host.split(".")
    if _NUMERIC.fullmatch(labels[-1]):
        # Only four decimal numbers: systems disagree on 0x7f.1, 2130706433, 0177.0.0.1 and 127.1.
        try:
            return str(IPv4Address(host))
        except ValueError:
            raise RefusedAddressError(
                f"{_quoted(host)} is an unusual way to write an IP address; give the name of the website."
            ) from None
    if len(labels) == 1 or any(f".{host}".endswith(f".{name}") for name in _PRIVATE_NAMES):
        raise RefusedAddressError(
            f"{_quoted(host)} is a name inside a private network; a source must be open to everybody."
        )
    return host


def _names_the_page(parameter: str) -> bool:
    """Whether a parameter may choose the page, and does not merely track the reader."""
    name = parameter.partition("=")[0].lower()
    return bool(parameter) and name not in _TRACKING and not name.startswith(_TRACKING_FAMILIES)


def _path(path: str) -> str:
    """The path with `.` and `..` resolved (RFC 3986, 5.2.4), so that every program asks for the same one."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1:] in (["."], [".."]):
        kept.append("")
    return quote("/" + "/".join(kept), safe=_UNQUOTED)
