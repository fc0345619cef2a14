"""What the commands of `footnote claim` do to an open store, and the cards that tell of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.cards.answer_cards import Card, changed_card
from bot.cards.history_cards import changes_block
from bot.terminal.commands.claim_cards import preview_card
from bot.terminal.commands.claim_fields import Row, claim_of, row_of
from bot.terminal.commands.opening import ACTOR
from bot.words import command_text
from claims_db.claims.history import Change, ChangeKind
from claims_db.claims.packs import Scope
from claims_db.claims.slugs import free_slug
from claims_db.errors import ConflictError, InvalidValueError
from claims_db.service import ClaimService
from claims_db.values import Claim, ClaimKey

# A slug, and the pack where the command names one.
Named = tuple[str, str | None]


async def add(claims: ClaimService, row: Row, pack: str, *, dry_run: bool) -> list[Card]:
    """Store the claim of a row, under a free slug where the row names none; raises ConflictError."""
    own = Scope(pack, frozenset({pack}))
    taken = {claim.slug for claim in (*claims.claims(own), *await claims.retired(own))}
    made = claim_of(row, pack)
    if row.get("slug") and made.slug in taken:
        raise ConflictError(command_text.taken(made.slug))
    claim = claim_of(row | {"slug": free_slug(made.slug, taken)}, pack)
    preview = preview_card(claims, claim, None)
    if dry_run:
        return [preview, Card(command_text.NOT_STORED)]
    return [preview, _done(claims, ChangeKind.ADDED, await claims.add(claim, actor=ACTOR))]


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
    after = claim_of(change(row_of(before)), before.pack)
    preview = preview_card(claims, after, before)
    if dry_run or after == before == steps[-1].after:
        return [preview, Card(command_text.NOT_STORED if dry_run else command_text.UNCHANGED)]
    return [preview, _done(claims, ChangeKind.EDITED, await claims.edit(before, after, actor=ACTOR))]


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
    claim = await claims.retire(await _key(claims, named), actor=ACTOR)
    return [Card(command_text.stored(ChangeKind.RETIRED, claim))]


async def restore(claims: ClaimService, named: Named) -> list[Card]:
    """Take a claim back into use."""
    return [_done(claims, ChangeKind.RESTORED, await claims.restore(await _key(claims, named), actor=ACTOR))]


async def undo(claims: ClaimService, named: Named, step: int | None) -> list[Card]:
    """Undo a step, or the newest, and show what that changed."""
    key = await _key(claims, named)
    claim = await claims.undo(key, actor=ACTOR, step=step)
    newest = (await claims.history(key))[-1]
    opening = command_text.undone(step or newest.number - 1, newest.kind, claim)
    if newest.kind is ChangeKind.RETIRED:
        return [Card(opening)]
    changes = newest.fields()
    told = changed_card(opening, claims.broken_lines(claim))
    return [Card(told.opening, (*((changes_block(changes),) if changes else ()), *told.blocks))]


async def history(claims: ClaimService, named: Named) -> tuple[Change, ...]:
    """Every step of a claim; raises NotFoundError."""
    return await claims.history(await _key(claims, named))


async def _key(claims: ClaimService, named: Named) -> ClaimKey:
    slug, pack = named
    scope = Scope(pack, frozenset({pack})) if pack else claims.public_scope()
    return await claims.locate(slug, scope)


def _done(claims: ClaimService, kind: ChangeKind, claim: Claim) -> Card:
    return changed_card(command_text.stored(kind, claim), claims.broken_lines(claim))
