"""What an entry of the queue looks like."""

from __future__ import annotations

from bot.cards.answer_cards import Block, Card, Line, Role, claim_block
from bot.cards.history_cards import by, changes_block
from bot.claim_queue import Standing
from bot.words import queue_text
from bot.words.claim_text import moment
from claims_db.claims.field_changes import field_changes
from claims_db.claims.history import ChangeKind
from claims_db.store.queue import Proposal, Queued, QueuedKind, Suggestion


def entry_card(entry: Queued, standing: Standing, *, own: bool, place: tuple[int, int]) -> Card:
    """One entry: who wants what, what speaks against it, and where in the queue it stands."""
    slug = entry.what.after.slug if isinstance(entry.what, Proposal) else ""
    proposer = by(entry.proposer, queue_text.proposed(moment(entry.at)))
    head = Block(queue_text.heading(entry.kind, slug), (proposer,))
    wanted = _suggestion(entry.what) if isinstance(entry.what, Suggestion) else _proposal(entry.what)
    notes = (*_returned(entry), *_conflict(entry, standing), *(_own(entry) if own else ()))
    return Card(queue_text.place(*place), (head, *notes, wanted))


def _suggestion(suggestion: Suggestion) -> Block:
    named = queue_text.source(suggestion.source) if suggestion.source else queue_text.NO_SOURCE
    return Block(queue_text.SUGGESTION, (Line(suggestion.text, Role.CLAIM), Line(named)))


def _proposal(wanted: Proposal) -> Block:
    if wanted.kind in {ChangeKind.ADDED, ChangeKind.EDITED}:
        return changes_block(field_changes(wanted.before, wanted.after))
    return claim_block(wanted.after)


def _returned(entry: Queued) -> tuple[Block, ...]:
    if entry.reason is None:
        return ()
    return (Block(queue_text.WAS_RETURNED, (by(entry.returned_by, queue_text.wrote(entry.reason)),)),)


def _conflict(entry: Queued, standing: Standing) -> tuple[Block, ...]:
    """What happened to the claim since the change was proposed, where that stands in its way."""
    if standing.allows(entry) or isinstance(entry.what, Suggestion):
        return ()
    before = entry.what.before
    if standing.claim is None or standing.claim == before:
        return (Block("", (Line(queue_text.GONE_MEANWHILE),)),)
    return (changes_block(field_changes(before, standing.claim), queue_text.CHANGED_MEANWHILE),)


def _own(entry: Queued) -> tuple[Block, ...]:
    waits = entry.kind is not QueuedKind.SUGGESTED and not entry.returned_by
    return (Block("", (Line(queue_text.OWN_CHANGE),)),) if waits else ()
