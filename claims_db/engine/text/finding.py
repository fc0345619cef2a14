"""Finding long lists of words in a text: a word that begins none of them is passed over, and known the next time.

A pattern of a language tries hundreds of alternatives at each word. Which words can begin a match at all, `regex` tells
by a partial match of the word alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

# In a shorter text every word may as well be tried.
_SHORT = 200
# Within a run of letters no pattern of a language that writes spaces begins.
_PIECE = regex.compile(r"[\p{L}\p{M}]+|[^\p{L}\p{M}]")
_LEAD = r"(?<![\p{L}\p{M}])"
# The pieces of a pattern that matter here: a sign that is escaped, a class, what opens and closes a group, an edge.
_WRITTEN = regex.compile(
    r"\\[bB](?P<edge>)|\\.|\[(?:\\.|[^\]\\])*\]|(?P<open>\((?:\?(?:<?[=!])?)?)|(?P<close>\))|(?P<edge>\^)|.",
    regex.DOTALL,
)


def find_all(pattern: regex.Pattern[str], text: str) -> Iterator[regex.Match[str]]:
    """Where a pattern of a language is found, as `finditer` has it."""
    if len(text) <= _SHORT or _LEAD not in pattern.pattern:
        yield from pattern.finditer(text)
        return
    end = 0
    for start in starts(pattern, text):
        if start >= end and (match := pattern.match(text, start)):
            yield match
            end = match.end()


@lru_cache(maxsize=4096)
def find_first(pattern: regex.Pattern[str], text: str) -> regex.Match[str] | None:
    """Where it is found first; kept, as a statement is compared with many wordings, and these with many statements."""
    return next(find_all(pattern, text), None)


def starts(pattern: regex.Pattern[str], text: str) -> list[int]:
    """The places at which a pattern may be found."""
    return [
        start
        for start, piece, three in pieces(text)
        if _may_begin(pattern, piece) and (piece is three or _may_begin(pattern, three))
    ]


@lru_cache(maxsize=64)
def pieces(text: str) -> tuple[tuple[int, str, str], ...]:
    """Where each begins, itself, and together with the two behind it: a word, what parts it from the next, and that."""
    found = [(match.start(), match[0].lower()) for match in _PIECE.finditer(text)]
    behind = ("".join(piece for _, piece in found[at : at + 3]) for at in range(len(found) - 2))
    return tuple(
        (start, piece, three)
        for (start, piece), three in zip(found, [*behind, *(piece for _, piece in found[-2:])], strict=False)
    )


@lru_cache(maxsize=65536)
def _may_begin(pattern: regex.Pattern[str], piece: str) -> bool:
    return without_what_leads(pattern).match(piece, partial=True) is not None


@lru_cache(maxsize=512)
def without_what_leads(pattern: regex.Pattern[str]) -> regex.Pattern[str]:
    """The pattern without what it asks of the text before a word: what may begin with the word it finds all the same.

    What must not follow is left as it is.
    """
    written, groups, kept = pattern.pattern, list[str](), ""
    for piece in _WRITTEN.finditer(written):
        if piece["open"] is not None:
            groups.append(piece["open"])
        behind = any(group.startswith("(?<") for group in groups)
        refused = any(group.endswith("!") for group in groups)
        if not (behind or (piece["edge"] is not None and not refused)):
            kept += piece[0]
        if piece["close"] is not None:
            groups.pop()
    return regex.compile(kept, pattern.flags)
