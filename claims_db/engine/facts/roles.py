"""Who does what to whom: the same words the other way round are another statement."""

from __future__ import annotations

import itertools

from claims_db.engine.text.alignment import Aligned, Pair
from claims_db.engine.text.lexicon import lemma
from claims_db.engine.text.wording import Wording
from claims_db.languages import language

_ASIDE_LENGTH = 20


def is_reversed(aligned: Aligned) -> bool:
    """Whether two names have changed places around one verb: "Norland invaded Sudland", "Sudland invaded Norland".

    The passive voice turns the order of names round without turning who did it. With "is" or "'s" alone between the
    names nothing can be told: "its owner is Acme" and "Acme is its owner" are one.
    """
    names = [pair for pair in aligned.pairs if aligned.claim.words[pair.claim].name and _acts(aligned, pair)]
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


def _acts(aligned: Aligned, name: Pair) -> bool:
    """Whether a name may be who does it or whom it is done to, on both sides."""
    sides = ((aligned.claim, name.claim), (aligned.message, name.message))
    return not any(
        language(wording.language).asides.search(wording.text[: wording.words[at].start][-_ASIDE_LENGTH:])
        for wording, at in sides
    )


def _verb_between(aligned: Aligned, first: Pair, second: Pair) -> Pair | None:
    """A word that stands between both names on both sides, in the same form or another of the same word.

    A synonym may swap the roles (buy, sell), and so does a noun made of the verb ("the winner of").
    """
    low, high = sorted((first.message, second.message))
    between = (pair for pair in aligned.pairs if first.claim < pair.claim < second.claim and low < pair.message < high)
    return next((pair for pair in between if _is_same_verb(aligned, pair)), None)


def _is_same_verb(aligned: Aligned, pair: Pair) -> bool:
    word = aligned.claim.words[pair.claim]
    return not word.name and lemma(word.text) == lemma(aligned.message.words[pair.message].text)


def _is_passive(wording: Wording, one: int, other: int) -> bool | None:
    """The voice between two words: passive ("sold by" too), active, or None where it cannot be told."""
    left, right = sorted((wording.words[one], wording.words[other]), key=lambda word: word.start)
    between, facts = wording.text[left.end : right.start], language(wording.language)
    if facts.passive.search(between):
        return True
    return None if facts.linking.search(between) or left.surface.endswith("'s") else False
