"""Cutting a cleaned message into statements: one sentence each, with its clauses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice

import regex

from claims_db.engine.facts.mood import is_jest
from claims_db.engine.facts.negation import is_dismissal
from claims_db.engine.limits import MAX_DETAILS, MAX_STATEMENT_LENGTH, MAX_STATEMENT_WORDS, MAX_STATEMENTS
from claims_db.engine.text.plain_letters import any_of
from claims_db.languages import LANGUAGES, language

# Fewer words are no clause: "Acme, Brill and Cogs were fined" says one thing.
_LEAST_WORDS = 3
# Nor do they tell anything but that the sentence before is not meant: "Just kidding lol".
_FEW_WORDS = 3
_BETWEEN = " ,;:–—-"
# A word, or a letter of a script without spaces.
WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]"
    r"|[[\p{L}\p{M}\p{N}]--[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]]+",
    regex.V1,
)
# A number or a part of a date, in digits.
DETAIL = regex.compile(r"\d+(?:[.,:/-]\d+)*")


@lru_cache(maxsize=1)
def _ends() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Where a sentence ends, and where a clause, in any language: a message is cut before its language is known."""
    known = [language(code) for code in LANGUAGES]
    shortened = any_of(word for facts in known for word in facts.abbreviations)
    that = "|".join(facts.that_words.pattern for facts in known)
    start = "|".join(facts.clause_starts.pattern for facts in known)
    return (
        regex.compile(
            rf"""(?<!\b(?:(?i:{shortened})|\p{{Lu}})|[.!?…]{{2}})[.!?…]++["')\]]*+(?=\s|$)|[。！？؟।]+|\n+"""
        ),
        regex.compile(
            rf"(?:,(?!\s(?:{that}))|[;:.!?…])(?=\s)|\s[-–—|]+\s|—|[()]|[，；：、]|،(?!\s(?:{that}))"
            rf"|(?<![,;:.!?…])\s(?={start})",
            regex.IGNORECASE,
        ),
    )


def split(text: str) -> list[str]:
    """The sentences of a cleaned text, with their closing mark, 12 at most: nobody waits for a verdict on an essay.

    A sentence that only dismisses the one before it, or takes it for a jest, stays with it. One that is too long is
    several, cut where clauses end, as far as the other sentences leave room.
    """
    return list(statements(text)[0])


def goes_on(text: str) -> bool:
    """Whether a cleaned text has more than is read."""
    return statements(text)[1]


# A message is read for its sentences, for its clauses and for what it is related to.
@lru_cache(maxsize=4)
def statements(text: str) -> tuple[tuple[str, ...], bool]:
    """The sentences as they are read, and whether there are more of them."""
    every = list(islice(_sentences(text), MAX_STATEMENTS + 1))
    sentences, more = every[:MAX_STATEMENTS], len(every) > MAX_STATEMENTS
    spare = MAX_STATEMENTS - len(sentences)
    found: list[str] = []
    for sentence in sentences:
        first, rest = _cut(sentence)
        found.append(first)
        while rest and spare:
            first, rest = _cut(rest)
            found.append(first)
            spare -= 1
        more = more or bool(rest)
    return tuple(found), more


def _cut(sentence: str) -> tuple[str, str]:
    """As much of a sentence as is one statement, and the rest of it."""
    end = end_of_statement(sentence)
    return sentence[:end].strip(), sentence[end:].lstrip(_BETWEEN)


def _sentences(text: str) -> Iterator[str]:
    before = ""
    start = 0
    ends = (match.end() for match in _ends()[0].finditer(text))
    for end in chain(ends, [len(text)]):
        sentence = text[start:end].strip()
        start = end
        short = 0 < len(before) < MAX_STATEMENT_LENGTH
        if short and (is_dismissal(sentence) or (len(sentence.split()) <= _FEW_WORDS and is_jest(sentence))):
            before += f" {sentence}"
        elif any(map(str.isalnum, sentence)):
            if before:
                yield before
            before = sentence
    if before:
        yield before


def end_of_statement(sentence: str) -> int:
    """How much of a sentence is read as one statement: all, or up to the last clause or word that ends in time."""
    most = len(sentence)
    for unit, number in ((WORD, MAX_STATEMENT_WORDS), (DETAIL, MAX_DETAILS)):
        beyond = next(islice(unit.finditer(sentence), number, None), None) if most > number else None
        most = min(most, beyond.start() if beyond else most)
    most = min(most, MAX_STATEMENT_LENGTH)
    if most == len(sentence):
        return most
    ends = (end for end in reversed(clause_ends(sentence[:most])[:-1]) if 2 * end > most)
    return next(ends, 0) or max(sentence.rfind(" ", most // 2, most), 0) or most


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
    return regex.compile(rf"(?:^|(?<!\s)\s++)(?:{joins})\s+", regex.IGNORECASE)


@lru_cache(maxsize=4096)
def clause_ends(statement: str) -> tuple[int, ...]:
    """Where the clauses of a statement end, as character offsets; its own end is the last.

    Kept, as a statement is compared with many wordings, and these with many statements.
    """
    return (*(match.start() for match in _ends()[1].finditer(statement)), len(statement))
