"""Which of a claim's numbers is meant, where it tells several: "the bridge cost 30 million and the tunnel 50 million".

Each number has a part of the sentence to itself. What a later part leaves out it has in common with the first one
(gapping, Ross 1970, "Gapping and the order of constituents"), and tells nothing of which is meant.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from claims_db.engine.dates.interval import When
from claims_db.engine.facts.roles import is_verb, preposition
from claims_db.engine.numbers.counted import counted
from claims_db.engine.numbers.values import Quantity
from claims_db.engine.text.alignment import Aligned
from claims_db.engine.text.wording import Wording

_JOINS = re.compile(r";|\b(?:and|but|while|whereas|or)\b", re.IGNORECASE)
# A statement may be put more loosely: "the bridge: 30 million, the tunnel: 50 million".
_LOOSELY = re.compile(rf",|{_JOINS.pattern}", re.IGNORECASE)
# What something is compared with is not what is meant.
_BASE = re.compile(r"\bthan\b", re.IGNORECASE)
# So much more of its part has to be said than of the next one's.
_AHEAD = 0.5

# A number or a day.
Detail = TypeVar("Detail", Quantity, When)


def told_of_others(
    said: Sequence[Detail], sourced: Sequence[Detail], aligned: Aligned, comparable: Callable[[Detail, Detail], bool]
) -> dict[Detail, list[Detail]]:
    """For each number or day those of the claim that are told of something else, if it can be told which is meant.

    Nothing where what is `comparable` with it is of more than one kind, as nobody can tell then.
    """
    own = parts_of(sourced, aligned.claim)
    found: dict[Detail, list[Detail]] = {}
    joints = (_joint(_LOOSELY, one, other, aligned.message) or other.start for one, other in itertools.pairwise(said))
    parts = _cut(list(joints), aligned.message) if own and said else []
    for one, words in zip(said, map(frozenset, parts), strict=False):
        alike = {each: its for each, its in own.items() if comparable(one, each)}
        kinds = {getattr(each, "dimension", None) for each in alike} - {None}
        source = _meant(words, alike, aligned) if len(kinds) < 2 else None
        if source is not None:
            found[one] = [other for other in sourced if other != source]
    return found


def parts_of(numbers: Sequence[Detail], wording: Wording) -> dict[Detail, frozenset[int]]:
    """For each of several numbers that are joined the telling words of its part of the sentence that no other shares.

    Nothing where they are not joined.
    """
    starts = [_joint(_JOINS, one, other, wording) for one, other in itertools.pairwise(numbers)]
    if not starts or None in starts:
        return {}
    first, *others = _cut([start for start in starts if start is not None], wording)
    for number, own in zip(numbers[1:], others, strict=True):
        first = _without_shared(first, numbers[0], own, number, wording)
    shares = Counter(stem for part in (first, *others) for stem in {wording.words[at].stem for at in part})
    own_words = (frozenset(at for at in part if shares[wording.words[at].stem] == 1) for part in (first, *others))
    return dict(zip(numbers, own_words, strict=True))


def _joint(joins: re.Pattern[str], one: Detail, other: Detail, wording: Wording) -> int | None:
    """Where the part of the next number begins: behind the last word that joins the two."""
    joints = [match.end() for match in joins.finditer(wording.text, one.end, other.start)]
    return joints[-1] if joints else None


def _cut(starts: list[int], wording: Wording) -> list[list[int]]:
    """The places of the telling words between each two of these, up to what is only compared with."""
    base = _BASE.search(wording.text)
    ends = [0, *starts, base.start() if base else len(wording.text)]
    places = [bisect_left(wording.words, end, key=lambda word: word.start) for end in ends]
    return [
        [at for at in range(first, last) if not wording.words[at].light] for first, last in itertools.pairwise(places)
    ]


def _without_shared(first: list[int], its: Detail, own: list[int], number: Detail, wording: Wording) -> list[int]:
    """What the first part has to itself beside another one."""
    words = wording.words
    before = [at for at in own if words[at].end <= number.start]
    way = preposition(wording, own[0]) if own else ""
    if not before:
        first = [at for at in first if words[at].start >= its.end]
        # "… came by train and 25 percent by bicycle".
        return [at for at in first if preposition(wording, at) == way] if way else first
    if len(before) == len(own) and isinstance(its, Quantity):
        things = counted(its, wording)
        first = [at for at in first if words[at] not in things]
    if is_verb(wording, before[0]):
        verb = next((at for at in first if is_verb(wording, at)), None)
        return first if verb is None else [at for at in first if at >= verb]
    if any(is_verb(wording, at) for at in own):
        return first
    if way:
        return [at for at in first if preposition(wording, at) == way]
    return [at for at in first if not is_verb(wording, at)]


def _meant(said: frozenset[int], own: Mapping[Detail, frozenset[int]], aligned: Aligned) -> Detail | None:
    """The number of whose part the words of a statement's part have most; None where none is far ahead."""
    if len(own) < 2 or not all(own.values()):
        return None
    answered = {pair.claim for pair in aligned.pairs if pair.message in said and not pair.opposite}
    shares = sorted(((len(answered & words) / len(words), number.start) for number, words in own.items()), reverse=True)
    (best, start), (second, _) = shares[:2]
    return next(one for one in own if one.start == start) if best - second >= _AHEAD else None
