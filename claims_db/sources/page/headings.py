"""The headings of a page, and which of them is its headline."""

from __future__ import annotations

from itertools import islice
from urllib.parse import urljoin, urlsplit

from claims_db.sources.page.markup import Element, text_of
from claims_db.sources.page.titles import squashed

_KINDS = ("h1", "h2", "h3", "h4")
_MAX_FIRST = 10
_MAX_LOWER = 30


def first_headings(root: Element, address: str) -> list[str]:
    """The headings of the highest kind, without those that only lead to the front page: they have the site's name."""
    found = []
    for heading in islice(root.iter("h1"), _MAX_FIRST):
        links = [each.get("href") for each in (*heading.iter("a"), *heading.iterancestors("a")) if each.get("href")]
        if not links or any(_leads_on(address, link) for link in links):
            found.append(text_of(heading))
    return [each for each in found if each]


def lower_headings(root: Element) -> list[str]:
    """Those of the next two kinds."""
    return [text_of(each) for each in islice(root.iter("h2", "h3"), _MAX_LOWER)]


def headline(root: Element, title: str | None) -> Element | None:
    """The heading that has the title, else the first of the highest kind."""
    headings = [(each, squashed(found)) for each in root.iter(*_KINDS) if (found := text_of(each))]
    named = [each for each, text in headings if title and text == squashed(title)]
    return next(iter(named or [each for each, _ in headings if each.tag == "h1"]), None)


def _leads_on(address: str, link: str) -> bool:
    """Whether a link leads to more than the front page."""
    try:
        parts = urlsplit(urljoin(address, link.strip()))
    except ValueError:
        return True
    return bool(parts.path.strip("/") or parts.query)
