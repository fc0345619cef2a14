"""Which stretch of a statement answers a claim, and what of it only says who reports it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from claims_db.engine.dates import When
from claims_db.engine.facts.implicit import governed
from claims_db.engine.facts.roles import is_verb
from claims_db.engine.numbers.values import Quantity
from claims_db.engine.text.alignment import Aligned
from claims_db.engine.text.sentences import clause_ends
from claims_db.engine.text.spans import Span, before
from claims_db.engine.text.thesaurus import parts_of_speech
from claims_db.engine.text.wording import Wording
from claims_db.languages import language

# Words that hand a statement on: who says it is no part of what is said.
_REPORTING = regex.compile(
    r"""\b(?:say|says|said|saying|tell|tells|told|telling|claim|claims|claimed|claiming|report|reports|reported|hear|heard
    |read|reading|know|knew|think|thinks|thought|believe|believes|swear|swears|insist|insists|argue|argues|see|saw|learned
    |learnt|remember|joke|reckon|reckons|apparently|allegedly|supposedly|reportedly|turns\ out|fact|headline|btw|lol
    |actually|basically)\b(?:\s+(?:us|me|you|everyone|everybody|people|him|her|them|all)\b)?(?:\s+that)?""",
    regex.IGNORECASE | regex.VERBOSE,
)
_POINTING = regex.compile(r"\W*that(?:'?s| is| was) (?:how|what|when|where|the)\b", regex.IGNORECASE)
_CHANGE = regex.compile(
    r"\W*(?:up|down) (?:by |about |around |some |roughly |nearly )?\p{Sc}?\d|:\s*\p{Sc}?\d", regex.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Reach:
    """The stretch of the statement that answers the claim, in characters, and the places of its words.

    `scope` is where its clause begins; who reports it stands between `scope` and `start`. `first` is where the first
    word stands that answers.
    """

    scope: int
    start: int
    first: int
    end: int
    words: tuple[int, ...]


def reach(aligned: Aligned) -> Reach:
    """The clauses from the first to the last word that answers, without who reports them."""
    message, places = aligned.message, aligned.answering
    first, last = message.words[min(places)], message.words[max(places)]
    details: list[Quantity | When] = [*message.quantities, *message.dates]
    # The comma of "February 2, 2013" ends no clause.
    ends = [end for end in clause_ends(message.text) if not any(one.start < end < one.end for one in details)]
    scope = _with_details_before(message, ends, max((end for end in ends if end <= first.start), default=0))
    end = _with_details_after(message, ends, min((end for end in ends if end >= last.end), default=len(message.text)))
    told = [match.end() for match in _REPORTING.finditer(message.text, scope, first.start)]
    start = max(told, default=scope)
    within = tuple(
        at
        for at, word in enumerate(message.words)
        if word.start >= start and word.end <= end and not message.negation.covers(word.start)
    )
    return Reach(scope, start, first.start, end, within)


def is_meant(detail: Quantity | When, aligned: Aligned, area: Reach) -> bool:
    """Whether a detail stands within reach, and is not the one that "not eleven but twelve" takes back."""
    return area.start <= detail.start < area.end and not aligned.message.negation.takes_back(detail.start)


def other_clauses(aligned: Aligned, ends: Sequence[int]) -> set[int]:
    """The clauses of a statement, counted from 0, that say something else: "you can't cross it, they closed it".

    There are none unless another clause has the claim's verb. The clauses end at `ends`.
    """
    words = aligned.message.words
    clauses = [bisect_right(ends, word.start) for word in words]
    saying = {clauses[pair.message] for pair in aligned.pairs if is_verb(aligned.claim, pair.claim)}
    telling = (at for at, word in enumerate(words) if not word.light or parts_of_speech(word.text)[:1] == "v")
    strangers = {clauses[at] for at in telling if at not in aligned.known}
    return strangers - saying if saying else set()


def negators_beside(aligned: Aligned) -> tuple[Span, ...]:
    """The negators that turn round something beside the claim: "scrapped the fee that nobody wanted".

    They open a relative clause, or are no adverb and stand behind the claim's verb, and what they govern answers
    nothing. "… and nobody believes it" is a denial all the same.
    """
    message, facts = aligned.message, language(aligned.message.language)
    verbs = [message.words[pair.message] for pair in aligned.pairs if is_verb(aligned.claim, pair.claim)]
    last = max((verb.end for verb in verbs), default=0)

    def is_beside(turn: Span) -> bool:
        at = governed(message, turn, light=True)
        if at is None or at in aligned.known or facts.bearing_out.match(message.text, message.words[at].start):
            return False
        opens = facts.relatives.search(before(message.text, turn[0])) is not None
        return opens or (turn[0] >= last and facts.nobody.fullmatch(message.text, *turn) is not None)

    return tuple(turn for turn in message.negation.negators if is_beside(turn)) if verbs and facts.lemmatised else ()


def _with_details_before(message: Wording, ends: list[int], scope: int) -> int:
    """A clause of a number or a date alone, or of a label, belongs to what follows: "May 1980: …", "Myth: …".

    So does one that the next points back to: "eleven weeks, that's how long …".
    """
    while scope:
        start = max((end for end in ends if end < scope), default=0)
        if not (
            _details_alone(message, start, scope)
            or _is_label(message, start, scope)
            or _POINTING.match(message.text, scope)
        ):
            break
        scope = start
    return scope


def _is_label(message: Wording, start: int, end: int) -> bool:
    """Whether a clause only says what to think of the next: "Myth: …"."""
    turned = [last for first, last in message.negation.turns if start <= first and last <= end]
    words = [word for word in message.words if start <= word.start < end]
    alone = bool(turned) and all(message.negation.covers(word.start) for word in words)
    return alone and message.text[turned[-1] : end + 1].strip() == ":"


def _with_details_after(message: Wording, ends: list[int], end: int) -> int:
    """Likewise to what precedes: "diameter: 8.5 m", "…, up 12 percent on the year before"."""
    for later in (later for later in ends if later > end):
        if not (_details_alone(message, end, later) or _CHANGE.match(message.text, end)):
            break
        end = later
    return end


def _details_alone(message: Wording, start: int, end: int) -> bool:
    if any(start <= word.start < end and not word.light for word in message.words):
        return False
    places = [quantity.start for quantity in message.quantities] + [when.start for when in message.dates]
    return any(start <= place < end for place in places)
