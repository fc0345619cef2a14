"""What a page says about itself. Nothing is guessed: what it does not say is None, for a person to fill in.

Pure: bytes in, a value out. Pages may be hostile; `reading_process` runs this with little time and memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from urllib.parse import urljoin, urlsplit

from claims_db.errors import InvalidValueError
from claims_db.files.fields import Record
from claims_db.files.rating_names import review_rating
from claims_db.sources.page import titles
from claims_db.sources.page.authors import authors, is_name
from claims_db.sources.page.decoding import decoded
from claims_db.sources.page.headings import first_headings, lower_headings
from claims_db.sources.page.lines import Reading
from claims_db.sources.page.markup import Element, decoded_line, parsed, records, text_of
from claims_db.sources.page.published import published_day
from claims_db.sources.page.records import Records, plain_address, text
from claims_db.sources.web.addresses import normalise
from claims_db.values import Rating

_MAX_TITLE = 500
_MAX_FIELDS = 2_000
_MAX_LINKS = 6

_TITLES = (
    "citation_title",
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
)
_SITES = ("og:site_name", "citation_journal_title", "citation_publisher", "dc.publisher", "dcterms.publisher",
          "application-name", "apple-mobile-web-app-title", "publisher", "copyright-holder")  # fmt: skip
_AUTHORS = ("citation_author", "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author",
            "sailthru.author", "byl", "shareaholic:article_author_name")  # fmt: skip
_OWNERS = ("WebSite", "Blog", "NewsMediaOrganization", "Organization", "GovernmentOrganization")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?\b.*", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class ReviewedClaim:
    """The claim that a fact-check says it checked; `rating` is None where we do not know the rating's name."""

    claim: str
    rating: Rating | None


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says about itself.

    `address` is the page's canonical address if that is on the same site, else the one that was opened.
    """

    address: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: date | None = None
    language: str | None = None
    claim_review: ReviewedClaim | None = None


def page_facts(body: bytes, content_type: str, charset: str | None, address: str) -> PageFacts:
    """The facts of a page fetched from `address`; never raises, whatever the page holds."""
    if "pdf" in content_type.lower() or body.startswith(b"%PDF-"):
        from claims_db.sources.page.pdf import document_facts  # noqa: PLC0415 - slow to import, and few pages need it

        title, author, published, language = document_facts(body)
        return PageFacts(address, title, None, author, published, language)
    root = parsed(decoded(body, charset))
    return PageFacts(address) if root is None else _Page(root, address).facts()


class _Page:
    """One HTML page while it is read: its fields by name, its records, and the record about the page itself."""

    def __init__(self, root: Element, address: str) -> None:
        self._root = root
        self._fields = _fields(root)
        self._opened = address
        self._address = self.canonical_address()
        self._host = urlsplit(self._address).hostname or ""
        here = frozenset(map(plain_address, (address, self._address)))
        self._records = Records(records(root))
        self._review = self._records.review(here)
        self._headings = [each[:_MAX_TITLE] for each in first_headings(root, address)]
        self._all_headings = [*self._headings, *(each[:_MAX_TITLE] for each in lower_headings(root))]
        self._plain_title = next((found[:_MAX_TITLE] for each in root.iter("title") if (found := text_of(each))), "")
        self._article: Record = self._records.article(here, self.is_titled) or {}

    def is_titled(self, name: str) -> bool:
        """Whether the page calls itself so, too."""
        known = [*self._all_headings, self._plain_title, *self._named(_TITLES)]
        return not any(known) or titles.shown_headline([name], known) is not None

    def facts(self) -> PageFacts:
        """All of them."""
        language, title = self.language(), self.title()
        reading = Reading(self._root, title)
        return PageFacts(
            self._address, title, self.publisher(), self.author(reading), self.published(reading, language), language,
            self.reviewed(),
        )  # fmt: skip

    def canonical_address(self) -> str:
        """The address that the page names, if it is on the same site and not just the front page."""
        links = [
            each.get("href")
            for each in self._root.iter("link")
            if "canonical" in (each.get("rel") or "").lower().split()
        ]
        for named in (*links, *self._fields.get("og:url", ())):
            try:
                found = normalise(urljoin(self._opened, (named or "").strip()))
            except (ValueError, InvalidValueError):
                continue
            if _site(found) == _site(self._opened) and (_path(found) or not _path(self._opened)):
                return found
        return self._opened

    def title(self) -> str | None:
        """The headline without the name of the site, spelled as the page shows it."""
        names = (*self.sites, self._records.name((self._records.of_kind("WebSite") or {}).get("name")))
        headline, name = text(self._article.get("headline")), text(self._article.get("name"))
        headline = name if name in self._headings else headline  # wikis give a description as the headline
        whole = titles.headline_within(self._plain_title, self._all_headings)
        given = [each[:_MAX_TITLE] for each in (headline, *self._named(_TITLES), name, whole) if each]
        told, shown = (
            [
                bare
                for each in texts
                if not titles.is_empty(bare := titles.title_without_site(each, names, self._host), names)
            ]
            for texts in (given, self._headings)
        )
        if found := titles.shown_headline(shown, told):
            return found
        chosen = next(iter(told or (shown if len(shown) == 1 else ())), None)
        return titles.as_on_page(chosen, [*self._headings, *told])[:_MAX_TITLE] if chosen else None

    @cached_property
    def sites(self) -> list[str]:
        """What the page calls its site or publisher, the surest first."""
        journal = self._records.name(self._article.get("isPartOf")) if "Scholarly" in str(self._article) else None
        found = [
            *self._named(("citation_journal_title",)),
            journal,
            self._records.name(self._article.get("publisher")),
            self._records.name(self._review.get("publisher") or self._review.get("author")) if self._review else None,
            *self._named(_SITES),
            *(self._records.name(self._records.of_kind(kind)) for kind in _OWNERS),
        ]
        return [name for name in found if name and is_name(name)]

    def publisher(self) -> str | None:
        """What the page calls its site; else what follows the headline in the plain title."""
        if found := self.sites:
            return found[0][:_MAX_TITLE]
        headlines = (*self._named(("og:title",)), text(self._article.get("headline")), *self._headings)
        sites = (titles.site_after(self._plain_title, each) for each in headlines if each)
        return next((site for site in sites if site and is_name(site)), None)

    def author(self, reading: Reading) -> str | None:
        """The names in the first place that has any, surest first."""
        links = (each for each in self._root.iter("a") if "author" in (each.get("rel") or "").split())
        by_link = [text_of(each) for each in islice(links, _MAX_LINKS)]
        fields = (by_link, *([*self._named((name,))] for name in _AUTHORS))
        value = self._article.get("author")
        people = [each for each in (value if isinstance(value, list) else [value]) if self._records.is_person(each)]
        found = authors(reading, self._records.names(value), self._records.names(people), fields, self.sites)
        return ", ".join(found)[:_MAX_TITLE] or None

    def published(self, reading: Reading, language: str | None) -> date | None:
        """The day that it shows beside its headline or tells in its fields."""
        return published_day(reading, self._fields, (self._article, self._review or {}), self._address, language)

    def language(self) -> str | None:
        """A language tag such as `pt-BR`."""
        said = [self._root.get("lang"), self._root.get("xml:lang"), *self._root.xpath("/html/@*[local-name()='lang']")]
        said += [text(self._article.get("inLanguage")), *self._named(("og:locale", "content-language", "dc.language"))]
        for each in said:
            if each and (match := _LANGUAGE.fullmatch(str(each).strip())):
                language, script, country = match.groups()
                parts = (language.lower(), script and script.title(), country and country.upper())
                return "-".join(part for part in parts if part)
        return None

    def reviewed(self) -> ReviewedClaim | None:
        """The claim that the page checks, where it is a fact-check."""
        if self._review is None:
            return None
        claim = text(self._review.get("claimReviewed"))
        if claim is None:
            item = self._review.get("itemReviewed")
            claim = self._records.name(item) if "Claim" in str(item)[:_MAX_TITLE] else None
        try:
            return ReviewedClaim(claim[:1000], review_rating(self._review)) if claim else None
        except InvalidValueError:
            return ReviewedClaim(claim[:1000], None) if claim else None

    def _named(self, names: Iterable[str]) -> Iterator[str]:
        for name in names:
            yield from self._fields.get(name, ())


def _fields(root: Element) -> dict[str, list[str]]:
    """The page's <meta> fields by their name in lower case."""
    found: dict[str, list[str]] = {}
    for element in islice(root.iter("meta"), _MAX_FIELDS):
        content = decoded_line((element.get("content") or "")[:2000])
        for name in ("property", "name", "itemprop", "http-equiv"):
            key = element.get(name)
            if name == "itemprop" and key and any("itemscope" in above.attrib for above in element.iterancestors()):
                continue  # it belongs to a record
            if key and content:
                found.setdefault(key.strip().lower(), []).append(content)
    return found


def _site(address: str) -> str:
    """The part of a host name that one owner has, as far as its form tells: example.org, example.co.uk."""
    labels = (urlsplit(address).hostname or "").split(".")
    short = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if short else -2 :])


def _path(address: str) -> str:
    parts = urlsplit(address)
    return parts.path.strip("/") + parts.query
