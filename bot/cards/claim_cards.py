"""What moderators see of a claim before and after it is changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.cards.answer_cards import Block, Card, Line, Role, claim_block, sources_block
from bot.changes import Preview
from bot.discord.claim_draft import Draft
from bot.words import answer_text, claim_changes, claim_text
from claims_db.claims.conflicts import EditConflictError
from claims_db.claims.field_changes import FieldChange, field_changes
from claims_db.claims.history import Change
from claims_db.engine.resembling import Resemblance
from claims_db.values import Claim

LONGEST_CLAIM = 200
MOST_DIFFERENCES = 8
MOST_EVERYDAY = 3
STEPS_ON_A_PAGE = 3


def preview_card(preview: Preview) -> Card:
    """The claim as it will be shown, then what speaks against it, then all else that would be kept."""
    claim, before = preview.change.after, preview.change.before
    opening = claim_text.edit_preview(claim) if before else claim_text.PREVIEW
    said = answer_text.headline(preview.says)
    rehearsal = Block(claim_text.REHEARSAL, (Line(claim_text.rehearsed(claim.text, said)),))
    fires = _block(claim_text.WOULD_FIRE, (f"“{line}”" for line in preview.everyday[:MOST_EVERYDAY]))
    changes = differences_block(claim_text.CHANGES, field_changes(before, claim)) if before else ()
    shown = (claim_block(claim), sources_block(claim))
    return Card(opening, (*shown, *_like_it(preview.alike), *fires, *changes, *_details(claim), rehearsal))


def _like_it(found: Sequence[Resemblance]) -> tuple[Block, ...]:
    """Claims that are kept already, by what they have to do with this one."""
    kinds = groupby(found, key=lambda each: each.relation)
    return tuple(
        block
        for kind, group in kinds
        for block in _block(claim_text.RESEMBLES[kind], (_listed(each.claim) for each in group))
    )


def _listed(claim: Claim) -> str:
    rating = answer_text.RATING_WORDS[claim.rating]
    return f"{answer_text.shortened(claim.text, LONGEST_CLAIM)} ({claim.slug}; rated {rating})"


def _details(claim: Claim) -> tuple[Block, ...]:
    """What the card of a claim does not show, like its phrasings and tags."""
    return _block(claim_text.KEPT_WITH_IT, claim_text.details(claim))


def _block(heading: str, lines: Iterable[str]) -> tuple[Block, ...]:
    items = tuple(Line(line, Role.ITEM) for line in lines)
    return (Block(heading, items),) if items else ()


def differences_block(heading: str, changes: Sequence[FieldChange]) -> tuple[Block, ...]:
    """What differs between two states of a claim; nothing where nothing does."""
    told = [claim_changes.told(change) for change in changes[:MOST_DIFFERENCES]]
    more = [claim_text.more_differences(len(changes) - MOST_DIFFERENCES)] if len(changes) > MOST_DIFFERENCES else []
    return _block(heading, (*told, *more))


def wrong_card(reason: str, draft: Draft) -> Card:
    """What is wrong with a draft, and the draft's text, so that it stands there whatever happens to the form."""
    line = Line(" ".join(draft.text.split()), Role.CLAIM)
    return Card(reason, (Block("", (line,)),) if line.text else ())


def conflict_card(error: EditConflictError, before: Claim, draft: Draft, change: Change) -> Card:
    """Who changed the claim while somebody else edited it, and what differs between the two."""
    theirs = differences_block(claim_text.THEIR_CHANGES, field_changes(before, error.current))
    wanted = field_changes(error.current, draft.claim(error.current.pack))
    yours = differences_block(claim_text.YOUR_CHANGES, wanted) or (Block("", (Line(claim_text.SAME_NOW),)),)
    return Card(claim_text.conflict(retired=error.retired), (Block("", (_by(change),)), *theirs, *yours))


def history_card(claim: Claim, changes: Sequence[Change], page: int) -> Card:
    """A page of a claim's history, newest step first."""
    pages = pages_of(changes)
    blocks = [block for change in steps_on(changes, page) for block in _step(change)]
    return Card(claim_text.history_of(claim, len(changes), page, pages), tuple(blocks))


def pages_of(changes: Sequence[Change]) -> int:
    """On how many pages a history is shown."""
    return max(1, -(-len(changes) // STEPS_ON_A_PAGE))


def steps_on(changes: Sequence[Change], page: int) -> tuple[Change, ...]:
    """The steps of a page, which counts from 0; newest first."""
    newest_first = tuple(reversed(changes))
    return newest_first[page * STEPS_ON_A_PAGE : (page + 1) * STEPS_ON_A_PAGE]


def _step(change: Change) -> tuple[Block, ...]:
    differences = differences_block("", change.fields() if change.before else ())
    first = Block(
        claim_text.step(change.number), (_by(change), *(line for block in differences for line in block.lines))
    )
    return (first,) if change.before else (first, claim_block(change.after))


def _by(change: Change) -> Line:
    """Who made a change, and when."""
    said = f"{claim_text.KIND_WORDS[change.kind]}, {claim_text.moment(change.at)}"
    who = change.actor.user_id
    return Line(f"{claim_text.BY_NOBODY} ({change.actor}) {said}") if who is None else Line(said, who=who)
