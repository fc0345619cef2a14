"""How often title, publisher and day of a page are read as a person reads them, and how long that takes.

The pages are made up, after the shapes that sites of many kinds and languages have; tests hold them too. Those written
after the reader of pages are told apart: nothing was tuned on them before their first figures, which RESULTS.md has.
The peer takes OpenGraph's fields and the plain title as they are.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from datetime import date

from benchmarks.evaluation import Evaluation
from claims_db.sources.page.decoding import decoded
from claims_db.sources.page.facts import PageFacts, page_facts
from claims_db.sources.page.markup import parsed
from tests.claims_db.sources.saved_pages import SavedPage, saved_pages

FIELDS = ("title", "publisher", "published", "author", "language", "address")
ROUNDS = 20
Reader = Callable[[SavedPage], PageFacts]


def footnote(page: SavedPage) -> PageFacts:
    return page_facts(page.body, "text/html", None, page.address)


def naive(page: SavedPage) -> PageFacts:
    """What a few lines would read."""
    root = parsed(decoded(page.body, None))
    if root is None:
        return PageFacts(page.address)
    fields = {each.get("property"): each.get("content") for each in root.iter("meta")}
    day = (fields.get("article:published_time") or "")[:10]
    return PageFacts(
        fields.get("og:url") or page.address,
        fields.get("og:title") or root.findtext(".//title"),
        fields.get("og:site_name"),
        fields.get("article:author"),
        date.fromisoformat(day) if day else None,
        root.get("lang"),
    )


def share(reader: Reader, pages: Iterable[SavedPage], field: str) -> str:
    """How many of the pages have that field right; leaving out what a page does not say is right."""
    right = [getattr(reader(page), field) == getattr(page.facts, field) for page in pages]
    return f"{sum(right)} of {len(right)}, {sum(right) / len(right):.3f}"


def milliseconds(reader: Reader, pages: Iterable[SavedPage]) -> float:
    """The median time of a page."""
    spent = []
    for page in pages:
        began = time.perf_counter()
        for _ in range(ROUNDS):
            reader(page)
        spent.append((time.perf_counter() - began) / ROUNDS)
    return statistics.median(spent) * 1000


def report(_: Evaluation) -> None:
    """Print the figures as a table that RESULTS.md can hold."""
    pages = list(saved_pages())
    parts = {part: [page for page in pages if page.written == part] for part in ("before", "after")}
    print(
        "| pages | written before the reader | written after it | plain title and OpenGraph, all |\n|---|---|---|---|"
    )
    for field in FIELDS:
        ours = " | ".join(share(footnote, parts[part], field) for part in parts)
        print(f"| {field} | {ours} | {share(naive, pages, field)} |")
    print(f"| a page | {milliseconds(footnote, pages):.2f} ms | | {milliseconds(naive, pages):.2f} ms |")
