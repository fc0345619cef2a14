"""What undoing a step of a claim's history leads to. Pure: the history in, the change to be made out."""

from __future__ import annotations

from collections.abc import Sequence

from claims_db.claims.field_changes import in_words, touched, with_fields_of
from claims_db.claims.history import Change, ChangeKind
from claims_db.errors import ConflictError
from claims_db.values import Claim

_OPPOSITE = {
    ChangeKind.ADDED: ChangeKind.RETIRED,
    ChangeKind.EDITED: ChangeKind.EDITED,
    ChangeKind.RETIRED: ChangeKind.RESTORED,
    ChangeKind.RESTORED: ChangeKind.RETIRED,
}


def undone(history: Sequence[Change], number: int | None, *, retired: bool) -> tuple[ChangeKind, Claim]:
    """The kind of change that undoes a step (None: the newest), and the claim that it leaves.

    Fields that the step left alone stay as later steps made them. Raises ConflictError, in words, where there is no
    such step, where what it did is not so any more, or where a later step gave its fields another value.
    """
    step = _step(history, number)
    kind = _OPPOSITE[step.kind]
    _require_state(step, retired=retired)
    now = history[-1].after
    changed = touched(step.before, step.after)
    if since := changed & touched(step.after, now):
        later = next(
            each.number
            for each in reversed(history)
            if each.number > step.number and each.before and touched(each.before, each.after) & since
        )
        raise ConflictError(
            f"step {step.number} cannot be undone, because step {later} changed the {in_words(since)} after it;"
            f" undo step {later} first"
        )
    if step.before is None:
        return kind, now
    if kind is ChangeKind.EDITED and not changed:
        raise ConflictError(f"step {step.number} changed nothing that could be undone")
    return kind, with_fields_of(now, step.before, changed)


def _step(history: Sequence[Change], number: int | None) -> Change:
    if not history:
        raise ConflictError("this claim has no steps that could be undone")
    if number is None:
        return history[-1]
    found = next((step for step in history if step.number == number), None)
    if found is None:
        raise ConflictError(f"there is no step {number}; the newest is step {history[-1].number}")
    return found


def _require_state(step: Change, *, retired: bool) -> None:
    """A retired claim is restored and nothing else; a claim in use is not restored."""
    if retired is (step.kind is ChangeKind.RETIRED):
        return
    now = "retired now; restore it first" if retired else "in use again"
    if step.kind in {ChangeKind.ADDED, ChangeKind.RESTORED}:
        now = "retired already"
    raise ConflictError(f"step {step.number} cannot be undone, because the claim is {now}")
