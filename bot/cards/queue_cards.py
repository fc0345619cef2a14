"""What an entry of the queue looks like."""

from __future__ import annotations

from bot.cards.answer_cards import Block, Card, Line, Role, claim_block
from bot.cards.claim_cards import by, changes_block
from bot.claim_queue import Standing
from bot.words import queue_text
from bot.words.claim_text import moment
from claims_db.actors import SOMEBODY
from claims_db.claims.field_changes import field_changes
from claims_db.claims.history import ChangeKind
from claims_db.store.queue import Proposal, Queued, Suggestion


def entry_card(entry: Queued, standing: Standing, *, own: bool, place: tuple[int, int]) -> Card:
    """One entry: who wants what, what speaks against it, and where in the queue it stands."""
    proposer = by(entry.proposer, queue_text.proposed(moment(entry.at)))
    notes = []
    if entry.reason is not None:
        notes.append(
            Block(queue_text.WAS_RETURNED, (by(entry.returned_by or SOMEBODY, queue_text.wrote(entry.reason)),))
        )
    if isinstance(entry.what, Suggestion):
        slug = ""
        named = queue_text.source(entry.what.source) if entry.what.source else queue_text.NO_SOURCE
        wanted = Block(queue_text.SUGGESTION, (Line(entry.what.text, Role.CLAIM), Line(named)))
    else:
        slug, wanted = entry.what.after.slug, _proposal(entry.what)
        notes += [] if standing.allows(entry) else [_meanwhile(entry.what, standing)]
        notes += [Block("", (Line(queue_text.OWN_CHANGE),))] if own and not entry.returned_by else []
    head = Block(queue_text.heading(entry.kind, slug), (proposer,))
    return Card(queue_text.place(*place), (head, *notes, wanted))


def _proposal(wanted: Proposal) -> Block:
    if wanted.kind in {ChangeKind.ADDED, ChangeKind.EDITED}:
        return changes_block(field_changes(wanted.before, wanted.after))
    return claim_block(wanted.after)


def _meanwhile(wanted: Proposal, standing: Standing) -> Block:
    """What happened to the claim since the change was proposed, which stands in its way."""
    if standing.claim is None or standing.claim == wanted.before:
        return Block("", (Line(queue_text.GONE_MEANWHILE),))
    return changes_block(field_changes(wanted.before, standing.claim), queue_text.CHANGED_MEANWHILE)
