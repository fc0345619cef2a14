"""What a page says of itself, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from claims_db.values import Rating


@dataclass(frozen=True, slots=True)
class ReviewedClaim:
    """What a fact-check says that it checked; `rating` is None where its name is none that is known."""

    claim: str
    rating: Rating | None


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of itself. `address` is the canonical one of the same site, else the one that was opened."""

    address: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: date | None = None
    language: str | None = None
    claim_review: ReviewedClaim | None = None
