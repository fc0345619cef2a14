"""Two joined parts of a claim whose things have changed places: "left Perm in May and Lund in June", "… Lund in May …".

Of the words, numbers and days that both sentences share each stands in one part of the claim and in one of the
statement. However the parts are matched, none may cross over from either to the other.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from claims_db.differences import Alignment
from claims_db.engine.dates import same_day
from claims_db.engine.facts.qualifiers import qualifiers
from claims_db.engine.numbers.compare import agree
from claims_db.engine.text.alignment import Aligned
from claims_db.engine.text.wording import Wording

_JOINS = regex.compile(r";|\b(?:and|but|while|whereas|though|although|yet)\b", regex.IGNORECASE)
# A statement may do without: "in May it was Perm, in June Lund".
_LOOSELY = regex.compile(rf"[,.]\s|{_JOINS.pattern}", regex.IGNORECASE)

_NOT = regex.compile(r"n'?t\b|\b(?:not?|never)\b", regex.IGNORECASE)

# Whether something stands in the first part of the claim, and in the first of the statement.
_Place = tuple[bool, bool]
_EVERY_WAY = 4
# How many things on either side of a joint stand for their part.
_CORE = 2


def exchanged_between_parts(aligned: Aligned) -> tuple[str, str] | None:
    """The statement and the claim, where two things have changed parts."""
    claim, message = aligned.claim, aligned.message
    for own in _joints(_JOINS, claim):
        for said in _joints(_LOOSELY, message):
            places = sorted(_places(aligned, own, said))
            # In a list, or a part of one thing alone, nothing has another's place, nor where whole parts have moved.
            before, behind = ([place for _, place in places if place[0] is first] for first in (True, False))
            moved = all(place[0] != place[1] for place in (*before[-_CORE:], *behind[:_CORE]))
            if len({place for _, place in places}) == _EVERY_WAY and not moved:
                return message.text, claim.text
    return None


def _joints(joins: regex.Pattern[str], wording: Wording) -> list[int]:
    """Where a sentence falls into two, if it does so in one place only."""
    found = [match.start() for match in joins.finditer(wording.text)]
    return found if len(found) == 1 else []


def _places(aligned: Aligned, own: int, said: int) -> Iterator[tuple[int, _Place]]:
    """Where everything stands that stands once on either side, with its place in the claim."""
    claim, message = aligned.claim, aligned.message
    stems = [word.stem for word in claim.words]
    for pair in aligned.pairs:
        word = claim.words[pair.claim]
        if pair.how is not Alignment.SYNONYM and not word.light and stems.count(word.stem) == 1:
            yield word.start, (word.start < own, message.words[pair.message].start < said)
    for number in message.quantities:
        same = [one for one in claim.quantities if agree(number, one)]
        if len(same) == 1:
            yield same[0].start, (same[0].start < own, number.start < said)
    for when in message.dates:
        days = [one for one in claim.dates if same_day(when, one) or one.text.casefold() == when.text.casefold()]
        if len(days) == 1:
            yield days[0].start, (days[0].start < own, when.start < said)
    plain = all(_NOT.search(text.text[slice(*turn)]) for text in (claim, message) for turn in text.negation.turns)
    if plain and len(claim.negation.turns) == len(message.negation.turns) == 1:
        at = claim.negation.turns[0][0]
        yield at, (at < own, message.negation.turns[0][0] < said)
    named = [{one.qualifier.name: one.start for one in qualifiers(text)} for text in (claim, message)]
    for one in qualifiers(claim):
        name = one.qualifier.name
        if one.qualifier.excludes in named[0] and name in named[1]:
            yield one.start, (one.start < own, named[1][name] < said)
