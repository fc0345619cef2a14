"""What differs between two states of a claim, in words that a person reads at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from bot.words.answer_text import shortened
from claims_db.claims.field_changes import FieldChange

LONGEST_SHOWN_WHOLE = 160
# Words that stand before and behind what differs in a long text.
CONTEXT_WORDS = 6


def told(change: FieldChange) -> str:
    """One difference, on one line."""
    match change.before, change.after:
        case None, str() as after:
            return f"{change.field} added: {shortened(after, 2 * LONGEST_SHOWN_WHOLE)}"
        case str() as before, None:
            return f"{change.field} taken away: {shortened(before, 2 * LONGEST_SHOWN_WHOLE)}"
        case before, after:
            old, new = contrasted(before or "", after or "")
            return f"{change.field}: “{old}” → “{new}”"


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
    return shortened(f"{'… ' if first else ''}{shown}{' …' if last else ''}", 2 * LONGEST_SHOWN_WHOLE)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
