"""What moderators see before a claim is stored, and what they do then: save it, fill in more, or drop it."""

from __future__ import annotations

import re

import discord
from discord import ui

from bot import claim_text, text
from bot.buttons import footnote, tell
from bot.cards import Card, short_card
from bot.claim_cards import preview_card
from bot.client import Footnote
from bot.delivery import may_embed, respond
from bot.draft import Draft
from bot.incidents import guarded, report
from bot.replies import body
from claims_db.errors import FootnoteError, InvalidValueError
from claims_db.service import ChangeKind
from claims_db.values import Claim, Message
from cogs.claim_form import ClaimForm, PartForm, SourceForm, WhenForm, WordingsForm, new_name
from cogs.claim_saving import ClaimChange, save_change

MOST_SIMILAR = 3
# Three rows of five buttons, less those of the other steps.
MOST_SOURCE_BUTTONS = 10
_SOURCE = "source-"


async def open_form(interaction: discord.Interaction, draft: Draft, part: str = "claim") -> None:
    """Answer a command, or a press of a button that was not answered yet, with a form on a new draft."""
    await interaction.response.send_modal(_form(part, new_name(), draft))


def _form(part: str, name: str, draft: Draft) -> PartForm:
    match part:
        case "when":
            return WhenForm(name, draft, show_preview)
        case "wordings":
            return WordingsForm(name, draft, show_preview)
        case _ if part.startswith(_SOURCE):
            return SourceForm(name, draft, show_preview, int(part.removeprefix(_SOURCE)))
        case _:
            return ClaimForm(name, draft, show_preview)


async def show_preview(interaction: discord.Interaction, name: str, draft: Draft) -> None:
    """Show a draft that was sent; where that fails, offer the filled-in form again."""
    bot = footnote(interaction)
    twice = bot.drafts.is_spent(name)
    kept_as = new_name() if twice else name
    bot.drafts.put(kept_as, draft)
    try:
        await _defer(interaction)
        card, buttons = (short_card(claim_text.SENT_TWICE), ()) if twice else _preview(bot, interaction, draft)
        await _answer(interaction, card, draft_view(kept_as, draft, buttons))
    except Exception as error:  # noqa: BLE001 - whatever it is, nobody shall have to type twice
        await report(interaction, error, draft_view(kept_as, draft))


def _preview(bot: Footnote, interaction: discord.Interaction, draft: Draft) -> tuple[Card, tuple[str, ...]]:
    """The claim and what it will answer to, or what is wrong with it; and what can be done besides filling in more."""
    scope = bot.answers.scope(interaction)
    try:
        claim = draft.claim(scope.own)
    except InvalidValueError as error:
        return short_card(str(error)), ()
    if claim == draft.base:
        return short_card(claim_text.UNCHANGED), ()
    similar = [match.claim for match in bot.claims.search(claim.text, scope, MOST_SIMILAR + 1)]
    others = [each for each in similar if each.key != claim.key or draft.base is None][:MOST_SIMILAR]
    said = text.headline(bot.claims.rehearse(claim, Message(claim.text, interaction.created_at)))
    return preview_card(claim, draft.base, said, others), ("save",)


async def _defer(interaction: discord.Interaction) -> None:
    if _stands_alone(interaction):
        await interaction.response.defer(ephemeral=True, thinking=True)
    else:
        await interaction.response.defer()


async def _answer(interaction: discord.Interaction, card: Card, view: ui.View | None) -> None:
    """In the place of the preview that somebody pressed a button of, else as an answer of its own."""
    if _stands_alone(interaction):
        await respond(interaction, card, view)
    else:
        await interaction.edit_original_response(**body(card, embeds=may_embed(interaction)), view=view)


def _stands_alone(interaction: discord.Interaction) -> bool:
    """Whether nothing is to be replaced: what everybody sees never is."""
    return interaction.message is None or not interaction.message.flags.ephemeral


def draft_view(name: str, draft: Draft, first: tuple[str, ...] = ()) -> ui.View:
    """What can be done with a draft: `first`, and to fill in more or drop it."""
    view = ui.View(timeout=None)
    back = claim_text.EDIT_BUTTON if first else claim_text.AGAIN_BUTTON
    for step in (*first, "claim", "drop"):
        view.add_item(DraftButton(step, name, _LABELS.get(step, back), row=0))
    for step in ("wordings", "when", f"{_SOURCE}{len(draft.sources)}"):
        view.add_item(DraftButton(step, name, _LABELS.get(step, claim_text.ANOTHER_SOURCE_BUTTON), row=1))
    for number, source in enumerate(draft.sources[:MOST_SOURCE_BUTTONS]):
        label = claim_text.source_button(number + 1, source.source)
        view.add_item(DraftButton(f"{_SOURCE}{number}", name, label, row=2 + number // 5))
    return view


_LABELS = {
    "save": claim_text.SAVE_BUTTON,
    "drop": claim_text.DROP_BUTTON,
    "wordings": claim_text.WORDINGS_BUTTON,
    "when": claim_text.WHEN_BUTTON,
}


class DraftButton(ui.DynamicItem[ui.Button[ui.View]], template=r"footnote:draft:(?P<step>[\w-]+):(?P<name>[0-9a-f]+)"):
    """Saves a draft, opens a part of it or drops it. Only who filled it in sees the button."""

    def __init__(self, step: str, name: str, label: str = "", row: int | None = None) -> None:
        style = discord.ButtonStyle.primary if step == "save" else discord.ButtonStyle.secondary
        button = ui.Button[ui.View](label=label or step, style=style, custom_id=f"footnote:draft:{step}:{name}")
        super().__init__(button, row=row)
        self._step, self._name = step, name

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: ui.Item[ui.View], match: re.Match[str], /) -> DraftButton:
        """The button of an older process."""
        return cls(match["step"], match["name"])

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Do what the button says; saving and dropping once."""
        drafts = footnote(interaction).drafts
        draft = drafts.get(self._name)
        if draft is None:
            await interaction.response.defer()
            await tell(interaction, claim_text.DRAFT_GONE)
        elif self._step == "drop":
            drafts.take(self._name)
            await interaction.response.defer()
            await _answer(interaction, short_card(claim_text.DROPPED), None)
        elif self._step == "save":
            await _save(interaction, self._name)
        else:
            await interaction.response.send_modal(_form(self._step, self._name, draft))


async def _save(interaction: discord.Interaction, name: str) -> None:
    """Store the claim; where that fails, the draft and the buttons below it stay."""
    bot = footnote(interaction)
    draft = bot.drafts.take(name)
    if draft is None:
        return
    try:
        await interaction.response.defer()
        saved = await save_change(interaction, _change(draft, bot.answers.scope(interaction).own))
    except FootnoteError as error:
        bot.drafts.give_back(name, draft)
        await tell(interaction, claim_text.not_saved(str(error)))
    except Exception:
        bot.drafts.give_back(name, draft)
        raise
    else:
        await _answer(interaction, saved.card, saved.view())


def _change(draft: Draft, own: str) -> ClaimChange:
    kind = ChangeKind.EDITED if draft.base else ChangeKind.ADDED
    return ClaimChange(kind, draft.base, draft.claim(own))


async def answer_change(interaction: discord.Interaction, change: ClaimChange) -> None:
    """Make a change that needs no form, and say what it did."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    saved = await save_change(interaction, change)
    await respond(interaction, saved.card, saved.view())


async def offer_own(interaction: discord.Interaction, claim: Claim) -> None:
    """Say that a pack's claim cannot be changed here, and offer the form for a claim of the server's own."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    name, draft = new_name(), Draft.of(claim).as_new()
    footnote(interaction).drafts.put(name, draft)
    button = DraftButton("claim", name, claim_text.OWN_BUTTON)
    await respond(interaction, short_card(claim_text.not_of_this_server(claim)), ui.View(timeout=None).add_item(button))
