"""Cutting a cleaned message into statements: one sentence each, with its clauses."""

from __future__ import annotations

from functools import lru_cache

import regex

from claims_db.engine.facts.negation import is_dismissal
from claims_db.engine.text.plain_letters import any_of
from claims_db.languages import LANGUAGES, language

MAX_STATEMENTS = 12


@lru_cache(maxsize=1)
def _ends() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Where a sentence ends, and where a clause, in any language: a message is cut before its language is known."""
    known = [language(code) for code in LANGUAGES]
    shortened = any_of(word for facts in known for word in facts.abbreviations)
    that = "|".join(facts.that_words.pattern for facts in known)
    start = "|".join(facts.clause_starts.pattern for facts in known)
    return (
        regex.compile(rf"""(?<!\b(?:(?i:{shortened})|\p{{Lu}}))[.!?…]+["')\]]*(?=\s|$)|[。！？؟।]+|\n+"""),
        regex.compile(
            rf"(?:,(?!\s(?:{that}))|[;:.!?…])(?=\s)|\s[-–—|]+\s|—|[()]|[，；：、]|،(?!\s(?:{that}))"
            rf"|(?<![,;:.!?…])\s(?={start})",
            regex.IGNORECASE,
        ),
    )


def split(text: str) -> list[str]:
    """The sentences of a cleaned text, with their closing mark, 12 at most: nobody waits for a verdict on an essay.

    A sentence that only dismisses the one before it stays with it.
    """
    found: list[str] = []
    start = 0
    for end in [*(match.end() for match in _ends()[0].finditer(text)), len(text)]:
        sentence = text[start:end].strip()
        start = end
        if found and is_dismissal(sentence):
            found[-1] += f" {sentence}"
        elif any(map(str.isalnum, sentence)):
            found.append(sentence)
    return found[:MAX_STATEMENTS]


def clause_ends(statement: str) -> list[int]:
    """Where the clauses of a statement end, as character offsets; its own end is the last."""
    return [match.start() for match in _ends()[1].finditer(statement)] + [len(statement)]
