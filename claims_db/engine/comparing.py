"""The statements of one message against the claims that they may be about, within what one message may cost."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import islice

from claims_db.engine.assessment import Assessment, Candidate, assess
from claims_db.engine.index import ClaimIndex
from claims_db.engine.limits import MAX_COMPARED, even_share
from claims_db.engine.meaning import Meant, senses
from claims_db.engine.text.wording import Wording, analyse
from claims_db.languages import language_beside
from claims_db.values import Claim, ClaimKey, Label

# How many claims a statement is compared with word by word; more cost time and found nothing more.
_COMPARED = 5
# How many claims that an encoder hears in a statement are compared with it beside those that share its words.
_HEARD = 3


@dataclass(frozen=True, slots=True)
class Beside:
    """A claim, its wordings, and what laying each of them beside a statement costs."""

    claim: Claim
    wordings: tuple[Wording, ...]
    sizes: list[int]


class Comparisons:
    """What became of each statement, which is compared once; `cut` if not with all wordings that were found for it."""

    def __init__(self, at: datetime, index: ClaimIndex, packs: Container[str], meant: Meant) -> None:
        self.cut = False
        self._at = at
        self._index = index
        self._packs = packs
        self._meant = meant
        self._assessed: dict[str, list[Assessment]] = {}
        self._sizes: dict[ClaimKey, list[int]] = {}

    def surest_first(self, statements: Iterable[str]) -> list[Assessment]:
        """The surest assessment of each claim by any of these statements, the surest claim first."""
        statements = list(statements)
        self.compare(statements)
        best: dict[ClaimKey, Assessment] = {}
        for one in (one for statement in statements for one in self._assessed[statement]):
            if one.claim.key not in best or one.confidence > best[one.claim.key].confidence:
                best[one.claim.key] = one
        unsure = Label.NOT_ENOUGH_EVIDENCE
        return sorted(best.values(), key=lambda one: (-round(one.confidence, 2), one.label is unsure))

    def compare(self, statements: Iterable[str]) -> None:
        """Compare those that are new, each with an even share of what may be compared for all of them together."""
        found = {
            one: [self._beside(one, claim) for claim in self._candidates(one)]
            for one in statements
            if one not in self._assessed
        }
        sizes = {one: sum(sum(each.sizes) for each in beside) for one, beside in found.items()}
        share = even_share(list(sizes.values()), MAX_COMPARED)
        for one, beside in found.items():
            read = lru_cache(lambda code, text=one: analyse(text, self._at, code))
            every = [
                (each.claim, each.wordings, read(language_beside(one, each.wordings[0].language))) for each in beside
            ]
            if sizes[one] > share:
                self.cut = True
                every = list(within(share, beside, every))
            self._assessed[one] = assess(every, self._index.weight, senses(self._meant.get(one, {})))

    def _beside(self, statement: str, claim: Claim) -> Beside:
        """A claim with what laying each of its wordings beside a statement costs: the bytes of both."""
        wordings, own = self._index.wordings(claim), self._sizes.get(claim.key)
        if own is None:
            own = self._sizes[claim.key] = [len(one.text.encode()) for one in wordings]
        return Beside(claim, wordings, [each + len(statement.encode()) for each in own])

    def _candidates(self, statement: str) -> list[Claim]:
        """The claims that share most with a statement, and those that it means as an encoder hears it."""
        index = self._index
        claims = [one.claim for one in index.candidates(statement, self._packs, _COMPARED, index.least_score())]
        heard = (index.get(key) for key in self._meant.get(statement, {}))
        new = (claim for claim in islice(heard, _HEARD) if claim and claim.pack in self._packs)
        return [*claims, *(claim for claim in new if claim not in claims)]


def within(share: int, beside: Sequence[Beside], every: Sequence[Candidate]) -> Iterator[Candidate]:
    """As many of the claims and their wordings as a share allows, one of the best claim at least.

    Of a claim with more than its part those wordings are kept that have most of the statement's words.
    """
    part = even_share([sum(each.sizes) for each in beside], share)
    for at, (one, (claim, wordings, statement)) in enumerate(zip(beside, every, strict=True)):
        # Where none has room, none need be looked at.
        if at and min(one.sizes) > part:
            continue
        room, kept = part, set[int]()
        shared = [len(own.places.keys() & statement.places.keys()) for own in wordings]
        for place in sorted(range(len(wordings)), key=lambda place: -shared[place]):
            room -= one.sizes[place]
            if room >= 0 or not (at or kept):
                kept.add(place)
        yield claim, tuple(own for place, own in enumerate(wordings) if place in kept), statement
