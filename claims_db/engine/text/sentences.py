"""Cutting a cleaned message into statements: one sentence each, with its clauses."""

from __future__ import annotations

from functools import lru_cache

import regex

from claims_db.engine.facts.mood import is_jest
from claims_db.engine.facts.negation import is_dismissal
from claims_db.engine.text.plain_letters import any_of
from claims_db.languages import LANGUAGES, language

MAX_STATEMENTS = 12
# Fewer words are no clause: "Acme, Brill and Cogs were fined" says one thing.
_LEAST_WORDS = 3
# Nor do they tell anything but that the sentence before is not meant: "Just kidding lol".
_FEW_WORDS = 3
_BETWEEN = " ,;:–—-"


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

    A sentence that only dismisses the one before it, or takes it for a jest, stays with it.
    """
    found: list[str] = []
    start = 0
    for end in [*(match.end() for match in _ends()[0].finditer(text)), len(text)]:
        sentence = text[start:end].strip()
        start = end
        if found and (is_dismissal(sentence) or (len(sentence.split()) <= _FEW_WORDS and is_jest(sentence))):
            found[-1] += f" {sentence}"
        elif any(map(str.isalnum, sentence)):
            found.append(sentence)
    return found[:MAX_STATEMENTS]


def clauses(sentence: str) -> list[str]:
    """A sentence cut where a clause ends or "and" may begin one; what is too short stays with the clause before it."""
    joins = (found.start() for found in _joins().finditer(sentence))
    found: list[tuple[int, int]] = []
    start = 0
    for end in sorted({*clause_ends(sentence), *joins}):
        if len(sentence[start:end].split()) >= _LEAST_WORDS or not found:
            found.append((start, end))
        else:
            found[-1] = (found[-1][0], end)
        start = end
    pieces = (sentence[first:last].strip(_BETWEEN) for first, last in found)
    return [piece[join.end() if (join := _joins().match(piece)) else 0 :] for piece in pieces if piece]


@lru_cache(maxsize=1)
def _joins() -> regex.Pattern[str]:
    joins = "|".join(language(code).clause_joins.pattern for code in LANGUAGES)
    return regex.compile(rf"(?:^|\s+)(?:{joins})\s+", regex.IGNORECASE)


@lru_cache(maxsize=4096)
def clause_ends(statement: str) -> tuple[int, ...]:
    """Where the clauses of a statement end, as character offsets; its own end is the last.

    Kept, as a statement is compared with many wordings, and these with many statements.
    """
    return (*(match.start() for match in _ends()[1].finditer(statement)), len(statement))
