"""Who did it and to whom, or which things, have changed places in the statement."""

from __future__ import annotations

from collections.abc import Iterator

from claims_db.differences import DifferenceKind
from claims_db.engine.facts.clefts import singled_out, what_it_was
from claims_db.engine.facts.comparisons import is_converse, outdone, turned_comparison, turned_way
from claims_db.engine.facts.doers import doer_for_sufferer, somebody_else
from claims_db.engine.facts.frames import told_otherwise
from claims_db.engine.facts.joined_parts import exchanged_between_parts
from claims_db.engine.facts.roles import (
    another_doer,
    exchanged,
    reversed_names,
    turned_passive,
)
from claims_db.engine.likeness import Sides
from claims_db.engine.parts.part import Part

# Each finds who has changed places with whom, as (what is said, what the claim says).
_ROLES = (
    reversed_names,
    another_doer,
    doer_for_sufferer,
    exchanged,
    turned_passive,
    turned_comparison,
    turned_way,
    outdone,
    told_otherwise,
    exchanged_between_parts,
)


def roles(sides: Sides) -> Iterator[Part]:
    """Who did it and to whom, where they have changed places in the statement."""
    if is_converse(sides.aligned):
        return
    if turned := next(filter(None, (find(sides.aligned) for find in _ROLES)), None):
        yield Part("roles", DifferenceKind.ROLE, *turned)
    elif focus := singled_out(sides.aligned):
        if focus[1]:
            yield Part("roles", DifferenceKind.ROLE, *focus)
        else:
            yield Part("changed words", DifferenceKind.ENTITY, focus[0])
    elif stranger := what_it_was(sides.aligned) or somebody_else(sides.aligned):
        yield Part("changed words", DifferenceKind.ENTITY, stranger)
