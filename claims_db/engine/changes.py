"""What changed: from which number to which, by how much, and which way."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from claims_db.differences import Comparison, DifferenceKind
from claims_db.engine.facts.qualifiers import still_to_come, tells_the_past
from claims_db.engine.facts.roles import is_verb
from claims_db.engine.numbers.compare import OPEN, agree
from claims_db.engine.numbers.values import Bound, Quantity
from claims_db.engine.text.alignment import Aligned
from claims_db.engine.text.finding import find_first
from claims_db.engine.text.spans import before
from claims_db.engine.text.wording import Wording
from claims_db.languages import language

# Words around a share that may tell which way it went.
_WAY = 2
_WHOLE = 100.0
# How what several have is told, and how many characters from a number the word for it may stand.
_SHARED_WITHIN = 80
_SHARED = {"each": "each", "total": "in total"}
# Characters from a day to its number: "2023: 87".
_NEAR = 3
_SHARERS = re.compile(r" (?:of )?(?:(?:the|these|those|its|their) )?")


def changed_otherwise(
    said: Quantity, source: Quantity, wordings: tuple[Wording, ...], aligned: Aligned
) -> Comparison | None:
    """Where both have a number, but not as the same end of a change: "from 30", "to 30"; "up 5%", "down 5%".

    What a change began with is no longer so, and told as if it were it differs from what it has become.
    """
    ends = end_of_change(said, aligned.message), end_of_change(source, aligned.claim)
    if not ends[0]:
        # What is to change has not yet.
        planned = any(still_to_come(aligned.claim))
        dated = any(when.end <= said.start <= when.end + _NEAR for when in aligned.message.dates)
        now = None if planned or dated or tells_the_past(aligned.message) else _since_changed(source, wordings)
        became = Comparison(DifferenceKind.NUMBER, said.shown, now.shown, agrees=False) if now else None
        by_words = any(one.opposite for one in aligned.pairs)
        if said.dimension != "share" or source not in aligned.claim.quantities or by_words:
            return became
        one, other = _way(said, aligned.message), _way(source, aligned.claim)
        if one is None or other is None or one[0] == other[0]:
            return became
        return Comparison(DifferenceKind.NUMBER, one[1], other[1], agrees=False)
    if not ends[1] or ends[0] == ends[1] or source not in aligned.claim.quantities:
        return None
    shown = f"{ends[0]} {said.shown}", f"{ends[1]} {source.shown}"
    return Comparison(DifferenceKind.NUMBER, *shown, agrees=False)


def shared_otherwise(said: Quantity, source: Quantity, sourced: list[Quantity], aligned: Aligned) -> Comparison | None:
    """Where one side tells what each of several has, and the other what they have together.

    The two agree where one times how many there are makes the other.
    """
    ways = _way_shared(said, aligned.message), _way_shared(source, aligned.claim)
    if not all(ways) or ways[0] == ways[1]:
        return None
    counts = [one.low for one in sourced if one.dimension is None and one is not source and one.low == one.high]
    part, whole = (said, source) if ways[0] == "each" else (source, said)
    product = any(agree(replace(part, low=part.low * many, high=part.high * many), whole) for many in counts)
    shown = f"{said.shown} {_SHARED[ways[0]]}", f"{source.shown} {_SHARED[ways[1]]}"
    return Comparison(DifferenceKind.NUMBER, *shown, agrees=product)


def _way_shared(number: Quantity, wording: Wording) -> str:
    """Whether a number is what each has, or all in total: by the word for it that is nearest."""
    found: list[tuple[int, str]] = []
    for one in language(wording.language).qualifiers:
        if one.name not in _SHARED or not find_first(one.words, wording.text):
            continue
        for match in one.words.finditer(
            wording.text, max(0, number.start - _SHARED_WITHIN), number.end + _SHARED_WITHIN
        ):
            start, end = sorted((match.span(), (number.start, number.end)))
            gap = wording.text[start[1] : end[0]]
            between = any(
                start[1] <= other.start < end[0] and other.dimension == number.dimension for other in wording.quantities
            )
            # Those who share are counted in "the three of them each gave" and in "each of the three".
            behind = next((at for at, word in enumerate(wording.words) if word.start == match.end() + 1), None)
            acts = behind is not None and is_verb(wording, behind)
            sharers = _SHARERS.fullmatch(gap) if match.end() <= number.start else acts
            if not between and not (one.name == "each" and sharers):
                found.append((len(gap), one.name))
    return min(found)[1] if found else ""


def _since_changed(number: Quantity, wordings: tuple[Wording, ...]) -> Quantity | None:
    """What the number that a change began with has become: 2.50 of "from £2.20 to £2.50"."""
    claim = next((wording for wording in wordings if number in wording.quantities), None)
    if claim is None or end_of_change(number, claim) != "from":
        return None
    alike = [one for one in claim.quantities if number.dimension in {None, one.dimension} or one.dimension is None]
    ends = {end_of_change(one, claim): one for one in alike}
    return ends.get("to") or ends.get("")


def _way(share: Quantity, wording: Wording) -> tuple[bool, str] | None:
    """Whether a share tells a rise, with the words for it; None where it tells a fall as well, or neither."""
    facts = language(wording.language)
    near = [token.start for token in wording.tokens if token.end <= share.start][-_WAY:][:1]
    far = [token.end for token in wording.tokens if token.start >= share.end][:_WAY][-1:]
    first, last = (near or [share.start])[0], (far or [share.end])[0]
    found = [
        (rises, min(match.start(), share.start), max(match.end(), share.end))
        for rises, pattern in ((True, facts.rising), (False, facts.falling))
        for match in pattern.finditer(wording.text, first, last)
    ]
    if len({rises for rises, _, _ in found}) != 1:
        return None
    return found[0][0], wording.text[found[0][1] : found[0][2]]


def reckoned(said: Quantity, sourced: list[Quantity], aligned: Aligned) -> Comparison | None:
    """A number that the claim holds without saying it: by how much something changed, or what is left of a whole.

    Up "by 30p" agrees with "from £2.20 to £2.50", "lost 9 percent" with "kept 91 percent".
    """
    counts = said.dimension is None and language(aligned.message.language).difference.match(
        aligned.message.text, said.end + 1
    )
    if (said.dimension is None and not counts) or said.low != said.high or said.bound in OPEN:
        return None
    alike = [one for one in sourced if one.dimension == said.dimension and one.low == one.high]
    for one, other in itertools.pairwise(alike):
        between = replace(other, low=abs(one.low - other.low), high=abs(one.low - other.low), bound=Bound.EXACT)
        ends = end_of_change(one, aligned.claim), end_of_change(other, aligned.claim)
        changed = all(ends) and ends[0] != ends[1]
        if between.low and (changed or counts) and agree(said, between):
            shown = aligned.claim.text[one.start : other.end].strip()
            return Comparison(DifferenceKind.NUMBER, said.shown, shown, agrees=True)
    if said.dimension != "share":
        return None
    facts, texts = language(aligned.claim.language), (aligned.message.text, aligned.claim.text)
    lost, kept = ([bool(words.search(text)) for text in texts] for words in (facts.losing, facts.keeping))
    # One side tells what was lost, the other what was kept.
    for one in alike if lost != kept and lost == kept[::-1] else ():
        rest = replace(one, low=_WHOLE - one.low, high=_WHOLE - one.high, bound=Bound.EXACT)
        if said.low != one.low and agree(said, rest):
            return Comparison(DifferenceKind.NUMBER, said.shown, one.shown, agrees=True)
    return None


def end_of_change(quantity: Quantity, wording: Wording) -> str:
    """The word before a number that tells whether something began, ended or changed with it: `from`, `to`, `by`."""
    left = before(wording.text, quantity.start).split()[-1:]
    found = left and language(wording.language).ends_of_change.fullmatch(left[0])
    return found[0].casefold() if found else ""
