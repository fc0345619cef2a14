"""The history of a claim, page by page, with a way back at every step."""

from __future__ import annotations

import re

import discord
from discord import ui

from bot.cards.answer_cards import Card, short_card
from bot.cards.claim_cards import MOST_DIFFERENCES, history_card, pages_of, steps_on
from bot.discord.buttons import footnote
from bot.discord.delivery import may_embed, respond
from bot.discord.incidents import guarded
from bot.discord.replies import body
from bot.discord.server_changes import changes_of
from bot.words import claim_text
from claims_db.errors import NotFoundError
from claims_db.values import ClaimKey
from cogs.claims.saving import LONGEST_SLUG_IN_ID, UndoButton


async def show_history(interaction: discord.Interaction, key: ClaimKey) -> None:
    """Answer a command that was deferred with the newest steps."""
    await respond(interaction, *await _page(interaction, key, 0))


async def _page(interaction: discord.Interaction, key: ClaimKey, wanted: int) -> tuple[Card, ui.View]:
    bot = footnote(interaction)
    changes = await bot.claims.history(key)
    page = min(wanted, pages_of(changes) - 1)
    view = ui.View(timeout=None)
    if key.pack == bot.answers.scope(interaction).own:
        for change in steps_on(changes, page):
            view.add_item(UndoButton(change.number, key.slug, claim_text.undo_step_button(change.number)))
    for label, there in ((claim_text.NEWER_BUTTON, page - 1), (claim_text.OLDER_BUTTON, page + 1)):
        if 0 <= there < pages_of(changes):
            view.add_item(PageButton(there, key.slug, label))
    opening = claim_text.history_of(changes[-1].after, len(changes), page, pages_of(changes))
    return history_card(opening, steps_on(changes, page), MOST_DIFFERENCES), view


class PageButton(ui.DynamicItem[ui.Button[ui.View]], template=r"footnote:history:(?P<page>\d+):(?P<slug>.+)"):
    """Shows another page of a claim's history in the place of this one."""

    def __init__(self, page: int, slug: str, label: str = "") -> None:
        custom_id = f"footnote:history:{page}:{slug[:LONGEST_SLUG_IN_ID]}"
        super().__init__(ui.Button(label=label or str(page + 1), custom_id=custom_id, row=1))
        self._page, self._slug = page, slug

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: ui.Item[ui.View], match: re.Match[str], /) -> PageButton:
        """The button of an older process."""
        return cls(int(match["page"]), match["slug"])

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Turn to the page."""
        await interaction.response.defer()
        bot = footnote(interaction)
        changes_of(interaction).editor.require()
        try:
            key = await bot.claims.locate(self._slug, bot.answers.scope(interaction))
            card, view = await _page(interaction, key, self._page)
        except NotFoundError:
            card, view = short_card(claim_text.unknown_own(self._slug)), ui.View()
        await interaction.edit_original_response(**body(card, embeds=may_embed(interaction)), view=view)
