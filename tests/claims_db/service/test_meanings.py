"""Claims that are meant where words fail, with the program of an encoder that stands in for the real one."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from claims_db.actors import Actor
from claims_db.files.formats import Format
from claims_db.service import ClaimService
from claims_db.service.meanings import Encoding
from claims_db.store.vectors import load_vectors
from claims_db.values import ClaimKey, Label, Message

from ..examples import lighthouse

ME = Actor("me")
MATTERS = Encoding("stand_in:Matters", seconds=20.0, patience=20.0)
# Its words lead to no claim that is surely meant.
ASKED = Message("so many stairs up the beacon")


@pytest.fixture(autouse=True)
def _stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parents[1] / "meaning")


@pytest.fixture
async def hearing(path: Path) -> AsyncIterator[ClaimService]:
    async with ClaimService.open(path, encoding=MATTERS) as service:
        await service.add(lighthouse(), actor=ME)
        yield service


async def near(service: ClaimService, text: str) -> dict[ClaimKey, float]:
    """The claims that are near to a text."""
    assert service._meanings is not None
    found = await service._meanings.nearest([text], {"local"})
    return dict(found.get(text, {}))


async def test_a_new_claim_is_heard_and_its_vectors_are_kept_in_the_file(hearing: ClaimService) -> None:
    assert (await near(hearing, "the beacon"))[lighthouse().key] > 0.6

    kept = await hearing._store.read(load_vectors)
    assert len(kept[lighthouse().key]) == 2


async def test_a_changed_claim_is_heard_as_it_is_now_and_a_retired_one_no_more(hearing: ClaimService) -> None:
    await near(hearing, "the beacon")
    changed = replace(lighthouse(), text="The cheese market opens at noon.", phrasings=())
    await hearing.edit(lighthouse(), changed, actor=ME)
    assert (await near(hearing, "lunch"))[changed.key] == pytest.approx(1, abs=0.01)

    await hearing.retire(changed.key, actor=ME)
    assert await near(hearing, "lunch") == {}


async def test_what_is_kept_is_not_worked_out_again(path: Path, hearing: ClaimService) -> None:
    await near(hearing, "the beacon")

    # This one ends its program when it is to work out a sentence with a lighthouse in it.
    async with ClaimService.open(path, encoding=replace(MATTERS, place="stand_in:SameName")) as again:
        assert (await near(again, "the beacon"))[lighthouse().key] > 0.6


async def test_who_asks_is_shown_the_claim_that_words_do_not_lead_to(hearing: ClaimService) -> None:
    scope = hearing.public_scope()
    assert (await hearing.check(ASKED, scope)).closest == ()

    found = await hearing.check_asked(ASKED, scope)
    assert [(match.claim.slug, match.heard) for match in found.closest] == [("lighthouse", True)]
    assert (found.label, found.claim, found.speaks) == (Label.NOT_ENOUGH_EVIDENCE, None, False)

    searched = await hearing.search(ASKED.text, scope)
    assert searched[0].claim.slug == "lighthouse"


async def test_a_text_that_is_near_to_nothing_is_not_compared_again(hearing: ClaimService) -> None:
    assert hearing._meanings is not None
    assert await hearing._meanings.nearest(["my neighbour plays the flute"], {"local"}) == {}


async def test_nothing_of_it_is_exported(hearing: ClaimService) -> None:
    await near(hearing, "the beacon")

    with_vectors = "".join(await hearing.export("local", Format.PACK))
    assert "vector" not in with_vectors


@pytest.mark.parametrize(
    ("encoding", "cause"),
    [
        pytest.param(replace(MATTERS, place="stand_in:Failing"), "ended", id="its program ends"),
        pytest.param(replace(MATTERS, place="stand_in:Nobody"), "ended", id="it is not there"),
        pytest.param(replace(MATTERS, place="stand_in:Slow", seconds=0.05), "too late", id="it is slow"),
    ],
)
async def test_where_it_fails_the_answer_goes_by_words_and_the_log_says_why(
    path: Path, caplog: pytest.LogCaptureFixture, encoding: Encoding, cause: str
) -> None:
    async with ClaimService.open(path, encoding=encoding) as service:
        await service.add(lighthouse(), actor=ME)
        scope = service.public_scope()
        with caplog.at_level(logging.WARNING):
            assert await service.check_asked(ASKED, scope) == await service.check(ASKED, scope)
        assert cause in caplog.text
        assert "stairs" not in caplog.text


async def test_what_words_find_is_not_asked_twice(path: Path) -> None:
    async with ClaimService.open(path, encoding=replace(MATTERS, place="stand_in:Nobody")) as service:
        await service.add(lighthouse(), actor=ME)
        found = await service.check_asked(Message("The old lighthouse has 200 steps"), service.public_scope())
        assert found.label is Label.SUPPORTED


async def test_without_an_encoder_asking_is_checking(claims: ClaimService) -> None:
    scope = claims.public_scope()
    assert await claims.check_asked(ASKED, scope) == await claims.check(ASKED, scope)
    assert await claims.search("clubhouse", scope) == await claims.search("clubhouse", scope)
