"""Which English words may stand in place of others: a table made from WordNet, by `scripts/thesaurus.py`.

Miller 1995 ("WordNet: a lexical database for English"). The lexicon, written by hand, goes first: it knows phrases,
names and what chat means, this knows plain words.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

_FILE = "thesaurus.txt"


@lru_cache(maxsize=1)
def _table() -> str:
    text = files(__package__).joinpath(_FILE).read_text(encoding="utf-8")
    return text.rpartition("\n#")[2].partition("\n")[2]


def _line(word: str) -> str:
    """What the table says of a word, found by halving: a dictionary of its lines would take seven times the memory."""
    table = _table()
    low, high = 0, len(table)
    while low < high:
        start = table.rfind("\n", low, (low + high) // 2) + 1 or low
        end = table.index("\n", start)
        found, _, rest = table[start:end].partition(" ")
        if found == word:
            return rest
        low, high = (end + 1, high) if found < word else (low, start)
    return ""


@lru_cache(maxsize=4096)
def parts_of_speech(word: str) -> str:
    """Those of a dictionary form, the commonest first: of `n`, `v`, `a` and `r` (adverbs); nothing if it is unknown."""
    return _line(word).partition(" ")[0]


@lru_cache(maxsize=4096)
def replacements(word: str) -> frozenset[str]:
    """The dictionary forms that may be said for this one: the same, derived from it, or more general; no opposites."""
    return frozenset(_line(word).split()[1:])
