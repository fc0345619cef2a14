"""One statement against one claim: everything that is known of the two together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claims_db.matching.align import Pair, align
from claims_db.matching.details import Details, compare
from claims_db.matching.evidence import Reach, Shares, Weight, measure, reach, replacements
from claims_db.matching.likeness import features, likeness
from claims_db.matching.mood import Mood, is_personal, mood
from claims_db.matching.verdicts import verdict
from claims_db.matching.wording import Wording
from claims_db.values import AlignedWord, Claim, Difference, DifferenceKind, Evidence, Label, Stance

_CHECKABLE = {Mood.STATEMENT, Mood.YES_NO_QUESTION}
_DENIAL = (Difference(DifferenceKind.NEGATION, "it is not so", "it is so"),)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a statement and a claim have to do with each other. `measured` are the numbers behind `confidence`."""

    claim: Claim
    wording: Wording
    message: Wording
    pairs: tuple[Pair, ...]
    area: Reach
    shares: Shares
    details: Details
    mood: Mood
    denies: bool
    measured: dict[str, float]
    confidence: float

    @property
    def stance(self) -> Stance:
        """What the statement does with the claim."""
        if self.mood in {Mood.YES_NO_QUESTION, Mood.OPEN_QUESTION}:
            return Stance.ASKS
        return Stance.DENIES if self.denies else Stance.ASSERTS

    @property
    def label(self) -> Label:
        """The verdict that would follow if the match is good enough."""
        if self.mood not in _CHECKABLE:
            return Label.NOT_ENOUGH_EVIDENCE
        differs = any(not comparison.agrees for comparison in self.details.compared)
        only_relative = self.details.relative and not any(
            not comparison.agrees and comparison.kind is not DifferenceKind.DATE for comparison in self.details.compared
        )
        stance = Stance.DENIES if self.denies else self.stance
        return verdict(self.claim.rating, stance, differs=differs, only_relative=only_relative)

    def differences(self) -> tuple[Difference, ...]:
        """The numbers, units and dates that differ; else the denial, where the statement is one."""
        found = tuple(
            Difference(comparison.kind, comparison.said, comparison.source)
            for comparison in self.details.compared
            if not comparison.agrees
        )
        return found or (_DENIAL if self.denies else ())

    def replaced(self) -> tuple[Difference, ...]:
        """The words in whose place the statement has others: it tells of somebody or something else."""
        pairs = replacements(self.wording, self.message, self.pairs, self.area)
        return tuple(Difference(DifferenceKind.ENTITY, said, source) for said, source in pairs)

    def evidence(self) -> Evidence:
        """The same for a person to read."""
        claim, message = self.wording.words, self.message.words
        found = {pair.claim for pair in self.pairs}
        answered = {pair.message for pair in self.pairs}
        return Evidence(
            wording=self.wording.text,
            aligned=tuple(
                AlignedWord(claim[pair.claim].surface, message[pair.message].surface, pair.how) for pair in self.pairs
            ),
            missing=tuple(word.surface for at, word in enumerate(claim) if at not in found and not word.light),
            extra=tuple(
                message[at].surface for at in self.area.words if at not in answered and not message[at].light
            ),
            compared=self.details.compared,
            coverage=self.shares.coverage,
            foreign=self.shares.foreign,
            order=self.shares.order,
            confidence=self.confidence,
        )


def assess(claim: Claim, wordings: Iterable[Wording], message: Wording, weight: Weight) -> Assessment | None:
    """The wording of a claim that a statement answers best, or None where they share no word."""
    assessments = (_assess(claim, wording, message, weight) for wording in wordings)
    return max((one for one in assessments if one), key=lambda one: one.confidence, default=None)


def _assess(claim: Claim, wording: Wording, message: Wording, weight: Weight) -> Assessment | None:
    pairs = align(wording, message)
    if not pairs:
        return None
    area = reach(message, pairs)
    details = compare(claim, wording, message, pairs, area)
    shares = measure(wording, message, pairs, area, weight, len(details.compared))
    agreed = sum(comparison.agrees for comparison in details.compared)
    measured = features(
        shares,
        unsourced=details.unsourced,
        agreed=agreed,
        relabelled=details.relabelled,
        personal=is_personal(message.text, area.start, area.end),
    )
    return Assessment(
        claim,
        wording,
        message,
        pairs,
        area,
        shares,
        details,
        mood(message.text, wording.text, area.first),
        _denies(wording, message, pairs, area),
        measured,
        likeness(measured),
    )


def _denies(wording: Wording, message: Wording, pairs: tuple[Pair, ...], area: Reach) -> bool:
    """Negations on either side and opposite words each turn the sense round; two of them turn it back."""
    said = [(message.words[pair.message].start, message.words[pair.message].end) for pair in pairs]
    own = [(wording.words[pair.claim].start, wording.words[pair.claim].end) for pair in pairs]
    turns = (
        message.negation.odd_within(area.scope, area.end, said)
        + wording.negation.odd_within(0, len(wording.text), own)
        + sum(pair.opposite for pair in pairs)
    )
    return turns % 2 == 1
