"""What a page says about itself. Nothing is guessed: what it does not say is None, for a person to fill in.

Pure: bytes in, a value out. Pages may be hostile; `reading_process` runs this with little time and memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from urllib.parse import urljoin, urlsplit

from claims_db.errors import InvalidValueError
from claims_db.files.rating_names import review_rating
from claims_db.sources.page import titles
from claims_db.sources.page.days import named_day, stamped_day
from claims_db.sources.page.decoding import decoded
from claims_db.sources.page.markup import Element, Record, one_line, parsed, records, text_of
from claims_db.sources.page.records import Records, plain_address, text
from claims_db.sources.web.addresses import normalise
from claims_db.values import Rating

_MAX_TITLE = 500
_MAX_AUTHORS = 6
_MAX_FIELDS = 2_000
_MAX_DATED = 200

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
            "sailthru.author", "byl")  # fmt: skip
_OWNERS = ("WebSite", "Blog", "NewsMediaOrganization", "Organization", "GovernmentOrganization")
# Fields for the day of publication, the surest first; none for the day of a change.
_DAYS = (
    "article:published_time", "og:article:published_time", "og:published_time", "citation_publication_date",
    "citation_online_date", "citation_date", "dcterms.issued", "dc.date.issued", "dcterms.available",
    "article.published", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date",
    "publication_date", "publicationdate", "published", "date.published", "datepublished", "originalpublicationdate",
    "cxenseparse:recs:publishtime", "release_date", "dc.date", "dc.date.created", "dcterms.date", "dcterms.created",
    "date",
)  # fmt: skip
# Names of classes, in a few languages: those that say "published", and those that only say "date".
_PUBLISHED_CLASS = re.compile(r"publi|pubbl|pub-?date|posted-on|entry-date|veroeffentlich|released?\b|release-?date")
_DATED_CLASS = re.compile(r"(?:\b|(?<=\w_))(?:date|dateline|byline|datum|fecha|data|time)\b")
_DATED_OR_PUBLISHED = re.compile(f"{_PUBLISHED_CLASS.pattern}|{_DATED_CLASS.pattern}")
_OTHERS = frozenset({"aside", "footer", "nav"})
_OTHERS_CLASS = re.compile(
    r"comment|related|sidebar|recommend|teaser|footer|more-|updated|modified|also-|card|promo|most-read"
)
_BY = re.compile(r"^(?:by|von|par|por|di|door|av|от)\s+", re.IGNORECASE)
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
        self._article: Record = self._records.article(here) or {}
        self._review = self._records.review(here)
        self._headings = list(islice((found[:_MAX_TITLE] for each in root.iter("h1") if (found := text_of(each))), 3))
        self._plain_title = next((found[:_MAX_TITLE] for each in root.iter("title") if (found := text_of(each))), "")

    def facts(self) -> PageFacts:
        """All of them."""
        language = self.language()
        return PageFacts(
            self._address, self.title(), self.publisher(), self.author(), self.published(language), language,
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
        names = (*self._sites(), self._records.name((self._records.of_kind("WebSite") or {}).get("name")))
        headline, name = text(self._article.get("headline")), text(self._article.get("name"))
        headline = name if name in self._headings else headline  # wikis give a description as the headline
        given = (headline, *self._named(_TITLES), name)
        candidates = [titles.title_without_site(each[:_MAX_TITLE], names, self._host) for each in given if each]
        whole = titles.headline_within(self._plain_title, self._headings)
        candidates.append(titles.title_without_site(whole, names, self._host))
        candidates += self._headings[:1] if len(self._headings) == 1 else []
        chosen = next((each for each in candidates if each and not titles.is_empty(each, names)), None)
        return titles.as_on_page(chosen, [*self._headings, *candidates])[:_MAX_TITLE] if chosen else None

    def _sites(self) -> list[str]:
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
        return [name for name in found if name and _is_name(name)]

    def publisher(self) -> str | None:
        """What the page calls its site; else what follows the headline in the plain title."""
        if found := self._sites():
            return found[0][:_MAX_TITLE]
        headlines = (*self._named(("og:title",)), text(self._article.get("headline")), *self._headings)
        sites = (titles.site_after(self._plain_title, each) for each in headlines if each)
        return next((site for site in sites if site and _is_name(site)), None)

    def author(self) -> str | None:
        """The names in the first place that has any, surest first."""
        by_link = [text_of(each) for each in self._root.iter("a") if "author" in (each.get("rel") or "").split()][
            :_MAX_AUTHORS
        ]
        listed = (
            self._records.names(self._article.get("author")),
            *([*self._named((name,))] for name in _AUTHORS),
            by_link,
        )
        for names in listed:
            bare = (_BY.sub("", name).strip(" ,;|") for name in names)
            known = [each for each in bare if _is_name(each) and each not in self._sites()]
            if known:
                return ", ".join(dict.fromkeys(known[:_MAX_AUTHORS]))[:_MAX_TITLE]
        return None

    def published(self, language: str | None) -> date | None:
        """From the fields for it, then from a date shown on the page, last from /2021/03/18/ in the address."""
        stamped = [text(self._article.get(name)) for name in ("datePublished", "uploadDate", "dateCreated")]
        stamped += [text((self._review or {}).get("datePublished")), *self._named(_DAYS)]
        for stamp in stamped:
            if stamp and (day := stamped_day(stamp, language)):
                return day
        shown: set[date] = set()
        for element in self._dated():
            stamp = element.get("datetime") or element.get("content")
            day = (stamped_day(stamp, language) if stamp else None) or named_day(text_of(element)[:200], language)
            shown |= {day} if day else set()
        if len(shown) == 1:
            return shown.pop()
        dated = re.search(r"/(\d{4})/(\d{2})/(\d{2})(?:/|$)", urlsplit(self._address).path)
        return named_day("-".join(dated.groups())) if dated and not shown else None

    def _dated(self) -> list[Element]:
        """The elements that seem to date the page itself, and not a comment or another page."""
        times = [each for each in islice(self._root.iter("time"), _MAX_DATED) if not _is_of_others(each)]
        marked = [each for each in times if "pubdate" in each.attrib or _PUBLISHED_CLASS.search(_class(each))]
        if times:
            return marked or times
        blocks = self._root.iter("p", "span", "div", "li", "small", "dd", "em")
        named = islice(
            (each for each in blocks if len(each) <= 4 and _DATED_OR_PUBLISHED.search(_class(each))), _MAX_DATED
        )
        own = [each for each in named if not _is_of_others(each)]
        return [each for each in own if _PUBLISHED_CLASS.search(_class(each))] or own

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
        content = one_line((element.get("content") or "")[:2000])
        for name in ("property", "name", "itemprop", "http-equiv"):
            key = element.get(name)
            if name == "itemprop" and key and any("itemscope" in above.attrib for above in element.iterancestors()):
                continue  # it belongs to a record
            if key and content:
                found.setdefault(key.strip().lower(), []).append(content)
    return found


def _class(element: Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}".lower()


def _is_of_others(element: Element) -> bool:
    """Whether the element, or one around it, is about another page, or about a change of this one."""
    around = (element, *element.iterancestors())
    return any(each.tag in _OTHERS or (each.tag != "body" and _OTHERS_CLASS.search(_class(each))) for each in around)


def _site(address: str) -> str:
    """The part of a host name that one owner has, as far as its form tells: example.org, example.co.uk."""
    labels = (urlsplit(address).hostname or "").split(".")
    short = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if short else -2 :])


def _path(address: str) -> str:
    parts = urlsplit(address)
    return parts.path.strip("/") + parts.query


def _is_name(name: str) -> bool:
    """Whether it may be somebody's name: not an address, a handle or a placeholder."""
    bare = name.strip().casefold()
    return not re.match(r"https?:|www\.|[@/#{]|\d+$", bare) and bare not in {
        "",
        "admin",
        "none",
        "null",
        "undefined",
        "unknown",
    }
