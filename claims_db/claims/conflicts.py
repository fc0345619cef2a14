"""An edit that met another one, with both sides: nobody's text is lost, and the second editor sees what differs."""

from __future__ import annotations

from claims_db.actors import Actor
from claims_db.claims.field_changes import FieldChange, field_changes
from claims_db.errors import ConflictError
from claims_db.values import Claim


class EditConflictError(ConflictError):
    """The claim is no longer as the editor saw it.

    `current` is the claim as it is now, `changed_by` the actor of its last change, `retired` whether it was taken out
    of use; `wanted` is what the editor would have stored.
    """

    def __init__(self, sentence: str, *, current: Claim, wanted: Claim, changed_by: Actor, retired: bool) -> None:
        super().__init__(sentence)
        self.current = current
        self.wanted = wanted
        self.changed_by = changed_by
        self.retired = retired

    def changes(self) -> tuple[FieldChange, ...]:
        """What the editor would change in the claim as it is now."""
        return field_changes(self.current, self.wanted)
