"""The words about the lines that a claim must and must not match, on Discord and in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from bot.words.answer_text import contrast, headline
from claims_db.engine.lines import CheckedLine

NO_LINES = "No claim here has lines that it must or must not match."
NO_ANSWER = "No claim answers it."
NEARLY = "No claim answers it; this one comes closest."


def counted(number: int) -> str:
    """So many lines."""
    return "1 line" if number == 1 else f"{number:,} lines"


def tested(broken: int, lines: int) -> str:
    """How a run of lines ended."""
    if not lines:
        return NO_LINES
    if not broken:
        return "The line holds." if lines == 1 else f"All {lines:,} lines hold."
    return f"{broken:,} of {counted(lines)} {'does' if broken == 1 else 'do'} not hold."


def broken_by_import(broken: int, lines: int, pack: str) -> str:
    """What is said after an import that left lines broken."""
    return f"{tested(broken, lines)} `footnote test --pack {pack}` names {'it' if broken == 1 else 'them'}."


def unchecked(lines: int, pack: str) -> str:
    """What is said after an import of more lines than anybody would wait for."""
    return f"`footnote test --pack {pack}` checks its {lines:,} lines."


def no_longer(broken: int) -> str:
    """What is said of lines that a change broke."""
    return f"{counted(broken)} no longer {'holds' if broken == 1 else 'hold'}"


def demanded(checked: CheckedLine) -> str:
    """A line and what it must do."""
    return f"{'must match' if checked.must_match else 'must not match'}: “{checked.line}”"


def found_instead(checked: CheckedLine) -> str:
    """What checking a line gave, where it does not hold."""
    verdict = checked.verdict
    if verdict.claim is None:
        nearest = [match.differences for match in verdict.closest[:1] if match.claim.key == checked.claim.key]
        return f"{NEARLY} {contrast(nearest[0])}".rstrip() if nearest else NO_ANSWER
    who = "This claim" if verdict.claim.key == checked.claim.key else f"The claim {verdict.claim.slug}"
    return f"{who} answers it, {verdict.label.replace('-', ' ')}: {headline(verdict)}"


def unknown(slugs: Sequence[str], pack: str | None) -> str:
    """Names that no claim has."""
    named = ", ".join(repr(slug[:120]) for slug in slugs)
    return f"there is no claim {named}{f' in the pack {pack!r}' if pack else ''}"
