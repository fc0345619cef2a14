"""What happened to a claim: who changed it, when, and what it was before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from claims_db.actors import Actor
from claims_db.claims.field_changes import FieldChange, field_changes
from claims_db.values import Claim


class ChangeKind(StrEnum):
    """What was done to a claim."""

    ADDED = "added"
    EDITED = "edited"
    RETIRED = "retired"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Change:
    """One step in the history of a claim. `number` counts from 1, the oldest.

    `before` is None for the first one; `after` is the claim as that change left it, also where it was retired.
    """

    number: int
    kind: ChangeKind
    actor: Actor
    at: datetime
    before: Claim | None
    after: Claim

    def fields(self) -> tuple[FieldChange, ...]:
        """What changed, field by field."""
        return field_changes(self.before, self.after)
