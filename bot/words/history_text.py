"""The words about what changed in a claim, and what a change would bring: on Discord, in logs and in the terminal."""

from __future__ import annotations

from bot.words.answer_text import RATING_WORDS, shortened
from bot.words.claim_text import KIND_WORDS, moment
from claims_db.claims.field_changes import FieldChange
from claims_db.claims.history import Change
from claims_db.engine.resembling import Resemblance, ResemblanceKind

LONGEST_VALUE = 600
# Two values that fit beside each other stand in one sentence.
_SHORT = 40
MOST_FIRED = 5

CHANGES = "What changes"
NO_CHANGE = "Nothing changes."
RESEMBLES = "Claims like this one"
EVERYDAY = "It would also answer, unasked"
_RELATIONS = {
    ResemblanceKind.CONTRADICTS: "It contradicts",
    ResemblanceKind.SAME: "It says the same as",
    ResemblanceKind.CLOSE: "It comes close to",
}
SAME_HINT = "Add another wording of a claim to its phrasings."


def field_changed(change: FieldChange) -> tuple[str, ...]:
    """One field before and after: one line, or two where the values are long."""
    before, after = (value and shortened(value, LONGEST_VALUE) for value in (change.before, change.after))
    if before is None:
        return (f"{change.field}, added: {after}",)
    if after is None:
        return (f"{change.field}, taken out: {before}",)
    if max(len(before), len(after)) <= _SHORT:
        return (f"{change.field}: was {before}, is now {after}",)
    return f"{change.field}, before: {before}", f"now: {after}"


def step(change: Change, who: str) -> str:
    """The line above what a step changed."""
    return f"Step {change.number}, {moment(change.at)}: {who} {KIND_WORDS[change.kind]}"


def resembles(one: Resemblance) -> str:
    """A claim like another one, with its rating and its name."""
    claim = one.claim
    rated = f"rated {RATING_WORDS[claim.rating]}"
    return f"{_RELATIONS[one.relation]} {claim.slug} ({rated}): {shortened(claim.text, 200)}"


def more_lines(number: int) -> str:
    """The end of a list of chat that a claim would answer."""
    return f"and {number} more of some 300 lines of everyday chat; name who or what it is about to make it narrower"
