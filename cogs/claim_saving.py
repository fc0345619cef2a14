"""The one door through which moderators' changes of claims pass."""

from __future__ import annotations

from dataclasses import dataclass, replace

import discord
from discord import ui

from bot import claim_text
from bot.buttons import footnote, moderates_server, refusal
from bot.cards import Card, changed_card
from bot.client import Footnote
from claims_db.errors import ConflictError, FootnoteError
from claims_db.service import ChangeKind, Scope
from claims_db.slugs import free_slug
from claims_db.values import Claim


class NotAllowedError(FootnoteError):
    """Whoever asked for a change may not make it (any more); the sentence says who may."""


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """What a moderator wants: a new claim (`before` is None), another text of one, or one retired or restored."""

    kind: ChangeKind
    before: Claim | None
    after: Claim


@dataclass(frozen=True, slots=True)
class Saved:
    """The claim as it is after a change, what is shown of it, and what can be done next."""

    claim: Claim
    card: Card
    buttons: tuple[ui.Item[ui.View], ...] = ()

    def view(self) -> ui.View:
        """The buttons, which work after a restart too."""
        view = ui.View(timeout=None)
        for button in self.buttons:
            view.add_item(button)
        return view


async def save_change(interaction: discord.Interaction, change: ClaimChange) -> Saved:
    """Store a change of one of the server's own claims, and say what it did.

    Raises NotAllowedError where the right was lost meanwhile, ConflictError where somebody else was faster, and other
    FootnoteErrors; then nothing is stored.
    """
    bot = footnote(interaction)
    if not moderates_server(interaction):
        raise NotAllowedError(refusal(interaction))
    claim = await _store(bot, change, bot.answers.scope(interaction), actor_of(interaction.user))
    return Saved(claim, changed_card(claim_text.done(change.kind, claim), bot.claims.broken_lines(claim)))


def actor_of(user: discord.abc.User) -> str:
    """How the history names somebody."""
    return f"discord:{user.id}"


async def _store(bot: Footnote, change: ClaimChange, scope: Scope, actor: str) -> Claim:
    match change.kind, change.before:
        case ChangeKind.EDITED, Claim() as before:
            return await bot.claims.edit(before, change.after, actor=actor)
        case ChangeKind.RETIRED, _:
            return await bot.claims.retire(change.after.key, actor=actor)
        case ChangeKind.RESTORED, _:
            return await bot.claims.restore(change.after.key, actor=actor)
        case _:
            return await _add(bot, change.after, scope, actor)


async def _add(bot: Footnote, claim: Claim, scope: Scope, actor: str) -> Claim:
    """Add a claim; under another slug where a claim of the server has its own, retired or not."""
    try:
        return await bot.claims.add(claim, actor=actor)
    except ConflictError:
        taken = {each.slug for each in (*bot.claims.pack_claims(claim.pack), *await bot.claims.retired(scope))}
        return await bot.claims.add(replace(claim, slug=free_slug(claim.slug, taken)), actor=actor)
