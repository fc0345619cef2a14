"""The queue: changes and suggestions that wait for a moderator."""

from __future__ import annotations

from dataclasses import replace

from sqlite_utils import Database

from claims_db.actors import Actor
from claims_db.claims.history import ChangeKind
from claims_db.errors import ConflictError, InvalidValueError
from claims_db.service import editing
from claims_db.service.open_store import OpenStore
from claims_db.store import claim_rows, queue, servers
from claims_db.store.queue import Proposal, Queued, Suggestion
from claims_db.values import Claim


class Queue:
    """What waits is read from the file: nobody waits for it to answer a message."""

    def __init__(self, store: OpenStore) -> None:
        self._store = store

    async def entries(self, server_id: int) -> tuple[Queued, ...]:
        """Every entry of a server, oldest first, those that were sent back among them."""
        return await self._store.read(lambda db: queue.load_queue(db, server_id))

    async def entry(self, server_id: int, entry_id: int) -> Queued:
        """One entry of the server; raises NotFoundError where it is settled."""
        return await self._store.read(lambda db: queue.load_entry(db, server_id, entry_id))

    async def propose(self, server_id: int, proposal: Proposal, *, actor: Actor) -> Queued:
        """Let a change of one of the server's own claims wait; raises FullError and InvalidValueError."""
        return await self._store.change(lambda db: queue.propose(db, server_id, proposal, actor=actor))

    async def suggest(self, server_id: int, suggestion: Suggestion, *, actor: Actor) -> Queued:
        """Let a member's suggestion wait; raises FullError."""
        return await self._store.change(lambda db: queue.suggest(db, server_id, suggestion, actor=actor))

    async def approve(self, server_id: int, entry_id: int, *, actor: Actor) -> tuple[Queued, Claim]:
        """Make the change that waits and settle it; gives back the entry, and the claim as it is then.

        Raises NotFoundError where it is settled, EditConflictError where the claim was changed since, and ConflictError
        where `actor` may not approve it.
        """
        return await self._store.change(
            lambda db: _approve(db, server_id, entry_id, actor=actor), lambda done: self._store.took_up(done[1])
        )

    async def send_back(self, server_id: int, entry_id: int, reason: str, *, actor: Actor) -> Queued:
        """Give an entry back to its proposer; raises NotFoundError, ConflictError and InvalidValueError."""
        return await self._store.change(lambda db: queue.send_back(db, server_id, entry_id, reason, actor=actor))

    async def drop(self, server_id: int, entry_id: int) -> Queued:
        """Take an entry out, words and all; raises NotFoundError where it is settled."""
        return await self._store.change(lambda db: queue.drop(db, server_id, entry_id))

    async def forget_suggestions(self, server_id: int) -> None:
        """Take out what members of a server suggested, since the bot left it."""
        await self._store.change(lambda db: queue.forget_suggestions(db, server_id))


def _approve(db: Database, server_id: int, entry_id: int, *, actor: Actor) -> tuple[Queued, Claim]:
    """Make the change that waits, in its proposer's name, and take the entry out.

    Raises NotFoundError, EditConflictError where the claim was changed since, and ConflictError where it was sent back
    or where its own proposer approves it although the server wants a second moderator.
    """
    entry = queue.load_entry(db, server_id, entry_id)
    if not isinstance(entry.what, Proposal):
        raise InvalidValueError("a suggestion becomes a claim once it has a source and a rating")
    if entry.returned_by:
        raise ConflictError("that change was sent back to the moderator who made it")
    if entry.proposer == actor and servers.load_desk(db, server_id).second_approval:
        raise ConflictError(
            "you made this change yourself, so another moderator approves it; where there is none, switch second"
            " approval off in /settings"
        )
    claim = _make(db, entry.what, entry.proposer)
    queue.drop(db, server_id, entry_id)
    return entry, claim


def _make(db: Database, wanted: Proposal, actor: Actor) -> Claim:
    if wanted.before is None:
        # Under another slug where a claim that came meanwhile has this one.
        free = replace(wanted.after, slug=claim_rows.free_slug(db, wanted.after.key))
        return editing.add(db, free, actor=actor)
    queue.require_unchanged(db, wanted.before, wanted.after)
    if wanted.undoes is not None:
        return editing.undo(db, wanted.after.key, wanted.undoes, actor=actor).after
    match wanted.kind:
        case ChangeKind.RETIRED:
            return editing.retire(db, wanted.after.key, actor=actor)
        case ChangeKind.RESTORED:
            return editing.restore(db, wanted.after.key, actor=actor)
        case _:
            return editing.edit(db, wanted.before, wanted.after, actor=actor)
