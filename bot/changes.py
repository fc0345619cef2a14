"""Changes of claims: the rules that moderators on Discord and the host on the command line change claims by.

Nothing here draws anything. Whoever shows a change has `Saved`, `Preview` or an error to show; whoever else is to hear
of it is told through an `Audience`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.words import claim_text, command_text, queue_text
from claims_db.actors import Actor
from claims_db.claims.history import Change, ChangeKind
from claims_db.claims.packs import Scope
from claims_db.claims.revisions import under_own_keys
from claims_db.claims.undo import undone
from claims_db.engine.lines import CheckedLine
from claims_db.engine.resembling import Resemblance, ResemblanceKind
from claims_db.errors import ConflictError, FootnoteError, NotFoundError
from claims_db.service import ClaimService
from claims_db.store.queue import Proposal, Queued, QueuedKind
from claims_db.store.replies import looks_alike
from claims_db.values import Citation, Claim, ClaimKey, Message, Verdict


class NotAllowedError(FootnoteError):
    """Whoever asked for a change may not make it (any more); the sentence says who may."""


@dataclass(frozen=True, slots=True)
class Editor:
    """Who wants to change claims. Where they may not, `refusal` says who may."""

    actor: Actor
    refusal: str | None = None

    def require(self) -> None:
        """Raise NotAllowedError where they may not."""
        if self.refusal is not None:
            raise NotAllowedError(self.refusal)


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """What an editor wants: a new claim (`before` is None), another text of one, or one retired or restored.

    `undoes` is the number of the step in the history that this takes back, `queued` the entry of the queue that it
    came from. `named` says that the editor chose the slug of a new claim, so that it gets no other.
    """

    kind: ChangeKind
    before: Claim | None
    after: Claim
    undoes: int | None = None
    queued: int | None = None
    named: bool = False

    @classmethod
    def to(cls, after: Claim, before: Claim | None = None, *, queued: int | None = None) -> ClaimChange:
        """A new claim, or another text of one."""
        return cls(ChangeKind.EDITED if before else ChangeKind.ADDED, before, after, queued=queued)

    @classmethod
    def retiring(cls, claim: Claim) -> ClaimChange:
        """Taking a claim out of use."""
        return cls(ChangeKind.RETIRED, claim, claim)

    @classmethod
    def restoring(cls, claim: Claim) -> ClaimChange:
        """Taking a claim back into use."""
        return cls(ChangeKind.RESTORED, claim, claim)

    def proposal(self) -> Proposal:
        """The change as it can wait for another moderator."""
        return Proposal(self.kind, self.before, self.after, self.undoes)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would bring: the verdict on the claim's own text, claims like it, and chat that it would answer."""

    change: ClaimChange
    says: Verdict
    alike: tuple[Resemblance, ...]
    everyday: tuple[str, ...]

    def same(self) -> Claim | None:
        """The claim of the same pack that says the same."""
        return _same(self.change.after, self.alike)


@dataclass(frozen=True, slots=True)
class Saved:
    """A change that was stored as the step of that number, with the lines that no longer hold.

    Where another moderator has to approve it first, `waits` is its entry in the queue and there is no step.
    """

    change: ClaimChange
    step: int | None = None
    broken: tuple[CheckedLine, ...] = ()
    waits: Queued | None = None

    @property
    def claim(self) -> Claim:
        """The claim as the change leaves it."""
        return self.change.after

    @property
    def shows_in_replies(self) -> bool:
        """Whether earlier replies show something that is not so any more."""
        before = self.change.before
        return not (self.change.kind is ChangeKind.EDITED and before and looks_alike(before, self.claim))


class Audience(Protocol):
    """Who hears of changes besides whoever makes them: a server's log channel, and those who proposed one."""

    async def stored(self, change: ClaimChange, by_whom: Actor, approver: Actor | None = None) -> None:
        """A change was stored."""

    async def waits(self, entry: Queued) -> None:
        """Something waits for a decision."""

    async def settled(self, entry: Queued, sentence: str) -> None:
        """There is news for whoever proposed an entry."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server whose claims are changed, and who hears of it there."""

    id: int
    audience: Audience


class Changes:
    """Changes that one editor makes within a scope; None is the host's, who may change any claim, at once.

    What saves raises NotAllowedError where the editor may not, EditConflictError where somebody else was faster, and
    other FootnoteErrors; then nothing is stored.
    """

    def __init__(
        self, claims: ClaimService, editor: Editor, scope: Scope | None = None, server: Server | None = None
    ) -> None:
        self.claims, self.editor, self.server = claims, editor, server
        self._scope = scope

    @property
    def second_approval(self) -> bool:
        """Whether another moderator has to approve what this editor changes."""
        return self.server is not None and self.claims.servers.settings(self.server.id).desk.second_approval

    async def with_free_slug(self, change: ClaimChange) -> ClaimChange:
        """The change of which a new claim has a slug that no other has, retired or not.

        Raises ConflictError where the editor chose one that is taken.
        """
        if change.kind is not ChangeKind.ADDED:
            return change
        slug = await self.claims.free_slug(change.after.key)
        if change.named and slug != change.after.slug:
            raise ConflictError(command_text.taken(change.after.slug))
        return replace(change, after=replace(change.after, slug=slug))

    async def preview(self, change: ClaimChange, at: datetime) -> Preview:
        """What the change would bring, were it saved now. Raises ConflictError like `with_free_slug`."""
        change = await self.with_free_slug(change)
        claim = change.after
        says = await self.claims.rehearse(claim, Message(claim.text, at))
        return Preview(change, says, await self.claims.resembling(claim), await self.claims.would_fire(claim))

    async def save(self, change: ClaimChange) -> Saved:
        """Store the change, or let it wait for another moderator; either settles the entry that it came from."""
        self.editor.require()
        if self.server and self.second_approval:
            entry = await self.claims.queue.propose(self.server.id, change.proposal(), actor=self.editor.actor)
            await self.server.audience.waits(entry)
            saved = Saved(change, waits=entry)
        else:
            saved = await self.stored(replace(change, after=await self._store(change)), by=self.editor.actor)
        if self.server and change.queued is not None:
            await self._settle(self.server, change.queued, saved.claim)
        return saved

    async def stored(self, change: ClaimChange, by: Actor, approver: Actor | None = None) -> Saved:
        """Tell of a change that is in the store; nobody hears of one that changed nothing."""
        if self.server and not (change.kind is ChangeKind.EDITED and change.before == change.after):
            await self.server.audience.stored(change, by, approver)
        step = (await self.claims.history(change.after.key))[-1].number
        broken = () if change.kind is ChangeKind.RETIRED else await self.claims.broken_lines(change.after)
        return Saved(change, step, broken)

    async def undo(self, key: ClaimKey, number: int | None) -> Saved:
        """Undo a step of a claim's history, None being the newest.

        Raises ConflictError also where later steps are in the way.
        """
        self.editor.require()
        history = await self.claims.history(key)
        stored = await self.claims.stored(key)
        kind, after = undone(history, number, retired=stored is not None and stored.retired)
        undoes = history[-1].number if number is None else number
        return await self.save(ClaimChange(kind, history[-1].after, after, undoes=undoes))

    async def add_as_phrasing(self, claim: Claim, queued: int | None = None) -> Saved:
        """Give the words and sources of a claim that is not stored yet to the one of its pack that says the same.

        Raises NotFoundError where there is none any more, and ConflictError where it has all that.
        """
        free = (await self.with_free_slug(ClaimChange.to(claim))).after
        same = _same(free, await self.claims.resembling(free))
        if same is None:
            raise NotFoundError(claim_text.SAME_GONE)
        after = _with_words_of(same, claim)
        if after == same:
            raise ConflictError(claim_text.phrasing_kept(same))
        return await self.save(ClaimChange.to(after, same, queued=queued))

    async def restore_and_edit(self, before: Claim, after: Claim, queued: int | None = None) -> Saved:
        """Take a claim that another editor retired back into use, with what this one wants it to say.

        Raises ConflictError where another moderator has to approve the restoring first.
        """
        restored = await self.save(ClaimChange.restoring(before))
        if restored.waits:
            raise ConflictError(claim_text.RESTORE_WAITS)
        return restored if after == before else await self.save(ClaimChange.to(after, restored.claim, queued=queued))

    async def newest(self, key: ClaimKey) -> Change:
        """The last step of a claim; raises NotFoundError."""
        return (await self.claims.history(key))[-1]

    async def _store(self, change: ClaimChange) -> Claim:
        claims, actor, scope = self.claims, self.editor.actor, self._scope
        match change:
            case ClaimChange(undoes=int() as step):
                return await claims.undo(change.after.key, actor=actor, step=step, scope=scope)
            case ClaimChange(kind=ChangeKind.EDITED, before=Claim() as before):
                return await claims.edit(before, change.after, actor=actor, scope=scope)
            case ClaimChange(kind=ChangeKind.RETIRED):
                return await claims.retire(change.after.key, actor=actor, scope=scope)
            case ClaimChange(kind=ChangeKind.RESTORED):
                return await claims.restore(change.after.key, actor=actor, scope=scope)
        try:
            return await claims.add(change.after, actor=actor, scope=scope)
        except ConflictError:
            free = await self.with_free_slug(change)
            return await claims.add(free.after, actor=actor, scope=scope)

    async def _settle(self, server: Server, entry_id: int, claim: Claim) -> None:
        """Take the entry out of the queue that a claim was made of; one that is settled already is no error."""
        with suppress(NotFoundError):
            entry = await self.claims.queue.drop(server.id, entry_id)
            if entry.kind is QueuedKind.SUGGESTED:
                await server.audience.settled(entry, queue_text.told_accepted(claim))


def _same(claim: Claim, alike: tuple[Resemblance, ...]) -> Claim | None:
    same = (each.claim for each in alike if each.relation is ResemblanceKind.SAME)
    return next((each for each in same if each.pack == claim.pack), None)


def _with_words_of(claim: Claim, other: Claim) -> Claim:
    """The claim with the other's wordings as phrasings, and with its sources where they are others."""
    known = {_publication(citation) for citation in claim.citations}
    more = (citation for citation in other.citations if _publication(citation) not in known)
    wordings = dict.fromkeys((*claim.phrasings, other.text, *other.phrasings))
    return replace(
        claim,
        phrasings=tuple(each for each in wordings if each != claim.text),
        citations=under_own_keys((*claim.citations, *more)),
    )


def _publication(citation: Citation) -> tuple[str, str, str | None]:
    return citation.source.title, citation.source.publisher, citation.source.url
