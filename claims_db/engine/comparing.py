"""The statements of one message against the claims that they may be about, within what one message may cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from claims_db.engine.assessment import Assessment, Candidate, assess
from claims_db.engine.index import ScopedIndex
from claims_db.engine.index.scoped_index import Candidate as Found
from claims_db.engine.limits import MAX_COMPARED, MAX_COMPARED_FIRST, even_share
from claims_db.engine.meaning import Meant, senses
from claims_db.engine.text.sentences import DETAIL
from claims_db.engine.text.wording import Wording, analyse
from claims_db.engine.text.wordings import wordings
from claims_db.languages import language_beside
from claims_db.languages.words import tokens
from claims_db.values import Claim, ClaimKey, Label

# How many claims a statement is compared with word by word; more cost time and found nothing more.
_COMPARED = 5
# How many claims that an encoder hears in a statement are compared with it beside those that share its words.
_HEARD = 3
# What a wording costs whatever it has, and each number of a statement beside each detail of it, as bytes.
_EACH, _PAIR = 40, 10
# What they cost is so much more at most, in ordinary messages, than their characters tell.
_ROOM = 1.5


@dataclass(frozen=True, slots=True)
class Beside:
    """A claim, its wordings, what laying each of them beside a statement costs, and the score of its candidate.

    It costs the bytes of both, and more for numbers and days, each of which is compared with each.
    """

    claim: Claim
    wordings: tuple[Wording, ...]
    sizes: list[int]
    score: float = 0.0


class Comparisons:
    """What became of each statement, which is compared once; `cut` if not with all wordings that were found for it."""

    def __init__(self, at: datetime, claims: ScopedIndex, meant: Meant) -> None:
        self.cut = False
        self._at = at
        self.claims = claims
        self._meant = meant
        self._found: dict[str, list[Found]] = {}
        self._assessed: dict[str, list[Assessment]] = {}
        self._sizes: dict[ClaimKey, list[tuple[int, int]]] = {}
        self._left = MAX_COMPARED

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
        """Compare those that are new, each with an even share of what may be compared for all of them together.

        The sentences come first, and leave a part to their clauses. Where a share has room for no wording, those that
        have most of a claim's telling words are compared with one: a claim is found wherever it stands.
        """
        first = not self._assessed
        new = dict.fromkeys(one for one in statements if one not in self._assessed)
        found = {one: self._beside(one) for one in new}
        sizes = {one: sum(sum(each.sizes) for each in beside) for one, beside in found.items()}
        most = MAX_COMPARED_FIRST if first else self._left
        share = even_share(list(sizes.values()), most)
        for one, candidates in sorted(
            found.items(), key=lambda each: -max((one.score for one in each[1]), default=0.0)
        ):
            beside = candidates
            if sizes[one] > share:
                self.cut = True
                beside = list(within(share, candidates, one, least=int(first and most > 0)))
            spent = sum(sum(each.sizes) for each in beside)
            self._left, most = self._left - spent, most - spent
            self._assessed[one] = self.assess(one, beside)

    def assess(self, statement: str, beside: Iterable[Beside]) -> list[Assessment]:
        """A statement, read in the language of each of some claims, beside them."""
        read: dict[str, Wording] = {}
        every: list[Candidate] = []
        for each in beside:
            code = language_beside(statement, each.wordings[0].language)
            if code not in read:
                read[code] = analyse(statement, self._at, code)
            every.append((each.claim, each.wordings, read[code]))
        return assess(every, self.claims.weight, senses(self._meant.get(statement, {})))

    def candidates(self, statement: str) -> list[Found]:
        """The claims that share most with a statement, which is compared with those."""
        if statement not in self._found:
            self._found[statement] = self.claims.candidates(statement, _COMPARED, self.claims.least_score())
        return self._found[statement]

    def alone(self, statement: str, claim: Claim) -> list[Assessment]:
        """A statement beside one claim as if there were no other; none where they share no word."""
        return self.assess(statement, [Beside(claim, wordings(claim), [])])

    def may_be_cut(self, statements: Iterable[str]) -> bool:
        """Whether comparing these statements might take more than there is room for."""
        beside = ((one, found.claim) for one in statements for found in self.candidates(one))
        texts = ((one, text) for one, claim in beside for text in (claim.text, *claim.phrasings))
        return _ROOM * sum(_EACH + len(one) + len(text) for one, text in texts) > MAX_COMPARED_FIRST

    def _beside(self, statement: str) -> list[Beside]:
        """The claims that share most with a statement, and those that it means as an encoder hears it."""
        found = self.candidates(statement)
        scores = {one.claim.key: one.score for one in found}
        claims = [one.claim for one in found]
        heard = (self.claims.get(key) for key in self._meant.get(statement, {}))
        claims += [claim for claim in islice(heard, _HEARD) if claim and claim not in claims]
        said, numbers = len(statement.encode()), len(DETAIL.findall(statement))
        beside: list[Beside] = []
        for claim in claims:
            every, own = wordings(claim), self._sizes.get(claim.key)
            if own is None:
                own = [(_EACH + len(one.text.encode()), len(one.quantities) + len(one.dates)) for one in every]
                self._sizes[claim.key] = own
            sizes = [said + size + _PAIR * numbers * details for size, details in own]
            beside.append(Beside(claim, every, sizes, scores.get(claim.key, 0.0)))
        return beside


def within(share: int, beside: Sequence[Beside], statement: str, least: int = 1) -> Iterator[Beside]:
    """As many of the claims and their wordings as a share allows, and of the best claim `least` in any case.

    Of a claim with more than its part those wordings are kept that have most of the statement's words.
    """
    part = even_share([sum(each.sizes) for each in beside], share)
    read: dict[str, set[str]] = {}
    for at, one in enumerate(beside):
        room, sure = part, 0 if at else least
        # Where none has room, none need be looked at.
        if not sure and min(one.sizes) > part:
            continue
        code = language_beside(statement, one.wordings[0].language)
        words = read[code] = read.get(code) or {token.text for token in tokens(statement, code)}
        shared = [len(words & own.places.keys()) for own in one.wordings]
        kept: set[int] = set()
        for place in sorted(range(len(shared)), key=lambda place: -shared[place]):
            if one.sizes[place] <= room or len(kept) < sure:
                kept.add(place)
                room -= one.sizes[place]
        own = tuple(wording for place, wording in enumerate(one.wordings) if place in kept)
        yield Beside(one.claim, own, [one.sizes[place] for place in sorted(kept)])
