"""What `footnote claim` shows: a claim with all that it holds, what a change would bring, and a history."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards.answer_cards import Block, Card, Line, Role, claim_block, sources_block
from bot.cards.history_cards import changes_block, everyday_block, resembling_block, step_block
from bot.changes import Preview
from bot.words import command_text
from bot.words.answer_text import rated
from bot.words.history_text import step
from claims_db.claims.field_changes import field_changes
from claims_db.claims.history import Change, ChangeKind


def preview_card(preview: Preview) -> Card:
    """The claim as users will see it, what changes, which claims it is like, and which small talk it would answer."""
    claim, before = preview.change.after, preview.change.before
    changes = (changes_block(field_changes(before, claim)),) if before else ()
    told = (*changes, *resembling_block(preview.alike), *everyday_block(preview.everyday))
    return Card(rated(claim), (claim_block(claim), sources_block(claim), *told))


def show_card(newest: Change) -> Card:
    """A claim with everything that it holds, each entry on a line, and its last step."""
    claim = newest.after
    held = (Line(f"{each.field}: {each.after}", Role.ITEM) for each in field_changes(None, claim))
    retired = (Line(command_text.RETIRED),) if newest.kind is ChangeKind.RETIRED else ()
    return Card(
        command_text.named(claim),
        (Block("", tuple(held)), Block("", (Line(f"{step(newest, command_text.who(newest.actor))}."), *retired))),
    )


def history_card(steps: Sequence[Change]) -> Card:
    """Every step, oldest first."""
    return Card(
        command_text.named(steps[-1].after), tuple(step_block(each, command_text.who(each.actor)) for each in steps)
    )
