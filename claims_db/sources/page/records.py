"""What the records of a page (https://schema.org) say about the page itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from claims_db.files.fields import Record
from claims_db.files.schema_org import types
from claims_db.sources.page.markup import one_line

_MAX_NESTING = 8
_MAX_TRIED = 5_000
_MAX_NAMES = 20
# The fields that hold a page's own article inside another record; other fields hold other articles, and comments.
_HOLDERS = ("mainEntity", "mainEntityOfPage", "mainContentOfPage", "blogPost", "item")
_WORKS = frozenset(
    "Book CreativeWork Dataset DiscussionForumPosting Event Legislation MedicalWebPage PodcastEpisode QAPage Recipe"
    " Report Thesis VideoObject".split()
)
_REVIEW = "ClaimReview"
# What a page is about, the surest first: an article, another work, the page itself.
_MATTERS: tuple[Callable[[str], bool], ...] = (
    lambda kind: kind.endswith(("Article", "BlogPosting")),
    lambda kind: kind in _WORKS or kind == _REVIEW,
    lambda kind: kind.endswith("Page"),
)


class Records:
    """The records of one page. A record may be just a reference to another one (`{"@id": …}`)."""

    def __init__(self, found: Iterable[Record]) -> None:
        self._outer = list(found)
        self._known: dict[str, Record] = {}
        for record in self._within(self._outer):
            name = record.get("@id")
            if isinstance(name, str) and len(record) > 1:
                self._known.setdefault(name, record)

    def article(self, addresses: frozenset[str], is_title: Callable[[str], bool]) -> Record | None:
        """The record of what the page is about: an article, else another work, else the page itself.

        Of several, one that gives one of `addresses` as its own; else one that gives no address, else the only one.
        One that does not give such an address and is named otherwise than the page is about something shown on it.
        """
        held = [record for outer in self._outer for record in self._held(outer, 0)]
        for is_matter in _MATTERS:
            fitting = [record for record in held if any(map(is_matter, types(record)))]
            here = [record for record in fitting if addresses & set(self._addresses(record))]
            named = [
                record
                for record in fitting
                if not (name := text(record.get("headline") or record.get("name"))) or is_title(name)
            ]
            nowhere = [record for record in named if not list(self._addresses(record))]
            if chosen := here or nowhere or (named if len(named) == 1 else []):
                return max(chosen, key=lambda record: ("headline" in record) + ("datePublished" in record))
        return None

    def review(self, addresses: frozenset[str]) -> Record | None:
        """The page's own ClaimReview; None where it lists those of other pages."""
        found = [record for record in self._within(self._outer) if _REVIEW in types(record)]
        here = [record for record in found if addresses & set(self._addresses(record))]
        if here or len(found) == 1:
            return (here or found)[0]
        alone = [record for record in found if not list(self._addresses(record))]
        return alone[0] if len(alone) == 1 else None

    def of_kind(self, kind: str) -> Record | None:
        """The first outer record of that type."""
        return next((record for record in self._outer if kind in types(record)), None)

    def name(self, value: object) -> str | None:
        """The name of a person or an organisation."""
        return next(iter(self.names(value)), None)

    def is_person(self, value: object) -> bool:
        """Whether the value is the record of a person, or a reference to it."""
        record = self._known.get(str(value.get("@id")), value) if isinstance(value, Mapping) else {}
        return "Person" in types(record)

    def names(self, value: object) -> list[str]:
        """The names of people or organisations, whether they are plain texts, records or references to records."""
        listed = value if isinstance(value, list) else [value]
        found = []
        for each in listed[:_MAX_NAMES]:
            if isinstance(each, Mapping):
                record = each if "name" in each else self._known.get(str(each.get("@id")), {})
                found.append(text(record.get("name")))
            else:
                found.append(text(each))
        return list(dict.fromkeys(name for name in found if name))

    def _held(self, record: Record, depth: int) -> Iterator[Record]:
        yield record
        for name in _HOLDERS if depth < _MAX_NESTING else ():
            inner = record.get(name)
            for each in inner if isinstance(inner, list) else [inner]:
                if isinstance(each, Mapping):
                    yield from self._held(each, depth + 1)

    def _within(self, outer: Iterable[object]) -> Iterator[Record]:
        """Every record at any sensible depth."""
        queue: list[tuple[object, int]] = [(each, 0) for each in outer]
        for tried, (value, depth) in enumerate(queue):
            if tried > _MAX_TRIED:
                return
            if isinstance(value, Mapping):
                yield value
                inner: Iterable[object] = value.values()
            else:
                inner = value if isinstance(value, list) else ()
            if depth < _MAX_NESTING:
                queue.extend((each, depth + 1) for each in inner if isinstance(each, Mapping | list))

    def _addresses(self, record: Record) -> Iterator[str]:
        """The addresses that the record gives as its own."""
        for name in ("url", "mainEntityOfPage", "@id"):
            value = record.get(name)
            value = value.get("@id") or value.get("url") if isinstance(value, Mapping) else value
            if isinstance(value, str) and value.startswith(("http://", "https://")):
                yield plain_address(value)


def plain_address(address: str) -> str:
    """An address without what rarely tells two pages apart; only for comparing."""
    return re.sub(r"^https?://(?:www\.|m\.)?|[#].*$", "", address.strip()).rstrip("/").lower()


def text(value: object) -> str | None:
    """The text of a value, or of the first of several; None where it is empty."""
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, Mapping):
        first = first.get("@value")
    return one_line(first[:2000]) or None if isinstance(first, str) else None
