"""What the records of a page (https://schema.org) say of the page itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from claims_db.sources.page.markup import Record, one_line

_MAX_NESTING = 8
_MAX_TRIED = 5_000
_MAX_NAMES = 20
# Where a page's own article stands inside of another record; elsewhere stand others' articles, and comments.
_HOLDERS = ("mainEntity", "mainEntityOfPage", "mainContentOfPage", "blogPost", "item")
_WORKS = frozenset(
    "Book CreativeWork Dataset DiscussionForumPosting Event Legislation MedicalWebPage PodcastEpisode QAPage Report"
    " Thesis VideoObject".split()
)
_REVIEW = "ClaimReview"


def types(record: Record) -> set[str]:
    """The names of the record's kinds, without the vocabulary's address."""
    named = record.get("@type")
    listed = named if isinstance(named, list) else [named]
    return {re.split(r"[/:#]", name)[-1] for name in listed if isinstance(name, str)}


class Records:
    """The records of one page, where a record may only point to another one (`{"@id": …}`)."""

    def __init__(self, found: Iterable[Record]) -> None:
        self._outer = list(found)
        self._known: dict[str, Record] = {}
        for record in self._within(self._outer):
            name = record.get("@id")
            if isinstance(name, str) and len(record) > 1:
                self._known.setdefault(name, record)

    def article(self, addresses: frozenset[str]) -> Record | None:
        """The record of what the page is about: an article, else another work, else the page as such.

        Of several, the one that says it stands at one of `addresses`; where none says so, the only one, or the first
        that is no part of another record.
        """
        held = [record for outer in self._outer for record in self._held(outer, 0)]
        for kind in (_is_article, _is_work, _is_page):
            fitting = [record for record in held if kind(types(record))]
            here = [record for record in fitting if addresses & set(self._addresses(record))]
            elsewhere = [record for record in fitting if not list(self._addresses(record))]
            if chosen := here or elsewhere or (fitting if len(fitting) == 1 else []):
                return max(chosen, key=lambda record: ("headline" in record) + ("datePublished" in record))
        return None

    def review(self, addresses: frozenset[str]) -> Record | None:
        """The page's own ClaimReview; none where it lists several of other pages."""
        found = [record for record in self._within(self._outer) if _REVIEW in types(record)]
        here = [record for record in found if addresses & set(self._addresses(record))]
        if here or len(found) == 1:
            return (here or found)[0]
        alone = [record for record in found if not list(self._addresses(record))]
        return alone[0] if len(alone) == 1 else None

    def of_kind(self, kind: str) -> Record | None:
        """The first outer record of that kind."""
        return next((record for record in self._outer if kind in types(record)), None)

    def name(self, value: object) -> str | None:
        """The name of a person or an organisation."""
        return next(iter(self.names(value)), None)

    def names(self, value: object) -> list[str]:
        """The names of people or organisations, also where they are bare texts or stand elsewhere on the page."""
        listed = value if isinstance(value, list) else [value]
        found = [self._one_name(each) for each in listed[:_MAX_NAMES]]
        return list(dict.fromkeys(name for name in found if name))

    def _one_name(self, value: object) -> str | None:
        if isinstance(value, Mapping):
            known = self._known.get(str(value.get("@id")), {}) if "name" not in value else value
            return text(known.get("name"))
        return text(value)

    def _held(self, record: Record, depth: int) -> Iterator[Record]:
        yield record
        for name in _HOLDERS if depth < _MAX_NESTING else ():
            inner = record.get(name)
            for each in inner if isinstance(inner, list) else [inner]:
                if isinstance(each, Mapping):
                    yield from self._held(each, depth + 1)

    def _within(self, outer: Iterable[object]) -> Iterator[Record]:
        """Every record at any depth, as far as a page can mean it."""
        waiting: list[tuple[object, int]] = [(each, 0) for each in outer]
        for tried, (value, depth) in enumerate(waiting):
            if tried > _MAX_TRIED:
                return
            if isinstance(value, Mapping):
                yield value
                inner: Iterable[object] = value.values()
            else:
                inner = value if isinstance(value, list) else ()
            if depth < _MAX_NESTING:
                waiting.extend((each, depth + 1) for each in inner if isinstance(each, Mapping | list))

    def _addresses(self, record: Record) -> Iterator[str]:
        """Where the record says that it stands."""
        for name in ("url", "mainEntityOfPage", "@id"):
            value = record.get(name)
            value = value.get("@id") or value.get("url") if isinstance(value, Mapping) else value
            if isinstance(value, str) and value.startswith(("http://", "https://")):
                yield plain_address(value)


def plain_address(address: str) -> str:
    """An address without what seldom tells two pages apart, for comparing alone."""
    return re.sub(r"^https?://(?:www\.|m\.)?|[#].*$", "", address.strip()).rstrip("/").lower()


def text(value: object) -> str | None:
    """A text that says something, of a value or the first of several."""
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, Mapping):
        first = first.get("@value")
    return one_line(first[:2000]) or None if isinstance(first, str) else None


def _is_article(kinds: set[str]) -> bool:
    return any(kind.endswith(("Article", "BlogPosting")) for kind in kinds)


def _is_work(kinds: set[str]) -> bool:
    return bool(kinds & _WORKS) or _REVIEW in kinds


def _is_page(kinds: set[str]) -> bool:
    return any(kind.endswith("Page") for kind in kinds)
