"""Who does what to whom: the same words the other way round are another statement."""

from __future__ import annotations

import itertools

import regex

from claims_db.matching.align import Aligned, Pair
from claims_db.matching.wording import Wording
from claims_db.values import Alignment

_BE = regex.compile(r"\b(?:is|are|was|were|be|been|being|gets?|got|getting)\b|'s\b", regex.IGNORECASE)
_BY = regex.compile(r"\bby\b", regex.IGNORECASE)


def is_reversed(aligned: Aligned) -> bool:
    """Whether two names have changed places around one verb: "Norland invaded Sudland", "Sudland invaded Norland".

    The passive voice turns the order of names round without turning who did it. With "is" or "'s" alone between the
    names nothing can be told: "its owner is Acme" and "Acme is its owner" are one.
    """
    names = [pair for pair in aligned.pairs if aligned.claim.words[pair.claim].name]
    for first, second in itertools.pairwise(names):
        verb = _verb_between(aligned, first, second)
        if verb is None:
            continue
        own = _is_passive(aligned.claim, first.claim, second.claim)
        said = _is_passive(aligned.message, first.message, second.message)
        if own is not None and said is not None:
            swapped = second.message < first.message
            return swapped != (own != said)
    return False


def _verb_between(aligned: Aligned, first: Pair, second: Pair) -> Pair | None:
    """A word that stands between both names on both sides, the same one: a synonym may swap the roles (buy, sell)."""
    low, high = sorted((first.message, second.message))
    between = (
        pair
        for pair in aligned.pairs
        if first.claim < pair.claim < second.claim and low < pair.message < high and pair.how is not Alignment.SYNONYM
    )
    return next((pair for pair in between if not aligned.claim.words[pair.claim].name), None)


def _is_passive(wording: Wording, one: int, other: int) -> bool | None:
    """The voice between two words: passive, active, or None where it cannot be told."""
    left, right = sorted((wording.words[one], wording.words[other]), key=lambda word: word.start)
    between = wording.text[left.end : right.start]
    if not _BE.search(between) and not left.surface.endswith("'s"):
        return False
    return True if _BY.search(between) else None
