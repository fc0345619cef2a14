"""Of which two things one is more, earlier or further up than the other, and on which side each of them stands.

Exchanged sides make another statement, and so does the opposite word between them ("older than", "younger than"); both
together say the same again: the words are converses (Lyons 1977, "Semantics", on relational opposites).
"""

from __future__ import annotations

from claims_db.engine.facts.qualifiers import qualifiers
from claims_db.engine.facts.roles import is_thing, stretch
from claims_db.engine.text.alignment import Aligned, Pair
from claims_db.engine.text.wording import Wording
from claims_db.languages import language

# What "than" parts in time: "sooner than".
_SOONER = {"sooner": "before", "earlier": "before", "later": "after"}
_DEGREES = frozenset({"more", "less"})


def turned_comparison(aligned: Aligned) -> tuple[str, str] | None:
    """Two things that have changed sides of a comparison: "cars are faster than trains", "trains are faster than cars".

    As (what is said, what the claim says). "The king died before the war" is one too.
    """
    claim, message = aligned.claim, aligned.message
    own, said = _parting(claim), _parting(message)
    if own is None or said is None or own[1] != said[1] or _is_opposite(aligned):
        return None
    left, right = _crossing(aligned, own[0], said[0])
    if left is None or right is None:
        return None
    said_at, own_at = sorted((left.message, right.message)), sorted((left.claim, right.claim))
    return stretch(message, *said_at), stretch(claim, *own_at)


def is_converse(aligned: Aligned) -> bool:
    """Whether both the two things and the word between them are exchanged: "the war after the king"."""
    own, said = _parting(aligned.claim), _parting(aligned.message)
    if own is None or said is None or not all(_crossing(aligned, own[0], said[0])):
        return False
    other = language(aligned.message.language).qualifier(said[1])
    return _is_opposite(aligned) if own[1] == said[1] else other is not None and other.excludes == own[1]


def _is_opposite(aligned: Aligned) -> bool:
    """Whether the statement has "less" for the claim's "more", or the opposite of one of its words: "younger"."""
    own, said = (
        {one.qualifier.name for one in qualifiers(text)} & _DEGREES for text in (aligned.claim, aligned.message)
    )
    turned = bool(own and said) and own.isdisjoint(said)
    return turned != (sum(pair.opposite for pair in aligned.pairs) == 1)


def _crossing(aligned: Aligned, own_at: int, said_at: int) -> tuple[Pair | None, Pair | None]:
    """The first thing of either side of the claim's comparison that stands on the other side of the statement's."""
    claim, message = aligned.claim, aligned.message
    sides: dict[tuple[bool, bool], Pair] = {}
    for pair in aligned.pairs:
        named = claim.words[pair.claim].name
        if not pair.opposite and (named or (is_thing(claim, pair.claim) and is_thing(message, pair.message))):
            at = claim.words[pair.claim].start < own_at, message.words[pair.message].start < said_at
            sides.setdefault(at, pair)
    return sides.get((True, False)), sides.get((False, True))


def _parting(wording: Wording) -> tuple[int, str] | None:
    """Where the word stands that parts the two sides of a comparison, and its name: than, before, above."""
    for one in (one for one in language(wording.language).qualifiers if one.parts):
        found = one.words.search(wording.text)
        if found is not None:
            return found.start(), _SOONER.get("".join(wording.text[: found.start()].split()[-1:]), one.name)
    return None
