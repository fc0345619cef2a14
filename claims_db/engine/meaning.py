"""How near the meaning of a statement is to that of each claim, as an encoder of sentences hears it.

It helps to find which claim is meant where words fail. Whether both say the same, the words and parts decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claims_db.values import ClaimKey

# The cosine of each of the nearest claims, the nearest first.
Near = Mapping[ClaimKey, float]
# Some claim of a large store is so near to anything; a small store has none to be ahead of.
_ANYTHING = 0.25
# That for some statements, as they are compared.
Meant = Mapping[str, Near]


@dataclass(frozen=True, slots=True)
class Sense:
    """How near a claim's meaning is to a statement's: the cosine, and how far that is ahead of any other claim's."""

    cosine: float
    ahead: float


def senses(near: Near) -> dict[ClaimKey, Sense]:
    """What is known of each claim beside the others; nothing of those that are not among the nearest."""
    first, second = (*sorted((*near.values(), _ANYTHING, _ANYTHING), reverse=True),)[:2]
    return {key: Sense(cosine, cosine - (second if cosine == first else first)) for key, cosine in near.items()}


def cosine(sense: Sense) -> float:
    """How near it is."""
    return sense.cosine


def ahead(sense: Sense) -> float:
    """How much nearer than any other."""
    return sense.ahead
