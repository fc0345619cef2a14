"""The details of a claim that an open question may ask for, with how well each fits the kind that is wanted."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from claims_db.engine.answers.asked import Asked
from claims_db.engine.answers.days import days
from claims_db.engine.answers.fitting import Detail
from claims_db.engine.answers.names import names
from claims_db.engine.answers.numbers import numbers
from claims_db.engine.text.alignment import Aligned
from claims_db.values import AnswerKind, Claim

_BECAUSE = r"because(?: of)?|due to|owing to|thanks to|so that|on account of"
# What tells why: surely, or as what something was for.
_CAUSE = regex.compile(
    rf"\b(?:(?P<sure>{_BECAUSE})|(?P<done>for(?= \p{{L}}+ing\b)|over)|for)\s+(?P<why>[^,;.]+)", regex.IGNORECASE
)


def details(claim: Claim, aligned: Aligned, asked: Asked) -> list[Detail]:
    """Those of one wording of a claim that fit what is asked for."""
    match asked.wanted:
        case AnswerKind.COUNT | AnswerKind.AMOUNT | AnswerKind.MEASURE | AnswerKind.SHARE:
            return list(numbers(aligned, asked))
        case AnswerKind.RANK:
            return [Detail(one.text, asked.wanted, 1.0) for one in aligned.claim.quantities if one.ordinal]
        case AnswerKind.DAY:
            return list(days(claim, aligned, asked))
        case AnswerKind.CAUSE:
            return list(causes(aligned, asked))
        case _:
            return list(names(aligned, asked))


def causes(aligned: Aligned, asked: Asked) -> Iterator[Detail]:
    """What tells why, and has no word that the question has; "for" something only where it is asked "what for"."""
    words = aligned.claim.words
    for found in _CAUSE.finditer(aligned.claim.text):
        span = range(*found.span("why"))
        tells = found["sure"] or found["done"] or asked.opening.startswith("what")
        if tells and not any(words[at].start in span for at in aligned.found):
            yield Detail(found[0].strip(), AnswerKind.CAUSE, 2.0 if found["sure"] else 1.0)
