"""The statements of one message against the claims that they may be about, within what one message may cost."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import islice

from claims_db.engine.assessment import Assessment, assess
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

# A claim with its wordings.
Taken = tuple[Claim, Sequence[Wording]]


class Comparisons:
    """What became of each statement, which is compared once; `cut` if not with all wordings that were found for it."""

    def __init__(self, at: datetime, index: ClaimIndex, packs: Container[str], meant: Meant) -> None:
        self.cut = False
        self._at = at
        self._index = index
        self._packs = packs
        self._meant = meant
        self._assessed: dict[str, list[Assessment]] = {}

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
            statement: [(claim, self._index.wordings(claim)) for claim in self._candidates(statement)]
            for statement in statements
            if statement not in self._assessed
        }
        sizes = {one: sum(_size(one, own) for _, own in taken) for one, taken in found.items()}
        share = even_share(list(sizes.values()), MAX_COMPARED)
        for statement, taken in found.items():
            read = lru_cache(lambda code, text=statement: analyse(text, self._at, code))
            every: Iterable[Taken] = taken
            if sizes[statement] > share:
                self.cut = True
                every = within(share, taken, read(None))
            self._assessed[statement] = assess(
                ((claim, tuple(own), read(language_beside(statement, own[0].language))) for claim, own in every),
                self._index.weight,
                senses(self._meant.get(statement, {})),
            )

    def _candidates(self, statement: str) -> list[Claim]:
        """The claims that share most with a statement, and those that it means as an encoder hears it."""
        index = self._index
        claims = [one.claim for one in index.candidates(statement, self._packs, _COMPARED, index.least_score())]
        heard = (index.get(key) for key in self._meant.get(statement, {}))
        new = (claim for claim in islice(heard, _HEARD) if claim and claim.pack in self._packs)
        return [*claims, *(claim for claim in new if claim not in claims)]


def _size(statement: str, wordings: Sequence[Wording]) -> int:
    """What laying a statement beside some wordings costs: the bytes of both, once for each."""
    return sum(len(one.text.encode()) for one in wordings) + len(wordings) * len(statement.encode())


def within(share: int, taken: Sequence[Taken], statement: Wording) -> Iterator[Taken]:
    """As many of the claims and their wordings as a share allows, one of the best claim at least.

    Of a claim with more than its part those wordings are kept that have most of the statement's words.
    """
    part = even_share([_size(statement.text, own) for _, own in taken], share)
    for at, (claim, own) in enumerate(taken):
        shared = [len(one.places.keys() & statement.places.keys()) for one in own]
        kept: list[int] = []
        room = part
        for place in sorted(range(len(own)), key=lambda place: -shared[place]):
            room -= _size(statement.text, [own[place]])
            if room >= 0 or not (at or kept):
                kept.append(place)
        if kept:
            yield claim, [own[place] for place in sorted(kept)]
