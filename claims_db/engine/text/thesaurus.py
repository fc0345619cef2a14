"""Which English words may stand in place of others: a table made from WordNet, by `scripts/thesaurus.py`.

Miller 1995 ("WordNet: a lexical database for English"). The lexicon, written by hand, goes first: it knows phrases,
names and what chat means, this knows plain words.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

_FILE = "thesaurus.txt"


@lru_cache(maxsize=1)
def _lines() -> dict[str, str]:
    text = files(__package__).joinpath(_FILE).read_text(encoding="utf-8")
    pairs = (line.partition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {word: rest for word, _, rest in pairs}


@lru_cache(maxsize=4096)
def parts_of_speech(word: str) -> str:
    """Those of a dictionary form, the commonest first: of `n`, `v`, `a` and `r` (adverbs); nothing if it is unknown."""
    return _lines().get(word, "").partition(" ")[0]


@lru_cache(maxsize=4096)
def replacements(word: str) -> frozenset[str]:
    """The dictionary forms that may be said for this one: the same, derived from it, or more general; no opposites."""
    return frozenset(_lines().get(word, "").split()[1:])
