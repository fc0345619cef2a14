"""What waits in a server's queue: who sees an entry, what they may do with it, and doing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from bot.changes import Changes, ClaimChange, Saved, Server
from bot.words import queue_text
from claims_db.claims.history import ChangeKind
from claims_db.errors import NotFoundError
from claims_db.store.queue import Proposal, Queued, QueuedKind, Suggestion
from claims_db.values import Claim


@dataclass(frozen=True, slots=True)
class Standing:
    """How the claim of a proposed change stands now; None where it is a new one, or nowhere to be found."""

    claim: Claim | None
    in_use: bool

    def allows(self, entry: Queued) -> bool:
        """Whether the change can still be made as it was proposed."""
        if isinstance(entry.what, Suggestion) or entry.what.before is None:
            return True
        return self.claim == entry.what.before and self.in_use is not (entry.what.kind is ChangeKind.RESTORED)


class ClaimQueue:
    """The queue as one person has it before them: moderators see all that waits, others what they suggested.

    What takes an entry raises NotFoundError where it is settled, and NotAllowedError where they may not do that.
    """

    def __init__(self, changes: Changes, server: Server) -> None:
        self._changes, self._server = changes, server
        self._queue, self._editor = changes.claims.queue, changes.editor

    @property
    def moderates(self) -> bool:
        """Whether they decide on what others proposed."""
        return self._editor.refusal is None

    def is_own(self, entry: Queued) -> bool:
        """Whether they proposed it themselves."""
        return entry.proposer == self._editor.actor

    async def entries(self) -> list[Queued]:
        """What they see, oldest first."""
        every = await self._queue.entries(self._server.id)
        return [entry for entry in every if self.is_own(entry) or (self.moderates and not entry.returned_by)]

    async def standing(self, entry: Queued) -> Standing:
        """The claim that a change is about, as it is now."""
        if isinstance(entry.what, Suggestion) or entry.what.before is None:
            return Standing(None, in_use=True)
        stored = await self._changes.claims.stored(entry.what.before.key)
        return Standing(stored.claim if stored else None, in_use=stored is not None and not stored.retired)

    def steps(self, entry: Queued, standing: Standing) -> list[str]:
        """What they may do with an entry that they see, the most wanted first."""
        own, decides = self.is_own(entry), self.moderates and not entry.returned_by
        steps = []
        if decides and entry.kind is QueuedKind.SUGGESTED:
            steps.append("add")
        elif decides and not (own and self._changes.second_approval) and standing.allows(entry):
            steps.append("approve")
        if own and entry.kind in {QueuedKind.ADDED, QueuedKind.EDITED} and self.moderates:
            steps.append("edit")
        if decides and not own:
            steps.append("back")
        return [*steps, "drop"]

    async def entry(self, entry_id: int) -> Queued:
        """An entry that they decide on."""
        entry = await self._queue.entry(self._server.id, entry_id)
        self._editor.require()
        if entry.returned_by and not self.is_own(entry):
            raise NotFoundError(queue_text.SETTLED)
        return entry

    async def suggest(self, suggestion: Suggestion) -> Queued:
        """Let a suggestion wait; raises FullError. Its words go nowhere else."""
        entry = await self._queue.suggest(self._server.id, suggestion, actor=self._editor.actor)
        await self._server.audience.waits(entry)
        return entry

    async def approve(self, entry_id: int) -> Saved:
        """Make the change that waits."""
        await self.entry(entry_id)
        approver = self._editor.actor
        entry, claim = await self._queue.approve(self._server.id, entry_id, actor=approver)
        wanted = cast(Proposal, entry.what)  # the store refuses to approve a suggestion
        change = ClaimChange(wanted.kind, wanted.before, claim, undoes=wanted.undoes)
        saved = await self._changes.stored(change, entry.proposer, approver)
        await self._server.audience.settled(entry, queue_text.told_approved(entry, claim))
        return saved

    async def drop(self, entry_id: int) -> None:
        """Take an entry out, words and all; everybody may drop what they proposed."""
        if not self.is_own(await self._queue.entry(self._server.id, entry_id)):
            await self.entry(entry_id)
        dropped = await self._queue.drop(self._server.id, entry_id)
        if not self.is_own(dropped):
            await self._server.audience.settled(dropped, queue_text.TOLD_DROPPED)

    async def send_back(self, entry_id: int, reason: str) -> None:
        """Give an entry back to whoever proposed it."""
        self._editor.require()
        entry = await self._queue.send_back(self._server.id, entry_id, reason, actor=self._editor.actor)
        await self._server.audience.settled(entry, queue_text.told_returned(reason))
