"""Slugs out of texts, for claims and sources that come without one. The same text gives the same slug, always."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container, Iterator
from itertools import count

from claims_db.requirements import MAX_SLUG_LENGTH

_READABLE_LENGTH = 60


def slug_of(text: str) -> str:
    """A slug that can be read where the text has Latin letters; what is cut off or left out counts by its hash."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = decomposed.encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", plain))
    whole = "-".join(words)
    readable = whole[:_READABLE_LENGTH].rpartition("-")[0] if len(whole) > _READABLE_LENGTH else whole
    # The letters of most scripts are lost in a slug.
    if readable == whole and not any(letter.isalnum() and not letter.isascii() for letter in decomposed):
        return readable or _digest(text)
    return f"{readable or whole[:_READABLE_LENGTH] or 'claim'}-{_digest(text)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def free_slug(slug: str, taken: Container[str]) -> str:
    """The slug itself, or with the first number that makes it free."""
    return next(each for each in numbered(slug) if each not in taken)


def numbered(name: str) -> Iterator[str]:
    """The name, then the name with 2, 3, … behind it, never longer than a slug may be."""
    yield name
    for number in count(2):
        ending = f"-{number}"
        yield name[: MAX_SLUG_LENGTH - len(ending)] + ending
