"""Lists in the terminal: the commands, what a search found, and claims by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.cards.answer_cards import LONGEST_LISTED_CLAIM, Block, Card, Line, Role
from bot.words import terminal_text
from bot.words.answer_text import claims_found, shortened
from claims_db.values import Claim, Match

MOST_LISTED = 25


def help_card() -> Card:
    """What can be written, and the commands."""
    commands = tuple(Line(f"/{name} {does}", Role.ITEM) for name, does in terminal_text.COMMANDS.items())
    return Card(terminal_text.HELP, (Block(terminal_text.COMMANDS_HEADING, commands),))


def search_card(matches: Sequence[Match]) -> Card:
    """Claims that come close to some words, best first."""
    opening = claims_found(len(matches)) if matches else terminal_text.NOTHING_FOUND
    return Card(opening, _named(match.claim for match in matches))


def list_card(claims: Sequence[Claim]) -> Card:
    """Claims by name, as many as fit on a screen."""
    shown = _named(claims[:MOST_LISTED])
    rest = len(claims) - MOST_LISTED
    more = (Block("", (Line(terminal_text.and_more(rest)),)),) if rest > 0 else ()
    return Card(terminal_text.listed(len(claims)), (*shown, *more))


def _named(claims: Iterable[Claim]) -> tuple[Block, ...]:
    lines = tuple(Line(f": {shortened(claim.text, LONGEST_LISTED_CLAIM)}", Role.ITEM, claim.slug) for claim in claims)
    return (Block("", lines),) if lines else ()
