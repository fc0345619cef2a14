"""A part of a statement that the claim leaves unanswered, or contradicts."""

from __future__ import annotations

from dataclasses import dataclass

from claims_db.differences import DifferenceKind


@dataclass(frozen=True, slots=True)
class Part:
    """What the statement says and the claim does not. With a `source`, the claim says that in its place."""

    sort: str
    kind: DifferenceKind
    said: str
    source: str = ""
