"""Which of the store's own words an unknown word was meant to be."""

from __future__ import annotations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from claims_db.engine.index.terms import Term
from claims_db.engine.text.lexicon import is_english

_SAME_SPELLING = 0.75
_SHORTEST = 4


class Vocabulary:
    """The stems of a store by their first letter, which is rarely the wrong one."""

    def __init__(self) -> None:
        self._by_letter: dict[str, list[str]] = {}

    def add(self, term: str) -> None:
        """Learn a stem."""
        self._by_letter.setdefault(term[0], []).append(term)

    def neighbour(self, term: Term) -> str | None:
        """The nearest stem to a word that neither the store nor the dictionary has."""
        word = term.folded
        if len(word) < _SHORTEST or not word.isalpha() or is_english(word):
            return None
        near = process.extractOne(
            term.stem,
            self._by_letter.get(term.stem[0], ()),
            scorer=OSA.normalized_similarity,
            score_cutoff=_SAME_SPELLING,
        )
        return near[0] if near else None
