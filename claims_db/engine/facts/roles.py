"""Who does what to whom: the same words the other way round are another statement."""

from __future__ import annotations

import itertools

from claims_db.engine.text.alignment import Aligned
from claims_db.engine.text.lexicon import lemma
from claims_db.engine.text.wording import Wording
from claims_db.languages import language

_ASIDE_LENGTH = 20


def is_reversed(aligned: Aligned) -> bool:
    """Whether two names have changed places around one verb: "Norland invaded Sudland", "Sudland invaded Norland".

    The passive voice turns the order of names round without turning who did it. With "is" or "'s" alone between the
    names nothing can be told: "its owner is Acme" and "Acme is its owner" are one.
    """
    claim, message = aligned.claim, aligned.message
    names = [
        pair
        for pair in aligned.pairs
        if claim.words[pair.claim].name and not _is_aside(claim, pair.claim) and not _is_aside(message, pair.message)
    ]
    for first, second in itertools.pairwise(names):
        low, high = sorted((first.message, second.message))
        # The verb is a form of one word on both sides: a synonym may swap the roles (buy, sell), and so does a noun
        # made of the verb ("the winner of").
        if not any(
            first.claim < pair.claim < second.claim
            and low < pair.message < high
            and not claim.words[pair.claim].name
            and lemma(claim.words[pair.claim].text) == lemma(message.words[pair.message].text)
            for pair in aligned.pairs
        ):
            continue
        own = _is_passive(claim, first.claim, second.claim)
        said = _is_passive(message, first.message, second.message)
        if own is not None and said is not None:
            return (second.message < first.message) != (own != said)
    return False


def _is_aside(wording: Wording, at: int) -> bool:
    """Whether a name follows a word that tells where, when or of what: it does nothing, and nothing is done to it."""
    before = wording.text[: wording.words[at].start][-_ASIDE_LENGTH:]
    return language(wording.language).asides.search(before) is not None


def _is_passive(wording: Wording, one: int, other: int) -> bool | None:
    """The voice between two words: passive ("sold by" too), active, or None where it cannot be told."""
    left, right = sorted((wording.words[one], wording.words[other]), key=lambda word: word.start)
    between, facts = wording.text[left.end : right.start], language(wording.language)
    if facts.passive.search(between):
        return True
    return None if facts.linking.search(between) or left.surface.endswith("'s") else False
