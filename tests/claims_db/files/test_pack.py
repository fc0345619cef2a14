from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_db.errors import InvalidPackError, InvalidValueError
from claims_db.files.pack import parse_json, read_pack, read_snapshot, write_pack, write_snapshot
from claims_db.values import Claim, Pack

from ..examples import LETTER, REPORT, a_few_packs, lighthouse, packs_of_claims

PACK = Pack("made-up", "A pack", "What it is about", "CC0-1.0")
SOURCE = {"key": "report", "title": "Harbour report", "publisher": "The Harbour Post"}
CLAIM = {
    "slug": "lighthouse",
    "text": "The old lighthouse has two hundred steps.",
    "rating": "true",
    "citations": [{"source": "report"}],
}


def file(claim: object = CLAIM, source: object = SOURCE, pack: object = None) -> dict[str, Any]:
    return {"pack": pack or {"slug": "harbour", "title": "Harbour"}, "sources": [source], "claims": [claim]}


@a_few_packs
@given(packs_of_claims())
def test_a_written_pack_is_read_as_it_was(claims: list[Claim]) -> None:
    reading = read_pack(parse_json("".join(write_pack(PACK, claims))))
    assert (reading.pack, reading.problems) == (PACK, ())
    assert list(reading.claims) == sorted(claims, key=lambda claim: claim.slug)


@a_few_packs
@given(packs_of_claims().flatmap(lambda claims: st.tuples(st.just(claims), st.permutations(claims))))
def test_the_order_of_claims_does_not_change_the_file(orders: tuple[list[Claim], list[Claim]]) -> None:
    one, other = orders
    assert list(write_pack(PACK, one)) == list(write_pack(PACK, other))


@a_few_packs
@given(packs_of_claims())
def test_a_snapshot_is_the_claim(claims: list[Claim]) -> None:
    assert [read_snapshot(write_snapshot(claim), claim.pack) for claim in claims] == claims


def test_another_slug_stands_in_for_the_packs_own() -> None:
    reading = read_pack(file(), slug="copy")
    assert reading.pack.slug == "copy"
    assert {claim.pack for claim in reading.claims} == {"copy"}


def test_null_stands_for_what_is_not_there() -> None:
    optional = dict.fromkeys(["as_of", "happened", "phrasings", "tags", "must_match", "must_not_match"])
    (claim,) = read_pack(file(claim=CLAIM | optional, source=SOURCE | {"url": None, "published": None})).claims
    assert (claim.as_of, claim.happened, claim.phrasings, claim.tags) == (None, None, (), ())
    assert (claim.must_match, claim.must_not_match) == ((), ())


def test_a_claim_carries_its_lines_and_one_without_any_says_nothing_of_them() -> None:
    lines = {"must_match": ["Two hundred steps lead up"], "must_not_match": ["The lighthouse is closed"]}
    (claim,) = read_pack(file(CLAIM | lines)).claims
    assert (list(claim.must_match), list(claim.must_not_match)) == (lines["must_match"], lines["must_not_match"])
    assert json.loads("".join(write_pack(PACK, [claim])))["claims"][0].items() >= lines.items()
    (bare,) = read_pack(file()).claims
    assert "must" not in "".join(write_pack(PACK, [bare]))


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in CLAIM.items() if key != name}


BAD_CLAIMS: list[tuple[str, object, str]] = [
    ("no object", "lighthouse", "must be an object"),
    ("nothing", None, "must be an object with named fields, not nothing"),
    ("no slug", without("slug"), "'slug' is missing"),
    ("no text", without("text"), "'text' is missing"),
    ("no rating", without("rating"), "'rating' is missing"),
    ("no citation", without("citations"), "cites no source"),
    ("a blank text", CLAIM | {"text": "  "}, "'text' is missing"),
    ("a slug in capitals", CLAIM | {"slug": "Light House"}, "is not a slug"),
    ("too few words", CLAIM | {"text": "It is so"}, "two words"),
    ("too few words in a phrasing", CLAIM | {"phrasings": ["so it is"]}, "two words"),
    ("a blank line to match", CLAIM | {"must_match": ["200 steps", ""]}, "line 2 that must match ('') is empty"),
    ("a text for lines", CLAIM | {"must_not_match": "200"}, "'must_not_match' must be a list, not a text"),
    ("an end of text in a line", CLAIM | {"must_match": ["\x00"]}, "U+0000"),
    ("an unknown rating", CLAIM | {"rating": "perhaps"}, "'perhaps' is not a rating; write one of true, mostly-true"),
    ("a number for a text", CLAIM | {"text": 200}, "'text' must be a text, not a number"),
    ("yes for a text", CLAIM | {"text": True}, "not true or false"),
    ("a text for a list", CLAIM | {"phrasings": "x"}, "'phrasings' must be a list, not a text"),
    ("a list in a list", CLAIM | {"tags": [["x"]]}, "'tags' must be a text, not a list"),
    ("an object for a text", CLAIM | {"as_of": {}}, "'as_of' must be a text, not an object"),
    ("a day that does not exist", CLAIM | {"happened": "2021-02-30"}, "not a day that exists"),
    ("a day in another way", CLAIM | {"as_of": "18 March 2021"}, "write 2021, 2021-02 or 2021-02-28"),
    ("an interval turned round", CLAIM | {"happened": "2021-03-18/2021-03-12"}, "cannot end"),
    ("an unknown source", CLAIM | {"citations": [{"source": "nowhere"}]}, "'nowhere', which is not among"),
    ("a citation that is none", CLAIM | {"citations": ["report"]}, "a citation must be an object"),
    ("half a letter", CLAIM | {"text": "The lighthouse has \ud800 two hundred steps"}, "U+D800"),
    ("an end of text in it", CLAIM | {"text": "The lighthouse has \x00 two hundred steps"}, "U+0000"),
    ("an endless tag", CLAIM | {"tags": ["x" * 5000]}, "at most 2000 characters"),
]


@pytest.mark.parametrize(("claim", "sentence"), [row[1:] for row in BAD_CLAIMS], ids=[row[0] for row in BAD_CLAIMS])
def test_a_claim_that_cannot_be_is_named_with_what_to_do(claim: object, sentence: str) -> None:
    whole = file(claim)
    whole["claims"].append(CLAIM | {"slug": "good"})
    reading = read_pack(whole)
    assert [kept.slug for kept in reading.claims] == ["good"]
    assert len(reading.problems) == 1
    assert reading.problems[0].startswith("claim 1")
    assert sentence in reading.problems[0]


BAD_SOURCES: list[tuple[str, object, str]] = [
    ("no object", 7, "a source must be an object with named fields, not a number"),
    ("no publisher", {"key": "report", "title": "Harbour report"}, "'publisher' is missing"),
    ("no web address", SOURCE | {"url": "javascript:alert(1)"}, "not a web address"),
    ("no website", SOURCE | {"url": "https://xn--zzzzzzzz.example/"}, "is not the name of a website"),
    ("no website of an archive", SOURCE | {"archive_url": "https://xn--a.example/"}, "is not the name of a website"),
    ("a month for a day", SOURCE | {"published": "2021-03"}, "'published' must be a day like 2021-03-18"),
    ("a day that does not exist", SOURCE | {"published": "2021-13-01"}, "not a day that exists"),
    ("other digits", SOURCE | {"published": "٢٠٢١-٠٣-١٨"}, "must be a day like"),
]


@pytest.mark.parametrize(("source", "sentence"), [row[1:] for row in BAD_SOURCES], ids=[row[0] for row in BAD_SOURCES])
def test_a_source_that_cannot_be_is_named_and_so_is_what_cites_it(source: object, sentence: str) -> None:
    reading = read_pack(file(source=source))
    assert reading.claims == ()
    assert [problem.split()[0] for problem in reading.problems] == ["source", "claim"]
    assert sentence in reading.problems[0]


def test_what_is_there_twice_is_named() -> None:
    whole = file()
    whole["sources"] *= 2
    whole["claims"] *= 2
    reading = read_pack(whole)
    assert len(reading.claims) == 1
    assert reading.problems == (
        "source 2 ('report'): the key 'report' is used twice; each needs its own",
        "claim 2 ('lighthouse'): the slug 'lighthouse' is used twice; each needs its own",
    )


NO_PACKS: list[object] = [
    [],
    "text",
    None,
    {},
    {"pack": "harbour"},
    file(pack={"slug": "Harbour!", "title": "Harbour"}),
    file(pack={"slug": "harbour"}),
    file() | {"claims": {}},
    file() | {"sources": "none"},
]


@pytest.mark.parametrize("whole", NO_PACKS, ids=[json.dumps(each)[:30] for each in NO_PACKS])
def test_what_is_no_pack_is_refused(whole: object) -> None:
    with pytest.raises(InvalidPackError, match="this is not a pack"):
        read_pack(whole)


BAD_JSON = ["", "{", '{"a": 1,}', "[" * 200_000, "1" * 10_000, '{"a": ' * 100_000, "\x00", "nul"]


@pytest.mark.parametrize("content", BAD_JSON, ids=[content[:6] for content in BAD_JSON])
def test_what_is_no_json_is_a_sentence(content: str) -> None:
    with pytest.raises(InvalidValueError, match="JSON"):
        parse_json(content)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*CLAIM, *SOURCE]), inner, max_size=3),
    max_leaves=8,
)


heads = values | st.just({"slug": "harbour", "title": "Harbour"})


@given(heads, st.lists(values) | values, st.lists(values) | values)
def test_whatever_the_file_holds_it_is_read_or_refused_with_a_sentence(
    pack: object, sources: object, claims: object
) -> None:
    with suppress(InvalidPackError):
        reading = read_pack({"pack": pack, "sources": sources, "claims": claims})
        rows = [*(sources if isinstance(sources, list) else []), *(claims if isinstance(claims, list) else [])]
        assert len(reading.problems) == len(rows)


@given(st.dictionaries(st.sampled_from([*CLAIM, "as_of", "happened", "phrasings", "tags", "must_match"]), values))
def test_whatever_a_row_holds_it_is_a_claim_or_a_problem(fields: dict[str, object]) -> None:
    reading = read_pack(file(claim=CLAIM | fields))
    assert len(reading.claims) + len(reading.problems) == 1


def test_a_line_of_the_file_is_a_claim_or_a_source() -> None:
    claims = [lighthouse("a", "local", REPORT, LETTER), replace(lighthouse("b"), phrasings=())]
    lines = "".join(write_pack(Pack("local", "Own"), claims)).splitlines()
    assert [json.loads(line.rstrip(",")).get("slug") for line in lines if '"text"' in line] == ["a", "b"]
    assert [json.loads(line.rstrip(",")).get("key") for line in lines if '"publisher"' in line] == ["letter", "report"]


def test_an_empty_pack_is_a_file_too() -> None:
    assert read_pack(parse_json("".join(write_pack(PACK, [])))).claims == ()
