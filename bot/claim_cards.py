"""What moderators see of a claim before and after it is changed."""

from __future__ import annotations

from collections.abc import Sequence

from bot import claim_text, text
from bot.cards import Block, Card, Line, Role, claim_block, sources_block
from claims_db.values import Claim


def preview_card(claim: Claim, before: Claim | None, said: str, similar: Sequence[Claim]) -> Card:
    """The claim as it will be shown, what it says to a message of its own words, and claims that it may repeat."""
    opening = claim_text.edit_preview(claim) if before else claim_text.PREVIEW
    rehearsal = Block(claim_text.REHEARSAL, (Line(claim_text.rehearsed(claim.text, said)),))
    lines = tuple(Line(text.shortened(each.text, 200), Role.ITEM) for each in similar)
    near = (Block(claim_text.SIMILAR, lines),) if lines else ()
    return Card(
        opening, (claim_block(claim), sources_block(claim, quotes=True), *near, *details_block(claim), rehearsal)
    )


def details_block(claim: Claim) -> tuple[Block, ...]:
    """What the card of a claim does not show, like its phrasings and tags."""
    lines = tuple(Line(line, Role.ITEM) for line in claim_text.details(claim))
    return (Block(claim_text.KEPT_WITH_IT, lines),) if lines else ()
