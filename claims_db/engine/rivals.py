"""Other claims that a statement may be about: the one that is meant is ahead of them."""

from __future__ import annotations

from collections.abc import Iterable

from claims_db.engine.likeness import Sides, Weight, strength
from claims_db.engine.text.alignment import align

# A claim that has as much of another's telling words tells that one too.
_SAME_MATTER = 0.9


def strongest(rivals: Iterable[Sides], one: Sides, weight: Weight) -> float:
    """The strength of the best rival that tells of another matter; one that is far behind is not looked at closely."""
    least, found = strength(one) - 1.0, 0.0
    for rival in rivals:
        told = strength(rival)
        if told > found and (told <= least or not _says_as_much(rival, one, weight)):
            found = told
    return found


def _says_as_much(rival: Sides, one: Sides, weight: Weight) -> bool:
    """Whether a rival has all that a claim has: two packs may tell the same, and one claim may presuppose another."""
    said = rival.aligned.claim
    for own in (each for each in one.wordings if len(each.quantities) <= len(said.quantities)):
        weights = {at: weight(word.stem) for at, word in enumerate(own.words) if not word.light}
        found = align(own, said).found
        if sum(each for at, each in weights.items() if at in found) >= _SAME_MATTER * sum(weights.values()):
            return True
    return False
