"""The parts of a statement that the claim leaves unanswered, or contradicts: they forbid that the source agrees.

"Only", "almost" or "for tax evasion" turn a true sentence into one that no source has said. Each function finds one
sort, of which `evidence` says why it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from claims_db.engine.counterparts import counterpart, speaks_of_fewer
from claims_db.engine.facts.clefts import singled_out
from claims_db.engine.facts.comparisons import is_converse, turned_comparison
from claims_db.engine.facts.contrasts import is_country
from claims_db.engine.facts.frames import told_otherwise
from claims_db.engine.facts.implicit import governed, spared_in_claim, spared_in_statement, with_its_word
from claims_db.engine.facts.joined_parts import exchanged_between_parts
from claims_db.engine.facts.own_life import likeness, own_deed
from claims_db.engine.facts.qualifiers import Qualified, in_words, plays_down, qualifiers, tells_the_past
from claims_db.engine.facts.roles import (
    another_doer,
    changed_words,
    exchanged,
    is_verb,
    reversed_names,
    turned_passive,
)
from claims_db.engine.facts.substitutes import left_in_copy, substitutes
from claims_db.engine.facts.undoing import UNDOING, ends, undone
from claims_db.engine.likeness import Sides
from claims_db.engine.numbers.compare import agree
from claims_db.engine.numbers.counted import picked_out
from claims_db.engine.numbers.values import Bound, Quantity
from claims_db.engine.reach import is_meant
from claims_db.engine.text.sentences import clause_ends
from claims_db.engine.text.spans import is_within
from claims_db.engine.text.wording import Wording
from claims_db.languages import language
from claims_db.values import DifferenceKind, Interval

_DIGITS = re.compile(r"\d+")
# Days of the shortest month, less one.
_WEEKS = 26
_FULL_STOPS = (".", "!", "?", "…", "")
# Each finds who has changed places with whom, as (what is said, what the claim says).
_ROLES = (
    reversed_names,
    another_doer,
    exchanged,
    turned_passive,
    turned_comparison,
    told_otherwise,
    exchanged_between_parts,
)


@dataclass(frozen=True, slots=True)
class Part:
    """What the statement says and the claim does not. With a `source`, the claim says that in its place."""

    sort: str
    kind: DifferenceKind
    said: str
    source: str = ""


def parts(sides: Sides) -> Iterator[Part]:
    """All of them, save exchanged roles, which `roles` finds in any wording of the claim."""
    return chain.from_iterable(
        find(sides)
        for find in (qualified, undoing, denied, numbers, bounded, dated, added, asserted, personal, changed, elsewhere)
    )


def roles(sides: Sides) -> Iterator[Part]:
    """Who did it and to whom, where they have changed places in the statement."""
    if is_converse(sides.aligned):
        return
    if turned := next(filter(None, (find(sides.aligned) for find in _ROLES)), None):
        yield Part("roles", DifferenceKind.ROLE, *turned)
    elif focus := singled_out(sides.aligned):
        if focus[1]:
            yield Part("roles", DifferenceKind.ROLE, *focus)
        else:
            yield Part("changed words", DifferenceKind.ENTITY, focus[0])


def qualified(sides: Sides) -> Iterator[Part]:
    """The qualifiers of the statement that no wording of the claim has, or whose opposite it has."""
    message, area = sides.aligned.message, sides.area
    own = {one.qualifier.name: in_words(one, wording) for wording in sides.wordings for one in qualifiers(wording)}
    converse = is_converse(sides.aligned)
    for one in qualifiers(message):
        qualifier = one.qualifier
        known = not own.keys().isdisjoint((qualifier.name, qualifier.implied_by)) or _is_answered(one, sides)
        if known or not area.scope <= one.start < area.end or message.negation.frames(one.start):
            continue
        told = counterpart(one, sides)
        if told == "":
            continue
        # "The war after the king" is "the king before the war".
        source = told or ("" if converse else own.get(qualifier.excludes, ""))
        if source and qualifier.ranks and not _of_one_word(one, sides):
            continue
        wordings = sides.wordings if qualifier.name == "planned" else (sides.aligned.claim,)
        lasts = qualifier.name == "still" and language(message.language).lasting.search(sides.aligned.claim.text)
        present = qualifier.beside_past and (bool(lasts) or not any(map(tells_the_past, wordings)))
        idle = qualifier.idle and not speaks_of_fewer(one, sides)
        if source or not (idle or present or plays_down(one, message)):
            kind = DifferenceKind(qualifier.kind)
            overtaken = "happened" if qualifier.name == "coming" else "overtaken"
            sort = overtaken if told and kind is DifferenceKind.TIME else "qualifiers"
            yield Part(sort, kind, in_words(one, message), source)


def _of_one_word(one: Qualified, sides: Sides) -> bool:
    """Whether "last" and the claim's "first" belong to one word: "the last woman", "the first woman"."""
    aligned = sides.aligned

    def behind(wording: Wording, end: int) -> int | None:
        words = enumerate(wording.words)
        return next((at for at, word in words if word.start >= end and not word.light), None)

    said = behind(aligned.message, one.end)
    own = (each for each in qualifiers(aligned.claim) if each.qualifier.name == one.qualifier.excludes)
    pairs = {(pair.claim, pair.message) for pair in aligned.pairs}
    return any((behind(aligned.claim, each.end), said) in pairs for each in own)


def denied(sides: Sides) -> Iterator[Part]:
    """What a negator on one side alone turns round, where the other side has no such word, nor the claim's verb.

    Who "can't watch" it does not deny that it was banned. A frame of denial turns round whatever it frames.
    """
    aligned, area = sides.aligned, sides.area
    message, claim = aligned.message, aligned.claim
    answered = spared_in_statement(aligned)
    if not answered.agree:
        yield Part("denials", DifferenceKind.NEGATION, with_its_word(message, answered.turns[0]))
    turns = [turn for turn in message.negation.within(area.scope, area.end) if turn not in answered.turns]
    spared = spared_in_claim(aligned)
    own = [turn for turn in claim.negation.turns if turn not in spared]
    if bool(turns) == bool(own) or any(pair.opposite or is_verb(claim, pair.claim) for pair in aligned.pairs):
        return
    if own and governed(claim, own[0]) not in aligned.found:
        yield Part("denials", DifferenceKind.NEGATION, message.text[area.start : area.end].strip())
    turned = [at for turn in turns if (at := governed(message, turn)) is not None]
    strangers = [at for at in turned if at not in aligned.known]
    if strangers and len(strangers) == len(turns) and message.negation.negators.issuperset(turns):
        yield Part("denials", DifferenceKind.NEGATION, with_its_word(message, turns[0]))


def _is_answered(one: Qualified, sides: Sides) -> bool:
    """Whether words of the claim answer it: "lifted" is no reservation about a claim that something was lifted."""
    aligned, words = sides.aligned, sides.aligned.message.words
    turned = {pair.message for pair in undone(aligned)}
    if one.qualifier.name == UNDOING:
        # "Dropped the ban" is not what "new apps appeared" says, though both may be "came out".
        turned |= {pair.message for pair in aligned.pairs if not ends(aligned.claim, pair.claim)}
    answered = [(words[at].start, words[at].end) for at in aligned.known if at not in turned]
    places = [words[at].start for at in turned]
    phrases = (span for span in aligned.message_phrases if not any(is_within(place, [span]) for place in places))
    return any(start < one.end and one.start < end for start, end in (*answered, *phrases))


def undoing(sides: Sides) -> Iterator[Part]:
    """What the statement tells of, where the claim tells how it was undone: "imposed", "lifted"."""
    claim, message = sides.aligned.claim, sides.aligned.message
    named = {one.start for one in qualifiers(message)}
    one_day = any(one.agrees and one.kind is DifferenceKind.DATE for one in sides.details.compared)
    for pair in undone(sides.aligned):
        said, source = message.words[pair.message], claim.words[pair.claim].surface
        if said.start not in named:
            yield Part("qualifiers", DifferenceKind.TIME, said.surface, source if one_day else "")


def numbers(sides: Sides) -> Iterator[Part]:
    """The numbers that the claim has nothing to compare with: "… for two weeks", "half of it".

    An ordinal is one where it ranks something of the claim's ("the second longest bridge"), or tells a rank ("is the
    first woman elected").
    """
    words, negation = sides.aligned.message.words, sides.aligned.message.negation
    opens = any(language(wording.language).begins_a_state.search(wording.text) for wording in sides.wordings)
    digits = {number for wording in sides.wordings for number in _DIGITS.findall(wording.text)}
    best, said = (
        [each for each in qualifiers(text) if each.qualifier.name == "superlative"]
        for text in (sides.aligned.claim, sides.aligned.message)
    )
    for one in (one for one in sides.details.left_over if not negation.covers(one.start)):
        # "The 4th" is the day of a month.
        ranks = one.ordinal and not one.text[:1].isdigit()
        # The claim may have it in a day, an hour or a name.
        written = f"{one.written:g}" in digits and one.dimension is None and one.bound is Bound.EXACT
        if (written and not ranks) or (one.ordinal and one.low == 1 and opens):
            continue
        if one.ordinal:
            ranked = next((at for at, word in enumerate(words) if word.start >= one.end), None)
            # "The second longest" is not the longest; "the longest here and the fourth longest there" may be both.
            if best and len(said) < 2 and one.low > 1 and ranked in sides.aligned.known:
                yield Part("numbers", DifferenceKind.COMPARISON, one.text, in_words(best[0], sides.aligned.claim))
            elif ranked in sides.aligned.known or (ranked and picked_out(one, sides.aligned.message) is None):
                yield Part("numbers", DifferenceKind.COMPARISON, one.text)
        elif not (one.multiplier or one.low == 1 or _tells_the_day(one, sides)):
            kind = DifferenceKind.DEGREE if one.dimension == "share" else DifferenceKind.UNSAID
            yield Part("numbers", kind, one.text)


def bounded(sides: Sides) -> Iterator[Part]:
    """A limit where the claim has the number itself: "up to twelve" and "nearly twelve" for twelve.

    What is allowed is a limit in any words.
    """
    message, facts = sides.aligned.message, language(sides.aligned.message.language)
    almost = facts.qualifier("almost")
    every = [number for wording in sides.wordings for number in wording.quantities]
    if any(facts.limits.search(wording.text) for wording in sides.wordings):
        return
    for said in message.quantities:
        below = said.bound is Bound.AT_MOST or (almost and almost.words.match(said.text))
        if not below or not sides.area.start <= said.start < sides.area.end:
            continue
        same = [one for one in every if (one.low, one.unit) == (said.low, said.unit)]
        if same and all(one.bound is Bound.EXACT for one in same):
            yield Part("numbers", DifferenceKind.DEGREE, said.text)


def dated(sides: Sides) -> Iterator[Part]:
    """A day of which the claim has no more than the month, or the year."""
    own = [Interval(*sides.days)] if sides.days else []
    own += [each for wording in sides.wordings for one in wording.dates for each in one.readings]
    for when in sides.aligned.message.dates:
        if when.relative or not is_meant(when, sides.aligned, sides.area):
            continue
        days = [each for each in when.readings if each.first == each.last]
        around = [one for one in own if any(one.overlaps(day) for day in days)]
        if around and all((one.last - one.first).days > _WEEKS for one in around):
            yield Part("numbers", DifferenceKind.UNSAID, when.text)


def _tells_the_day(number: Quantity, sides: Sides) -> bool:
    """Whether it may be the year of what happened ("in 74", "the 70s"), or how long ago that was ("55 years now")."""
    message = sides.aligned.message
    after = message.text[number.end :].split(maxsplit=1)[:1]
    if number.dimension == "time" and after:
        return after[0].strip(".,;!?").casefold() in language(message.language).ago_words
    written = (reading for when in sides.aligned.claim.dates for reading in when.readings)
    years = {day.year for day in (*sides.days, *(one.first for one in written))}
    decades = {year // 10 * 10 for year in years} if number.text.endswith("s") else set()
    return number.low in {year % century for year in years | decades for century in (100, 10_000)}


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
        chat = (
            facts.own_asides.match(rest)
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


def asserted(sides: Sides) -> Iterator[Part]:
    """What the claim only says that somebody suspects or fears, where the statement says that it is so."""
    claim, message, area = sides.aligned.claim, sides.aligned.message, sides.area
    held = language(claim.language).held
    found = held.search(claim.text)
    answered = found and any(claim.words[at].start == found.start() for at in sides.aligned.found)
    if found and not (answered or held.search(message.text) or area.start > area.scope):
        yield Part("qualifiers", DifferenceKind.DEGREE, message.text[area.first : area.end].strip())


def personal(sides: Sides) -> Iterator[Part]:
    """What the writer did or made, which is not what the claim speaks of: "took the night train", "… out of cake"."""
    for said in filter(None, (likeness(sides.aligned, sides.area), own_deed(sides.aligned, sides.area))):
        yield Part("personal", DifferenceKind.ENTITY, said)


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


def changed(sides: Sides) -> Iterator[Part]:
    """Words in the very place of others, or in a copy of the claim, of which nothing says that they mean the same."""
    copied = ((at,) for at in changed_words(sides.aligned) if at in sides.area.words)
    exchanged_for = dict.fromkeys((*copied, *substitutes(sides.aligned, sides.area)))
    for places in exchanged_for:
        yield Part("changed words", DifferenceKind.ENTITY, _stretch(sides, places))
    for places in left_in_copy(sides.aligned, sides.area):
        if places not in exchanged_for:
            yield Part("changed words", DifferenceKind.UNSAID, _stretch(sides, places))


def _stretch(sides: Sides, places: tuple[int, ...]) -> str:
    words = sides.aligned.message.words
    return sides.aligned.message.text[words[places[0]].start : words[places[-1]].end]


def elsewhere(sides: Sides) -> Iterator[Part]:
    """Countries and peoples of which no wording of the claim speaks: "twelve Russian firms", "… in Norway"."""
    message, known = sides.aligned.message, sides.aligned.known
    for at in sides.area.words:
        word = message.words[at]
        if at in known or not word.surface[:1].isupper() or not is_country(word.text):
            continue
        marked = at + 1 in known and not message.words[at + 1].name
        if marked or language(message.language).asides.search(message.text[: word.start]):
            yield Part("places", DifferenceKind.UNSAID, word.surface)
