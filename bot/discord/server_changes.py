"""Changes on a server: who on Discord makes them, and who hears of them there."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import discord

from bot.cards.answer_cards import Block, Card, short_card
from bot.cards.claim_cards import by, changes_block
from bot.changes import Changes, ClaimChange, Editor, NotAllowedError, Server
from bot.claim_queue import ClaimQueue
from bot.client import Footnote
from bot.discord.buttons import actor, footnote, moderates_server, refusal
from bot.discord.log_channel import post_change
from bot.discord.open_drafts import digest
from bot.discord.replies import body
from bot.words import queue_text
from claims_db.actors import Actor
from claims_db.claims.field_changes import field_changes
from claims_db.claims.history import ChangeKind
from claims_db.claims.packs import Scope
from claims_db.errors import NotFoundError
from claims_db.store.queue import Queued, Suggestion
from claims_db.values import Claim, ClaimKey

log = logging.getLogger(__name__)


def changes_of(interaction: discord.Interaction) -> Changes:
    """What whoever pressed or called may change in the server that they are in."""
    bot, guild = footnote(interaction), interaction.guild
    editor = Editor(actor(interaction), None if moderates_server(interaction) else refusal(interaction))
    server = Server(guild.id, ServerAudience(bot, guild.id, interaction)) if guild else None
    return Changes(bot.claims, editor, bot.answers.scope(interaction), server)


def queue_of(interaction: discord.Interaction) -> ClaimQueue:
    """The queue of the server that whoever pressed or called is in; raises NotAllowedError where they are in none."""
    changes = changes_of(interaction)
    if changes.server is None:
        raise NotAllowedError(refusal(interaction))
    return ClaimQueue(changes, changes.server)


def own_scope(interaction: discord.Interaction) -> Scope:
    """The claims of the server itself, which are those that it can change."""
    return Scope.of(footnote(interaction).answers.scope(interaction).own)


async def as_it_was(interaction: discord.Interaction, slug: str, wanted: str) -> Claim | None:
    """The server's claim of that slug as it was when it had that digest; as it is now where it never had it."""
    try:
        history = await footnote(interaction).claims.history(ClaimKey(own_scope(interaction).own, slug))
    except NotFoundError:
        return None
    states = [change.after for change in reversed(history)]
    return next((state for state in states if digest(state) == wanted), states[0])


@dataclass(frozen=True, slots=True)
class ServerAudience:
    """The log channel hears of every change; whoever proposed one, of what became of it."""

    bot: Footnote
    server_id: int
    interaction: discord.Interaction

    async def stored(self, change: ClaimChange, by_whom: Actor, approver: Actor | None = None) -> None:
        """Post what was changed, and by whom."""
        people = [by(by_whom, queue_text.DID_THIS)]
        people += [by(approver, queue_text.APPROVED_THIS)] if approver else []
        opening = queue_text.log_done(change.kind, change.after)
        await post_change(self.bot, self.server_id, _posted(opening, change, Block("", tuple(people))))

    async def waits(self, entry: Queued) -> None:
        """Post that something waits; of what a member suggested, not the words."""
        self.bot.proposers.put(entry.id, self.interaction)
        if isinstance(entry.what, Suggestion):
            card = short_card(queue_text.LOG_SUGGESTED)
        else:
            wanted = ClaimChange(entry.what.kind, entry.what.before, entry.what.after)
            proposer = Block("", (by(entry.proposer, queue_text.PROPOSED_THIS),))
            card = _posted(queue_text.log_waits(wanted.kind, wanted.after), wanted, proposer)
        await post_change(self.bot, self.server_id, card)

    async def settled(self, entry: Queued, sentence: str) -> None:
        """Tell whoever proposed it, while Discord still lets only them see it: 15 minutes."""
        interaction = self.bot.proposers.take(entry.id)
        if interaction is None or interaction.is_expired():
            return
        try:
            await interaction.followup.send(**body(short_card(sentence)), ephemeral=True)
        except discord.HTTPException as error:
            log.info("a proposer was not told: Discord says %s (code %s)", error.status, error.code)


def _posted(opening: str, change: ClaimChange, people: Block) -> Card:
    """What is posted of a change: by whom, and how it differs where retiring and restoring say it all."""
    differs = change.kind in {ChangeKind.ADDED, ChangeKind.EDITED}
    differences = (changes_block(field_changes(change.before, change.after)),) if differs else ()
    return Card(opening, (people, *differences))
