"""Cards drawn on a screen, with the same words as in plain text."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.panel import Panel
from rich.style import Style
from rich.table import Table
from rich.text import Text

from bot.cards.answer_cards import Block, Card, Line, Role
from bot.words.answer_text import LABEL_WORDS
from bot.words.visible import visible
from claims_db.values import Label

# The colour only repeats what the title and the opening sentence say.
_COLOURS = {
    Label.SUPPORTED: "green",
    Label.REFUTED: "red",
    Label.OUTDATED: "yellow",
    Label.CONFLICTING: "magenta",
    Label.NOT_ENOUGH_EVIDENCE: "bright_black",
}
_WIDEST = 100
_BULLETS = {Role.ITEM: "•", Role.BELOW: " "}


def drawn(card: Card) -> RenderableType:
    """The card, in a frame where it has more to say than its opening."""
    opening = _text(card.opening, "bold" if card.blocks else "")
    if not card.blocks:
        return Padding(opening, (0, 2))
    parts = [opening, *(part for block in card.blocks for part in _block(block))]
    title = _text(LABEL_WORDS[card.label]) if card.label else None
    colour = _COLOURS[card.label] if card.label else "blue"
    return Constrain(Panel(Group(*parts), title=title, title_align="left", border_style=colour), _WIDEST)


def _block(block: Block) -> list[RenderableType]:
    heading = [_text(block.heading, "bold")] if block.heading else []
    return [Text(), *heading, *(part for line in block.lines for part in _line(line))]


def _line(line: Line) -> list[RenderableType]:
    style = {Role.CLAIM: "italic", Role.PLAIN: "dim"}.get(line.role, "")
    said = [_text(f"{line.title}{line.text}", style)]
    if line.address:
        said.append(_text(line.address, Style(dim=True, link=visible(line.address))))
    bullet = _BULLETS.get(line.role)
    return [*said] if bullet is None else [_hanging(bullet, said)]


def _text(text: str, style: str | Style = "") -> Text:
    """Text, and never a string: rich would read square brackets in a claim as its own markup."""
    return Text(visible(text), style=style, overflow="fold")


def _hanging(bullet: str, said: list[Text]) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_row(bullet, Group(*said))
    return grid
