"""Cutting a cleaned message into statements: one sentence each, with its clauses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from claims_db.engine.facts.negation import is_dismissal
from claims_db.engine.text.plain_letters import any_of
from claims_db.languages import LANGUAGES, language

MAX_STATEMENTS = 12


@lru_cache(maxsize=1)
def _sentence_end() -> regex.Pattern[str]:
    """Of any language: a message is cut before it is known in which each of its sentences is."""
    shortened = any_of(word for code in LANGUAGES for word in language(code).abbreviations)
    return regex.compile(
        rf"""(?<!\b(?:(?i:{shortened})|\p{{Lu}}))[.!?…]+["')\]]*(?=\s|$)|[。！？؟।]+|\n+""", regex.VERBOSE
    )


@lru_cache(maxsize=1)
def _clause_end() -> regex.Pattern[str]:
    that = "|".join(language(code).that_words.pattern for code in LANGUAGES)
    start = "|".join(language(code).clause_starts.pattern for code in LANGUAGES)
    return regex.compile(
        rf"(?:,(?!\s(?:{that}))|[;:.!?…])(?=\s)|\s[-–—|]+\s|—|[()]|[，；：、]|،(?!\s(?:{that}))"
        rf"|(?<![,;:.!?…])\s(?={start})",
        regex.IGNORECASE,
    )


def split(text: str) -> list[str]:
    """The sentences of a cleaned text, with their closing mark, 12 at most: nobody waits for a verdict on an essay.

    A sentence that only dismisses the one before it stays with it.
    """
    found: list[str] = []
    for sentence in _sentences(text):
        if found and is_dismissal(sentence):
            found[-1] += f" {sentence}"
        else:
            found.append(sentence)
    return found[:MAX_STATEMENTS]


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for end in [*(match.end() for match in _sentence_end().finditer(text)), len(text)]:
        sentence = text[start:end].strip()
        if any(map(str.isalnum, sentence)):
            yield sentence
        start = end


def clause_ends(statement: str) -> list[int]:
    """Where the clauses of a statement end, as character offsets; its own end is the last."""
    return [match.start() for match in _clause_end().finditer(statement)] + [len(statement)]
