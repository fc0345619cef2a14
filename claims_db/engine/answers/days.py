"""The days of a claim that answer "when": those that its wordings have, and the one on which it happened."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from claims_db.engine.answers.asked import Asked
from claims_db.engine.answers.fitting import Detail, word_before
from claims_db.engine.text.alignment import Aligned
from claims_db.values import AnswerKind, Claim

_HELD = regex.compile(r"\b(?:tak(?:es?|ing)|took) place|\b(?:be|is|was|are|were) (?:held|on)\b", regex.IGNORECASE)
_SINCE = {"since": {"since"}, "until": {"until", "till", "til"}, "till": {"until", "till", "til"}}
# A day is told more exactly than a month, and what happened is told better than any other day.
_DAY, _HAPPENED = 0.2, 0.3


def days(claim: Claim, aligned: Aligned, asked: Asked) -> Iterator[Detail]:
    """Those that the question has not."""
    text = aligned.claim.text
    held = 0.5 if asked.verb is None and _HELD.search(text) else 0.0
    sides = _SINCE.get(asked.opening.partition(" ")[0], set())
    for when in aligned.claim.dates:
        if when.relative or any(other.readings and other.readings == when.readings for other in aligned.message.dates):
            continue
        exact = when.day is not None or any(one.first == one.last for one in when.readings)
        # "Regatta 2026" is a name.
        named = any(word.name and word.end == when.start - 1 for word in aligned.claim.words)
        led = word_before(text, when.start) in sides or when.text.partition(" ")[0].casefold() in sides
        yield Detail(when.text, AnswerKind.DAY, 1.0 + _DAY * exact + held + led - named)
    if claim.happened is not None and "until" not in sides:
        yield Detail(claim.happened.in_words(), AnswerKind.DAY, 1.0 + _HAPPENED + held)
