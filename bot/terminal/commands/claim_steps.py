"""What the commands of `footnote claim` do to an open store, and the cards that tell of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.cards.answer_cards import Card, changed_card
from bot.cards.claim_cards import changes_block, conflict_card, preview_card
from bot.changes import Changes, ClaimChange, Editor, Saved
from bot.terminal.commands.claim_fields import Row, claim_of, row_of
from bot.words import command_text
from bot.words.answer_text import rated
from claims_db.actors import COMMAND_LINE
from claims_db.claims.conflicts import EditConflictError
from claims_db.claims.field_changes import field_changes
from claims_db.claims.history import Change, ChangeKind
from claims_db.claims.packs import Scope
from claims_db.errors import ConflictError, InvalidValueError
from claims_db.service import ClaimService
from claims_db.values import Claim, ClaimKey

# A slug, and the pack where the command names one.
Named = tuple[str, str | None]


class ConflictShownError(ConflictError):
    """Somebody else was faster; `card` shows what they changed and what the editor would change now."""

    def __init__(self, error: EditConflictError, card: Card) -> None:
        super().__init__(str(error))
        self.card = card


async def add(claims: ClaimService, row: Row, pack: str, *, dry_run: bool) -> list[Card]:
    """Store the claim of a row, under a free slug where the row names none; raises ConflictError."""
    wanted = replace(ClaimChange.to(claim_of(row, pack)), named=bool(row.get("slug")))
    return await _previewed_and_saved(changes_of(claims), wanted, dry_run=dry_run)


async def edit(
    claims: ClaimService, named: Named, change: Callable[[Row], Row], step: object, *, dry_run: bool
) -> list[Card]:
    """Put what `change` makes of a claim's row in its place; `step` is the one that the editor saw, None the newest.

    Raises EditConflictError where the claim was changed since that step, and ConflictError where it is retired.
    """
    steps = await history(claims, named)
    if steps[-1].kind is ChangeKind.RETIRED:
        raise ConflictError(command_text.not_in_use(named[0]))
    before = _seen(steps, step)
    wanted = ClaimChange.to(claim_of(change(row_of(before)), before.pack), before)
    unchanged = wanted.after == before == steps[-1].after
    return await _previewed_and_saved(changes_of(claims), wanted, dry_run=dry_run, unchanged=unchanged)


async def _previewed_and_saved(
    changes: Changes, wanted: ClaimChange, *, dry_run: bool, unchanged: bool = False
) -> list[Card]:
    preview = await changes.preview(wanted, datetime.now(UTC))
    shown = preview_card(rated(wanted.after), preview)
    if dry_run or unchanged:
        return [shown, Card(command_text.NOT_STORED if dry_run else command_text.UNCHANGED)]
    try:
        return [shown, _done(await changes.save(preview.change))]
    except EditConflictError as error:
        newest = await changes.newest(error.current.key)
        raise ConflictShownError(
            error, conflict_card(error, wanted.before or error.current, wanted.after, newest)
        ) from error


def _seen(steps: Sequence[Change], number: object) -> Claim:
    """The claim as the editor saw it; raises InvalidValueError for a step that there is none of."""
    if number is None:
        return steps[-1].after
    found = next((each.after for each in steps if each.number == number), None)
    if found is None:
        raise InvalidValueError(command_text.no_step(number, steps[-1].number))
    return found


async def retire(claims: ClaimService, named: Named) -> list[Card]:
    """Take a claim out of use."""
    claim = (await history(claims, named))[-1].after
    return [_done(await changes_of(claims).save(ClaimChange.retiring(claim)))]


async def restore(claims: ClaimService, named: Named) -> list[Card]:
    """Take a claim back into use."""
    claim = (await history(claims, named))[-1].after
    return [_done(await changes_of(claims).save(ClaimChange.restoring(claim)))]


async def undo(claims: ClaimService, named: Named, step: int | None) -> list[Card]:
    """Undo a step, or the newest, and show what that changed."""
    saved = await changes_of(claims).undo(await _key(claims, named), step)
    change, told = saved.change, _done(saved)
    differences = field_changes(change.before, change.after)
    return [Card(told.opening, (*((changes_block(differences),) if differences else ()), *told.blocks))]


async def history(claims: ClaimService, named: Named) -> tuple[Change, ...]:
    """Every step of a claim; raises NotFoundError."""
    return await claims.history(await _key(claims, named))


def changes_of(claims: ClaimService) -> Changes:
    """What whoever has the database may change: any claim, and at once."""
    return Changes(claims, Editor(COMMAND_LINE))


async def _key(claims: ClaimService, named: Named) -> ClaimKey:
    slug, pack = named
    return await claims.locate(slug, Scope.of(pack) if pack else claims.public_scope())


def _done(saved: Saved) -> Card:
    change = saved.change
    if change.undoes is not None:
        return changed_card(command_text.undone(change.undoes, change.kind, saved.claim), saved.broken)
    return changed_card(command_text.stored(change.kind, saved.claim), saved.broken)
