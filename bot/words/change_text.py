"""The words about what changed in a claim, and what a change would bring: on Discord, in logs and in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from bot.words.answer_text import RATING_WORDS, shortened
from claims_db.actors import COMMAND_LINE, SOMEBODY, Actor
from claims_db.claims.field_changes import FieldChange
from claims_db.engine.resembling import Resemblance, ResemblanceKind

LONGEST_VALUE = 600
# Two values that fit beside each other stand in one sentence.
_SHORT = 40
# From here on only the words that differ are shown, with some on either side.
LONGEST_SHOWN_WHOLE = 160
CONTEXT_WORDS = 6
MOST_FIRED = 5

CHANGES = "What changes"
NO_CHANGE = "Nothing changes."
RESEMBLES = "Claims like this one"
EVERYDAY = "It would also answer, unasked"
RELATIONS = {
    ResemblanceKind.CONTRADICTS: "It contradicts",
    ResemblanceKind.SAME: "It says the same as",
    ResemblanceKind.CLOSE: "It comes close to",
}
SAME_HINT = "Add another wording of a claim to its phrasings."
_NAMED = {COMMAND_LINE: "The command line", SOMEBODY: "Somebody"}


def field_changed(change: FieldChange) -> tuple[str, ...]:
    """One field before and after: one line, or two where the values are long."""
    before, after = change.before, change.after
    if before is None or after is None:
        happened = "added" if before is None else "taken out"
        return (f"{change.field}, {happened}: {shortened(before or after or '', LONGEST_VALUE)}",)
    if max(len(before), len(after)) <= _SHORT:
        return (f"{change.field}: was {before}, is now {after}",)
    old, new = contrasted(before, after)
    return f"{change.field}, before: {old}", f"now: {new}"


def contrasted(before: str, after: str) -> tuple[str, str]:
    """Both texts; of long ones the part that differs with a few words around it."""
    if max(len(before), len(after)) <= LONGEST_SHOWN_WHOLE:
        return before, after
    old, new = before.split(), after.split()
    same_first = _shared(old, new)
    same_last = _shared(old[same_first:][::-1], new[same_first:][::-1])
    first, last = max(same_first - CONTEXT_WORDS, 0), max(same_last - CONTEXT_WORDS, 0)
    return _cut(old, first, last), _cut(new, first, last)


def _cut(words: list[str], first: int, last: int) -> str:
    shown = " ".join(words[first : len(words) - last])
    return shortened(f"{'… ' if first else ''}{shown}{' …' if last else ''}", LONGEST_VALUE)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def outside_discord(actor: Actor) -> str:
    """Who did something, where it is no Discord user, whose name Discord shows."""
    return _NAMED.get(actor) or f"Somebody outside Discord ({actor})"


def resembles(one: Resemblance) -> str:
    """A claim like another one, with its rating and its name."""
    claim = one.claim
    rated = f"rated {RATING_WORDS[claim.rating]}"
    return f"{RELATIONS[one.relation]} {claim.slug} ({rated}): {shortened(claim.text, 200)}"


def more_lines(number: int) -> str:
    """The end of a list of chat that a claim would answer."""
    return f"and {number} more of some 300 lines of everyday chat; name who or what it is about to make it narrower"


def more_differences(number: int) -> str:
    """Differences that are not shown."""
    return "and 1 more difference" if number == 1 else f"and {number:,} more differences"
