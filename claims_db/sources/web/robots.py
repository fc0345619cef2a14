"""What a site's robots.txt lets Footnote read (RFC 9309).

Python's own reader takes the first matching rule instead of the longest, and does not know `*` and `$` inside a path,
which most news sites use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_NAME = "footnote"
_MOST_RULES = 5000
_LONGEST_DELAY = 10.0
"""Seconds. Crawl-delay is in no standard; some sites ask for hours between two pages."""
_UNRESERVED = re.compile(rb"%(?:2d|2e|5f|7e|3\d|4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """Paths and whether they may be read; `delay` is in seconds. Without paths, everything may be read."""

    paths: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0

    def allow(self, address: str) -> bool:
        """The longest matching path decides; of two that are as long, the one that allows."""
        parts = urlsplit(address)
        target = _normalised(f"{parts.path}?{parts.query}" if parts.query else parts.path)
        matching = [(len(path), allowed) for path, allowed in self.paths if _matches(path, target)]
        return max(matching, default=(0, True))[1]


def read(text: str) -> Rules:
    """The rules for Footnote, or else those for everybody. Anything that is not a rule is ignored."""
    own, everybody = list(_lines_for(text, _NAME)), list(_lines_for(text, "*"))
    lines = own or everybody
    paths = [(_normalised(value), key == "allow") for key, value in lines if key in {"allow", "disallow"} and value]
    delays = [float(value) for key, value in lines if key == "crawl-delay" and re.fullmatch(r"\d{1,6}(\.\d+)?", value)]
    return Rules(tuple(paths[:_MOST_RULES]), min(max(delays, default=0.0), _LONGEST_DELAY))


def _lines_for(text: str, name: str) -> Iterator[tuple[str, str]]:
    """The rules of every group for `name`. A group starts with its names, one a line; its rules follow."""
    ours = naming = False
    for line in text.lstrip("\ufeff").splitlines():
        key, colon, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        if not colon:
            continue
        key = key.lower()
        if key == "user-agent":
            ours = (naming and ours) or re.split(r"[/\s]", value.lower())[0] == name
            naming = True
        elif key in {"allow", "disallow", "crawl-delay"}:
            naming = False
            if ours:
                yield key, value
    if ours and naming:
        yield "allow", "/"


def _normalised(path: str) -> str:
    """One spelling for paths that mean the same: capital percent-escapes, and only where they are needed."""
    escaped = quote(path, safe="/%:@!$&'()*+,;=~-._[]|?", errors="replace").encode("ascii")
    plain = _UNRESERVED.sub(lambda found: bytes([int(found[0][1:], 16)]), escaped)
    return re.sub(rb"%[0-9a-fA-F]{2}", lambda found: found[0].upper(), plain).decode("ascii")


def _matches(path: str, target: str) -> bool:
    """`*` stands for any characters, a final `$` for the end. Searched part by part, so that no pattern takes long."""
    ends = path.endswith("$")
    first, *others = path.removesuffix("$").split("*")
    if not target.startswith(first):
        return False
    if not others:
        return not ends or target == first
    *between, last = others
    at = len(first)
    for part in between:
        found = target.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return target.endswith(last) and len(target) - len(last) >= at if ends else target.find(last, at) >= 0
