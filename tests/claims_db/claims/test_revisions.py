from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from claims_db.actors import Actor
from claims_db.claims.history import ChangeKind
from claims_db.claims.revisions import Revision, StoredClaim, brought_by, imported, sources_of, with_free_keys
from claims_db.values import Claim

from ..examples import LETTER, REPORT, a_few_packs, lighthouse, packs_of_claims

NEWER = replace(REPORT, title="Harbour report, corrected")

HOST = Actor("host")


def stored(*claims: Claim, retired: bool = False, by: Actor = HOST) -> dict[str, StoredClaim]:
    return {claim.slug: StoredClaim(number, claim, retired, by) for number, claim in enumerate(claims, 1)}


@a_few_packs
@given(packs_of_claims())
def test_what_is_there_already_changes_nothing(claims: list[Claim]) -> None:
    assert imported(stored(*claims), claims) == []
    assert brought_by(HOST, stored(*claims), claims) == []


@a_few_packs
@given(packs_of_claims())
def test_into_an_empty_pack_everything_is_added(claims: list[Claim]) -> None:
    added = [Revision(ChangeKind.ADDED, None, claim) for claim in claims]
    assert imported({}, claims) == added
    assert brought_by(HOST, {}, claims) == added


def test_a_file_changes_what_differs_and_leaves_what_it_does_not_name() -> None:
    known = stored(lighthouse("a"), lighthouse("b"))
    changed = replace(lighthouse("a"), tags=())
    assert imported(known, [changed]) == [Revision(ChangeKind.EDITED, known["a"], changed)]


def test_what_was_retired_stays_so_whatever_the_file_says() -> None:
    assert imported(stored(lighthouse(), retired=True), [replace(lighthouse(), tags=())]) == []


def test_a_source_that_the_file_corrects_is_corrected_in_every_claim_that_cites_it() -> None:
    known = stored(lighthouse("a"), lighthouse("b"), lighthouse("c", "local", LETTER))
    changes = imported(known, [lighthouse("a", "local", NEWER)])
    assert [(change.after.slug, sources_of([change.after])["report"]) for change in changes] == [
        ("a", NEWER),
        ("b", NEWER),
    ]


def test_a_new_version_leaves_claims_that_others_changed() -> None:
    known = stored(lighthouse("a"), by=Actor("keeper")) | stored(lighthouse("b"), by=HOST)
    newer = [replace(lighthouse(slug), tags=()) for slug in ("a", "b")]
    assert [change.after.slug for change in brought_by(HOST, known, newer)] == ["b"]
    assert [(change.kind, change.after.slug) for change in brought_by(HOST, known, [])] == [(ChangeKind.RETIRED, "b")]


def test_a_source_keeps_its_key_unless_another_has_it() -> None:
    assert with_free_keys(lighthouse(), {}) == lighthouse()
    assert with_free_keys(lighthouse(), {"report": REPORT}) == lighthouse()
    spared = with_free_keys(lighthouse(), {"report": NEWER, "report-2": LETTER})
    assert spared.citations[0].source == replace(REPORT, key="report-3")
    assert with_free_keys(spared, {"report-3": spared.citations[0].source}) == spared
