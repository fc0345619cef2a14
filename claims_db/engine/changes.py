"""What changed: from which number to which, by how much, and which way."""

from __future__ import annotations

import itertools
from dataclasses import replace

from claims_db.engine.facts.qualifiers import tells_the_past
from claims_db.engine.numbers.compare import OPEN, agree
from claims_db.engine.numbers.values import Bound, Quantity
from claims_db.engine.text.alignment import Aligned
from claims_db.engine.text.wording import Wording
from claims_db.languages import language
from claims_db.values import Comparison, DifferenceKind

# Words around a share that may tell which way it went.
_WAY = 2
_WHOLE = 100.0


def changed_otherwise(
    said: Quantity, source: Quantity, wordings: tuple[Wording, ...], aligned: Aligned
) -> Comparison | None:
    """Where both have a number, but not as the same end of a change: "from 30", "to 30"; "up 5%", "down 5%".

    What a change began with is no longer so, and told as if it were it differs from what it has become.
    """
    ends = end_of_change(said, aligned.message), end_of_change(source, aligned.claim)
    if not ends[0]:
        now = None if tells_the_past(aligned.message) else _since_changed(source, wordings)
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
    if said.dimension is None or said.low != said.high or said.bound in OPEN:
        return None
    alike = [one for one in sourced if one.dimension == said.dimension and one.low == one.high]
    for one, other in itertools.pairwise(alike):
        between = replace(other, low=abs(one.low - other.low), high=abs(one.low - other.low), bound=Bound.EXACT)
        ends = end_of_change(one, aligned.claim), end_of_change(other, aligned.claim)
        if between.low and all(ends) and ends[0] != ends[1] and agree(said, between):
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
    before = wording.text[: quantity.start].split()[-1:]
    found = before and language(wording.language).ends_of_change.fullmatch(before[0])
    return found[0].casefold() if found else ""
