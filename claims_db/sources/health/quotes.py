"""Whether a page still says what it is cited for, judged by letters and digits alone.

Sites move their spaces, quotation marks and markup about, and a page counts as changed only where that is plain. Pages
may be hostile; `reading_program` runs this with little time and memory.
"""

from __future__ import annotations

import html
import re
import unicodedata

import regex

from claims_db.languages.words import fold, telling_words

# Characters of a page. What lies behind them is not read, and so not missed.
_MOST_READ = 3_000_000
# Characters that are brought into one form at once, up to the next space.
_SLICE = 100_000
# A page with fewer words is built by its scripts, so we cannot see what it says.
_FEWEST_WORDS = 60
_SHARE_OF_TITLE = 0.6
_TAG = re.compile(r"<[^<>]*>")
_OMISSION = re.compile(r"\[?(?:…|\.{3,})\]?")
_WORD = re.compile(r"\w+")
# To put the marks of one letter in order takes the square of their number. No language writes more than thirty
# (https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format).
_TOO_MANY_MARKS = regex.compile(r"(\p{M}{30})\p{M}+")


def still_says(page: str, title: str, quotes: tuple[str, ...]) -> bool:
    """Whether the markup holds every quote or, where nothing is quoted or visible, most of the title's words.

    A quote with an omission is there if its pieces are. A page that is too long to be read whole is given the benefit
    of the doubt.
    """
    read = page[:_MOST_READ]
    whole = _plain(html.unescape(read))
    if max(len(page), len(whole)) > _MOST_READ:
        return True
    visible = _plain(html.unescape(_TAG.sub(" ", read))) if quotes else ""
    if len(_WORD.findall(visible)) < _FEWEST_WORDS:
        wanted, folded = set(telling_words(_plain(title))), fold(whole)
        return sum(word in folded for word in wanted) >= len(wanted) * _SHARE_OF_TITLE
    texts = (_squeezed(visible), _squeezed(whole))
    pieces = (_squeezed(_plain(piece)) for quote in quotes for piece in _OMISSION.split(quote))
    return all(any(piece in text for text in texts) for piece in pieces)


def _plain(text: str) -> str:
    """One form for every way to write it; no more than a little over what is read, though a letter may become 18."""
    text = _TOO_MANY_MARKS.sub(r"\1", text)
    found, length, start = list[str](), 0, 0
    while start < len(text) and length <= _MOST_READ:
        end = text.find(" ", start + _SLICE, start + 2 * _SLICE)
        end = end if end >= 0 else start + 2 * _SLICE
        found.append(unicodedata.normalize("NFKC", text[start:end]).casefold())
        length, start = length + len(found[-1]), end
    return "".join(found)


def _squeezed(text: str) -> str:
    return "".join(_WORD.findall(text))
