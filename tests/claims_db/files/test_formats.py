from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given

from claims_db.actors import Actor
from claims_db.files.formats import Format, write
from claims_db.files.pack import parse_json, read_pack
from claims_db.service import ClaimService
from claims_db.values import Claim, ClaimKey, Pack

from ..examples import LETTER, REPORT, a_few_packs, lighthouse, packs_of_claims

LOCAL, OTHER = Pack("local", "Ours"), Pack("other", "Theirs")


def test_the_one_pack_with_claims_is_exported_as_itself() -> None:
    written = json.loads("".join(write("local", [(LOCAL, []), (OTHER, [lighthouse(pack="other")])], Format.PACK)))
    assert written["pack"] == {"slug": "other", "title": "Theirs"}


@a_few_packs
@given(packs_of_claims("local"), packs_of_claims("other"))
def test_several_packs_become_one_without_losing_a_claim(ours: list[Claim], theirs: list[Claim]) -> None:
    reading = read_pack(parse_json("".join(write("local", [(LOCAL, ours), (OTHER, theirs)], Format.PACK))))
    assert reading.problems == ()
    assert sorted(claim.text for claim in reading.claims) == sorted(claim.text for claim in [*ours, *theirs])
    sources = {(claim.text, replace(each.source, key="k")) for claim in [*ours, *theirs] for each in claim.citations}
    assert sources == {
        (claim.text, replace(each.source, key="k")) for claim in reading.claims for each in claim.citations
    }


def test_slugs_and_keys_of_a_later_pack_get_a_number() -> None:
    theirs = lighthouse("lighthouse", "other", replace(LETTER, key="report"))
    written = json.loads("".join(write("local", [(LOCAL, [lighthouse()]), (OTHER, [theirs])], Format.PACK)))
    assert [claim["slug"] for claim in written["claims"]] == ["lighthouse", "lighthouse-2"]
    assert [source["key"] for source in written["sources"]] == ["report", "report-2"]


async def test_a_scope_is_exported_with_all_it_sees_and_nothing_retired(claims: ClaimService) -> None:
    starter = json.loads("".join(await claims.export(claims.public_scope())))
    assert (starter["pack"]["slug"], len(starter["claims"])) == ("starter", 15)
    await claims.add(lighthouse(), actor=Actor("host"))
    await claims.add(lighthouse("private", "server-7"), actor=Actor("keeper"))
    await claims.retire(ClaimKey("starter", "clubhouse-banned"), actor=Actor("host"))
    both = json.loads("".join(await claims.export(claims.public_scope())))
    slugs = {claim["slug"] for claim in both["claims"]}
    assert both["pack"]["slug"] == "local"
    assert "lighthouse" in slugs
    assert slugs.isdisjoint({"private", "clubhouse-banned"})
    assert [claim["slug"] for claim in json.loads("".join(await claims.export("server-7")))["claims"]] == ["private"]


@pytest.mark.parametrize("form", Format)
async def test_an_empty_store_is_exported_too(claims: ClaimService, form: Format) -> None:
    for claim in await claims.claims(claims.public_scope()):
        await claims.retire(claim.key, actor=Actor("host"))
    assert "clubhouse" not in "".join(await claims.export(claims.public_scope(), form))


@pytest.mark.parametrize("form", Format)
async def test_an_export_is_the_same_every_time(claims: ClaimService, form: Format) -> None:
    await claims.add(lighthouse("z", "local", REPORT, LETTER), actor=Actor("host"))
    await claims.add(lighthouse("a"), actor=Actor("host"))
    assert list(await claims.export(claims.public_scope(), form)) == list(
        await claims.export(claims.public_scope(), form)
    )
