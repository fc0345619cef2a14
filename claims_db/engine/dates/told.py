"""The days that a statement tells, beside those of the claim; and whether they agree."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from claims_db.differences import Comparison, DifferenceKind
from claims_db.engine.dates import When, agrees, same_day
from claims_db.engine.numbers.compare import agree
from claims_db.engine.numbers.several import told_of_others
from claims_db.engine.numbers.values import Quantity
from claims_db.engine.reach import Reach, is_meant
from claims_db.engine.text.alignment import Aligned
from claims_db.engine.text.spans import before
from claims_db.engine.text.wording import Wording
from claims_db.languages import language
from claims_db.values import Claim, Interval

# What parts a date from the word that leads to it, and what joins it to a date before it.
_BREAK = re.compile(r"[^\w\s(]|\b(?:and|or|but|while|then)\b", re.IGNORECASE)
_JOINED = re.compile(r"[\s,/–-]*(?:(?:and|or|to|until)\s+(?:in\s+)?(?:the\s+)?)?", re.IGNORECASE)
_TO = re.compile(r" ?(?:-|–|to|and|until|till?|through|thru) ?(?:the )?")
_UNTIL = re.compile(r"\b(?:un)?till? $", re.IGNORECASE)
# More than any month has days.
_MONTH = 40
# What parts a number and a date that belong to others.
_PARTS = re.compile(r"[,;]|\.(?=\s)|\b(?:and|or|to|but|while|then|than|from)\b", re.IGNORECASE)

# What something is compared with, or counted from, follows these: "twice as many as in 2025".
_BASE = re.compile(
    r"\b(?:(?P<compares>than|vs\.?|versus|compared (?:to|with))|as|since|(?<=\w )from)\s+"
    r"(?:(?:it|they) (?:was|were)\s+)?(?:in\s+|the\s+)?$",
    re.IGNORECASE,
)


def days_told(claim: Claim, aligned: Aligned, area: Reach) -> Iterator[tuple[When, Comparison]]:
    """Each date within reach against the day of the event, or else against the dates in the claim's words.

    Of several dates in the claim only the one of the same number ("40 in 2001 and 95 in 2015"), or those that follow
    the same word: when somebody was born is not when they died.
    """
    if not aligned.message.dates:
        return
    sourced = [one for one in aligned.claim.dates if not (one.relative or _base(one, aligned.claim))]
    sourced = [one for one in sourced if one.readings or one.month]
    heads = {(pair.message, pair.claim) for pair in aligned.pairs}
    leads, sourced_leads = _leads(aligned.message), _leads(aligned.claim)
    numbers, sourced_numbers = _numbered(aligned.message), _numbered(aligned.claim)
    meant = [when for when in aligned.message.dates if is_meant(when, aligned, area)]
    told_apart = told_of_others(meant, sourced, aligned, lambda _, __: True)
    said, yearly = _every_year(aligned.message), _every_year(aligned.claim)
    ends = said[0] if said else ()
    for when in meant if claim.happened or sourced else ():
        near = [source for source in sourced if (leads[when], sourced_leads[source]) in heads] or sourced
        others_apart = told_apart.get(when, ())
        near = [one for one in sourced if one not in others_apart] if others_apart else near
        number, others = numbers.get(when), sourced_numbers if len(sourced_numbers) > 1 else {}
        together = [one for one, source in others.items() if one in sourced and number and agree(number, source)]
        happened = claim.happened if not together else None
        side, base = _side(when, aligned.message), _base(when, aligned.message)
        if yearly and (happened is None or when in ends):
            span, shown = yearly
            until = _UNTIL.search(before(aligned.message.text, when.start)) is not None
            fits = same_day(when, span[ends.index(when)]) if when in ends else _within(when, span, until=until)
            yield when, Comparison(DifferenceKind.DATE, when.text, shown, fits)
            continue
        told = list(_told(when, together or near, happened, side))
        fits, shown = next((one for one in told if one[0]), told[0])
        if fits or not (base and base["compares"]):
            yield when, Comparison(DifferenceKind.DATE, f"{side} {when.text}".strip(), shown, fits)


def _every_year(wording: Wording) -> tuple[tuple[When, When], str] | None:
    """The days without a year from and to which something is so every year, with the text of both."""
    for first, last in itertools.pairwise(wording.dates):
        alone = first.month and last.month and not (first.readings or last.readings)
        if alone and _TO.fullmatch(wording.text, first.end, last.start):
            return (first, last), wording.text[first.start : last.end]
    return None


def _within(when: When, span: tuple[When, When], *, until: bool) -> bool:
    """Whether a date lies in that part of a year, or `until` it is no more than the next month."""
    if until and span[1].month:
        return when.month in {span[1].month, span[1].month % 12 + 1}
    first, last = ((one.month or 1) * _MONTH + (one.day or end) for one, end in zip(span, (1, _MONTH - 1), strict=True))
    starts = [reading.first.month * _MONTH + reading.first.day for reading in when.readings]
    begins = starts or [(when.month or 1) * _MONTH + (when.day or 1)]
    return any(first <= start <= last if first <= last else start >= first or start <= last for start in begins)


def _told(when: When, sourced: list[When], happened: Interval | None, side: str) -> Iterator[tuple[bool, str]]:
    """Whether a date agrees with each day that the claim tells, in words; first with that of the event.

    The claim's own words may tell another day: until when something was put off.
    """
    spans = {reading for one in sourced if one.span for reading in one.readings}
    intervals = [reading for one in sourced for reading in one.readings]
    if happened:
        intervals = [happened, *(one for one in intervals if not one.overlaps(happened))]
    for one in intervals:
        yield agrees(when, one, side, lasted=one in spans), one.in_words()
    for source in (one for one in sourced if not one.readings):
        if happened is None or not agrees(source, happened):
            yield same_day(when, source), source.text


def _numbered(wording: Wording) -> dict[When, Quantity]:
    """The number that stands beside each date, where nothing between the two joins them to others."""
    parts = [match.start() for match in _PARTS.finditer(wording.text)]
    pairs = [
        (abs(one.start - when.start), when, one)
        for when in wording.dates
        for one in wording.quantities
        if bisect_left(parts, min(one.end, when.end)) == bisect_left(parts, max(one.start, when.start))
    ]
    found: dict[When, Quantity] = {}
    for _, when, one in sorted(pairs, key=lambda pair: pair[0]):
        if when not in found and one not in found.values():
            found[when] = one
    return found


def _base(when: When, wording: Wording) -> re.Match[str] | None:
    """What leads to a date that something is compared with, or counted from: "twice as many as in 2025"."""
    return None if when.span else _BASE.search(before(wording.text, when.start))


def _side(when: When, wording: Wording) -> str:
    """`before` or `after` where a date only says on which side of it the event lies."""
    sides = (one for one in language(wording.language).qualifiers if one.name in {"before", "after"})
    left = before(wording.text, when.start).rstrip()
    found = ((one.name, match.end()) for one in sides for match in one.words.finditer(left))
    return next((name for name, end in found if end == len(left)), "")


def _leads(wording: Wording) -> dict[When, int | None]:
    """For each date the place of the telling word before it, where but prepositions and other dates stand between."""
    found: dict[When, int | None] = {}
    last: When | None = None
    for when in wording.dates:
        at = bisect_right(wording.words, when.start, key=lambda word: word.end) - 1
        if last is not None and _JOINED.fullmatch(wording.text, last.end, when.start):
            found[when] = found[last]
        elif at < 0 or _BREAK.search(wording.text, wording.words[at].end, when.start):
            found[when] = None
        else:
            found[when] = at
        last = when
    return found
