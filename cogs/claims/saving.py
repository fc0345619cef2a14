"""The one door through which moderators' changes of claims pass, and the way back."""

from __future__ import annotations

import re
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass, replace

import discord
from discord import ui

from bot.cards.answer_cards import Card, changed_card, short_card
from bot.client import Footnote
from bot.discord.buttons import actor, footnote, moderates_server, refusal
from bot.discord.delivery import respond
from bot.discord.incidents import guarded
from bot.discord.log_channel import post_claim
from bot.discord.proposals import by, let_wait, tell_proposer, wants_second
from bot.words import claim_text, queue_text
from claims_db.claims.history import ChangeKind
from claims_db.claims.packs import Scope
from claims_db.claims.slugs import free_slug
from claims_db.claims.undo import undone
from claims_db.errors import ConflictError, FootnoteError, NotFoundError
from claims_db.store.queue import Proposal, QueuedKind
from claims_db.store.replies import looks_alike
from claims_db.values import Claim, ClaimKey
from cogs.reply_updates import ask_about_replies

Button = ui.DynamicItem[ui.Button[ui.View]]
# What is left of the 100 characters that Discord grants a button's id.
LONGEST_SLUG_IN_ID = 75


class NotAllowedError(FootnoteError):
    """Whoever asked for a change may not make it (any more); the sentence says who may."""


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """What a moderator wants: a new claim (`before` is None), another text of one, or one retired or restored.

    `undoes` is the number of the step in the history that this takes back, `queued` the entry of the queue that it
    came from.
    """

    kind: ChangeKind
    before: Claim | None
    after: Claim
    undoes: int | None = None
    queued: int | None = None

    def proposal(self) -> Proposal:
        """The change as it can wait for another moderator."""
        return Proposal(self.kind, self.before, self.after, self.undoes)


@dataclass(frozen=True, slots=True)
class Saved:
    """The claim as it is after a change, what is shown of it, and what can be done next.

    `waits` says that it is not so yet: another moderator has to approve it.
    """

    claim: Claim
    card: Card
    buttons: tuple[Button, ...] = ()
    waits: bool = False

    def view(self) -> ui.View:
        """The buttons, which work after a restart too."""
        view = ui.View(timeout=None)
        for button in self.buttons:
            view.add_item(button)
        return view


async def save_change(interaction: discord.Interaction, change: ClaimChange) -> Saved:
    """Store a change of one of the server's own claims, or let it wait for another moderator, and say what it did.

    Raises NotAllowedError where the right was lost meanwhile, EditConflictError where somebody else was faster, and
    other FootnoteErrors; then nothing is stored.
    """
    bot = footnote(interaction)
    if interaction.guild is None or not moderates_server(interaction):
        raise NotAllowedError(refusal(interaction))
    if wants_second(interaction):
        card = await let_wait(interaction, interaction.guild.id, change.proposal())
        saved = Saved(change.after, card, waits=True)
    else:
        claim = await _store(bot, change, bot.answers.scope(interaction), actor(interaction))
        await log_done(bot, interaction.guild.id, replace(change, after=claim), actor(interaction))
        saved = await finished(bot, change, claim)
    if change.queued is not None:
        await settle(bot, interaction.guild.id, change.queued, saved.claim)
    return saved


async def finished(bot: Footnote, change: ClaimChange, claim: Claim) -> Saved:
    """What is shown of a change that was stored, and what can be done next."""
    step = (await bot.claims.history(claim.key))[-1].number
    card = changed_card(_done(change, claim), bot.claims.broken_lines(claim))
    undo = UndoButton(step, claim.slug)
    if change.kind is ChangeKind.EDITED and change.before and looks_alike(change.before, claim):
        return Saved(claim, card, (undo,))
    asking, buttons = await ask_about_replies(bot, claim.key, card)
    return Saved(claim, asking, (undo, *buttons))


async def log_done(bot: Footnote, server_id: int, change: ClaimChange, who: str, approver: str | None = None) -> None:
    """Tell the log channel of a change that was stored; nothing where it changed nothing."""
    if change.kind is ChangeKind.EDITED and change.before == change.after:
        return
    people = [by(who, queue_text.DID_THIS)]
    people += [by(approver, queue_text.APPROVED_THIS)] if approver else []
    await post_claim(bot, server_id, queue_text.log_done(change.kind, change.after), change.proposal(), people)


async def settle(bot: Footnote, server_id: int, entry_id: int, claim: Claim) -> None:
    """Take the entry out of the queue that a claim was made of; one that is settled already is no error."""
    with suppress(NotFoundError):
        entry = await bot.claims.queue.drop(server_id, entry_id)
        if entry.kind is QueuedKind.SUGGESTED:
            await tell_proposer(bot, entry, queue_text.told_accepted(claim))


def _done(change: ClaimChange, claim: Claim) -> str:
    if change.undoes is not None:
        return claim_text.undone(change.undoes, change.kind, claim)
    return claim_text.done(change.kind, claim)


async def _store(bot: Footnote, change: ClaimChange, scope: Scope, who: str) -> Claim:
    if change.undoes is not None:
        return await bot.claims.undo(change.after.key, actor=who, step=change.undoes, scope=scope)
    match change.kind, change.before:
        case ChangeKind.EDITED, Claim() as before:
            return await bot.claims.edit(before, change.after, actor=who, scope=scope)
        case ChangeKind.RETIRED, _:
            return await bot.claims.retire(change.after.key, actor=who, scope=scope)
        case ChangeKind.RESTORED, _:
            return await bot.claims.restore(change.after.key, actor=who, scope=scope)
        case _:
            return await _add(bot, change.after, scope, who)


async def _add(bot: Footnote, claim: Claim, scope: Scope, who: str) -> Claim:
    """Add a claim; under another slug where a claim of the server has its own, retired or not."""
    try:
        return await bot.claims.add(claim, actor=who, scope=scope)
    except ConflictError:
        taken = {each.slug for each in (*bot.claims.pack_claims(claim.pack), *await bot.claims.retired(scope))}
        return await bot.claims.add(replace(claim, slug=free_slug(claim.slug, taken)), actor=who, scope=scope)


async def undo_step(interaction: discord.Interaction, key: ClaimKey, step: int | None) -> Saved:
    """Undo a step of a claim's history, or the newest.

    Raises what `save_change` does, and ConflictError where later steps are in the way.
    """
    bot = footnote(interaction)
    if not moderates_server(interaction):
        raise NotAllowedError(refusal(interaction))
    history = await bot.claims.history(key)
    retired = key in {claim.key for claim in await bot.claims.retired(bot.answers.scope(interaction))}
    kind, after = undone(history, step, retired=retired)
    number = history[-1].number if step is None else step
    return await save_change(interaction, ClaimChange(kind, history[-1].after, after, undoes=number))


async def answer_saved(interaction: discord.Interaction, saving: Awaitable[Saved]) -> None:
    """Answer what was deferred: say what a change did, or why it could not be made."""
    try:
        saved = await saving
    except FootnoteError as error:
        await respond(interaction, short_card(claim_text.sentence(str(error))))
    else:
        await respond(interaction, saved.card, saved.view())


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
        bot = footnote(interaction)
        key = await located(bot, self._slug, own_scope(bot, interaction))
        if key is None:
            raise NotFoundError(claim_text.unknown_own(self._slug))
        await answer_saved(interaction, undo_step(interaction, key, self._step))


def own_scope(bot: Footnote, interaction: discord.Interaction) -> Scope:
    """The claims of the server itself, which are those that it can change."""
    own = bot.answers.scope(interaction).own
    return Scope(own, frozenset({own}))


async def located(bot: Footnote, name: str, scope: Scope) -> ClaimKey | None:
    """The claim of that slug, retired or not, else the only one that holds what was typed."""
    try:
        return await bot.claims.locate(name, scope)
    except NotFoundError:
        typed = name.casefold().strip()
        retired = [
            each for each in await bot.claims.retired(scope) if typed in each.slug or typed in each.text.casefold()
        ]
        keys = {claim.key for claim in (*bot.claims.complete(name, scope, limit=2), *retired)}
        return keys.pop() if len(keys) == 1 else None
