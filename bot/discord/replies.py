"""What the bot's answers look like on Discord, within Discord's limits, and the buttons below them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypedDict

import discord
from discord import ui

from bot.cards.answer_cards import Block, Card, Line, Role, claim_block, sources_block
from bot.words import discord_text
from bot.words.answer_text import rated
from bot.words.markdown import link, plain
from claims_db.values import Claim, Label

# https://discord.com/developers/docs/resources/message#embed-object-embed-limits and #create-message
MOST_CONTENT = 2000
MOST_DESCRIPTION = 4096
ACCENT = discord.Colour(0x3B6EA5)


# https://discord.com/developers/docs/components/reference: text of all components of a message together, components
# of a message, nested ones too, and buttons in a row.
MOST_TEXT = 4000
MOST_COMPONENTS = 40
_IN_A_ROW = 5
# With less room than this nothing more is begun.
_LEAST_ROOM = 40
_COLOURS = {
    Label.SUPPORTED: discord.Colour(0x2E8B57),
    Label.REFUTED: discord.Colour(0xC0392B),
    Label.OUTDATED: discord.Colour(0xB9770E),
    Label.CONFLICTING: discord.Colour(0x7D5BA6),
}


class Body(TypedDict):
    """What `send` and `edit` take. No answer pings anybody, whatever stands in it."""

    content: str
    embeds: list[discord.Embed]
    allowed_mentions: discord.AllowedMentions


# The same with the buttons below it, as keywords. A message made of components has neither content nor embeds, and
# discord.py has a signature of its own for it, so that no one type fits both kinds.
Shown = dict[str, Any]


def sent(card: Card, buttons: ui.View) -> Shown:
    """A card as a new message: a box made of components, which nobody can hide; a sentence alone is plain text."""
    quiet = discord.AllowedMentions.none()
    if not card.blocks:
        return {"content": clipped(plain(card.opening), MOST_CONTENT), "view": buttons, "allowed_mentions": quiet}
    return {"view": layout(card, buttons), "allowed_mentions": quiet}


def edited(card: Card, buttons: ui.View) -> Shown:
    """A card in the place of another: Discord turns a message into components, but never back."""
    quiet = discord.AllowedMentions.none()
    return {"content": None, "embeds": [], "view": layout(card, buttons), "allowed_mentions": quiet}


def layout(card: Card, buttons: ui.View) -> ui.LayoutView:
    """The card from top to bottom as its text reads, then the buttons; the edge has a colour, the verdict a word."""
    view, rows = ui.LayoutView(timeout=None), _rows(buttons)
    opening = _marked(card.opening, card.marks)
    heading = f"### {plain(card.word)}\n{opening}" if card.word else f"**{opening}**" if card.blocks else opening
    heading = clipped(heading, MOST_CONTENT) if heading.strip() else "…"
    if card.blocks:
        # The box itself, its heading and the buttons are components too.
        room = MOST_COMPONENTS - 2 - sum(1 + len(row.children) for row in rows)
        box = ui.Container[ui.LayoutView](accent_colour=_COLOURS.get(card.label or Label.NOT_ENOUGH_EVIDENCE, ACCENT))
        for text in (heading, *_texts(card, room, MOST_TEXT - len(heading))):
            box.add_item(ui.TextDisplay(text))
        view.add_item(box)
    else:
        view.add_item(ui.TextDisplay(heading))
    for row in rows:
        view.add_item(row)
    return view


def _texts(card: Card, most: int, room: int) -> Iterator[str]:
    """The blocks below the opening, `most` of them and as many characters as there is `room` for."""
    for block in card.blocks[:most]:
        heading = [f"**{plain(block.heading)}**"] if block.heading else []
        text = (
            fitted([*heading, *(_line(line, card.marks) for line in block.lines)], room) if room > _LEAST_ROOM else ""
        )
        if text.strip():
            room -= len(text)
            yield text


def _rows(buttons: ui.View) -> list[ui.ActionRow[ui.LayoutView]]:
    """The buttons in rows, those that ask for one of their own by themselves."""
    rows: list[list[ui.Item[Any]]] = []
    for item in buttons.children:
        apart = item.row is not None or not rows or rows[-1][-1].row is not None or len(rows[-1]) == _IN_A_ROW
        rows.append([item]) if apart else rows[-1].append(item)
    return [ui.ActionRow[ui.LayoutView](*row) for row in rows]


def _marked(text: str, marks: Sequence[str]) -> str:
    """The text made harmless, with the details that differ underlined where it has them word by word."""
    known = sorted(filter(None, marks), key=len, reverse=True)
    if not known:
        return plain(text)
    found = re.split(rf"(?<!\w)({'|'.join(map(re.escape, known))})(?!\w)", text, flags=re.IGNORECASE)
    if len(found) == 1:
        return plain(text)
    # What was found stands between the other parts.
    return "".join(f"__{plain(part)}__" if at % 2 else _kept(part) for at, part in enumerate(found))


def _kept(part: str) -> str:
    """A part of a line made harmless, with the spaces that join it to the others."""
    inner = part.strip()
    before, after = (" " if part[edge].isspace() else "" for edge in (slice(0, 1), slice(-1, None)))
    return f"{before}{plain(inner)}{after}" if inner else before


def body(card: Card, *, embeds: bool = True) -> Body:
    """The card as a message; all of it in the content where the bot may not send embeds."""
    opening = clipped(plain(card.opening), MOST_CONTENT)
    lines = []
    for block in card.blocks:
        heading = [f"**{plain(block.heading)}**"] if block.heading else []
        lines += ["", *heading, *map(_line, block.lines)]
    below = fitted(lines, MOST_DESCRIPTION if embeds else MOST_CONTENT - len(opening) - 1)
    if not below.strip():  # Discord refuses an embed with nothing but spaces in it
        below = ""
    shown = [discord.Embed(description=below, colour=ACCENT)] if below and embeds else []
    content = opening if embeds or not below else f"{opening}\n{below}"
    return Body(content=content, embeds=shown, allowed_mentions=discord.AllowedMentions.none())


def _line(line: Line, marks: Sequence[str] = ()) -> str:
    text = _marked(line.text, marks) if line.role is Role.CLAIM else plain(line.text)
    said = f"{link(line.title, line.address)}{text}" if line.title else text
    said = f"<@{line.who}> {said}" if line.who else said
    match line.role:
        case Role.CLAIM:
            return f"**{said}**"
        case Role.ITEM:
            return f"- {said}"
        case Role.BELOW:
            return f"  {said}"
        case Role.PLAIN:
            return said


def clipped(markdown: str, most: int) -> str:
    """Cut to `most` characters, never in the middle of an escape."""
    return markdown if len(markdown) <= most else markdown[: most - 1].rstrip("\\ ") + "…"


def fitted(lines: Iterable[str], most: int) -> str:
    """As many whole lines as fit into `most` characters; the first is cut where it alone is too long."""
    shown = ""
    for line in lines:
        longer = f"{shown}\n{line}" if shown else clipped(line.lstrip("\n"), most - 2)
        if len(longer) > most - 2:
            return f"{shown}\n…"
        shown = longer
    return shown


def claim_card(claim: Claim) -> Card:
    """A claim by itself, with its quotes and the name that it is kept under."""
    named = Block("", (Line(discord_text.filed(claim)),))
    return Card(rated(claim), (claim_block(claim), sources_block(claim), named))
