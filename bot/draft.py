"""What a moderator filled in and is not yet stored: a claim, or the lines of one."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace

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


@dataclass(frozen=True, slots=True)
class LineDraft:
    """What stands in the two fields of a claim's lines, right or wrong; `claim` is what the moderator saw."""

    claim: Claim
    must_match: str
    must_not_match: str

    @classmethod
    def of(cls, claim: Claim) -> LineDraft:
        """The lines as they are."""
        return cls(claim, "\n".join(claim.must_match), "\n".join(claim.must_not_match))

    def filled_in(self) -> Claim:
        """The claim with these lines; raises InvalidValueError."""
        return replace(self.claim, must_match=_lines(self.must_match), must_not_match=_lines(self.must_not_match))


def _lines(field: str) -> tuple[str, ...]:
    stripped = (line.strip() for line in field.splitlines())
    return tuple(dict.fromkeys(line for line in stripped if line))
