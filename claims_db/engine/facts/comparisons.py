"""Of which two things one is more, earlier or further up than the other, and on which side each of them stands.

Exchanged sides make another statement, and so does the opposite word between them ("older than", "younger than"); both
together say the same again: the words are converses (Lyons 1977, "Semantics", on relational opposites).
"""

from __future__ import annotations

from functools import lru_cache

import regex

from claims_db.engine.facts.qualifiers import qualifiers
from claims_db.engine.facts.roles import is_thing, stretch
from claims_db.engine.text.alignment import Aligned, Pair
from claims_db.engine.text.wording import Wording
from claims_db.languages import language

# What "than" parts in time: "sooner than".
_SOONER = {"sooner": "before", "earlier": "before", "later": "after"}
_RELATION = "of"
# "From Lund to Perm", "left Lund for Perm".
_FROM = regex.compile(r"\b(?:from|left|leaves|leaving|quit|quits)(?: the)? \Z", regex.IGNORECASE)
_TO = regex.compile(r"(?:\bto|\b(?:left|leaves|leaving|quit|quits)\b[^,.;]{1,40} for)(?: the)? \Z", regex.IGNORECASE)
_WINDOW = 60
_Parting = tuple[int, str]
_DEGREES = frozenset({"more", "less"})


def turned_comparison(aligned: Aligned) -> tuple[str, str] | None:
    """Two things that have changed sides of a comparison: "cars are faster than trains", "trains are faster than cars".

    As (what is said, what the claim says). "The king died before the war" is one too.
    """
    claim, message = aligned.claim, aligned.message
    own, said = _parting(aligned)
    if own is None or said is None or own[1] != said[1] or _is_opposite(aligned, own[0], said[0]):
        return None
    # "A subsidiary of" and "the parent company of" are two relations.
    nouns = [
        max((at for at, word in enumerate(text.words) if word.end <= end), default=None)
        for text, end in ((claim, own[0]), (message, said[0]))
    ]
    if own[1] == _RELATION and not any([pair.claim, pair.message] == nouns for pair in aligned.pairs):
        return None
    left, right = _crossing(aligned, own[0], said[0])
    if left is None or right is None:
        return None
    said_at, own_at = sorted((left.message, right.message)), sorted((left.claim, right.claim))
    return stretch(message, *said_at), stretch(claim, *own_at)


def turned_way(aligned: Aligned) -> tuple[str, str] | None:
    """Where something went to that it came from, and the other way round: "from Lund to Perm", "left Perm for Lund".

    As (what is said, what the claim says).
    """
    claim, message = aligned.claim, aligned.message
    ways: dict[tuple[str, str], Pair] = {}
    for pair in aligned.pairs:
        ends = _way(claim, pair.claim), _way(message, pair.message)
        ways.setdefault(ends, pair)
    left, right = ways.get(("from", "to")), ways.get(("to", "from"))
    if left is None or right is None:
        return None
    said_at, own_at = sorted((left.message, right.message)), sorted((left.claim, right.claim))
    return stretch(message, *said_at), stretch(claim, *own_at)


def _way(wording: Wording, at: int) -> str:
    """Whether something comes `from` a thing or goes `to` it."""
    end = wording.words[at].start
    start = max(0, end - _WINDOW)
    ends = ((way, words.search(wording.text, start, end)) for way, words in (("to", _TO), ("from", _FROM)))
    return next((way for way, found in ends if found), "")


def outdone(aligned: Aligned) -> tuple[str, str] | None:
    """What is said to be more than what the claim calls the most: "some bridges are longer than the Olt bridge".

    As (what is said, what the claim says).
    """
    claim, message = aligned.claim, aligned.message
    most = next((one for one in qualifiers(claim) if one.qualifier.name == "superlative"), None)
    than = next((one for one in _partings(message.text, message.language) if one[1] == "than"), None)
    if most is None or than is None:
        return None
    # "No bridge is longer than the Olt bridge" says what the claim says.
    if message.negation.turns or language(message.language).idle.search(message.text):
        return None
    subject = next(
        (at for at in sorted(aligned.found) if is_thing(claim, at) and claim.words[at].start < most.start), None
    )
    measured = [pair for pair in aligned.pairs if most.start <= claim.words[pair.claim].start < most.end]
    said = next((pair.message for pair in aligned.pairs if pair.claim == subject), None)
    before = [pair.message for pair in measured if message.words[pair.message].end <= than[0]]
    if not before or said is None or message.words[said].start < than[0]:
        return None
    return stretch(message, before[0], said), claim.text[most.start : most.end]


def is_converse(aligned: Aligned) -> bool:
    """Whether both the two things and the word between them are exchanged: "the war after the king"."""
    own, said = _parting(aligned)
    if own is None or said is None or not all(_crossing(aligned, own[0], said[0])):
        return False
    other = language(aligned.message.language).qualifier(said[1])
    return (
        _is_opposite(aligned, own[0], said[0]) if own[1] == said[1] else other is not None and other.excludes == own[1]
    )


def _is_opposite(aligned: Aligned, own: int, said: int) -> bool:
    """Whether the statement has "less" for the claim's "more", or the opposite of one of its words: "younger".

    What stands beyond `own` and `said`, where the two sides part, is told of something else.
    """
    texts = aligned.claim, aligned.message
    degrees = [{one.qualifier.name for one in qualifiers(text)} & _DEGREES for text in texts]
    turned = all(degrees) and degrees[0].isdisjoint(degrees[1])
    starts = [
        (aligned.claim.words[pair.claim].start, aligned.message.words[pair.message].start)
        for pair in aligned.pairs
        if pair.opposite
    ]
    return turned != (len([one for one in starts if one[0] <= own and one[1] <= said]) == 1)


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


def _parting(aligned: Aligned) -> tuple[_Parting | None, _Parting | None]:
    """Where the word stands that parts two sides, and its name, in the claim and in the statement: than, before, above.

    One that both have, if there is any.
    """
    own, said = (_partings(wording.text, wording.language) for wording in (aligned.claim, aligned.message))
    both = next(((one, other) for one in own for other in said if one[1] == other[1]), None)
    return both or (next(iter(own), None), next(iter(said), None))


@lru_cache(maxsize=4096)
def _partings(text: str, code: str) -> tuple[_Parting, ...]:
    """All of a text; kept, as a statement is compared with many wordings, and these with many statements."""
    found = ((one.name, one.words.search(text)) for one in language(code).qualifiers if one.parts)
    return tuple(
        (match.start(), _SOONER.get("".join(text[: match.start()].split()[-1:]), name))
        for name, match in found
        if match is not None
    )
