"""The pieces of a statement in four groups, for whoever asks why: answered, harmless, left over, contradicting.

Nothing is judged here. What contradicts, what is left over and what answers was found before; what then remains was let
pass, and is harmless. A letter stands in one group: what contradicts comes first, then what is left over, then what
answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from claims_db.differences import NOT_SO, SO, Alignment, Comparison, DifferenceKind, Group, SaidPart
from claims_db.engine.dates import When
from claims_db.engine.facts.implicit import spared_in_statement
from claims_db.engine.likeness import Sides
from claims_db.engine.numbers.compare import agree
from claims_db.engine.numbers.values import Quantity
from claims_db.engine.parts import Part
from claims_db.engine.text.alignment import Aligned
from claims_db.engine.text.spans import Span, is_within
from claims_db.engine.text.wording import Word, Wording

_EDGES = " \t,;:.!?…–—-()\"'"
_STOP = re.compile(r"[.,;:!?…()]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a piece of the statement stands; an empty stretch where it has no words of its own."""

    start: int
    end: int
    part: SaidPart


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a statement and a claim.

    `holds` says whether the claim is so by its rating. Without `judged` nobody looked for what is left over.
    """

    sides: Sides
    parts: tuple[Part, ...]
    denies: bool
    holds: bool | None
    judged: bool

    def turns(self) -> Iterator[Span]:
        """The words that turn the statement round, but for those of a phrase that answers ("without a telescope")."""
        message, area = self.sides.aligned.message, self.sides.area
        for start, end in message.negation.within(area.scope, area.end):
            if is_within(start, self.sides.aligned.message_phrases):
                continue
            # Of words that dismiss what they follow, the letter before them is marked: "It fell. Wrong."
            if end - start == 1 and (start, end) not in message.negation.negators:
                first = next((at for at in range(end, len(message.text)) if message.text[at].isalnum()), end)
                stop = _STOP.search(message.text, first)
                yield first, stop.start() if stop else len(message.text)
            else:
                yield start, end


def opposite_words(aligned: Aligned) -> Iterator[tuple[Span, Span]]:
    """Where words of the statement stand that are the opposite of the claim's, and where those stand."""
    places = {aligned.message.words[pair.message].start for pair in aligned.pairs if pair.opposite}
    for said, source in zip(aligned.message_phrases, aligned.claim_phrases, strict=True):
        if any(said[0] <= place < said[1] for place in places):
            yield said, source


class Sheet:
    """The statement, what was put into a group, and so which of its letters are free."""

    def __init__(self, message: Wording) -> None:
        self.message = message
        self.stretches: list[Stretch] = []
        self._taken = bytearray(len(message.text))
        pieces: list[Word | Quantity | When] = [*message.words, *message.quantities, *message.dates]
        self.pieces = sorted((one.start, one.end) for one in pieces)

    def put(self, start: int, end: int, part: SaidPart) -> None:
        """Put a stretch into the group of a part; one part may have several."""
        self._taken[start:end] = b"\1" * (end - start)
        self.stretches.append(Stretch(start, end, part))

    def is_free(self, start: int, end: int) -> bool:
        """Whether no letter of a stretch stands in a group."""
        return 1 not in self._taken[start:end]

    def free(self, start: int, end: int) -> Iterator[Span]:
        """What of a stretch stands in no group yet."""
        while 0 <= (start := self._taken.find(0, start, end)) < end:
            stop = self._taken.find(1, start, end)
            yield start, (stop := end if stop < 0 else stop)
            start = stop

    def tells(self, start: int, end: int) -> bool:
        """Whether a telling word, a number or a day begins there."""
        return any(start <= first < end for first, _ in self.pieces)

    def runs_on(self, end: int, start: int) -> bool:
        """Whether but small words stand between the end of a piece and the start of the next."""
        return end > start or (self.is_free(end, start) and not _STOP.search(self.message.text, end, start))

    def find(self, said: str) -> Span:
        """Where it is said, best where nothing stands in a group; its end alone where only that is found."""
        first = {start for start, _ in self.pieces} | {token.start for token in self.message.tokens}
        while said:
            spans = [one.span() for one in re.finditer(re.escape(said), self.message.text, re.IGNORECASE)]
            if spans:
                return min(spans, key=lambda span: (span[0] not in first, not self.is_free(*span)))
            said = said.partition(" ")[2]
        return 0, 0

    def find_detail(self, one: Comparison) -> Span:
        """The number or the day that was compared, with the words that bound it."""
        said = one.said.casefold()
        details: Iterable[tuple[Quantity | When, set[str]]] = (
            ((when, {when.text}) for when in self.message.dates)
            if one.kind is DifferenceKind.DATE
            else ((number, {number.text, number.shown}) for number in self.message.quantities)
        )
        for detail, forms in details:
            written = any(f" {said}".endswith(f" {form.casefold()}") for form in forms)
            if written and self.is_free(detail.start, detail.end):
                return detail.start, detail.end
        return self.find(one.said)

    def joined(self) -> list[Stretch]:
        """All in order. Pairs of characters that answer, side by side, are one word to the reader."""
        joined: list[Stretch] = []
        for one in sorted(self.stretches, key=lambda one: (one.start, one.end)):
            last = joined[-1] if joined and joined[-1].start < joined[-1].end == one.start else None
            if last and last.part is not one.part and last.part.how is one.part.how is Alignment.SAME:
                said, source = last.part.said + one.part.said, last.part.source + one.part.source
                joined[-1] = Stretch(last.start, one.end, replace(last.part, said=said, source=source))
            else:
                joined.append(one)
        return joined


def said_parts(found: Found) -> tuple[SaidPart, ...]:
    """The pieces of the statement in its order."""
    return tuple({id(one.part): one.part for one in stretches(found)}.values())


def stretches(found: Found) -> list[Stretch]:
    """The same, with where each stands."""
    sheet = Sheet(found.sides.aligned.message)
    for put in (contradictions, denials, left_over, details, words, rest):
        put(sheet, found)
    return sheet.joined()


def contradictions(sheet: Sheet, found: Found) -> None:
    """Details that differ, and parts for which the claim has another."""
    for compared in (one for one in found.sides.details.compared if not one.agrees):
        part = SaidPart(Group.CONTRADICTING, compared.said, compared.source, kind=compared.kind)
        sheet.put(*sheet.find_detail(compared), part)
    for other in (one for one in found.parts if one.source):
        part = SaidPart(Group.CONTRADICTING, other.said, other.source, kind=other.kind)
        sheet.put(*sheet.find(other.said), part)


def denials(sheet: Sheet, found: Found) -> None:
    """What turns the sense round: negators, frames of denial, opposites.

    It stands against the claim, or a rating as false says it too; or it answers what turns the claim's sense round.
    """
    message, claim = found.sides.aligned.message.text, found.sides.aligned.claim
    beside = [sheet.find(part.said) for part in found.parts if part.sort == "denials" and not part.source]
    spared = spared_in_statement(found.sides.aligned)
    for start, end in spared.turns if spared.agree else ():
        sheet.put(start, end, SaidPart(Group.ANSWERED, message[start:end], spared.word, Alignment.SYNONYM))
    turns = [one for one in found.turns() if not is_within(one[0], (*beside, *spared.turns))]
    own, opposites = list(claim.negation.turns), dict(opposite_words(found.sides.aligned))
    said, source = [*turns, *opposites], [*own, *opposites.values()]
    if found.denies and found.holds is False:
        for start, end in said:
            sheet.put(start, end, SaidPart(Group.ANSWERED, message[start:end], how=Alignment.RATING))
    elif found.denies:
        for start, end in said:
            against = claim.text[slice(*opposites[start, end])] if (start, end) in opposites else SO
            part = SaidPart(Group.CONTRADICTING, message[start:end], against, kind=DifferenceKind.NEGATION)
            sheet.put(start, end, part)
        if own and not (said or beside):
            sheet.put(0, 0, SaidPart(Group.CONTRADICTING, SO, NOT_SO, kind=DifferenceKind.NEGATION))
    elif said and source:
        both = _together(message, said), _together(claim.text, source)
        part = SaidPart(Group.ANSWERED, *both, how=_how(*both, Alignment.SYNONYM))
        for start, end in said:
            sheet.put(start, end, part)


def _together(text: str, spans: Iterable[Span]) -> str:
    """Stretches of a text as one, in its order, with dots for what is left out."""
    told = ""
    last: int | None = None
    for start, end in sorted(spans):
        gap = "" if last is None else text[last:start] if not text[last:start].strip() else " … "
        told, last = f"{told}{gap}{text[start:end]}", end
    return told


def _how(said: str, source: str, otherwise: Alignment) -> Alignment:
    """The same where both are, but for a small word before it: "in 2021", "2021"."""
    return Alignment.SAME if f" {said}".casefold().endswith(f" {source}".casefold()) else otherwise


def left_over(sheet: Sheet, found: Found) -> None:
    """What holds back an answer, without words that contradict."""
    for part in (one for one in found.parts if not one.source):
        start, end = sheet.find(part.said)
        if sheet.is_free(start, end):
            sheet.put(start, end, SaidPart(Group.LEFT_OVER, part.said.strip(_EDGES), kind=part.kind))
            continue
        for first, last in sheet.free(start, end):
            if sheet.tells(first, last):
                said = sheet.message.text[first:last].strip(_EDGES)
                sheet.put(first, last, SaidPart(Group.LEFT_OVER, said, kind=part.kind))


def details(sheet: Sheet, found: Found) -> None:
    """The numbers and days that agree, also with those of another wording."""
    sides = found.sides
    for one in (one for one in sides.details.compared if one.agrees):
        start, end = sheet.find_detail(one)
        if sheet.is_free(start, end):
            how = _how(one.said, one.source, Alignment.DETAIL)
            sheet.put(start, end, SaidPart(Group.ANSWERED, one.said, one.source, how=how))
    every = [number for wording in sides.wordings for number in wording.quantities]
    for said in sides.aligned.message.quantities:
        within = sides.area.start <= said.start < sides.area.end and sheet.is_free(said.start, said.end)
        source = next((number for number in every if agree(said, number)), None) if within else None
        if source is not None:
            how = _how(said.text, source.shown, Alignment.DETAIL)
            sheet.put(said.start, said.end, SaidPart(Group.ANSWERED, said.text, source.shown, how=how))


def words(sheet: Sheet, found: Found) -> None:
    """Phrases and words that answer the claim's, then those that answer another wording of it."""
    aligned = found.sides.aligned
    message, claim = aligned.message, aligned.claim
    for (start, end), source in zip(aligned.message_phrases, aligned.claim_phrases, strict=True):
        if sheet.is_free(start, end):
            both = message.text[start:end], claim.text[slice(*source)]
            sheet.put(start, end, SaidPart(Group.ANSWERED, *both, how=_how(*both, Alignment.SYNONYM)))
    paired: dict[int, tuple[str, Alignment]] = {}
    for pair in aligned.pairs:
        before = f"{paired[pair.message][0]} " if pair.message in paired else ""
        paired[pair.message] = before + claim.words[pair.claim].surface, pair.how
    for at in sorted(aligned.known):
        unpaired = "", Alignment.SAME if at in aligned.answering else Alignment.WORDING
        source_words, how = paired.get(at, unpaired)
        for start, end in sheet.free(message.words[at].start, message.words[at].end):
            sheet.put(start, end, SaidPart(Group.ANSWERED, message.text[start:end], source_words, how=how))


def rest(sheet: Sheet, found: Found) -> None:
    """What was let pass: who reports it, other clauses, padding. A day that nothing was compared with is left over."""
    area, text = found.sides.area, sheet.message.text
    reports, *clauses = (area.scope, area.start), (0, area.scope), (area.end, len(text))
    for stretch in (reports, *clauses) if found.judged else (reports,):
        for start, end in sheet.free(*stretch):
            if sheet.tells(start, end):
                sheet.put(start, end, SaidPart(Group.HARMLESS, text[start:end].strip(_EDGES)))
    harmless = {word.start for word in sheet.message.words if found.judged or word.light}
    harmless |= {number.start for number in sheet.message.quantities if found.judged}
    runs: list[tuple[int, int, Group]] = []
    for place in sheet.pieces:
        group = Group.HARMLESS if place[0] in harmless else Group.LEFT_OVER
        for start, end in sheet.free(*place):
            before = runs.pop() if runs and runs[-1][2] is group and sheet.runs_on(runs[-1][1], start) else None
            runs.append((before[0] if before else start, max(end, before[1] if before else end), group))
    for start, end, group in runs:
        sheet.put(start, end, SaidPart(group, text[start:end]))
