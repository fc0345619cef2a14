"""What changed in a claim and what a change would bring, as blocks of a card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.cards.answer_cards import Block, Line, Role
from bot.words import history_text, queue_text
from claims_db.actors import Actor
from claims_db.claims.field_changes import FieldChange
from claims_db.claims.history import Change
from claims_db.engine.resembling import Resemblance, ResemblanceKind


def changes_block(changes: Iterable[FieldChange], heading: str = history_text.CHANGES) -> Block:
    """Each field before and after; says so where nothing changes."""
    lines = tuple(line for change in changes for line in _changed(change))
    return Block(heading, lines or (Line(history_text.NO_CHANGE),))


def _changed(change: FieldChange) -> tuple[Line, ...]:
    first, *more = history_text.field_changed(change)
    return Line(first, Role.ITEM), *(Line(line, Role.BELOW) for line in more)


def step_block(change: Change, who: str) -> Block:
    """One step of a claim's history; `who` is its actor as readers know them. Of a new claim the text is enough."""
    changes = change.fields()
    shown = changes if change.before else changes[:1]
    return Block(history_text.step(change, who), tuple(line for each in shown for line in _changed(each)))


def resembling_block(found: Sequence[Resemblance]) -> tuple[Block, ...]:
    """Which claims another one contradicts, repeats or comes close to; no block where there is none."""
    lines = [Line(history_text.resembles(one), Role.ITEM) for one in found]
    if any(one.relation is ResemblanceKind.SAME for one in found):
        lines.append(Line(history_text.SAME_HINT))
    return (Block(history_text.RESEMBLES, tuple(lines)),) if lines else ()


def everyday_block(fired: Sequence[str]) -> tuple[Block, ...]:
    """Which small talk a claim would answer; no block where there is none."""
    lines = [Line(f"“{line}”", Role.ITEM) for line in fired[: history_text.MOST_FIRED]]
    if len(fired) > len(lines):
        lines.append(Line(history_text.more_lines(len(fired) - len(lines)), Role.ITEM))
    return (Block(history_text.EVERYDAY, tuple(lines)),) if lines else ()


def by(actor: Actor | None, did: str) -> Line:
    """What somebody did, behind their name where they are a Discord user; nobody is pinged."""
    who = actor.user_id if actor else None
    return Line(f"{queue_text.SOMEBODY} {did}") if who is None else Line(did, who=who)
