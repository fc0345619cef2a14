"""Pages as news sites, fact-checkers, offices, journals, blogs and wikis write them, and what each says about itself.

All of them are made up. `written` says whether the page was written before the reader of pages was, or after it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from claims_db.sources.page.facts import PageFacts, ReviewedClaim
from claims_db.values import Rating

FOLDER = Path(__file__).parent / "pages"


@dataclass(frozen=True, slots=True)
class SavedPage:
    """One page, the address that it was opened at, and its facts as a person reads them."""

    name: str
    body: bytes
    address: str
    written: str
    facts: PageFacts


def saved_pages() -> Iterator[SavedPage]:
    """Every page, by name."""
    for name, row in json.loads((FOLDER / "expected.json").read_text(encoding="utf-8")).items():
        review = row["claim_review"]
        facts = PageFacts(
            row["url"],
            row["title"],
            row["publisher"],
            row["author"],
            date.fromisoformat(row["published"]) if row["published"] else None,
            row["language"],
            ReviewedClaim(review[0], review[1] and Rating(review[1])) if review else None,
        )
        yield SavedPage(name, (FOLDER / f"{name}.html").read_bytes(), row["address"], row["written"], facts)
