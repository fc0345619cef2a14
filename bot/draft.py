"""A claim as a moderator filled it in, not yet stored."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from bot import discord_text
from claims_db.drafts import source_key
from claims_db.errors import InvalidValueError
from claims_db.slugs import free_slug, slug_of
from claims_db.values import Citation, Claim, Interval, Rating, Source


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form, right or wrong; `source` is a title and a publisher with a bar between them."""

    text: str = ""
    rating: str = ""
    address: str = ""
    source: str = ""
    date: str = ""

    def claim(self, pack: str, taken: Container[str] = ()) -> Claim:
        """The claim that this makes, under a slug that is not taken; raises InvalidValueError."""
        text = " ".join(self.text.split())
        when = Interval.parse(self.date) if self.date.strip() else None
        citation = Citation(self._cited(when))
        slug = free_slug(slug_of(text), taken)
        return Claim(slug, text, Rating(self.rating), (citation,), as_of=when, pack=pack)

    def _cited(self, when: Interval | None) -> Source:
        title, bar, publisher = (part.strip() for part in self.source.rpartition("|"))
        if not (title and bar and publisher):
            raise InvalidValueError(discord_text.NEEDS_PUBLISHER)
        published = when.first if when and when.first == when.last else None
        return Source(
            source_key(title, publisher), title, publisher, url=self.address.strip() or None, published=published
        )
