"""Whether a text says that something is not so: negators and frames of denial, counted within their scope.

The idea of triggers, false triggers and scope is NegEx's (Chapman et al. 2001, "A simple algorithm for identifying
negated findings and diseases in discharge summaries"); the lists, for chat instead of hospital notes, are in the files
of the languages.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from claims_db.engine.text.cleaning import CROSS
from claims_db.engine.text.finding import find_all, find_first
from claims_db.engine.text.spans import Span, before, is_within
from claims_db.languages import LANGUAGES, QUESTION_MARKS, language, language_of

# What may stand between a statement and the words that dismiss it: "It fell. Wrong.", "it fell - a myth".
_PAUSE = r"(?:[.!?…]+\s+|,\s+|\s+[-–—]+\s+|\s+\()"
_CROSSED = regex.compile(rf"^[^\w{CROSS}]*(?P<cross>{CROSS})")
_EDGES = regex.compile(r"^\W+|\W+$")


@dataclass(frozen=True, slots=True)
class Negation:
    """Places of what turns a text round, as (start, end) offsets, and of details that are denied alone.

    The `negators` among them turn their own clause round; frames of denial ("it is a myth that") more than that.
    `places` are those of all the letters of what turns a text round.
    """

    turns: tuple[Span, ...]
    denied_details: tuple[Span, ...]
    negators: frozenset[Span] = frozenset()
    joins: tuple[int, ...] = ()
    places: frozenset[int] = frozenset()

    def denies(
        self,
        start: int,
        end: int,
        spared: Sequence[Span],
        clauses: Sequence[int],
        others: Collection[int] = (),
    ) -> bool:
        """Whether a stretch says that something is not so: in any of its clauses, which end at `clauses`.

        Two negations make a yes in one clause ("it is false that it never fell"), and say it twice in two ("not true,
        it never fell") or where "and" stands between ("it isn't shut and they aren't leaving"). `spared` are words that
        mean the same as one of the claim's, negator and all ("without a telescope"). A negator in one of the `others`,
        counted from 0, turns round what the claim does not say.
        """
        by_clause: Counter[tuple[int, int]] = Counter()
        for turn in self.turns:
            clause = bisect_right(clauses, turn[0])
            aside = turn in self.negators and (clause in others or is_within(turn[0], spared))
            by_clause[clause, bisect_right(self.joins, turn[0])] += start <= turn[0] < end and not aside
        return any(turns % 2 for turns in by_clause.values())

    def within(self, start: int, end: int) -> list[Span]:
        """What turns a stretch round."""
        return [turn for turn in self.turns if start <= turn[0] < end]

    def takes_back(self, at: int) -> bool:
        """Whether a place belongs to a detail that is denied alone."""
        return is_within(at, self.denied_details)

    def covers(self, at: int) -> bool:
        """Whether a place belongs to a negator or to a frame of denial."""
        return at in self.places

    def frames(self, at: int) -> bool:
        """Whether a place lies inside of a negator or a frame of denial: "completely" in "is completely made up"."""
        return any(start < at < end for start, end in self.turns)


def negation(text: str, code: str | None = None) -> Negation:
    """Find the negators and the frames of denial in a cleaned statement, in the language of that code or in its own."""
    facts = language(code or language_of(text))
    asked = text.rstrip().endswith(QUESTION_MARKS)
    details = [] if asked else list(find_all(facts.denied_details, text))
    dismissals = list(_dismissals(facts.code).finditer(text))
    agreement = find_first(facts.asks_agreement, text)
    idle = [*find_all(facts.idle, text), *details, *([agreement] if agreement else []), *dismissals]
    covered = {at for match in idle for at in range(*match.span())}
    turns: list[Span] = []
    negators: set[Span] = set()
    for pattern in (facts.denials, facts.negators):
        for match in find_all(pattern, text):
            if covered.isdisjoint(range(*match.span())):
                covered.update(range(*match.span()))
                turns.append(match.span())
                negators |= {match.span()} if pattern is facts.negators else set()
    crossed = _CROSSED.match(text)
    if crossed and not any(not text[crossed.end() : start].strip() for start, _ in set(turns) - negators):
        turns.append(crossed.span("cross"))
    # "It never fell lol that was a hoax" says it twice.
    again = {turn for turn in turns if turn not in negators and facts.pointing_back.search(before(text, turn[0]))}
    first_end = min(turns, default=(0, 0))[1]
    turns = sorted(turn for turn in turns if turn not in again or turn[0] < first_end)
    # A dismissal turns round what comes before it; the last letter of that marks the place. What is denied already it
    # only denies once more ("it never fell, that's made up"), unless it answers a question ("it never fell? A myth.").
    dismissed = [
        match.span("last") for match in dismissals if "?" in match[0] or not turns or turns[0][0] >= match.start()
    ]
    denied = tuple(match.span("denied") for match in details)
    joins = tuple(match.start() for match in facts.list_joiners.finditer(text)) if len(turns) > 1 else ()
    places = frozenset(at for turn in (*dismissed, *turns) for at in range(*turn))
    return Negation((*dismissed, *turns), denied, frozenset(negators), joins, places)


@lru_cache(maxsize=len(LANGUAGES))
def _dismissals(code: str) -> regex.Pattern[str]:
    facts = language(code)
    dismissing = rf"{_PAUSE}(?:{facts.dismissals.pattern})|\s+(?:{facts.unmarked_dismissals.pattern})"
    return regex.compile(rf"(?P<last>\w)[\"')\]]*(?:{dismissing})\W*(?:$|(?=[.,!;]))", regex.IGNORECASE)


def is_dismissal(sentence: str) -> bool:
    """Whether a sentence begins by saying no more than that the one before is not so: "Untrue.", "A myth, sorry."."""
    words = _EDGES.sub("", sentence.partition(",")[0])
    return any(language(code).dismissals.fullmatch(words) for code in LANGUAGES)
