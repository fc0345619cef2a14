"""What a claim looks like to those who change it: before a change, after it, and step by step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.cards.answer_cards import Block, Card, Line, Role, claim_block, sources_block
from bot.changes import Preview
from bot.words import answer_text, change_text, claim_text
from claims_db.actors import Actor
from claims_db.claims.conflicts import EditConflictError
from claims_db.claims.field_changes import FieldChange, field_changes
from claims_db.claims.history import Change, ChangeKind
from claims_db.engine.resembling import Resemblance, ResemblanceKind
from claims_db.values import Claim

MOST_DIFFERENCES = 8
STEPS_ON_A_PAGE = 3


def preview_card(opening: str, preview: Preview, most: int | None = None) -> Card:
    """The claim as it will be shown, then what speaks against it, then all else that would be kept.

    Here and below `most` is how many differences are shown of one change; None shows all.
    """
    claim, before = preview.change.after, preview.change.before
    changes = (changes_block(field_changes(before, claim), most=most),) if before else ()
    kept = tuple(Line(detail, Role.ITEM) for detail in claim_text.details(claim))
    rehearsed = Line(claim_text.rehearsed(claim.text, answer_text.headline(preview.says)))
    return Card(
        opening,
        (
            claim_block(claim),
            sources_block(claim),
            *alike_block(preview.alike),
            *everyday_block(preview.everyday),
            *changes,
            *((Block(claim_text.KEPT_WITH_IT, kept),) if kept else ()),
            Block(claim_text.REHEARSAL, (rehearsed,)),
        ),
    )


def alike_block(found: Sequence[Resemblance]) -> tuple[Block, ...]:
    """Which claims another one contradicts, repeats or comes close to; no block where there is none."""
    lines = [Line(change_text.resembles(one), Role.ITEM) for one in found]
    if any(one.relation is ResemblanceKind.SAME for one in found):
        lines.append(Line(change_text.SAME_HINT))
    return (Block(change_text.RESEMBLES, tuple(lines)),) if lines else ()


def everyday_block(fired: Sequence[str]) -> tuple[Block, ...]:
    """Which small talk a claim would answer; no block where there is none."""
    lines = [Line(f"“{line}”", Role.ITEM) for line in fired[: change_text.MOST_FIRED]]
    if len(fired) > len(lines):
        lines.append(Line(change_text.more_lines(len(fired) - len(lines)), Role.ITEM))
    return (Block(change_text.EVERYDAY, tuple(lines)),) if lines else ()


def changes_block(changes: Iterable[FieldChange], heading: str = change_text.CHANGES, most: int | None = None) -> Block:
    """Each field before and after; says so where nothing changes."""
    return Block(heading, changed_lines(tuple(changes), most) or (Line(change_text.NO_CHANGE),))


def changed_lines(changes: Sequence[FieldChange], most: int | None = None) -> tuple[Line, ...]:
    """The lines of such a block; none where nothing changes."""
    lines = []
    for change in changes[:most]:
        first, *more = change_text.field_changed(change)
        lines += [Line(first, Role.ITEM), *(Line(line, Role.BELOW) for line in more)]
    if most is not None and len(changes) > most:
        lines.append(Line(change_text.more_differences(len(changes) - most), Role.ITEM))
    return tuple(lines)


def wrong_card(reason: str, text: str) -> Card:
    """What is wrong with a claim, and its text, so that it stands there whatever happens to the form."""
    line = Line(" ".join(text.split()), Role.CLAIM)
    return Card(reason, (Block("", (line,)),) if line.text else ())


def conflict_card(
    error: EditConflictError, before: Claim, wanted: Claim, newest: Change, most: int | None = None
) -> Card:
    """Who changed the claim while somebody else edited it, what they changed, and what `wanted` would change now."""
    theirs = field_changes(before, error.current)
    yours = field_changes(error.current, wanted)
    return Card(
        claim_text.conflict(retired=error.retired),
        (
            Block("", (_by(newest),)),
            *((Block(claim_text.THEIR_CHANGES, changed_lines(theirs, most)),) if theirs else ()),
            Block(claim_text.YOUR_CHANGES, changed_lines(yours, most) or (Line(claim_text.SAME_NOW),)),
        ),
    )


def history_card(opening: str, steps: Iterable[Change], most: int | None = None) -> Card:
    """Steps of a claim's history: who, when, and what changed."""
    return Card(opening, tuple(block for step in steps for block in step_blocks(step, most)))


def step_blocks(step: Change, most: int | None = None) -> tuple[Block, ...]:
    """One step; the first one with the claim as it was then."""
    changed = changed_lines(step.fields(), most) if step.before else ()
    first = Block(claim_text.step(step.number), (_by(step), *changed))
    return (first,) if step.before else (first, claim_block(step.after))


def whole_card(opening: str, newest: Change) -> Card:
    """A claim with everything that it holds, each entry on a line, and its last step."""
    held = (Line(f"{each.field}: {each.after}", Role.ITEM) for each in field_changes(None, newest.after))
    retired = (Line(claim_text.RETIRED),) if newest.kind is ChangeKind.RETIRED else ()
    return Card(opening, (Block("", tuple(held)), Block(claim_text.step(newest.number), (_by(newest), *retired))))


def pages_of(changes: Sequence[Change]) -> int:
    """On how many pages a history is shown."""
    return max(1, -(-len(changes) // STEPS_ON_A_PAGE))


def steps_on(changes: Sequence[Change], page: int) -> tuple[Change, ...]:
    """The steps of a page, which counts from 0; newest first."""
    newest_first = tuple(reversed(changes))
    return newest_first[page * STEPS_ON_A_PAGE : (page + 1) * STEPS_ON_A_PAGE]


def _by(change: Change) -> Line:
    return by(change.actor, f"{claim_text.KIND_WORDS[change.kind]}, {claim_text.moment(change.at)}")


def by(actor: Actor, did: str) -> Line:
    """What somebody did, behind their name where they are a Discord user; nobody is pinged."""
    if actor.user_id is None:
        return Line(f"{change_text.outside_discord(actor)} {did}")
    return Line(did, who=actor.user_id)
