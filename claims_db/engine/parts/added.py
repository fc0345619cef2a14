"""What the statement adds to the claim, or puts in the place of its words: "… for tax evasion", "… and Ceres"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims_db.differences import DifferenceKind
from claims_db.engine.facts.contrasts import is_country
from claims_db.engine.facts.own_life import likeness, own_deed
from claims_db.engine.facts.qualifiers import qualifiers
from claims_db.engine.facts.roles import changed_words, is_past, is_verb
from claims_db.engine.facts.substitutes import left_in_copy, substitutes
from claims_db.engine.likeness import Sides
from claims_db.engine.numbers.compare import agree
from claims_db.engine.parts.part import Part
from claims_db.engine.text.sentences import clause_ends
from claims_db.engine.text.spans import before, is_within
from claims_db.languages import language

# What these say is judged by itself.
_BY_ITSELF = frozenset({"over", "planned", "total"})
_RELATIVE = re.compile(r"\b(?:that|which|who)\b", re.IGNORECASE)
_FULL_STOPS = (".", "!", "?", "…", "")


def added(sides: Sides) -> Iterator[Part]:
    """A cause, a member, a second event that the claim does not speak of: "… for tax evasion", "… and Ceres"."""
    message, facts = sides.aligned.message, language(sides.aligned.message.language)
    ends = clause_ends(message.text)
    last = next((end for end in ends if end >= sides.area.end and message.text[end : end + 1] in _FULL_STOPS), None)
    found = (one.span() for one in facts.additions.finditer(message.text, sides.area.first, last))
    # "Eleven and a half million" is one number.
    inside = [range(one.start + 1, one.end) for one in message.quantities]
    openings = [(start, end) for start, end in found if not any(start in number for number in inside)]
    stops = sorted({*ends, *(start for start, _ in openings)})
    own_life = facts.own_life.search(message.text)
    for start, end in openings:
        stop = next((stop for stop in stops if stop > end), len(message.text))
        rest = message.text[end:stop].lstrip()
        # "Because it hit a reef" gives a cause; "… and it was great" none.
        causal = facts.causes.fullmatch(message.text, start, end) and facts.stated_anew.match(rest)
        chat = (
            (facts.own_asides.match(rest) and not causal)
            or facts.attitudes.search(rest)
            or (own_life and facts.others_asides.match(rest))
        )
        # What stands before "at altitude, a pot …" is no clause yet.
        early = message.text[start] in ",;" and 2 * sum(
            message.words[at].end <= start for at in sides.aligned.known
        ) < len(sides.aligned.known)
        joined = facts.list_joiners.fullmatch(message.text[start:end]) is not None
        if not (chat or early) and _is_new(end, stop, sides, joined=joined):
            yield Part("additions", DifferenceKind.UNSAID, message.text[start:stop].strip())
        if joined and (stranger := _joined_before(start, end, sides)) is not None:
            yield Part("additions", DifferenceKind.UNSAID, stranger)


def _joined_before(start: int, end: int, sides: Sides) -> str | None:
    """A name that the claim has not, and that "and" joins to what it has: "banned Twitter and Clubhouse"."""
    words, known = sides.aligned.message.words, sides.aligned.known
    before = next((at for at in reversed(range(len(words))) if words[at].end <= start), None)
    after = next((at for at, word in enumerate(words) if word.start >= end), None)
    if before is None or before in known or after not in known or not words[before].name:
        return None
    return words[before].surface


def _is_new(start: int, end: int, sides: Sides, *, joined: bool) -> bool:
    """Whether more telling words of a stretch are new than the claim's, or as many, the first and `joined` by "and".

    A stretch that tells a number or day of the claim's tells the claim ("…, the fee was eleven million"), save that of
    another who is `joined` to it ("… and Messi five times").
    """
    message, known = sides.aligned.message, sides.aligned.known
    words = {at: word for at, word in enumerate(message.words) if start <= word.start < end and not word.light}
    new = [at for at, word in words.items() if at not in known and not message.negation.covers(word.start)]
    begins = bool(new) and new[0] == min(words)
    first = joined and begins
    days = (one.said for one in sides.details.compared if one.agrees and one.kind is DifferenceKind.DATE)
    own = [number for wording in sides.wordings for number in wording.quantities]
    counts = (one for one in message.quantities if start <= one.start < end and not one.ordinal)
    if any(day in message.text[start:end] for day in days) or any(agree(one, other) for one in counts for other in own):
        return first and message.words[new[0]].name
    if not begins and language(message.language).passive.fullmatch(message.text[:start].split()[-1]):
        return False
    return bool(new) and 2 * len(new) - len(words) + first > 0


def personal(sides: Sides) -> Iterator[Part]:
    """What the writer did or made, which is not what the claim speaks of: "took the night train", "… out of cake"."""
    for said in filter(None, (likeness(sides.aligned, sides.area), own_deed(sides.aligned, sides.area))):
        yield Part("personal", DifferenceKind.ENTITY, said)


def changed(sides: Sides) -> Iterator[Part]:
    """Words in the very place of others, or in a copy of the claim, of which nothing says that they mean the same."""
    copied = ((at,) for at in changed_words(sides.aligned) if at in sides.area.words)
    message = sides.aligned.message
    # "A week" belongs to its number, "longer" to "no longer".
    rates = {one.per for one in message.quantities}
    small = [(one.start, one.end) for one in qualifiers(message) if one.qualifier.name in _BY_ITSELF]
    tells = [not (word.text in rates or is_within(word.start, small)) for word in message.words]
    found = (*copied, *substitutes(sides.aligned, sides.area))
    exchanged_for = dict.fromkeys(each for each in found if all(tells[at] for at in each))
    for places in exchanged_for:
        yield Part("changed words", DifferenceKind.ENTITY, _stretch(sides, places))
    for places in left_in_copy(sides.aligned, sides.area):
        if places not in exchanged_for and all(tells[at] for at in places):
            yield Part("changed words", DifferenceKind.UNSAID, _stretch(sides, places))


def _stretch(sides: Sides, places: tuple[int, ...]) -> str:
    words = sides.aligned.message.words
    return sides.aligned.message.text[words[places[0]].start : words[places[-1]].end]


def led_in(sides: Sides) -> Iterator[Part]:
    """A clause of its own before the one that tells the claim: "a heater set off the fire that destroyed the mill"."""
    claim, message = sides.aligned.claim, sides.aligned.message
    verbs = [message.words[pair.message].start for pair in sides.aligned.pairs if is_verb(claim, pair.claim)]
    relative = _RELATIVE.search(message.text)
    if not verbs or relative is None or min(verbs) < relative.start():
        return
    before = [at for at, word in enumerate(message.words) if sides.area.start <= word.start < relative.start()]
    new = [at for at in before if at not in sides.aligned.known and not message.words[at].light]
    if any(is_verb(message, at) and is_past(message, at) for at in new) and len(new) > 1:
        yield Part(
            "additions", DifferenceKind.UNSAID, message.text[message.words[before[0]].start : relative.start()].strip()
        )


def elsewhere(sides: Sides) -> Iterator[Part]:
    """Countries and peoples of which no wording of the claim speaks: "twelve Russian firms", "… in Norway"."""
    message, known = sides.aligned.message, sides.aligned.known
    for at in sides.area.words:
        word = message.words[at]
        if at in known or not word.surface[:1].isupper() or not is_country(word.text):
            continue
        marked = at + 1 in known and not message.words[at + 1].name
        if marked or language(message.language).asides.search(before(message.text, word.start)):
            yield Part("places", DifferenceKind.UNSAID, word.surface)
