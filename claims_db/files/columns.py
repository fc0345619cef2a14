"""The columns of a table of claims, and what others call them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from claims_db.errors import InvalidPackError

COLUMNS = (
    "claim", "rating", "source_url", "source_title", "publisher", "published", "as_of", "happened", "phrasings",
)  # fmt: skip
_NEEDED = ("claim", "rating", "source_title", "publisher")
_MOST_NAMED = 20


def _bare(name: str) -> str:
    """One form for the ways to write a column's name: "Source URL", "source-url" and "source_urls" are one."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name).casefold()).removesuffix("s")


_BY_BARE_NAME = {_bare(column): column for column in COLUMNS}


def our_columns(written: Sequence[str]) -> list[str]:
    """Our name for each column, or its own; raises InvalidPackError where one is missing, or there twice."""
    names = [_BY_BARE_NAME.get(_bare(name), name) for name in written]
    problems = [
        f"row 1 names the column {column} {names.count(column)} times; once is right"
        for column in COLUMNS
        if names.count(column) > 1
    ]
    if missing := [name for name in _NEEDED if name not in names]:
        problems.append(
            f"row 1 must name the columns, and lacks {', '.join(missing)}; the columns are {','.join(COLUMNS)}"
        )
        # Where nearly all are missing, this is no table of claims, and what it has instead helps nobody.
        problems += unread(written, names) if len(missing) < len(_NEEDED) else ()
    if problems:
        raise InvalidPackError(tuple(problems))
    return names


def unread(written: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    """A sentence that tells which columns are not read."""
    other = [name[:40] for name, ours in zip(written, names, strict=True) if name and ours not in COLUMNS]
    if not other:
        return ()
    more = f" and {len(other) - _MOST_NAMED} more" if len(other) > _MOST_NAMED else ""
    listed = ", ".join(map(repr, other[:_MOST_NAMED])) + more
    return (f"row 1: not read: {listed}; the columns are {','.join(COLUMNS)}",)
