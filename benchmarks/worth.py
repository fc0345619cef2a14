"""What each row of `claims_db.engine.evidence` is worth: quality on Footnote's own messages with that row switched off.

A switched-off row weighs nothing and the other weights stay as they are, so this says how much Footnote leans on a row,
not how well it would do had it been learned without. A row that loses nothing here may still be what keeps another kind
of message right; one that gains is worth a look.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from typing import Any

from benchmarks.evaluation import Evaluation
from benchmarks.quality import Labelled, claims_of, labelled, own_files, verdicts
from claims_db.engine import evidence
from claims_db.engine.evidence import TABLE, Group, Table
from claims_db.engine.linear import Feature, Linear
from claims_db.values import Claim, Label

Messages = list[tuple[list[Claim], list[Labelled]]]


@dataclass(frozen=True, slots=True)
class Quality:
    """How many verdicts are right, how many confirm what they should not, and how many wrong ones are told unasked."""

    right: int = 0
    wrongly_confirmed: int = 0
    wrong_unasked: int = 0


def without(table: Table, part: Group, row: Feature[Any]) -> Table:
    """The table with one row that does nothing."""
    off = replace(row, weight=part.without)

    def switched(value: Any) -> Any:  # noqa: ANN401 - a field of the table, whatever it is
        if isinstance(value, Linear):
            return replace(value, features=switched(value.features))
        if isinstance(value, tuple):
            return tuple(map(switched, value))
        return off if value is row else value

    changed: dict[str, Any] = {field.name: switched(getattr(table, field.name)) for field in fields(table)}
    return replace(table, **changed)


@contextmanager
def decided_by(table: Table) -> Iterator[None]:
    """Footnote decides by that table meanwhile."""
    before, evidence.TABLE = evidence.TABLE, table
    try:
        yield
    finally:
        evidence.TABLE = before


def quality(messages: Messages, table: Table = TABLE) -> Quality:
    """How the verdicts turn out by that table."""
    with decided_by(table):
        found = [pair for claims, some in messages for pair in verdicts(claims, some)]
    wrong = [(message, verdict) for message, verdict in found if not message.is_right(verdict)]
    return Quality(
        right=len(found) - len(wrong),
        wrongly_confirmed=sum(message.is_wrongly_confirmed(verdict) for message, verdict in found),
        wrong_unasked=sum(verdict.speaks and verdict.label is not Label.NOT_ENOUGH_EVIDENCE for _, verdict in wrong),
    )


def own_messages() -> Messages:
    """Footnote's own labelled messages, with the claims that they are checked against."""
    return [(claims_of(*packs), list(labelled(where, name))) for where, name, packs in own_files()]


def report(evaluation: Evaluation) -> None:  # noqa: ARG001 - every part is called alike; this one has its own messages
    """Print what changes without each row."""
    messages = own_messages()
    whole = quality(messages)
    total = sum(len(some) for _, some in messages)
    print(
        f"{total} messages: {whole.right} right, {whole.wrongly_confirmed} wrongly confirmed,"
        f" {whole.wrong_unasked} wrong ones told unasked"
    )
    print("| without | right | wrongly confirmed | wrong, told unasked |\n|---|---|---|---|")
    for part in TABLE.parts():
        for row in part.rows:
            now = quality(messages, without(TABLE, part, row))
            print(
                f"| {row.name} | {now.right - whole.right:+} | {now.wrongly_confirmed - whole.wrongly_confirmed:+}"
                f" | {now.wrong_unasked - whole.wrong_unasked:+} |"
            )
