"""Every step of a claim's history can be undone, and that is a step as well."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from claims_db.actors import Actor
from claims_db.claims.conflicts import EditConflictError
from claims_db.claims.field_changes import FieldChange, field_changes
from claims_db.claims.history import ChangeKind
from claims_db.claims.packs import Scope
from claims_db.errors import ConflictError, NotFoundError, NotOwnError
from claims_db.service import ClaimService, editing
from claims_db.store.claim_rows import find_claim
from claims_db.store.migrating import migrate
from claims_db.values import Citation, Claim, ClaimKey, Message, Rating

from ..examples import REPORT, lighthouse

KEY = ClaimKey("local", "lighthouse")
ORIGINAL = lighthouse()
HIGHER = replace(ORIGINAL, text="The old lighthouse has three hundred steps.")
OWN = Scope("local", frozenset({"local", "starter"}))


async def stepped(claims: ClaimService, *versions: Claim) -> None:
    """The lighthouse, edited into one version after another."""
    now = await claims.add(ORIGINAL, actor=Actor("keeper"))
    for version in versions:
        now = await claims.edit(now, version, actor=Actor("mate"))


async def kinds(claims: ClaimService) -> list[ChangeKind]:
    return [step.kind for step in await claims.history(KEY)]


async def test_steps_are_numbered_from_the_oldest_and_say_what_changed(claims: ClaimService) -> None:
    await stepped(claims, HIGHER)
    steps = await claims.history(KEY)
    assert [step.number for step in steps] == [1, 2]
    assert steps[1].fields() == (FieldChange("text", ORIGINAL.text, HIGHER.text),)
    assert steps[0].fields() == field_changes(None, ORIGINAL)


async def test_an_edit_is_undone_and_the_undoing_too(claims: ClaimService) -> None:
    await stepped(claims, HIGHER)
    assert await claims.undo(KEY, actor=Actor("captain")) == ORIGINAL
    assert (await claims.find("lighthouse", OWN)) == ORIGINAL
    assert await claims.undo(KEY, actor=Actor("captain")) == HIGHER
    assert (await claims.check(Message(HIGHER.text), OWN)).claim == HIGHER
    steps = await claims.history(KEY)
    assert [(step.number, step.kind, step.actor) for step in steps[2:]] == [
        (3, ChangeKind.EDITED, Actor("captain")),
        (4, ChangeKind.EDITED, Actor("captain")),
    ]


async def test_an_added_claim_is_retired_and_comes_back(path: Path) -> None:
    async with ClaimService.open(path) as claims:
        await stepped(claims)
        await claims.undo(KEY, actor=Actor("captain"))
        assert (await claims.check(Message(ORIGINAL.text), OWN)).claim is None
    async with ClaimService.open(path) as claims:
        assert await claims.complete("", OWN, None, retired=True) == (ORIGINAL,)
        await claims.undo(KEY, actor=Actor("captain"))
        assert (await claims.check(Message(ORIGINAL.text), OWN)).claim == ORIGINAL
        assert await kinds(claims) == [ChangeKind.ADDED, ChangeKind.RETIRED, ChangeKind.RESTORED]


async def test_retiring_and_restoring_are_undone(claims: ClaimService) -> None:
    await stepped(claims)
    await claims.retire(KEY, actor=Actor("mate"))
    await claims.undo(KEY, actor=Actor("captain"))
    assert (await claims.find("lighthouse", OWN)) == ORIGINAL
    await claims.retire(KEY, actor=Actor("mate"))
    await claims.restore(KEY, actor=Actor("mate"))
    await claims.undo(KEY, actor=Actor("captain"))
    assert await claims.complete("", OWN, None, retired=True) == (ORIGINAL,)


async def test_an_earlier_step_is_undone_and_later_ones_stay(claims: ClaimService) -> None:
    tagged = replace(HIGHER, tags=("tall",))
    await stepped(claims, HIGHER, tagged)
    assert await claims.undo(KEY, actor=Actor("captain"), step=2) == replace(ORIGINAL, tags=("tall",))


async def test_what_a_later_step_changed_again_is_not_lost(claims: ClaimService) -> None:
    highest = replace(HIGHER, text="The old lighthouse has four hundred steps.", rating=Rating.FALSE)
    await stepped(claims, HIGHER, highest, replace(highest, tags=("tall",)))
    with pytest.raises(ConflictError, match="step 2 cannot be undone, because step 3 changed the text after it"):
        await claims.undo(KEY, actor=Actor("captain"), step=2)
    assert len(await claims.history(KEY)) == 4
    await claims.undo(KEY, actor=Actor("captain"), step=3)
    assert await claims.undo(KEY, actor=Actor("captain"), step=2) == replace(ORIGINAL, tags=("tall",))


async def test_a_claim_that_was_edited_since_is_not_taken_away_by_undoing_its_beginning(claims: ClaimService) -> None:
    await stepped(claims, HIGHER)
    with pytest.raises(ConflictError, match="step 1 cannot be undone, because step 2 changed the text"):
        await claims.undo(KEY, actor=Actor("captain"), step=1)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (1, "step 1 cannot be undone, because the claim is retired already"),
        (2, "step 2 cannot be undone, because the claim is retired now; restore it first"),
        (9, "there is no step 9; the newest is step 3"),
        (0, "there is no step 0"),
        (-1, "there is no step -1"),
    ],
)
async def test_what_cannot_be_undone_in_a_retired_claim_is_told(
    claims: ClaimService, number: int, sentence: str
) -> None:
    await stepped(claims, HIGHER)
    await claims.retire(KEY, actor=Actor("mate"))
    with pytest.raises(ConflictError, match=sentence):
        await claims.undo(KEY, actor=Actor("captain"), step=number)
    assert len(await claims.history(KEY)) == 3


async def test_a_retirement_that_was_taken_back_is_not_undone_twice(claims: ClaimService) -> None:
    await stepped(claims)
    await claims.retire(KEY, actor=Actor("mate"))
    await claims.restore(KEY, actor=Actor("mate"))
    with pytest.raises(ConflictError, match="step 2 cannot be undone, because the claim is in use again"):
        await claims.undo(KEY, actor=Actor("captain"), step=2)


async def test_undoing_what_is_not_there_names_it(claims: ClaimService) -> None:
    with pytest.raises(NotFoundError, match="no claim 'lighthouse'"):
        await claims.undo(KEY, actor=Actor("captain"))


async def test_the_second_editor_is_shown_what_is_there_and_loses_nothing(claims: ClaimService) -> None:
    await stepped(claims, HIGHER)
    wanted = replace(ORIGINAL, tags=("mine",))
    with pytest.raises(EditConflictError, match="somebody else changed 'lighthouse'") as caught:
        await claims.edit(ORIGINAL, wanted, actor=Actor("keeper"))
    conflict = caught.value
    assert (conflict.current, conflict.wanted, conflict.changed_by, conflict.retired) == (
        HIGHER,
        wanted,
        Actor("mate"),
        False,
    )
    assert FieldChange("text", HIGHER.text, ORIGINAL.text) in conflict.changes()
    both = replace(conflict.current, tags=("mine",))
    assert await claims.edit(conflict.current, both, actor=Actor("keeper")) == both


async def test_an_editor_of_what_was_retired_is_told_by_whom(claims: ClaimService) -> None:
    await stepped(claims)
    await claims.retire(KEY, actor=Actor("captain"))
    with pytest.raises(EditConflictError, match="retired in the meantime") as caught:
        await claims.edit(ORIGINAL, HIGHER, actor=Actor("keeper"))
    assert (caught.value.changed_by, caught.value.retired) == (Actor("captain"), True)


FOREIGN = [
    ("a pack that it reads", Scope("server-1", frozenset({"server-1", "local"})), NotOwnError, "the pack 'local'"),
    ("another server's", Scope("server-1", frozenset({"server-1"})), NotFoundError, "no claim 'lighthouse' here"),
]


@pytest.mark.parametrize(("scope", "error", "sentence"), [row[1:] for row in FOREIGN], ids=[row[0] for row in FOREIGN])
async def test_no_server_changes_what_is_not_its_own(
    claims: ClaimService, scope: Scope, error: type[Exception], sentence: str
) -> None:
    await stepped(claims, HIGHER)
    for change in (
        claims.add(lighthouse("tower"), actor=Actor("stranger"), scope=scope),
        claims.edit(HIGHER, ORIGINAL, actor=Actor("stranger"), scope=scope),
        claims.retire(KEY, actor=Actor("stranger"), scope=scope),
        claims.restore(KEY, actor=Actor("stranger"), scope=scope),
        claims.undo(KEY, actor=Actor("stranger"), scope=scope),
    ):
        with pytest.raises(error, match=sentence.replace("lighthouse", "(lighthouse|tower)")):
            await change
    assert await kinds(claims) == [ChangeKind.ADDED, ChangeKind.EDITED]


async def test_a_server_changes_its_own(claims: ClaimService) -> None:
    scope = claims.scope(1)
    own = await claims.add(lighthouse(pack="server-1"), actor=Actor("keeper"), scope=scope)
    await claims.edit(own, replace(own, tags=("tall",)), actor=Actor("keeper"), scope=scope)
    await claims.undo(own.key, actor=Actor("keeper"), scope=scope)
    await claims.retire(own.key, actor=Actor("keeper"), scope=scope)
    await claims.restore(own.key, actor=Actor("keeper"), scope=scope)
    assert (await claims.find("lighthouse", scope)) == own


async def test_a_retired_claim_is_located_and_that_of_another_server_is_not(claims: ClaimService) -> None:
    await claims.add(lighthouse(pack="server-1"), actor=Actor("keeper"))
    await claims.retire(ClaimKey("server-1", "lighthouse"), actor=Actor("keeper"))
    assert await claims.locate("lighthouse", claims.scope(1)) == ClaimKey("server-1", "lighthouse")
    with pytest.raises(NotFoundError, match="no claim 'lighthouse' here"):
        await claims.locate("lighthouse", claims.scope(2))
    await stepped(claims)
    assert await claims.locate("lighthouse", claims.public_scope()) == KEY


# Laws, over any sequence of steps.

_VERSIONS = [
    ORIGINAL,
    HIGHER,
    replace(ORIGINAL, tags=("tall",), rating=Rating.MOSTLY_TRUE),
    replace(HIGHER, phrasings=(), as_of=None),
    replace(ORIGINAL, must_match=(), citations=(Citation(replace(REPORT, title="Corrected report"), "200"),)),
]
steps = st.lists(st.sampled_from(["retire", "restore", "undo", *_VERSIONS]), max_size=8)


class Lighthouse:
    """One claim in a database of its own; a step that is refused leaves nothing."""

    def __init__(self, done: Iterable[str | Claim]) -> None:
        self._db = Database(memory=True, execute_plugins=False)
        migrate(self._db)
        editing.add(self._db, ORIGINAL, actor=Actor("keeper"))
        for step in done:
            with suppress(ConflictError):
                self._do(step)

    def _do(self, step: str | Claim) -> None:
        match step:
            case Claim():
                editing.edit(self._db, self.state()[0], step, actor=Actor("keeper"))
            case "retire":
                editing.retire(self._db, KEY, actor=Actor("keeper"))
            case "restore":
                editing.restore(self._db, KEY, actor=Actor("keeper"))
            case _:
                self.undo()

    def undo(self, number: int | None = None) -> None:
        editing.undo(self._db, KEY, number, actor=Actor("captain"))

    def state(self) -> tuple[Claim, bool]:
        """The claim as it stands, and whether it is retired."""
        stored = find_claim(self._db, KEY)
        assert stored is not None
        return stored.claim, stored.retired

    def steps(self) -> int:
        return len(editing.history(self._db, KEY))

    def close(self) -> None:
        self._db.close()


@settings(max_examples=40, deadline=None)
@given(steps)
def test_undoing_twice_changes_nothing(done: list[str | Claim]) -> None:
    with closing(Lighthouse(done)) as it:
        before = it.state()
        it.undo()
        assert it.state() != before
        it.undo()
        assert it.state() == before


@settings(max_examples=40, deadline=None)
@given(steps)
def test_any_steps_undone_one_by_one_end_at_the_beginning(done: list[str | Claim]) -> None:
    with closing(Lighthouse(done)) as it:
        for number in range(it.steps(), 0, -1):
            it.undo(number)
        assert it.state() == (ORIGINAL, True)


@settings(max_examples=40, deadline=None)
@given(steps, st.integers(1, 9))
def test_undoing_any_step_loses_nothing_that_came_after_it(done: list[str | Claim], number: int) -> None:
    with closing(Lighthouse(done)) as it:
        before, steps = it.state(), it.steps()
        try:
            it.undo(number)
        except ConflictError:
            assert (it.state(), it.steps()) == (before, steps)
        else:
            it.undo()
            assert it.state() == before
