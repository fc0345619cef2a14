"""One statement against one claim: everything that is known of the two together."""

from __future__ import annotations

from dataclasses import dataclass, replace

from claims_db.engine.details import Details, compare
from claims_db.engine.evidence import Reach, Shares, Weight, measure, reach, replacements
from claims_db.engine.facts.mood import CHECKABLE, Mood, mood
from claims_db.engine.facts.roles import is_reversed
from claims_db.engine.likeness import LIKENESS, Measured
from claims_db.engine.text.alignment import Aligned, align
from claims_db.engine.text.wording import Wording
from claims_db.engine.verdicts import verdict
from claims_db.values import AlignedWord, Claim, Difference, DifferenceKind, Evidence, Label, Stance

# What is left of the likeness where the words are the claim's but the statement is another: Apollo 13, or who and whom.
_ANOTHER = 0.3
_DENIAL = (Difference(DifferenceKind.NEGATION, "it is not so", "it is so"),)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a statement and a claim have to do with each other.

    `another`: the words are the claim's, but the statement speaks of somebody or something else, or of the same the
    other way round.
    """

    claim: Claim
    aligned: Aligned
    area: Reach
    shares: Shares
    details: Details
    mood: Mood
    denies: bool
    another: bool

    @property
    def measured(self) -> tuple[float, ...]:
        """The numbers behind `confidence`."""
        return LIKENESS.measure(Measured(self.shares, sum(detail.agrees for detail in self.details.compared)))

    @property
    def confidence(self) -> float:
        """How surely the statement is about what the claim says, from 0 to 1."""
        return LIKENESS.probability(self.measured) * (_ANOTHER if self.another else 1.0)

    @property
    def grounds(self) -> int:
        """How many telling words of the statement answer the claim, and how many details more than a bare number."""
        claim = self.aligned.claim.words
        words = {pair.message for pair in self.aligned.pairs if not claim[pair.claim].light}
        return len(words) + sum(one.agrees and not one.said.isdecimal() for one in self.details.compared)

    @property
    def stance(self) -> Stance:
        """What the statement does with the claim."""
        if self.mood in {Mood.YES_NO_QUESTION, Mood.OPEN_QUESTION}:
            return Stance.ASKS
        return Stance.DENIES if self.denies else Stance.ASSERTS

    @property
    def label(self) -> Label:
        """The verdict that would follow if the match is good enough."""
        if self.mood not in CHECKABLE or self.details.incomparable:
            return Label.NOT_ENOUGH_EVIDENCE
        differs = any(not comparison.agrees for comparison in self.details.compared)
        only_relative = self.details.once_right and not any(
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
        pairs = dict.fromkeys(replacements(self.aligned, self.area))
        return tuple(Difference(DifferenceKind.ENTITY, said, source) for said, source in pairs)

    def evidence(self) -> Evidence:
        """The same for a person to read."""
        claim, message = self.aligned.claim.words, self.aligned.message.words
        found, answering = self.aligned.found, self.aligned.answering
        return Evidence(
            wording=self.aligned.claim.text,
            aligned=tuple(
                AlignedWord(claim[pair.claim].surface, message[pair.message].surface, pair.how)
                for pair in self.aligned.pairs
            ),
            missing=tuple(word.surface for at, word in enumerate(claim) if at not in found and not word.light),
            extra=tuple(message[at].surface for at in self.area.words if at not in answering and not message[at].light),
            compared=self.details.compared,
        )


def assess(claim: Claim, wordings: tuple[Wording, ...], message: Wording, weight: Weight) -> Assessment | None:
    """The wording of a claim that a statement answers best, or None where they share no word.

    A statement that copies one wording and changes a word of it does not get by as a paraphrase of another wording.
    """
    aligned = [one for one in (align(wording, message) for wording in wordings) if one.pairs]
    known = frozenset[int]().union(*(one.answering for one in aligned))
    assessed = (_assess(claim, replace(one, known=known), weight, wordings) for one in aligned)
    found = [one for one in assessed if not one.aligned.claim.of_member or _adds_nothing(one)]
    if not found:
        return None
    best = max(found, key=lambda one: one.confidence)
    return replace(best, shares=replace(best.shares, copied=max(one.shares.copied for one in found)))


def _assess(claim: Claim, aligned: Aligned, weight: Weight, wordings: tuple[Wording, ...]) -> Assessment:
    area = reach(aligned)
    text = aligned.message.text
    details = compare(claim, aligned, area, wordings)
    shares = measure(aligned, area, weight, len(details.compared))
    return Assessment(
        claim=claim,
        aligned=aligned,
        area=area,
        shares=shares,
        details=details,
        mood=mood(text, aligned.claim.text, area.first, aligned.message.language),
        denies=_denies(aligned, area),
        another=details.relabelled or shares.other_name or is_reversed(aligned),
    )


def _adds_nothing(one: Assessment) -> bool:
    """Whether the statement has no number, and no telling word that is not the claim's.

    That Acme was among twelve that were fined for spying does not say that nine were, nor that it was for bribes.
    """
    message = one.aligned.message
    return not message.quantities and all(at in one.aligned.known or message.words[at].light for at in one.area.words)


def _denies(aligned: Aligned, area: Reach) -> bool:
    """Negations on either side and opposite words each turn the sense round; two of them turn it back."""
    claim, message = aligned.claim, aligned.message
    turns = (
        message.negation.odd_within(area.scope, area.end, aligned.message_phrases)
        + claim.negation.odd_within(0, len(claim.text), aligned.claim_phrases)
        + sum(pair.opposite for pair in aligned.pairs)
    )
    return turns % 2 == 1
