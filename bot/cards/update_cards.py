"""What an earlier reply shows after its claim was changed. Nothing in it comes from anybody's message but a verdict."""

from __future__ import annotations

from dataclasses import replace

from bot.cards.answer_cards import Block, Card, Line, claim_block, sources_block
from bot.places import Answer
from bot.words import update_text
from bot.words.answer_text import rated
from claims_db.store.updates import Update


def updated_answer(update: Update, again: Answer | None) -> Answer:
    """The reply as it shall be; `again` is the answer to the message, where that can still be read.

    Its verdict counts where it is about the same claim. Without one the claim speaks for itself.
    """
    if update.retired:
        return Answer(withdrawn_card(update), update.claim.key)
    if again is None or again.claim != update.claim.key:
        shown = Card(rated(update.claim), (claim_block(update.claim), sources_block(update.claim)))
        again = Answer(shown, update.claim.key)
    change = Block("", (Line(update_text.updated(update)),))
    return replace(again, card=replace(again.card, blocks=(change, *again.card.blocks)))


def withdrawn_card(update: Update) -> Card:
    """What was claimed, without its rating: it is not to be relied on."""
    said = Block(update_text.WITHDRAWN_HEADING, (Line(update.claim.text),))
    return Card(update_text.withdrawn(update.at), (said,))
