"""From a text to the terms that are looked up: stems of its words, and groups of the lexicon that hold them.

An unknown word may be a misspelt one of the store's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from claims_db.engine.text.cleaning import clean, split_hashtag
from claims_db.engine.text.lexicon import is_english, lemma, lexicon, stem
from claims_db.languages import ENGLISH, language_of
from claims_db.languages.words import ASCII_WORD, fold, function_words, tokens
from claims_db.values import Claim

_HANDLE = re.compile(r"@(\w+)")
_YEAR_OR_LESS = 4
_SAME_SPELLING = 0.75
_SHORTEST_MISSPELT = 4


class Term(NamedTuple):
    """A word, folded, and what it is looked up by: its stem, and the groups of the lexicon that hold it.

    The stem is empty where the word says nothing by itself, unless it is written like a name (WHO, IT). Groups are
    marked so that no stem can be mistaken for one. `lookups` is all of it.
    """

    folded: str
    stem: str
    senses: tuple[str, ...]
    lookups: tuple[str, ...]


def terms_of(text: str, code: str | None = None) -> list[Term]:
    """The words of a cleaned text in order, in the language of that code or in the one that the text seems to be in."""
    if text.isascii():
        code = code or language_of(text)
        return [_term(word, code) for word in ASCII_WORD.findall(text)]
    return [_term(token.surface, token.language) for token in tokens(text, code)]


@lru_cache(maxsize=1 << 17)
def _term(word: str, code: str) -> Term:
    folded = fold(word, code)
    if folded in function_words(code) and not (word.isupper() and len(word) > 1):
        return Term(folded, "", (), ())
    found = stem(folded, code)
    senses = tuple(f"\x00{sense}" for sense in sorted(lexicon().senses(lemma(folded, code))))
    return Term(folded, found, senses, (found, *senses) if found else ())


def wording_texts(claim: Claim) -> tuple[str, ...]:
    """The claim's text and phrasings, cleaned."""
    return tuple(clean(text) for text in (claim.text, *claim.phrasings))


def title_text(claim: Claim) -> str:
    """The titles of the claim's sources, each once, cleaned."""
    return clean(" ".join(dict.fromkeys(citation.source.title for citation in claim.citations)))


def slug_stems(claim: Claim) -> frozenset[str]:
    """The stems of the slug's words: whoever named the claim chose its most telling ones. Hashes and ids are none.

    A slug is too short to tell its language by; those of other languages than English lead nowhere, and do no harm.
    """
    words = re.split("[-_]", claim.slug)
    read = [word for word in words if word.isalpha() or (word.isdigit() and len(word) <= _YEAR_OR_LESS)]
    return frozenset(term.stem for term in terms_of(" ".join(read), ENGLISH) if term.stem)


def claim_terms(claim: Claim) -> Iterator[str]:
    """Every stem and group that leads to a claim, as often as it stands there."""
    texts = (*wording_texts(claim), title_text(claim))
    terms = chain.from_iterable(map(terms_of, texts))
    return chain(chain.from_iterable(term.lookups for term in terms), slug_stems(claim))


def named(text: str) -> str:
    """`@PortOfWend` as the words `Port Of Wend`: an account is often called like what a claim names."""
    return _HANDLE.sub(lambda handle: split_hashtag(handle[1]), text) if "@" in text else text


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
        if len(word) < _SHORTEST_MISSPELT or not word.isalpha() or is_english(word):
            return None
        near = process.extractOne(
            term.stem,
            self._by_letter.get(term.stem[0], ()),
            scorer=OSA.normalized_similarity,
            score_cutoff=_SAME_SPELLING,
        )
        return near[0] if near else None
