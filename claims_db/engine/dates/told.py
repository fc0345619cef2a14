"""The days that a statement tells, beside those of the claim; and whether they agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims_db.engine.dates import When, agrees
from claims_db.engine.numbers.compare import agree
from claims_db.engine.numbers.values import Quantity
from claims_db.engine.reach import Reach, is_meant
from claims_db.engine.text.alignment import Aligned
from claims_db.engine.text.wording import Wording
from claims_db.languages import language
from claims_db.values import Claim, Comparison, DifferenceKind

# What parts a date from the word that leads to it, and what joins it to a date before it.
_BREAK = re.compile(r"[^\w\s(]|\b(?:and|or|but|while|then)\b", re.IGNORECASE)
_JOINED = re.compile(r"[\s,/–-]*(?:(?:and|or|to|until)\s+(?:in\s+)?(?:the\s+)?)?", re.IGNORECASE)
# What parts a number and a date that belong to others.
_PARTS = re.compile(r"[,;:]|\b(?:and|or|to|but|while|then|than|from)\b", re.IGNORECASE)

# What something is compared with, or counted from, follows these: "twice as many as in 2025".
_BASE = re.compile(
    r"\b(?:(?P<compares>than|vs\.?|versus|compared (?:to|with))|as|since|from)\s+"
    r"(?:(?:it|they) (?:was|were)\s+)?(?:in\s+|the\s+)?$",
    re.IGNORECASE,
)


def days_told(claim: Claim, aligned: Aligned, area: Reach) -> Iterator[tuple[When, Comparison]]:
    """Each date within reach against the day of the event, or else against the dates in the claim's words.

    Of several dates in the claim only the one of the same number ("40 in 2001 and 95 in 2015"), or those that follow
    the same word: when somebody was born is not when they died.
    """
    sourced = [one for one in aligned.claim.dates if one.readings and not (one.relative or _base(one, aligned.claim))]
    heads = {(pair.message, pair.claim) for pair in aligned.pairs}
    leads, sourced_leads = _leads(aligned.message), _leads(aligned.claim)
    numbers, sourced_numbers = _numbered(aligned.message), _numbered(aligned.claim)
    spans = {reading for one in sourced if one.span for reading in one.readings}
    for when in aligned.message.dates if claim.happened or sourced else ():
        if is_meant(when, aligned, area):
            near = [source for source in sourced if (leads[when], sourced_leads[source]) in heads] or sourced
            same = [one for one in sourced if _of_one_number(numbers.get(when), sourced_numbers.get(one))]
            together = len(sourced_numbers) > 1 and same
            intervals = [one for other in (same if together else near) for one in other.readings]
            # The claim's own words may tell another day: until when something was put off.
            if claim.happened and not together:
                intervals = [claim.happened, *(one for one in intervals if not one.overlaps(claim.happened))]
            side = _side(when, aligned.message)
            fitting = next((one for one in intervals if agrees(when, one, side, lasted=one in spans)), None)
            base = _base(when, aligned.message)
            if fitting is None and base and base["compares"]:
                continue
            shown = (fitting or intervals[0]).in_words()
            yield when, Comparison(DifferenceKind.DATE, f"{side} {when.text}".strip(), shown, fitting is not None)


def _numbered(wording: Wording) -> dict[When, Quantity]:
    """The number that stands beside each date, where nothing between the two joins them to others."""
    pairs = [
        (abs(one.start - when.start), when, one)
        for when in wording.dates
        for one in wording.quantities
        if not _PARTS.search(wording.text, min(one.end, when.end), max(one.start, when.start))
    ]
    found: dict[When, Quantity] = {}
    for _, when, one in sorted(pairs, key=lambda pair: pair[0]):
        if when not in found and one not in found.values():
            found[when] = one
    return found


def _of_one_number(said: Quantity | None, source: Quantity | None) -> bool:
    return said is not None and source is not None and agree(said, source)


def _base(when: When, wording: Wording) -> re.Match[str] | None:
    """What leads to a date that something is compared with, or counted from: "twice as many as in 2025"."""
    return None if when.span else _BASE.search(wording.text[: when.start])


def _side(when: When, wording: Wording) -> str:
    """`before` or `after` where a date only says on which side of it the event lies."""
    sides = (one for one in language(wording.language).qualifiers if one.name in {"before", "after"})
    before = wording.text[: when.start].rstrip()
    found = ((one.name, match.end()) for one in sides for match in one.words.finditer(before))
    return next((name for name, end in found if end == len(before)), "")


def _leads(wording: Wording) -> dict[When, int | None]:
    """For each date the place of the telling word before it, where but prepositions and other dates stand between."""
    found: dict[When, int | None] = {}
    last: When | None = None
    for when in wording.dates:
        before = [at for at, word in enumerate(wording.words) if word.end <= when.start]
        if last is not None and _JOINED.fullmatch(wording.text, last.end, when.start):
            found[when] = found[last]
        elif not before or _BREAK.search(wording.text, wording.words[before[-1]].end, when.start):
            found[when] = None
        else:
            found[when] = before[-1]
        last = when
    return found
