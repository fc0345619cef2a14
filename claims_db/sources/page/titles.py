"""A page's title without the name of its site, and the site's name where only the title has it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_SEPARATOR = re.compile(r"\s+[|\-–—·•»«:›~/]+\s+|\s*[｜丨|‖]\s*|\s+::\s+|(?<=\w)_(?=\w)|\s*[»›]\s*")
_LONGEST_NAME = 60
_LONGEST_ADDITION = 12
# So many of its words a heading shares with what the page tells as its title.
_SHARED = 0.3
_FILLED_IN = frozenset({"untitled", "untitleddocument", "home", "title", "index", "null", "undefined"})


def title_without_site(title: str, names: Iterable[str | None], host: str) -> str:
    """Cut the name of the site off either end; where it cannot be told apart, the title stays whole."""
    known = {squashed(name) for name in names if name} - {""}
    parts, breaks = _parts(title)
    while len(parts) > 1 and _is_site(parts[-1], known, host):
        parts, breaks = parts[:-1], breaks[:-1]
    if len(parts) > 1 and _is_site(parts[0], known, host):
        parts, breaks = parts[1:], breaks[1:]
    return _joined(parts, breaks)


def headline_within(title: str, headings: Iterable[str]) -> str:
    """The heading with which a title begins or ends, at a break: the rest is sections and the site."""
    parts, breaks = _parts(title)
    known = {squashed(heading) for heading in headings} - {""}
    ends = [(0, last) for last in range(len(parts) - 1, 0, -1)] + [
        (first, len(parts)) for first in range(1, len(parts))
    ]
    for first, last in ends:
        kept = _joined(parts[first:last], breaks[first : last - 1])
        if squashed(kept) in known:
            return kept
    return title


def shown_headline(headings: Iterable[str], told: Sequence[str]) -> str | None:
    """The first heading that is about what one of the told titles is about; None where there is none.

    Where it only puts a kicker before a told title ("Rivers The flood of May"), that title.
    """
    known = [(title, squashed(title), _words(title)) for title in told]
    for heading in headings:
        bare, words = squashed(heading), _words(heading)
        if any(
            len(words & theirs) >= _SHARED * len(words) or (len(bare) > 2 and bare in whole)
            for _, whole, theirs in known
        ):
            return next(
                (title for title, whole, _ in known if whole and whole != bare and bare.endswith(whole)), heading
            )
    return None


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def site_after(title: str, headline: str) -> str | None:
    """The site's name, where a title is the headline, one break, and a short rest."""
    parts, breaks = _parts(title)
    if len(parts) < 2:
        return None
    for beginning, rest in ((_joined(parts[:-1], breaks[:-1]), parts[-1]), (_joined(parts[1:], breaks[1:]), parts[0])):
        if squashed(beginning) == squashed(headline) and len(rest) <= _LONGEST_NAME:
            return rest
    return None


def _parts(title: str) -> tuple[list[str], list[str]]:
    return _SEPARATOR.split(title), _SEPARATOR.findall(title)


def _joined(parts: list[str], breaks: list[str]) -> str:
    return "".join(part + mark for part, mark in zip(parts, [*breaks, ""], strict=True)).strip()


def _is_site(part: str, known: set[str], host: str) -> bool:
    """Whether the words are the site's name, or how its address spells it, perhaps followed by "News" or a country."""
    bare = squashed(part)
    if not bare or len(part) > _LONGEST_NAME:
        return False
    labels = {squashed(label) for label in host.lower().split(".")[:-1]} - {"www", "co", "com", "org", ""}
    words = part.split()
    initials = "".join(word[0] for word in words).casefold() if len(words) > 1 else "-"
    if bare in known | labels or bare == squashed(host.removeprefix("www.")) or initials in labels:
        return True
    longer = any(
        len(name) > 3 and bare.startswith(name) and len(bare) - len(name) <= _LONGEST_ADDITION
        for name in known | labels
    )
    return longer or (words[0].isupper() and words[0].casefold() in labels)


def squashed(text: str) -> str:
    """Letters and digits only, without accents and without "the", to compare names."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(sign for sign in plain if sign.isalnum())
    return re.sub(r"^the(?=\w{4})", "", bare)


def is_empty(title: str, names: Iterable[str | None]) -> bool:
    """Whether the title says nothing about the page: it is only the site's name, or a placeholder."""
    bare = squashed(title)
    return not bare or bare in {squashed(name) for name in names if name} | _FILLED_IN


def as_on_page(title: str, others: Iterable[str]) -> str:
    """The title as the first of the others spells it; for a title cut off with dots, another that goes on."""
    bare = re.sub(r"(?:…|\.\.\.)$", "", title)
    stem = squashed(bare)
    if bare == title:
        return next((each for each in others if squashed(each) == stem), title)
    return next((each for each in others if len(each) > len(title) and squashed(each).startswith(stem)), title)
