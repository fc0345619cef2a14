"""Whether a page still says what a source is cited for. Pure, and loose: only letters and digits count.

A page is taken for changed only where that is plain: sites move their spaces, quotation marks and markup about.
"""

from __future__ import annotations

import codecs
import html
import re
import unicodedata

from claims_db.languages.words import fold, telling_words

# A page with fewer words is built by its scripts, and what it says cannot be seen.
_FEWEST_WORDS = 60
_SHARE_OF_TITLE = 0.6
_TAG = re.compile(r"<[^<>]*>")
_LEFT_OUT = re.compile(r"\[?(?:…|\.{3,})\]?")
_WORD = re.compile(r"\w+")
_SAID_IN_PAGE = re.compile(rb"""charset\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE | re.ASCII)


def page_text(body: bytes, charset: str | None) -> str:
    """The page's markup as text, in the encoding of its server, else its own, else UTF-8."""
    said = _SAID_IN_PAGE.search(body[:4096])
    return body.decode(_known(charset) or _known(said[1].decode() if said else None) or "utf-8", "replace")


def _known(charset: str | None) -> str | None:
    try:
        found = codecs.lookup(charset) if charset else None
    except (LookupError, ValueError):
        return None
    # Python's codecs hold transformations too, such as those of compressed bytes.
    return found.name if found and found._is_text_encoding else None  # noqa: SLF001 - the only name that it has


def still_says(page: str, title: str, quotes: tuple[str, ...]) -> bool:
    """Whether the markup holds every quote or, where nothing is quoted or seen, most of the title."""
    visible = _plain(html.unescape(_TAG.sub(" ", page))) if quotes else ""
    if len(_WORD.findall(visible)) < _FEWEST_WORDS:
        return _holds_title(_plain(html.unescape(page)), title)
    texts = (_squeezed(visible), _squeezed(_plain(html.unescape(page))))
    return all(any(piece in text for text in texts) for quote in quotes for piece in _pieces(quote))


def _holds_title(page: str, title: str) -> bool:
    wanted = set(telling_words(_plain(title)))
    folded = fold(page)
    return sum(word in folded for word in wanted) >= len(wanted) * _SHARE_OF_TITLE


def _pieces(quote: str) -> list[str]:
    """What is quoted, apart where something was left out."""
    return [_squeezed(_plain(piece)) for piece in _LEFT_OUT.split(quote)]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _squeezed(text: str) -> str:
    return "".join(_WORD.findall(text))
