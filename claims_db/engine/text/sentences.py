"""Cutting a cleaned message into statements: one sentence each, with its clauses."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from claims_db.engine.facts.negation import is_dismissal

MAX_STATEMENTS = 12

# Common English abbreviations whose full stop ends no sentence.
_ABBREVIATIONS = r"""mr|mrs|ms|dr|prof|sen|rep|gov|gen|st|jr|sr|vs|etc|inc|ltd|co|corp|no|nr|approx|jan|feb|mar|apr|jun
    |jul|aug|sept|sep|oct|nov|dec|e\.g|i\.e|u\.s|u\.k"""
_SENTENCE_END = regex.compile(
    rf"""(?<!\b(?:(?i:{_ABBREVIATIONS})|\p{{Lu}}))[.!?…]+["')\]]*(?=\s|$)|[。！？؟।]+|\n+""", regex.VERBOSE
)
# German and Russian set a comma before "that", which begins what is said or denied rather than another clause.
_CLAUSE_END = regex.compile(
    r"""(?:,(?!\s(?:dass|daß|ob|что|будто)\b)|[;:.!?…])(?=\s)|\s[-–—|]+\s|—|[()]|[，；：、]|،(?!\sأن)
    |(?<![,;:.!?…])\s(?=and\s(?:i|i'?m|i've|my|we|our|he|she|it|they|you|now)\s)
    |(?<![,;:.!?…])\s(?=(?:but|because|so|although|though|whereas|while|since\s+(?:he|she|it|they|we|you|i))\s)""",
    regex.IGNORECASE | regex.VERBOSE,
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
    for end in [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]:
        sentence = text[start:end].strip()
        if any(map(str.isalnum, sentence)):
            yield sentence
        start = end


def clause_ends(statement: str) -> list[int]:
    """Where the clauses of a statement end, as character offsets; its own end is the last."""
    return [match.start() for match in _CLAUSE_END.finditer(statement)] + [len(statement)]
