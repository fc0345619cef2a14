"""The queue, an entry a page, with what can be done with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import discord
from discord import ui

from bot.cards.answer_cards import Card, short_card
from bot.cards.queue_cards import Standing, entry_card
from bot.client import Footnote
from bot.discord.buttons import actor, footnote, moderates_server, refusal
from bot.discord.claim_draft import Draft, SourceDraft
from bot.discord.delivery import may_embed, respond
from bot.discord.incidents import guarded
from bot.discord.proposals import tell_proposer
from bot.discord.replies import body
from bot.words import queue_text
from claims_db.errors import FootnoteError, NotFoundError
from claims_db.store.queue import Proposal, Queued, QueuedKind, Suggestion
from claims_db.values import Claim
from cogs.claims.preview import open_form
from cogs.claims.saving import ClaimChange, NotAllowedError, finished, log_done


async def open_queue(interaction: discord.Interaction, server_id: int) -> None:
    """Answer a command that was deferred with the oldest entry."""
    await respond(interaction, *await _page(interaction, server_id, 0))


async def redraw(interaction: discord.Interaction, server_id: int, near: int, said: str = "") -> None:
    """Put the entry of that number, or the next one that is left, in the place of what was shown."""
    card, view = await _page(interaction, server_id, near, said)
    await interaction.edit_original_response(**body(card, embeds=may_embed(interaction)), view=view)


async def _page(interaction: discord.Interaction, server_id: int, near: int, said: str = "") -> tuple[Card, ui.View]:
    entries = _seen(interaction, await footnote(interaction).claims.queue.entries(server_id))
    if not entries:
        empty = queue_text.EMPTY if moderates_server(interaction) else queue_text.EMPTY_FOR_MEMBER
        return short_card(f"{said} {empty}".strip()), ui.View()
    index = next((place for place, entry in enumerate(entries) if entry.id >= near), len(entries) - 1)
    entry = entries[index]
    standing = await _standing(footnote(interaction), entry)
    card = entry_card(entry, standing, own=entry.proposer == actor(interaction), place=(index + 1, len(entries)))
    view = ui.View(timeout=None)
    for step in _steps(interaction, entry, standing):
        view.add_item(EntryButton(step, entry.id))
    for label, there in ((queue_text.OLDER, index - 1), (queue_text.NEWER, index + 1)):
        if 0 <= there < len(entries):
            view.add_item(EntryButton("show", entries[there].id, label))
    return (Card(f"{said} {card.opening}", card.blocks) if said else card), view


def _seen(interaction: discord.Interaction, entries: Sequence[Queued]) -> list[Queued]:
    """What somebody may see: moderators all that waits, and everybody what they proposed themselves."""
    who, all_that_waits = actor(interaction), moderates_server(interaction)
    return [entry for entry in entries if entry.proposer == who or (all_that_waits and not entry.returned_by)]


async def _standing(bot: Footnote, entry: Queued) -> Standing:
    """The claim that a change is about, as it is now."""
    if isinstance(entry.what, Suggestion) or entry.what.before is None:
        return Standing(None, in_use=True)
    key = entry.what.before.key
    pack = {claim.key: claim for claim in bot.claims.pack_claims(key.pack)}
    if key in pack:
        return Standing(pack[key], in_use=True)
    retired = {claim.key: claim for claim in await bot.claims.retired(bot.claims.scope(entry.server_id))}
    return Standing(retired.get(key), in_use=False)


def _steps(interaction: discord.Interaction, entry: Queued, standing: Standing) -> list[str]:
    """What somebody may do with an entry that they see."""
    own, decides = entry.proposer == actor(interaction), moderates_server(interaction) and not entry.returned_by
    second = footnote(interaction).claims.servers.settings(entry.server_id).desk.second_approval
    steps = []
    if decides and entry.kind is QueuedKind.SUGGESTED:
        steps.append("add")
    elif decides and not (own and second) and standing.allows(entry):
        steps.append("approve")
    if own and entry.kind in {QueuedKind.ADDED, QueuedKind.EDITED} and moderates_server(interaction):
        steps.append("edit")
    if decides and not own:
        steps.append("back")
    return [*steps, "drop"]


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
        bot, server_id = footnote(interaction), _server(interaction)
        if self._step in {"back", "add", "edit"}:
            entry = await bot.claims.queue.entry(server_id, self._entry_id)
            _require(interaction, entry, self._step)
            await _open(interaction, entry, self._step)
            return
        await interaction.response.defer()
        if self._step == "show":
            await redraw(interaction, server_id, self._entry_id)
            return
        try:
            entry = await bot.claims.queue.entry(server_id, self._entry_id)
            _require(interaction, entry, self._step)
            said = await (_approve if self._step == "approve" else _drop)(interaction, entry)
        except NotFoundError:
            said = queue_text.SETTLED
        except FootnoteError as error:
            said = f"{error}."
        await redraw(interaction, server_id, self._entry_id, said)


_LABELS = {
    "approve": queue_text.APPROVE,
    "back": queue_text.SEND_BACK,
    "drop": queue_text.DROP,
    "add": queue_text.ADD,
    "edit": queue_text.EDIT,
}


def _server(interaction: discord.Interaction) -> int:
    if interaction.guild is None:
        raise NotAllowedError(refusal(interaction))
    return interaction.guild.id


def _require(interaction: discord.Interaction, entry: Queued, step: str) -> None:
    """Raise NotAllowedError, which says who may, where somebody may not take this step."""
    if step == "drop" and entry.proposer == actor(interaction):
        return
    if not moderates_server(interaction):
        raise NotAllowedError(refusal(interaction))
    if entry.returned_by and entry.proposer != actor(interaction):
        raise NotFoundError(queue_text.SETTLED)


async def _approve(interaction: discord.Interaction, entry: Queued) -> str:
    """Make the change; what can be done next stands in a message of its own."""
    bot = footnote(interaction)
    entry, claim = await bot.claims.queue.approve(entry.server_id, entry.id, actor=actor(interaction))
    if isinstance(entry.what, Proposal):
        change = ClaimChange(entry.what.kind, entry.what.before, claim, undoes=entry.what.undoes)
        await log_done(bot, entry.server_id, change, entry.proposer, approver=actor(interaction))
        saved = await finished(bot, change, claim)
        shown = body(saved.card, embeds=may_embed(interaction))
        await interaction.followup.send(**shown, view=saved.view(), ephemeral=True)
    await tell_proposer(bot, entry, queue_text.told_approved(entry, claim))
    return queue_text.APPROVED


async def _drop(interaction: discord.Interaction, entry: Queued) -> str:
    bot = footnote(interaction)
    dropped = await bot.claims.queue.drop(entry.server_id, entry.id)
    if dropped.proposer != actor(interaction):
        await tell_proposer(bot, dropped, queue_text.TOLD_DROPPED)
    return queue_text.DROPPED


async def _open(interaction: discord.Interaction, entry: Queued, step: str) -> None:
    """Open the form that a step asks for."""
    if step == "back":
        await interaction.response.send_modal(ReasonForm(entry.id))
    elif isinstance(entry.what, Suggestion):
        await open_form(interaction, _suggested(entry.what, entry.id))
    else:
        await open_form(interaction, _again(entry.what.before, entry.what.after, entry.id))


def _suggested(suggestion: Suggestion, entry_id: int) -> Draft:
    """The form's fields with what a member wrote."""
    is_address = suggestion.source.lower().startswith(("http://", "https://"))
    source = SourceDraft(address=suggestion.source) if is_address else SourceDraft(source=suggestion.source)
    return Draft(text=suggestion.text, sources=(source,), queued=entry_id)


def _again(before: Claim | None, after: Claim, entry_id: int) -> Draft:
    """The form's fields with what was proposed."""
    draft = Draft.of(after)
    sources = draft.sources if before else draft.as_new().sources
    return Draft(
        draft.text, draft.rating, sources, draft.as_of, draft.happened, draft.tags, draft.phrasings,
        draft.must_match, draft.must_not_match, before, entry_id,
    )  # fmt: skip


class ReasonForm(ui.Modal):
    """Asks why an entry is sent back."""

    def __init__(self, entry_id: int) -> None:
        super().__init__(title=queue_text.REASON_TITLE)
        self._entry_id = entry_id
        self._reason = ui.TextInput[ReasonForm](style=discord.TextStyle.paragraph, max_length=500)
        self.add_item(ui.Label(text=queue_text.REASON, description=queue_text.REASON_HINT, component=self._reason))

    @guarded
    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Send it back, and show what is left."""
        await interaction.response.defer()
        bot, server_id, reason = footnote(interaction), _server(interaction), " ".join(self._reason.value.split())
        try:
            if not moderates_server(interaction):
                raise NotAllowedError(refusal(interaction))
            entry = await bot.claims.queue.send_back(server_id, self._entry_id, reason, actor=actor(interaction))
        except NotFoundError:
            said = queue_text.SETTLED
        except FootnoteError as error:
            said = f"{error}."
        else:
            await tell_proposer(bot, entry, queue_text.told_returned(reason))
            said = queue_text.RETURNED
        await redraw(interaction, server_id, self._entry_id, said)
