"""A claim as its pack's index holds it: what leads to it, and how much each of that weighs."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

from claims_db.engine.index.ranking import runs_of
from claims_db.engine.index.terms import Term, claim_words, slug_stems
from claims_db.values import Claim, ClaimKey

# BM25's usual constants (Robertson & Zaragoza 2009, section 3.5).
_K1 = 1.2
_B = 0.75
# In terms, senses included; fixed, so that a claim's weights do not hang on what else is in the store.
_USUAL_LENGTH = 30
_lookups = attrgetter("lookups")


@dataclass(frozen=True, slots=True)
class Document:
    """What leads to a claim: its terms, each with what BM25 makes of how often it stands there, and its words."""

    weights: dict[str, float]
    words: list[Term]

    @classmethod
    def of(cls, claim: Claim) -> Document:
        """Take a claim apart."""
        words = claim_words(claim)
        counts = Counter(chain(chain.from_iterable(map(_lookups, words)), slug_stems(claim)))
        norm = _K1 * (1 - _B + _B * counts.total() / _USUAL_LENGTH)
        return cls({term: count * (_K1 + 1) / (count + norm) for term, count in counts.items()}, words)

    def runs(self) -> frozenset[str]:
        """Every run of letters of its texts."""
        return runs_of(self.words)


def level_of(key: ClaimKey) -> int:
    """The highest sample that a claim is in: sample 0 holds every claim, each next one a half of the one before.

    It is told from the key alone, so it is the same whatever else is stored.
    """
    number = tie_of(key)
    return (number & -number).bit_length() - 1 if number else 64


def tie_of(key: ClaimKey) -> int:
    """A number of 64 bits that says which of two claims of one score comes first, told from the key alone."""
    digest = hashlib.blake2b(f"{key.pack}/{key.slug}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")
