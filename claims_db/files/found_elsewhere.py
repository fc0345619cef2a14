"""Answers of Google's Fact Check Tools API: claims, each with its reviews, under other names than schema.org's.

https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeGuard

from claims_db.files.fields import Record

# Where an answer holds the claims; packs have theirs under this name too.
FOUND = "claims"
_NAMES = {"url": "url", "headline": "title", "datePublished": "reviewDate", "inLanguage": "languageCode"}


def is_found(value: object) -> TypeGuard[Record]:
    """Whether it is one of the claims in such an answer."""
    return isinstance(value, Mapping) and "claimReview" in value and "@type" not in value


def found_reviews(claim: Record) -> Iterator[object]:
    """The reviews of a claim, as schema.org has them; what is no review comes as it is."""
    listed = claim.get("claimReview")
    for review in listed if isinstance(listed, list) else [listed]:
        if not isinstance(review, Mapping):
            yield review
            continue
        publisher = review.get("publisher")
        site = publisher.get("site") if isinstance(publisher, Mapping) else None
        yield {ours: review.get(google) for ours, google in _NAMES.items()} | {
            "claimReviewed": claim.get("text"),
            "author": [publisher, site],
            "reviewRating": {"alternateName": review.get("textualRating")},
        }
