"""What a claim, its lines and its addresses must be like to be stored."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from claims_db.errors import InvalidValueError
from claims_db.languages.words import telling_words

MAX_CLAIM_LENGTH = 1000
MAX_SLUG_LENGTH = 120
# As many as one field of a form on Discord takes, which has 4,000 characters at most.
MAX_LINES = 12
MAX_LINE_LENGTH = 300
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]*")
# RFC 1035, 2.3.4, in characters.
_MAX_HOST_LENGTH = 253
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")


def require_slug(slug: str) -> None:
    """Raise InvalidValueError unless `slug` is made of lower-case letters, digits and hyphens."""
    if len(slug) > MAX_SLUG_LENGTH or not _SLUG.fullmatch(slug):
        raise InvalidValueError(
            f"{slug!r} is not a slug; write lower-case letters and digits joined by hyphens, {MAX_SLUG_LENGTH} at most"
        )


def require_web_address(address: str) -> None:
    """Raise InvalidValueError unless `address` is an absolute http or https address."""
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable or re.search(r"[\s<>\x00-\x1f]", address):
        raise InvalidValueError(f"{address!r} is not a web address; it must begin with http:// or https://")


def require_host_name(address: str) -> None:
    """Raise InvalidValueError where the host or the port of a web address is one that no website can have.

    It is asked of what comes in; what was stored before there was this rule can still be read.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    try:
        possible = parts.port != 0 and (":" in host or bool(host_name(host)))
    except ValueError:
        possible = False
    if not possible:
        raise InvalidValueError(f"{address[:120]!r} cannot be opened: {host[:120]!r} is not the name of a website")


@lru_cache(maxsize=4096)
def host_name(host: str) -> str:
    """A host as the network knows it: without its last dot, and bücher.example as xn--bcher-kva.example (UTS 46).

    Raises ValueError where it cannot be a name, such as where `xn--…` stands for no letters: what asks for a page
    cannot read it then.
    """
    if not host.isascii() or "xn--" in host.lower():
        import idna  # noqa: PLC0415 - its tables load slowly, and few names need them
    name = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    labels = name.lower().removesuffix(".").split(".")
    if len(name) > _MAX_HOST_LENGTH or not all(map(_LABEL.fullmatch, labels)):
        raise ValueError(host)
    for label in labels:
        if label.startswith("xn--"):
            idna.ulabel(label)
    return ".".join(labels)


# A claim of a file is compared with the stored one, which has mostly the same words.
@lru_cache(maxsize=4096)
def require_statement(text: str) -> None:
    """Raise InvalidValueError unless `text` says enough to be compared with: two words that mean something."""
    if len(text) > MAX_CLAIM_LENGTH:
        raise InvalidValueError(f"a claim is {MAX_CLAIM_LENGTH} characters at most; this one has {len(text)}")
    if sum(1 for _ in islice(telling_words(text), 2)) < 2:
        raise InvalidValueError(f"{text!r} is too short to be a claim; write at least two words that mean something")


def require_lines(what: str, lines: tuple[str, ...]) -> None:
    """Raise InvalidValueError, which names the line, unless all of them fit; `what` says what they must do."""
    if len(lines) > MAX_LINES:
        raise InvalidValueError(f"a claim has {MAX_LINES} lines at most that {what}; this one has {len(lines)}")
    for number, line in enumerate(lines, 1):
        name = f"line {number} that {what} ({line[:40]!r})"
        if not line.strip():
            raise InvalidValueError(f"{name} is empty")
        if len(line) > MAX_LINE_LENGTH:
            raise InvalidValueError(f"{name} has {len(line)} characters; it may have {MAX_LINE_LENGTH} at most")
        if len(line.splitlines()) > 1:
            raise InvalidValueError(f"{name} goes over several lines; write it as one")
