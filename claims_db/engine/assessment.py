"""One statement against one claim: everything that is known of the two together."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from types import MappingProxyType

from claims_db.differences import NOT_SO, SO, Difference, DifferenceKind, Evidence, Weighed
from claims_db.engine import evidence
from claims_db.engine.details import compare, sourced_numbers
from claims_db.engine.evidence import Standing
from claims_db.engine.facts.comparisons import is_converse
from claims_db.engine.facts.frames import with_converses
from claims_db.engine.facts.implicit import spared_in_claim, spared_in_statement
from claims_db.engine.facts.mood import CHECKABLE, Mood, mood
from claims_db.engine.facts.roles import is_verb
from claims_db.engine.facts.undoing import opposites
from claims_db.engine.likeness import Piece, Sides, Weight, copied, replacements, rest_of_names
from claims_db.engine.linear import Feature, chance
from claims_db.engine.meaning import Sense
from claims_db.engine.numbers.values import Quantity
from claims_db.engine.parts import Part, changed, parts, roles
from claims_db.engine.reach import negators_beside, other_clauses, reach
from claims_db.engine.rivals import strongest
from claims_db.engine.said_parts import Found, opposite_words, said_parts
from claims_db.engine.text.alignment import Aligned, align
from claims_db.engine.text.sentences import clause_ends
from claims_db.engine.text.wording import Wording
from claims_db.engine.verdicts import verdict
from claims_db.values import Claim, ClaimKey, Label, Stance

# Wordings of a claim that are looked at again beside those of other claims, and for exchanged roles.
_NEAREST = 4
# A wording this little less likely than the best one may be the one that was copied.
_CLOSE = 0.1

# A claim, its wordings, and the statement as it reads in their language.
Candidate = tuple[Claim, tuple[Wording, ...], Wording]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a statement and a claim have to do with each other.

    `measured` is what the rows of likeness measured, and `another` are the rows that hold which make it another
    statement. `confidence` says how surely the statement is about what the claim says, from 0 to 1. `parts` are those
    of the statement that the claim does not answer, or contradicts.
    """

    claim: Claim
    sides: Sides
    mood: Mood
    denies: bool
    measured: tuple[float, ...]
    another: tuple[Feature[Sides], ...]
    confidence: float
    parts: tuple[Part, ...] = ()

    @property
    def grounds(self) -> int:
        """How many telling words of the statement answer the claim, and how many details more than a bare number."""
        aligned, compared = self.sides.aligned, self.sides.details.compared
        words = {pair.message for pair in aligned.pairs if not aligned.claim.words[pair.claim].light}
        return len(words) + sum(one.agrees and not one.said.isdecimal() for one in compared)

    @property
    def stance(self) -> Stance:
        """What the statement does with the claim."""
        if self.mood in {Mood.YES_NO_QUESTION, Mood.OPEN_QUESTION}:
            return Stance.ASKS
        return Stance.DENIES if self.denies else Stance.ASSERTS

    @property
    def label(self) -> Label:
        """The verdict that would follow if the match is good enough."""
        return self._label(self.parts)

    @property
    def leaves_details(self) -> bool:
        """Whether the statement has more numbers and days than were compared with the claim's."""
        message = self.sides.aligned.message
        return len(message.quantities) + len(message.dates) > len(self.sides.details.compared)

    @property
    def is_held_back(self) -> bool:
        """Whether only parts that the claim leaves unanswered stand against a verdict."""
        given, without = self.label, self._label(())
        if given is not Label.NOT_ENOUGH_EVIDENCE or without is Label.NOT_ENOUGH_EVIDENCE:
            return False
        return self.claim.rating.holds is True or self._says_the_verb()

    def _label(self, parts: tuple[Part, ...]) -> Label:
        if self.mood not in CHECKABLE or not evidence.TABLE.comparable.reached(self.sides):
            return Label.NOT_ENOUGH_EVIDENCE
        differing = [one for one in self.sides.details.compared if not one.agrees]
        if (differing or self.denies) and evidence.TABLE.beside.reached(self.sides):
            return Label.NOT_ENOUGH_EVIDENCE
        # Whoever adds to a claim that does not hold repeats it all the same, but only with what it says.
        if parts and not (self.claim.rating.holds or self._says_the_verb()):
            return Label.NOT_ENOUGH_EVIDENCE
        return verdict(
            self.claim.rating,
            Stance.DENIES if self.denies else self.stance,
            differs=bool(differing),
            only_days=all(one.kind is DifferenceKind.DATE for one in differing),
            once_right=self.sides.details.once_right,
            parts=parts,
        )

    def _says_the_verb(self) -> bool:
        """Whether the statement has a verb of the claim's, or the claim none."""
        aligned = self.sides.aligned
        verbs = {at for at in range(len(aligned.claim.words)) if is_verb(aligned.claim, at)}
        return not verbs or not verbs.isdisjoint(aligned.found)

    def differences(self) -> tuple[Difference, ...]:
        """What differs and what is left over; else the denial, where the statement is one."""
        differing = (one for one in self.sides.details.compared if not one.agrees)
        details = [Difference(one.kind, one.said, one.source) for one in differing]
        found = (*details, *(Difference(one.kind, one.said, one.source) for one in self.parts))
        return found or ((self._denial(),) if self.denies else ())

    def _denial(self) -> Difference:
        """The two opposite words, if nothing else makes it a denial; else which side says that it is so."""
        message, claim = self.sides.aligned.message, self.sides.aligned.claim
        turns = message.negation.within(self.sides.area.scope, self.sides.area.end)
        words = list(opposite_words(self.sides.aligned))
        if len(words) == 1 and not (turns or claim.negation.turns):
            said, source = message.text[slice(*words[0][0])], claim.text[slice(*words[0][1])]
        else:
            said, source = (NOT_SO, SO) if turns or not claim.negation.turns else (SO, NOT_SO)
        return Difference(DifferenceKind.NEGATION, said, source)

    def replaced(self) -> tuple[Difference, ...]:
        """The words in whose place the statement has others: it tells of somebody or something else."""
        pairs = dict.fromkeys(replacements(self.sides.aligned, self.sides.area))
        return tuple(Difference(DifferenceKind.ENTITY, said, source) for said, source in pairs)

    def evidence(self) -> Evidence:
        """The same for a person to read."""
        aligned, table = self.sides.aligned, evidence.TABLE
        found = Found(self.sides, self.parts, self.denies, self.claim.rating.holds, judged=_may_answer(self))
        words = aligned.claim.words
        return Evidence(
            wording=aligned.claim.text,
            parts=said_parts(found),
            missing=tuple(word.surface for at, word in enumerate(words) if at not in aligned.found and not word.light),
            weighed=(
                *(Weighed(row.says) for row in self.another),
                *(Weighed(row.says) for row in table.unanswered if row.reached(self.parts)),
                *table.likeness.weighed(self.measured),
                *(table.meaning.weighed(table.meaning.measure(self.sides.sense)) if self.sides.sense else ()),
            ),
        )


def assess(
    candidates: Iterable[Candidate], weight: Weight, sensed: Mapping[ClaimKey, Sense] = MappingProxyType({})
) -> list[Assessment]:
    """What a statement and each of some claims have to do with each other; nothing of those that share no word with it.

    Side by side, since a claim is meant the surer the less of the statement any other answers. `sensed` is what an
    encoder hears of some of them.
    """
    scale = _Scale(weight)
    fitting = (_fits(candidate, scale, sensed.get(candidate[0].key)) for candidate in candidates)
    found = [fits for fits in fitting if fits]
    best = [max(fits, key=lambda one: one.confidence) for fits in found]
    return [_judged(one, fits, best, scale.weight) for fits, one in zip(found, best, strict=True)]


class _Scale:
    """What words weigh: the same ones come again in each wording."""

    def __init__(self, weight: Weight) -> None:
        self.weight = cache(weight)
        self._known: dict[tuple[str, bool, bool, bool] | None, float] = {}

    def weigh(self, piece: Piece) -> float:
        word = piece.word
        key = (word.stem, word.name, word.light, piece.rest) if word else None
        if key not in self._known:
            telling = self.weight(word.stem if word else "")
            for row in evidence.TABLE.words:
                if row.measure(piece):
                    telling = row.weight * telling
            self._known[key] = telling
        return self._known[key]


def _fits(candidate: Candidate, scale: _Scale, sense: Sense | None) -> list[Assessment]:
    """The statement beside each wording of a claim that it shares a word with.

    Who copies one wording and changes a word of it does not get by as a paraphrase of another wording.
    """
    claim, wordings, message = candidate
    aligned = [with_converses(one) for one in (align(wording, message) for wording in wordings) if one.pairs]
    known = frozenset[int]().union(*(one.answering for one in aligned))
    numbers = sourced_numbers(wordings)
    sides = [_sides(claim, replace(one, known=known), scale, wordings, numbers) for one in aligned]
    sides = [one for one in sides if not one.aligned.claim.of_member or _adds_nothing(one)]
    most = max(map(copied, sides), default=0.0)
    return [_assess(claim, replace(one, copied_from=most, sense=sense)) for one in sides]


def _judged(one: Assessment, fits: list[Assessment], every: list[Assessment], weight: Weight) -> Assessment:
    """The wording that the statement answers best, beside the best ones of `every` claim.

    Only where an answer may follow are rivals and unanswered parts looked for.
    """
    if not _may_answer(one):
        return one
    rivals = (rival.sides for rival in every if rival is not one)
    behind = strongest(rivals, one.sides, weight)
    nearest = [
        _assess(fit.claim, replace(fit.sides, behind=behind))
        for fit in heapq.nlargest(_NEAREST, fits, key=lambda fit: fit.confidence)
    ]
    best = max(nearest, key=lambda fit: fit.confidence)
    if not _may_answer(best):
        return best
    turned = islice((part for fit in nearest for part in roles(fit.sides)), 1)
    # A word that was exchanged in a copy of one wording is no paraphrase of another.
    close = (fit for fit in nearest if fit.confidence >= best.confidence - _CLOSE)
    copies = (part for fit in close for part in changed(fit.sides))
    found = list(dict.fromkeys((*turned, *parts(best.sides), *copies)))
    counting = {row.name for row in evidence.TABLE.unanswered if row.reached(found)}
    return replace(best, parts=tuple(part for part in found if part.sort in counting))


def _may_answer(one: Assessment) -> bool:
    return evidence.TABLE.asked.reached(Standing(one.confidence, one.grounds))


def _sides(
    claim: Claim, aligned: Aligned, scale: _Scale, wordings: tuple[Wording, ...], numbers: Sequence[Quantity]
) -> Sides:
    weigh = scale.weigh
    area, words = reach(aligned), aligned.claim.words
    own = tuple(weigh(Piece(word)) for word in words)
    rest = rest_of_names(words, own, aligned.found)
    return Sides(
        aligned=aligned,
        wordings=wordings,
        area=area,
        details=compare(claim, aligned, area, wordings, numbers),
        own=own,
        rest=rest,
        counted=tuple(weigh(Piece(words[at], rest=True)) if at in rest else one for at, one in enumerate(own)),
        said={at: weigh(Piece(aligned.message.words[at])) for at in area.words},
        detail=weigh(Piece()),
        unseen=scale.weight(""),
        days=(claim.happened.first, claim.happened.last) if claim.happened else (),
    )


def _assess(claim: Claim, sides: Sides) -> Assessment:
    table, aligned, area = evidence.TABLE, sides.aligned, sides.area
    # Negations on either side and opposite words each turn the sense round; two of them turn it back.
    message = aligned.message
    # Most statements have no negator, and need no clauses.
    ends = clause_ends(message.text) if message.negation.turns else ()
    others = other_clauses(aligned, ends) if ends else ()
    beside = (*spared_in_statement(aligned).turns, *negators_beside(aligned)) if ends else ()
    spared = (*aligned.message_phrases, *beside)
    own_spared = (*aligned.claim_phrases, *(spared_in_claim(aligned) if aligned.claim.negation.turns else ()))
    turned = opposites(aligned)
    turns = (
        message.negation.denies(area.scope, area.end, spared, ends, others)
        + aligned.claim.negation.denies(0, len(aligned.claim.text), own_spared, [])
        + (len(turned) if turned and not is_converse(aligned) else 0)
    )
    measured = table.likeness.measure(sides)
    another = tuple(row for row in table.another if row.measure(sides))
    total = table.likeness.total(measured) + (table.meaning.sum_of(sides.sense) if sides.sense else 0.0)
    return Assessment(
        claim=claim,
        sides=sides,
        mood=mood(aligned.message.text, aligned.claim.text, area.first, aligned.message.language),
        denies=turns % 2 == 1,
        measured=measured,
        another=another,
        confidence=chance(total) * min((row.weight for row in another), default=1.0),
    )


def _adds_nothing(sides: Sides) -> bool:
    """Whether the statement has no number, and no telling word that is not the claim's.

    That Acme was among twelve that were fined for spying does not say that nine were, nor that it was for bribes.
    """
    message, known = sides.aligned.message, sides.aligned.known
    return not message.quantities and all(at in known or message.words[at].light for at in sides.area.words)
