"""The queue, an entry a page, with what can be done with it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import discord
from discord import ui

from bot.cards.answer_cards import Card, short_card
from bot.cards.queue_cards import entry_card
from bot.discord.buttons import footnote
from bot.discord.claim_draft import Draft
from bot.discord.delivery import may_embed, respond
from bot.discord.forms import Form, Typed
from bot.discord.incidents import guarded
from bot.discord.replies import body
from bot.discord.server_changes import queue_of
from bot.words import claim_text, queue_text
from claims_db.errors import FootnoteError, NotFoundError
from claims_db.store.queue import Queued
from cogs.claims.preview import open_form
from cogs.claims.saving import shown


async def open_queue(interaction: discord.Interaction) -> None:
    """Answer a command that was deferred with the oldest entry."""
    await respond(interaction, *await _page(interaction, 0))


async def redraw(interaction: discord.Interaction, near: int, said: str = "") -> None:
    """Put the entry of that number, or the next one that is left, in the place of what was shown."""
    card, view = await _page(interaction, near, said)
    await interaction.edit_original_response(**body(card, embeds=may_embed(interaction)), view=view)


async def _page(interaction: discord.Interaction, near: int, said: str = "") -> tuple[Card, ui.View]:
    queue = queue_of(interaction)
    entries = await queue.entries()
    if not entries:
        empty = queue_text.EMPTY if queue.moderates else queue_text.EMPTY_FOR_MEMBER
        return short_card(f"{said} {empty}".strip()), ui.View()
    index = next((place for place, entry in enumerate(entries) if entry.id >= near), len(entries) - 1)
    entry = entries[index]
    standing = await queue.standing(entry)
    card = entry_card(entry, standing, own=queue.is_own(entry), place=(index + 1, len(entries)))
    view = ui.View(timeout=None)
    for step in queue.steps(entry, standing):
        view.add_item(EntryButton(step, entry.id))
    for label, there in ((queue_text.OLDER, index - 1), (queue_text.NEWER, index + 1)):
        if 0 <= there < len(entries):
            view.add_item(EntryButton("show", entries[there].id, label))
    return (Card(f"{said} {card.opening}", card.blocks) if said else card), view


class EntryButton(ui.DynamicItem[ui.Button[ui.View]], template=r"footnote:queue:(?P<step>[a-z]+):(?P<entry>\d+)"):
    """Does something with one entry, or turns to it."""

    def __init__(self, step: str, entry_id: int, label: str = "") -> None:
        style = discord.ButtonStyle.primary if step in {"approve", "add"} else discord.ButtonStyle.secondary
        custom_id = f"footnote:queue:{step}:{entry_id}"
        super().__init__(ui.Button(label=label or _LABELS.get(step, step), style=style, custom_id=custom_id))
        self._step, self._entry_id = step, entry_id

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: ui.Item[ui.View], match: re.Match[str], /) -> EntryButton:
        """The button of an older process."""
        return cls(match["step"], int(match["entry"]))

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Do it, or say why not, and show what is left."""
        if self._step in {"back", "add", "edit"}:
            await _open(interaction, await queue_of(interaction).entry(self._entry_id), self._step)
            return
        await interaction.response.defer()
        if self._step == "show":
            await redraw(interaction, self._entry_id)
            return
        await _settle(interaction, self._entry_id, _approve if self._step == "approve" else _drop)


_LABELS = {
    "approve": queue_text.APPROVE,
    "back": queue_text.SEND_BACK,
    "drop": queue_text.DROP,
    "add": queue_text.ADD,
    "edit": queue_text.EDIT,
}


async def _settle(
    interaction: discord.Interaction, entry_id: int, doing: Callable[[discord.Interaction, int], Awaitable[str]]
) -> None:
    """Do something with an entry, or find out why not, and show what is left."""
    try:
        said = await doing(interaction, entry_id)
    except NotFoundError:
        said = queue_text.SETTLED
    except FootnoteError as error:
        said = claim_text.sentence(str(error))
    await redraw(interaction, entry_id, said)


async def _approve(interaction: discord.Interaction, entry_id: int) -> str:
    """Make the change; what can be done next stands in a message of its own."""
    done = await shown(footnote(interaction), await queue_of(interaction).approve(entry_id))
    sent = body(done.card, embeds=may_embed(interaction))
    await interaction.followup.send(**sent, view=done.view, ephemeral=True)
    return queue_text.APPROVED


async def _drop(interaction: discord.Interaction, entry_id: int) -> str:
    await queue_of(interaction).drop(entry_id)
    return queue_text.DROPPED


async def _open(interaction: discord.Interaction, entry: Queued, step: str) -> None:
    """Open the form that a step asks for."""
    if step == "back":
        await ReasonForm(entry.id).open(interaction, str(entry.id))
    else:
        await open_form(interaction, Draft.of_entry(entry))


class ReasonForm(Form):
    """Asks why an entry is sent back."""

    kind = "reason"

    def __init__(self, entry_id: int) -> None:
        super().__init__(queue_text.REASON_TITLE)
        self._entry_id = entry_id
        reason = ui.TextInput[ui.Modal](style=discord.TextStyle.paragraph, max_length=500)
        self.ask("reason", queue_text.REASON, queue_text.REASON_HINT, reason)

    async def answer(self, interaction: discord.Interaction, typed: Typed) -> None:
        """Send it back, and show what is left."""
        await interaction.response.defer()

        async def send_back(pressed: discord.Interaction, entry_id: int) -> str:
            await queue_of(pressed).send_back(entry_id, " ".join(typed["reason"].split()))
            return self.opening(queue_text.RETURNED)

        await _settle(interaction, self._entry_id, send_back)


async def reopened_reason(_: discord.Interaction, entry_id: str) -> ReasonForm:
    """The form that an older process opened; an entry's number is never used twice."""
    return ReasonForm(int(entry_id))
