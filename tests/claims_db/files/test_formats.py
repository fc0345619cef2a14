from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.actors import Actor
from claims_db.errors import InvalidPackError
from claims_db.files.formats import Format, read_file, write
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


REVIEW = {
    "@type": "ClaimReview",
    "claimReviewed": "The old lighthouse has two hundred steps.",
    "author": {"@id": "#us"},
    "reviewRating": {"alternateName": "False"},
    "url": "https://post.example/steps",
}
US = {"@type": "Organization", "@id": "#us", "name": "The Harbour Post"}
FOUND = {
    "text": REVIEW["claimReviewed"],
    "claimReview": [{"publisher": US, "url": REVIEW["url"], "textualRating": "False"}],
}
FILES: list[tuple[str, str, object]] = [
    ("a graph whose author comes last", "feed.json", {"@graph": [REVIEW, US]}),
    ("a list whose author comes last", "feed.jsonld", [REVIEW, US]),
    ("a feed whose author stands beside it", "feed.json", {"dataFeedElement": [{"item": REVIEW}], "creator": US}),
    ("a line", "feed.jsonl", [REVIEW, US]),
    ("an answer", "feed.json", {"claims": [FOUND], "nextPageToken": "x"}),
    ("several answers", "feed.json", [{"claims": [FOUND]}, {"claims": [FOUND]}]),
    ("an answer on a line", "feed.ndjson", {"claims": [FOUND]}),
    ("an answer with a claim that nobody reviewed", "feed.json", {"claims": [FOUND, FOUND | {"claimReview": []}]}),
]


@pytest.mark.parametrize(("name", "content"), [row[1:] for row in FILES], ids=[row[0] for row in FILES])
def test_a_file_is_read_by_what_it_holds(tmp_path: Path, name: str, content: object) -> None:
    path = tmp_path / name
    path.write_text(json.dumps(content))
    reading = read_file(path, pack=None, progress=lambda _done, _total: None)
    assert reading.problems == ()
    assert [claim.text for claim in reading.claims] == [REVIEW["claimReviewed"]]
    assert [citation.source.publisher for citation in reading.claims[0].citations] == ["The Harbour Post"]


def test_an_answer_with_something_else_among_its_claims_is_one_still(tmp_path: Path) -> None:
    path = tmp_path / "feed.json"
    path.write_text(json.dumps({"claims": [FOUND, {"text": "The lighthouse is painted white"}]}))
    reading = read_file(path, pack=None, progress=lambda _done, _total: None)
    assert (len(reading.claims), reading.problems) == (1, ("review 2: 'claimReviewed' is missing",))


def test_a_pack_is_none_of_googles_answers(tmp_path: Path) -> None:
    path = tmp_path / "pack.json"
    path.write_text(json.dumps({"claims": [{"text": "It is so"}], "sources": []}))
    with pytest.raises(InvalidPackError, match="this is not a pack: 'pack' must be"):
        read_file(path, pack=None, progress=lambda _done, _total: None)


SCRAPS = [
    "{", "}", "[", "]", ",", ":", '"', "\n", "\t", "null", "7", '"claims"', '"claimReview"', '"text"', '"@graph"',
    '"@id"', '"claimReviewed"', '"reviewRating"', "claim", "rating", "source_title", "publisher", "true", "3/4/2021",
]  # fmt: skip
scraps = st.sampled_from(SCRAPS) | st.text(max_size=3)


@given(ending=st.sampled_from(["json", "jsonl", "csv"]), parts=st.lists(scraps, max_size=30))
def test_whatever_a_file_holds_it_is_read_or_refused_with_sentences(
    tmp_path_factory: pytest.TempPathFactory, ending: str, parts: list[str]
) -> None:
    path = tmp_path_factory.mktemp("scraps") / f"scraps.{ending}"
    path.write_bytes("".join(parts).encode("utf-8", "surrogatepass"))
    with suppress(InvalidPackError):
        reading = read_file(path, pack="scraps", progress=lambda _done, _total: None)
        assert reading.bad_rows >= len(reading.problems)
