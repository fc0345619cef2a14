"""Cards as plain text, for pipes, files and screen readers. Imports nothing heavy: `footnote check` starts with it."""

from __future__ import annotations

from bot.cards.answer_cards import Block, Card, Line, Role
from bot.words.visible import visible

_BEFORE = {Role.PLAIN: "", Role.CLAIM: "", Role.ITEM: "- ", Role.BELOW: "  "}


def plain(card: Card) -> str:
    """The card, without a line feed at its end."""
    return "\n".join([visible(card.opening), *(plain_block(block) for block in card.blocks)])


def plain_block(block: Block) -> str:
    """One part of a card, without a line feed at its end."""
    heading = [f"{block.heading}:"] if block.heading else []
    return "\n".join([*heading, *(shown for line in block.lines for shown in _line(line))])


def _line(line: Line) -> list[str]:
    who = f"discord:{line.who} " if line.who else ""
    written = visible(f"{who}{line.title}{line.text}")
    first = f"“{written}”" if line.role is Role.CLAIM else f"{_BEFORE[line.role]}{written}"
    return [first, f"  {visible(line.address)}"] if line.address else [first]
