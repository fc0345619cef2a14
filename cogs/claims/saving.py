"""What is shown of a change that was saved, and the way back."""

from __future__ import annotations

import re
from collections.abc import Awaitable
from dataclasses import dataclass

import discord
from discord import ui

from bot.cards.answer_cards import Card, changed_card, short_card
from bot.changes import ClaimChange, Saved
from bot.client import Footnote
from bot.discord.buttons import footnote
from bot.discord.delivery import respond
from bot.discord.incidents import guarded
from bot.discord.server_changes import changes_of, own_scope
from bot.words import claim_text, queue_text
from claims_db.errors import FootnoteError, NotFoundError
from cogs.reply_updates import ask_about_replies

# What is left of the 100 characters that Discord grants a button's id.
LONGEST_SLUG_IN_ID = 75


@dataclass(frozen=True, slots=True)
class Shown:
    """A card, and the buttons below it, which work after a restart too."""

    card: Card
    view: ui.View


async def shown(bot: Footnote, saved: Saved) -> Shown:
    """What a change did, and what can be done next: undo it, or bring earlier replies up to date."""
    change, view = saved.change, ui.View(timeout=None)
    if saved.step is None:
        return Shown(short_card(queue_text.waits(change.kind, saved.claim)), view)
    done = claim_text.done(change.kind, saved.claim)
    if change.undoes is not None:
        done = claim_text.undone(change.undoes, change.kind, saved.claim)
    card = changed_card(done, saved.broken)
    view.add_item(UndoButton(saved.step, saved.claim.slug))
    if not saved.shows_in_replies:
        return Shown(card, view)
    asking, buttons = await ask_about_replies(bot, saved.claim.key, card)
    for button in buttons:
        view.add_item(button)
    return Shown(asking, view)


async def answer_change(interaction: discord.Interaction, change: ClaimChange) -> None:
    """Make a change that needs no form, and say what it did."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    await answer_saved(interaction, changes_of(interaction).save(change))


async def answer_saved(interaction: discord.Interaction, saving: Awaitable[Saved]) -> None:
    """Answer what was deferred: say what a change did, or why it could not be made."""
    try:
        done = await shown(footnote(interaction), await saving)
    except FootnoteError as error:
        await respond(interaction, short_card(claim_text.sentence(str(error))))
    else:
        await respond(interaction, done.card, done.view)


class UndoButton(ui.DynamicItem[ui.Button[ui.View]], template=r"footnote:undo:(?P<step>\d+):(?P<slug>.+)"):
    """Undoes one step, for moderators of the claim's server."""

    def __init__(self, step: int, slug: str, label: str = claim_text.UNDO_BUTTON) -> None:
        custom_id = f"footnote:undo:{step}:{slug[:LONGEST_SLUG_IN_ID]}"
        super().__init__(ui.Button(label=label, style=discord.ButtonStyle.secondary, custom_id=custom_id))
        self._step, self._slug = step, slug

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: ui.Item[ui.View], match: re.Match[str], /) -> UndoButton:
        """The button of an older process."""
        return cls(int(match["step"]), match["slug"])

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Undo the step, or say why that cannot be."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            key = await footnote(interaction).claims.locate(self._slug, own_scope(interaction))
        except NotFoundError as error:
            raise NotFoundError(claim_text.unknown_own(self._slug)) from error
        await answer_saved(interaction, changes_of(interaction).undo(key, self._step))
