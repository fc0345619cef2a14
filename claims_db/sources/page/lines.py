"""A page as it is read: line by line, from its headline, without what belongs to other pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from lxml import etree

from claims_db.sources.page.headings import headline
from claims_db.sources.page.markup import Element, one_line
from claims_db.sources.page.titles import squashed

_MAX_LINES = 5_000
_MAX_PARTS = 20_000
_MAX_TEXT = 2_000
_MAX_CLASS = 300
# What does not end a line (https://html.spec.whatwg.org/#phrasing-content), and what nobody reads.
_WITHIN_LINES = frozenset(
    "a abbr acronym b bdi bdo cite code data dfn em font i ins kbd label mark nobr q s samp small span strong sub sup"
    " time tt u var wbr".split()
)
_UNREAD = frozenset("button head iframe noscript option script select style svg template textarea".split())
_OTHERS = frozenset({"aside", "blockquote", "footer", "nav"})
# Words of classes, or how they begin: comments, other pages, and what the site shows on every page.
_OTHERS_CLASS = re.compile(
    r"\b(?:comment|kommentar|related|recommend|teaser|footer|breadcrumb|trending|newsletter|weather|calendar|masthead"
    r"|topbar|navigation|navbar|(?:promos?|cards?|nav|menu|also|more|most|latest|recent|popular|next|prev|today)\b)"
)
# Those that templates also use for the box that begins right after the headline.
_ALSO_OWN = frozenset("card cards latest more most popular promo promos recent teaser trending".split())
_OWN_FOOTER = re.compile(r"\b(?:entry|post|article|document|story) footer\b")
PUBLISHED_CLASS = re.compile(r"\b(?:publish(?:ed)?|pubdate|posted|veroeffentlicht|publicado|publie)\b")
_CHANGED_CLASS = re.compile(r"\b(?:updated|modified|hidden)\b")
# A class such as has-sidebar tells what is around or inside, not what the element is.
_ABOUT_OTHERS = re.compile(r"(?:^|(?<=[-_]))(?:has|with|without|no|hide|show)[-_][a-z]+")


@dataclass(frozen=True, slots=True)
class Line:
    """Text on one line, each part with the element that it is in; `place` counts the characters before it."""

    place: int
    parts: tuple[tuple[Element, str], ...]

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(text for _, text in self.parts)

    @property
    def end(self) -> int:
        """The place where the next line begins."""
        return self.place + sum(len(text) + 1 for _, text in self.parts)


class Reading:
    """The lines of a page, how far from its headline each is, and which of its elements belong to other pages."""

    def __init__(self, root: Element, title: str | None) -> None:
        self.lines = list(islice(lines(root), _MAX_LINES))
        heading = headline(root, title)
        if heading is None:
            held = [line for line in self.lines if title and squashed(line.text[:_MAX_TEXT]) == squashed(title)][:1]
            heading = held[0].parts[0][0] if held else None
        else:
            inside = frozenset(heading.iter())
            held = [line for line in self.lines if any(element in inside for element, _ in line.parts)]
        self._around = frozenset(() if heading is None else heading.iterancestors())
        self._begin = held[0].place if held else None
        self._end = held[-1].end if held else 0

    def distance(self, line: Line) -> int | None:
        """Characters from the headline to the line, below 0 where it stands before; None without a headline."""
        if self._begin is None:
            return None
        return line.place - self._end if line.place >= self._begin else line.end - self._begin

    def is_of_others(self, element: Element, *, is_next: bool = False) -> bool:
        """Whether the element is in what is about other pages: comments, menus, teasers. The headline never is.

        `is_next`: it follows the headline at once.
        """
        for each in chain((element,), element.iterancestors()):
            if each in self._around or each.tag == "body":
                return False
            words = class_words(each)
            if _OWN_FOOTER.search(words):
                continue
            found = _OTHERS_CLASS.search(words)
            if each.tag in _OTHERS or (found and not (is_next and found[0] in _ALSO_OWN)):
                return True
        return False


def marks_change(element: Element) -> bool:
    """Whether the element is marked as the day of a change. Templates mark a page that never changed as both."""
    words = class_words(element)
    is_marked = bool(_CHANGED_CLASS.search(words)) and not PUBLISHED_CLASS.search(words)
    return is_marked or element.get("itemprop") == "dateModified"


def class_words(element: Element) -> str:
    """The words of an element's class and id, in lower case: "entry date published" for `entry-datePublished`."""
    return _words(f"{element.get('class') or ''} {element.get('id') or ''}"[:_MAX_CLASS])


@lru_cache(maxsize=2_000)
def _words(names: str) -> str:
    kept = " ".join(_ABOUT_OTHERS.sub("", name) for name in names.split())
    return re.sub(r"[\W\d_]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kept)).lower()


def lines(root: Element) -> Iterator[Line]:
    """The lines of a page, in order."""
    parts: list[tuple[Element, str]] = []
    place = found = 0
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        begins = event == "start"
        is_unread = begins and element.tag in _UNREAD
        if is_unread:
            walk.skip_subtree()
        if parts and event in {"start", "end"} and element.tag not in _WITHIN_LINES:
            line = Line(place, tuple(parts))
            place, parts = line.end, []
            yield line
        text = element.text if begins else element.tail
        if text and not is_unread and (bare := one_line(text)):
            parts.append((element if begins else element.getparent(), bare))
            found += 1
        if found > _MAX_PARTS:
            break
    if parts:
        yield Line(place, tuple(parts))
