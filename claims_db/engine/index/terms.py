"""From a text to the terms that are looked up: stems of its words, and groups of the lexicon that hold them."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from claims_db.engine.text.cleaning import clean, split_hashtag
from claims_db.engine.text.lexicon import lemma, lexicon, stem
from claims_db.languages import ENGLISH, language_of
from claims_db.languages.words import ASCII_WORD, fold, function_words, tokens
from claims_db.values import Claim

_HANDLE = re.compile(r"@(\w+)")
_YEAR_OR_LESS = 4
# No word of a text holds it. Not a zero, at which a trie ends a key.
_GROUP = "\x01"


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
    return [term for _, term in words_of(text, code)]


def words_of(text: str, code: str | None = None) -> list[tuple[str, Term]]:
    """The same, each behind the word as it is written."""
    if text.isascii():
        code = code or language_of(text)
        return [(word, _term(word, code)) for word in ASCII_WORD.findall(text)]
    return [(token.surface, _term(token.surface, token.language)) for token in tokens(text, code)]


@lru_cache(maxsize=1 << 17)
def _term(word: str, code: str) -> Term:
    folded = fold(word, code)
    if folded in function_words(code) and not (word.isupper() and len(word) > 1):
        return Term(folded, "", (), ())
    found = stem(folded, code)
    senses = tuple(f"{_GROUP}{sense}" for sense in sorted(lexicon().senses(lemma(folded, code))))
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


def texts_of(claim: Claim) -> tuple[str, ...]:
    """A claim's text and phrasings, and its sources' titles: besides the slug, all that leads to it."""
    return (*wording_texts(claim), title_text(claim))


def claim_words(claim: Claim) -> list[Term]:
    """The words of a claim's texts."""
    return list(chain.from_iterable(map(terms_of, texts_of(claim))))


@lru_cache(maxsize=1024)
def terms_leading_to(claim: Claim) -> frozenset[str]:
    """Every stem and group that leads to a claim; kept, as the same few claims come first again and again."""
    return slug_stems(claim).union(*(word.lookups for word in claim_words(claim)))


def named(text: str) -> str:
    """`@PortOfWend` as the words `Port Of Wend`: an account is often called like what a claim names."""
    return _HANDLE.sub(lambda handle: split_hashtag(handle[1]), text) if "@" in text else text


def is_stem(term: str) -> bool:
    """Whether a term is a stem, and no group of the lexicon."""
    return term[:1] != _GROUP
