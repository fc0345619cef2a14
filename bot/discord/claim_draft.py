"""A claim that a moderator fills in, before it is stored: from nothing, from a claim, or from a page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import Any

from bot.changes import ClaimChange
from bot.settings import Settings
from bot.words import claim_text, page_text
from claims_db.claims.revisions import under_own_keys
from claims_db.claims.slugs import slug_of
from claims_db.errors import FootnoteError, InvalidValueError
from claims_db.files.rows import source_key
from claims_db.sources.health.archive import Archive
from claims_db.sources.health.rechecking import Opens
from claims_db.sources.page.facts import PageFacts
from claims_db.sources.page.reading_process import facts_at
from claims_db.store.queue import Queued, Suggestion
from claims_db.values import Citation, Claim, Interval, Rating, Source

Outside = Callable[[Settings], AbstractAsyncContextManager[tuple[Opens, Archive | None]]]
# Discord takes a form within three seconds of the command alone; one is for the way there and back.
SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class SourceFields:
    """One source as it stands in a form, right or wrong; `kept` is the citation that it was at first."""

    source: str = ""
    address: str = ""
    date: str = ""
    quote: str = ""
    kept: Citation | None = None

    @classmethod
    def of(cls, citation: Citation) -> SourceFields:
        """The citation as text."""
        source = citation.source
        day = source.published.isoformat() if source.published else ""
        return cls(f"{source.title} | {source.publisher}", source.url or "", day, citation.quote or "", citation)

    def when(self) -> Interval | None:
        """The source's day, or the month or year where the day is unknown; raises InvalidValueError."""
        return _interval(self.date)

    def citation(self) -> Citation:
        """The citation that this makes; raises InvalidValueError.

        Where nothing was typed it is the one from before, with what the form has no field for.
        """
        if self.kept and self == SourceFields.of(self.kept):
            return self.kept
        title, bar, publisher = (part.strip() for part in self.source.rpartition("|"))
        if not (title and bar and publisher):
            raise InvalidValueError(claim_text.NEEDS_PUBLISHER)
        when, url = self.when(), self.address.strip() or None
        before = self.kept.source if self.kept else Source(source_key(title, publisher), title, publisher)
        source = replace(
            before,
            title=title,
            publisher=publisher,
            url=url,
            published=when.first if when and _is_day(when) else None,
            archive_url=before.archive_url if url == before.url else None,
        )
        return Citation(source, _one_line(self.quote) or None)


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim as it stands in the forms, right or wrong. `base` is the claim as its editor saw it; None for a new one.

    Phrasings and lines stand one in a line, tags between commas. `queued` is the entry of the queue that it came from.
    """

    text: str = ""
    rating: str = ""
    sources: tuple[SourceFields, ...] = (SourceFields(),)
    as_of: str = ""
    happened: str = ""
    tags: str = ""
    phrasings: str = ""
    must_match: str = ""
    must_not_match: str = ""
    base: Claim | None = None
    queued: int | None = None

    @classmethod
    def of(cls, claim: Claim) -> Draft:
        """The claim as text, to be edited."""
        return cls(
            text=claim.text,
            rating=claim.rating.value,
            sources=tuple(map(SourceFields.of, claim.citations)),
            as_of=str(claim.as_of or ""),
            happened=str(claim.happened or ""),
            tags=", ".join(claim.tags),
            phrasings="\n".join(claim.phrasings),
            must_match="\n".join(claim.must_match),
            must_not_match="\n".join(claim.must_not_match),
            base=claim,
        )

    @classmethod
    def of_entry(cls, entry: Queued) -> Draft:
        """What waits in a server's queue, to be added or changed."""
        if not isinstance(entry.what, Suggestion):
            draft, before = cls.of(entry.what.after), entry.what.before
            return replace(draft if before else draft.as_new(), base=before, queued=entry.id)
        named = entry.what.source
        is_address = named.lower().startswith(("http://", "https://"))
        source = SourceFields(address=named) if is_address else SourceFields(source=named)
        return cls(text=entry.what.text, sources=(source,), queued=entry.id)

    def as_new(self) -> Draft:
        """The same words for a claim of one's own."""
        sources = tuple(replace(source, kept=None) for source in self.sources)
        return replace(self, sources=sources, base=None)

    def with_source(self, number: int, source: SourceFields | None) -> Draft:
        """With another source in that place, which may be the one behind the last; None takes it away."""
        put = () if source is None else (source,)
        return replace(self, sources=(*self.sources[:number], *put, *self.sources[number + 1 :]))

    def onto(self, current: Claim) -> Draft:
        """What was typed here, and for the rest the claim as somebody else has changed it meanwhile."""
        if self.base is None:
            return self
        return replace(Draft.of(current), queued=self.queued, **self._typed(Draft.of(self.base)))

    def change(self, pack: str) -> ClaimChange:
        """The change of a claim, or the new claim of that pack, that this makes; raises InvalidValueError."""
        return ClaimChange.to(self.claim(pack), self.base, queued=self.queued)

    def claim(self, pack: str) -> Claim:
        """The claim that this makes, a new one under a slug made of its text; raises InvalidValueError.

        What was not typed stays as it is in `base`, which may hold what a form cannot show.
        """
        opening = Draft.of(self.base) if self.base else Draft()
        typed = self._typed(opening)
        values: dict[str, Any] = {
            name: read(getattr(self, name)) for name, read in _READ.items() if name in typed or not self.base
        }
        if "sources" in typed or not self.base:
            values |= {
                "citations": under_own_keys(source.citation() for source in self.sources),
                "as_of": self._speaks_for(),
            }
        if self.base:
            return replace(self.base, **values)
        return Claim(slug=slug_of(_one_line(self.text)), pack=pack, **values)

    def _typed(self, opening: Draft) -> dict[str, Any]:  # Any: fields of several types, by name
        return {name: getattr(self, name) for name in _FIELDS if getattr(self, name) != getattr(opening, name)}

    def _speaks_for(self) -> Interval | None:
        """The interval that was typed, else the first source's month or year, for which a source has no place."""
        given = _interval(self.as_of)
        vague = [when for source in self.sources if (when := source.when()) and not _is_day(when)]
        if not vague:
            return given
        if given not in {None, vague[0]} or not self.sources[0].date.strip() or len(vague) > 1:
            raise InvalidValueError(claim_text.NEEDS_DAY)
        return vague[0]


def _one_line(field: str) -> str:
    return " ".join(field.split())


def _interval(field: str) -> Interval | None:
    return Interval.parse(field) if field.strip() else None


def _is_day(when: Interval) -> bool:
    return when.first == when.last


def _once(entries: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry for entry in entries if entry))


def _lines(field: str) -> tuple[str, ...]:
    return _once(line.strip() for line in field.splitlines())


_READ: dict[str, Callable[[str], object]] = {
    "text": _one_line,
    "rating": Rating,
    "as_of": _interval,
    "happened": _interval,
    "tags": lambda field: _once(_one_line(tag) for tag in field.split(",")),
    "phrasings": _lines,
    "must_match": _lines,
    "must_not_match": _lines,
}
_FIELDS = (*_READ, "sources")


async def draft_from(address: str, outside: Outside, settings: Settings) -> tuple[Draft, str | None]:
    """The draft to open a form on; with a sentence, and the address alone in the draft, where the page was not read."""
    try:
        async with asyncio.timeout(SECONDS), outside(settings) as (opener, _):
            return draft_of_page(await facts_at(opener, address)), None
    except TimeoutError:
        trouble = page_text.TOO_SLOW
    except FootnoteError as error:
        trouble = page_text.not_read(error)
    return Draft(sources=(SourceFields(address=address),)), trouble


def draft_of_page(facts: PageFacts) -> Draft:
    """What the page says; what it does not say stays empty, for the moderator to fill in."""
    named = facts.title or facts.publisher
    source = SourceFields(
        source=f"{facts.title or ''} | {facts.publisher or ''}".strip() if named else "",
        address=facts.address,
        date=facts.published.isoformat() if facts.published else "",
    )
    review = facts.claim_review
    if review is None:
        return Draft(sources=(source,))
    return Draft(text=review.claim, rating=review.rating.value if review.rating else "", sources=(source,))
