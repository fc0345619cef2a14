"""What moderators see before a claim is stored, and what they do then: save it, fill in more, or drop it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial

import discord
from discord import ui

from bot.cards.answer_cards import Card, short_card
from bot.cards.claim_cards import MOST_DIFFERENCES, conflict_card, preview_card, wrong_card
from bot.changes import Saved
from bot.discord.buttons import footnote, no_buttons, tell
from bot.discord.claim_draft import Draft
from bot.discord.delivery import may_embed, respond
from bot.discord.incidents import guarded, report
from bot.discord.open_drafts import carried, digest, unpacked
from bot.discord.replies import body
from bot.discord.server_changes import as_it_was, changes_of, queue_of
from bot.words import claim_text
from claims_db.claims.conflicts import EditConflictError
from claims_db.errors import FootnoteError, InvalidValueError, NotFoundError
from claims_db.values import Claim
from cogs.claims.form import ClaimForm, PartForm, SourceForm, WhenForm, WordingsForm, new_name
from cogs.claims.saving import shown

# Three rows of five buttons, less those of the other steps.
MOST_SOURCE_BUTTONS = 10
_SOURCE = "source-"

# What a row of buttons does, with their labels.
Steps = Mapping[str, str]
FILL_IN: Steps = {"claim": claim_text.AGAIN_BUTTON, "drop": claim_text.DROP_BUTTON}
_BACK: Steps = {"claim": claim_text.EDIT_BUTTON, "drop": claim_text.DROP_BUTTON}
SAVING: Steps = {"save": claim_text.SAVE_BUTTON, **_BACK}
SAVING_OR_PHRASING: Steps = {"save": claim_text.SAVE_BUTTON, "phrasing": claim_text.PHRASING_BUTTON, **_BACK}
_MINE: Steps = {"claim": claim_text.AGAIN_BUTTON, "drop": claim_text.DROP_MINE_BUTTON}
OVER_THEIRS: Steps = {"save": claim_text.OVER_BUTTON, **_MINE}
OVER_RETIRED: Steps = {"restore": claim_text.RESTORE_BUTTON, **_MINE}
PARTS: Steps = {"wordings": claim_text.WORDINGS_BUTTON, "when": claim_text.WHEN_BUTTON}


async def open_form(interaction: discord.Interaction, draft: Draft, part: str = "claim") -> None:
    """Answer a command, or a press of a button that was not answered yet, with a form on a new draft.

    A claim that is neither there nor in the queue has no more in its draft than the form shows.
    """
    if draft.queued is not None:
        origin = f"queued:{draft.queued}"
    else:
        origin = f"claim:{draft.base.slug}:{digest(draft.base)}" if draft.base else "new"
    name = new_name()
    await _form(part, name, draft).open(interaction, f"{part}:{name}:{origin}")


async def reopened(interaction: discord.Interaction, about: str) -> PartForm | None:
    """The form that an older process opened, on the draft that it was about; None where that is lost."""
    part, name, origin = about.split(":", 2)
    draft = await _kept_draft(interaction, name) or await _original(interaction, origin)
    return _form(part, name, draft) if draft else None


async def _original(interaction: discord.Interaction, origin: str) -> Draft | None:
    """The draft that a first form was opened on."""
    kind, *named = origin.split(":")
    match kind:
        case "new":
            return Draft()
        case "claim":
            base = await as_it_was(interaction, *named)
            return Draft.of(base) if base else None
        case "queued":
            with suppress(NotFoundError):
                return Draft.of_entry(await queue_of(interaction).entry(int(named[0])))
    return None


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


async def show_preview(interaction: discord.Interaction, name: str, draft: Draft, said: str = "") -> None:
    """Show a draft that was sent, below what is `said` first; where that fails, offer the filled-in form again."""
    bot = footnote(interaction)
    twice = bot.drafts.is_spent(name)
    kept_as = new_name() if twice else name
    bot.drafts.put(kept_as, draft)
    try:
        if _stands_alone(interaction):
            await interaction.response.defer(ephemeral=True, thinking=True)
        else:
            await interaction.response.defer()
        card, steps = (
            (wrong_card(claim_text.SENT_TWICE, draft.text), FILL_IN) if twice else await _preview(interaction, draft)
        )
        card = replace(card, opening=f"{said} {card.opening}".strip())
        await _answer(interaction, card, draft_view(kept_as, draft, steps), draft)
    except Exception as error:  # noqa: BLE001 - whatever it is, nobody shall have to type twice
        await report(interaction, error, draft_view(kept_as, draft, FILL_IN))


async def _preview(interaction: discord.Interaction, draft: Draft) -> tuple[Card, Steps]:
    """The claim and what it will answer to, or what is wrong with it; and what can be done besides filling in more."""
    changes = changes_of(interaction)
    try:
        change = draft.change(footnote(interaction).answers.scope(interaction).own)
    except InvalidValueError as error:
        return wrong_card(str(error), draft.text), FILL_IN
    if change.after == change.before:
        return short_card(claim_text.UNCHANGED), FILL_IN
    preview = await changes.preview(change, interaction.created_at)
    opening = claim_text.edit_preview(change.after) if change.before else claim_text.PREVIEW
    return preview_card(
        opening, preview, MOST_DIFFERENCES
    ), SAVING_OR_PHRASING if preview.same() and not change.before else SAVING


async def _answer(
    interaction: discord.Interaction, card: Card, view: ui.View | None, draft: Draft | None = None
) -> None:
    """In the place of the preview that somebody pressed a button of, else as an answer of its own."""
    shown = body(card, embeds=may_embed(interaction))
    for embed in shown["embeds"][:1]:
        embed.url = carried(draft) if draft else None
    if _stands_alone(interaction):
        await interaction.followup.send(**shown, view=view or no_buttons(), ephemeral=True)
    else:
        await interaction.edit_original_response(**shown, view=view)


def _stands_alone(interaction: discord.Interaction) -> bool:
    """Whether nothing is to be replaced: what everybody sees never is."""
    return interaction.message is None or not interaction.message.flags.ephemeral


def draft_view(name: str, draft: Draft, steps: Steps) -> ui.View:
    """What can be done with a draft: `steps`, and to fill in more of it."""
    view = ui.View(timeout=None)
    for step, label in steps.items():
        view.add_item(DraftButton(step, name, label, row=0))
    for step, label in (*PARTS.items(), (f"{_SOURCE}{len(draft.sources)}", claim_text.ANOTHER_SOURCE_BUTTON)):
        view.add_item(DraftButton(step, name, label, row=1))
    for number, source in enumerate(draft.sources[:MOST_SOURCE_BUTTONS]):
        label = claim_text.source_button(number + 1, source.source)
        view.add_item(DraftButton(f"{_SOURCE}{number}", name, label, row=2 + number // 5))
    return view


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
        draft = await _kept_draft(interaction, self._name)
        if draft is None:
            await interaction.response.defer()
            await tell(interaction, claim_text.DRAFT_GONE if drafts.is_spent(self._name) else claim_text.DRAFT_LOST)
        elif self._step == "drop":
            drafts.take(self._name)
            await interaction.response.defer()
            await _answer(interaction, short_card(claim_text.DROPPED), None)
        elif self._step in _SAVERS:
            await _save(interaction, self._name, self._step)
        else:
            await _form(self._step, self._name, draft).open(interaction, f"{self._step}:{self._name}:")


async def _kept_draft(interaction: discord.Interaction, name: str) -> Draft | None:
    """The draft of that name; where an older process showed its preview, it is kept again from now on."""
    bot = footnote(interaction)
    embeds = interaction.message.embeds if interaction.message else []
    kept = bot.drafts.get(name)
    if kept or bot.drafts.is_spent(name) or not embeds:
        return kept

    draft = await unpacked(embeds[0].url, partial(as_it_was, interaction))
    if draft is None or bot.drafts.is_spent(name):
        return None
    bot.drafts.put(name, draft)
    return draft


async def _save(interaction: discord.Interaction, name: str, step: str) -> None:
    """Store the claim; where that fails, the draft and the buttons below it stay."""
    bot = footnote(interaction)
    draft = bot.drafts.take(name)
    if draft is None:
        return
    try:
        await interaction.response.defer()
        done = await shown(bot, await _SAVERS[step](interaction, draft))
    except EditConflictError as error:
        await _show_conflict(interaction, name, draft, error)
    except FootnoteError as error:
        bot.drafts.give_back(name, draft)
        await tell(interaction, claim_text.not_saved(str(error)))
    except Exception:
        bot.drafts.give_back(name, draft)
        raise
    else:
        await _answer(interaction, done.card, done.view)


async def _save_draft(interaction: discord.Interaction, draft: Draft) -> Saved:
    return await changes_of(interaction).save(draft.change(footnote(interaction).answers.scope(interaction).own))


async def _save_as_phrasing(interaction: discord.Interaction, draft: Draft) -> Saved:
    claim = draft.claim(footnote(interaction).answers.scope(interaction).own)
    return await changes_of(interaction).add_as_phrasing(claim, draft.queued)


async def _restore_and_save(interaction: discord.Interaction, draft: Draft) -> Saved:
    if draft.base is None:
        return await _save_draft(interaction, draft)
    after = draft.claim(draft.base.pack)
    return await changes_of(interaction).restore_and_edit(draft.base, after, draft.queued)


_SAVERS = {"save": _save_draft, "phrasing": _save_as_phrasing, "restore": _restore_and_save}


async def _show_conflict(interaction: discord.Interaction, name: str, draft: Draft, error: EditConflictError) -> None:
    """Somebody else was faster: show what they changed, and what saving would change now."""
    bot = footnote(interaction)
    mine = draft.onto(error.current)
    bot.drafts.give_back(name, mine)
    newest = await changes_of(interaction).newest(error.current.key)
    try:
        wanted = mine.claim(error.current.pack)
        card = conflict_card(error, draft.base or error.current, wanted, newest, MOST_DIFFERENCES)
    except InvalidValueError as wrong:
        card = wrong_card(str(wrong), mine.text)
    steps = OVER_RETIRED if error.retired else OVER_THEIRS
    await _answer(interaction, card, draft_view(name, mine, steps), mine)


async def offer_own(interaction: discord.Interaction, claim: Claim) -> None:
    """Say that a pack's claim cannot be changed here, and offer the form for a claim of the server's own."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    name, draft = new_name(), Draft.of(claim).as_new()
    footnote(interaction).drafts.put(name, draft)
    button = DraftButton("claim", name, claim_text.OWN_BUTTON)
    await respond(interaction, short_card(claim_text.not_of_this_server(claim)), ui.View(timeout=None).add_item(button))
