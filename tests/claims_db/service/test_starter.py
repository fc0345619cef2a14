from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from claims_db.actors import STARTER_PACK, Actor
from claims_db.claims.history import ChangeKind
from claims_db.files.pack import parse_json, read_pack, write_pack
from claims_db.service import ClaimService, editing
from claims_db.service.starter import load_starter_pack, starter_file
from claims_db.store import claim_rows
from claims_db.store.database import open_database
from claims_db.values import Claim, ClaimKey, Pack, Rating

from ..examples import LETTER, REPORT, lighthouse

# What the pack states, apart from how it is phrased.
FACTS = {
    "firms-summoned": ("2021-03-18", "ap-independent ap-business-standard reuters-straits-times yicai"),
    "alibaba-tencent-summoned": ("2021-03-18", "ap-independent reuters-straits-times"),
    "xiaomi-bytedance-kuaishou-summoned": ("2021-03-18", "ap-independent reuters-straits-times yicai"),
    "cac-talks-topic": ("2021-03-18", "ap-independent yicai"),
    "deepfake-audio": (None, "ap-independent"),
    "oversight-increased": (None, "ap-independent"),
    "twelve-firms-fined": ("2021-03-12", "ap-independent reuters-cna ap-wkow xinhua-ecns"),
    "fine-amount": ("2021-03-12", "ap-wkow xinhua-ecns"),
    "firms-urged-to-comply": ("2021-03-18", "ap-independent"),
    "clubhouse-banned": ("2021-02", "ap-independent cnn-siasat"),
    "clubhouse-political-talk": ("2021-02", "ap-independent cnn-siasat"),
    "clubhouse-clones": (None, "ap-independent reuters-straits-times"),
    "xiaomi-relaunched-app": ("2021-02-26", "ap-independent btimes-mitalk"),
    "ai-fake-news-ban-2019": ("2019-11-29", "ap-independent afp-thenews xinhua-cgtn"),
    "bytedance-owns-tiktok": (None, "ap-independent"),
}
AS_OF = {"oversight-increased": "2021-03", "clubhouse-clones": "2021-03", "bytedance-owns-tiktok": "2021-03"}
STARTER = Pack("starter", "A starter pack")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "claims.db")
    yield opened
    opened.close()


def version(*claims: Claim) -> bytes:
    """A version of the starter pack that holds these claims."""
    return "".join(write_pack(STARTER, [replace(claim, pack="starter") for claim in claims])).encode()


def stored(db: Database) -> dict[str, tuple[Claim, bool]]:
    return {slug: (each.claim, each.retired) for slug, each in claim_rows.load_pack_claims(db, "starter").items()}


def test_the_pack_states_its_facts_and_no_others() -> None:
    reading = read_pack(parse_json(starter_file().decode()))
    assert reading.problems == ()
    assert {
        claim.slug: (claim.happened and str(claim.happened), " ".join(each.source.key for each in claim.citations))
        for claim in reading.claims
    } == FACTS
    assert {claim.slug: str(claim.as_of) for claim in reading.claims if claim.as_of} == AS_OF
    assert {claim.rating for claim in reading.claims} == {Rating.TRUE}
    assert all(len(claim.phrasings) >= 3 for claim in reading.claims)


def test_every_source_of_the_pack_is_cited_and_dated() -> None:
    reading = read_pack(parse_json(starter_file().decode()))
    cited = {citation.source for claim in reading.claims for citation in claim.citations}
    assert {source.key for source in cited} == {row["key"] for row in json.loads(starter_file())["sources"]}
    assert len(cited) == 11
    assert all(source.published for source in cited)
    assert [source.key for source in cited if not source.url] == ["ap-independent"]


async def test_the_first_start_holds_the_pack(claims: ClaimService) -> None:
    assert {claim.slug for claim in (await claims.claims(claims.scope(None)))} == FACTS.keys()


def test_the_same_file_is_stored_once(db: Database) -> None:
    load_starter_pack(db, version(lighthouse()))
    changes = db.conn.total_changes
    load_starter_pack(db, version(lighthouse()))
    assert db.conn.total_changes == changes


def test_a_newer_file_adds_updates_retires_and_brings_back(db: Database) -> None:
    first, second, third = (replace(lighthouse(slug), pack="starter") for slug in ("first", "second", "third"))
    load_starter_pack(db, version(first, second))
    newer = replace(first, text="The old lighthouse has three hundred steps.")
    load_starter_pack(db, version(newer, third))
    assert stored(db) == {"first": (newer, False), "second": (second, True), "third": (third, False)}
    load_starter_pack(db, version(newer, second))
    assert stored(db) == {"first": (newer, False), "second": (second, False), "third": (third, True)}
    changes = editing.history(db, ClaimKey("starter", "second"))
    assert [change.kind for change in changes] == [ChangeKind.ADDED, ChangeKind.RETIRED, ChangeKind.RESTORED]
    assert {change.actor for change in changes} == {STARTER_PACK}


def test_what_people_did_to_the_pack_stays(db: Database) -> None:
    edited, retired, added = (replace(lighthouse(slug), pack="starter") for slug in ("edited", "retired", "added"))
    load_starter_pack(db, version(edited, retired))
    own_words = editing.edit(
        db, edited, replace(edited, text="The lighthouse has many worn steps."), actor=Actor("keeper")
    )
    editing.retire(db, retired.key, actor=Actor("keeper"))
    editing.add(db, added, actor=Actor("keeper"))
    load_starter_pack(db, version(replace(edited, tags=("newer",)), replace(retired, tags=("newer",))))
    assert stored(db) == {"edited": (own_words, False), "retired": (retired, True), "added": (added, False)}


def test_a_newer_source_does_not_change_what_a_person_cited(db: Database) -> None:
    ours, theirs = replace(lighthouse("ours"), pack="starter"), replace(lighthouse("theirs"), pack="starter")
    load_starter_pack(db, version(ours, theirs))
    kept = editing.edit(db, theirs, replace(theirs, tags=("kept",)), actor=Actor("keeper"))
    newer = replace(REPORT, title="Harbour report, corrected")
    load_starter_pack(db, version(lighthouse("ours", "starter", newer), lighthouse("theirs", "starter", newer)))
    assert stored(db)["theirs"] == (kept, False)
    assert stored(db)["ours"][0].citations[0].source == replace(newer, key="report-2")
    assert LETTER not in (citation.source for citation in kept.citations)


async def test_every_claim_of_the_pack_has_lines_and_all_of_them_hold(claims: ClaimService) -> None:
    starter = await claims.pack_claims("starter")
    assert all(claim.must_match and claim.must_not_match for claim in starter)
    assert [each.line for claim in starter for each in (await claims.check_lines([claim])) if not each.holds] == []


async def test_a_store_that_had_the_pack_before_lines_gains_them_once(path: Path) -> None:
    whole = json.loads(starter_file())
    for claim in whole["claims"]:
        del claim["must_match"], claim["must_not_match"]
    db = open_database(path)
    load_starter_pack(db, json.dumps(whole).encode())
    db.close()
    async with ClaimService.open(path) as claims:
        assert len(await claims.pack_claims("starter")) == len(FACTS)
        assert all(claim.must_match for claim in (await claims.pack_claims("starter")))
        changes = await claims.history(ClaimKey("starter", "firms-summoned"))
    assert [change.kind for change in changes] == [ChangeKind.ADDED, ChangeKind.EDITED]
    assert [bool(change.after.must_match) for change in changes] == [False, True]
