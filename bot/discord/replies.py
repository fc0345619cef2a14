"""What the bot's answers look like on Discord, within Discord's limits, and the buttons below them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

import discord

from bot.cards.answer_cards import Block, Card, Line, Role, claim_block, sources_block
from bot.words import discord_text
from bot.words.answer_text import rated
from bot.words.markdown import link, plain
from claims_db.values import Claim

# https://discord.com/developers/docs/resources/message#embed-object-embed-limits and #create-message
MOST_CONTENT = 2000
MOST_DESCRIPTION = 4096
ACCENT = discord.Colour(0x3B6EA5)


class Body(TypedDict):
    """What `send` and `edit` take. No answer pings anybody, whatever stands in it."""

    content: str
    embeds: list[discord.Embed]
    allowed_mentions: discord.AllowedMentions


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


def _line(line: Line) -> str:
    said = f"{link(line.title, line.address)}{plain(line.text)}" if line.title else plain(line.text)
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
