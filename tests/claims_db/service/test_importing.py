from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from claims_db.actors import Actor
from claims_db.claims.history import ChangeKind
from claims_db.claims.packs import Scope
from claims_db.errors import InvalidPackError
from claims_db.files.formats import Format, read_file, write
from claims_db.files.pack import Reading, write_pack
from claims_db.service import ClaimService, importing
from claims_db.service.importing import ImportReport
from claims_db.store import claim_rows
from claims_db.store.database import open_database, transaction
from claims_db.values import Claim, ClaimKey, Pack

from ..examples import REPORT, lighthouse, packs_of_claims, without_lines

HARBOUR = Pack("harbour", "The harbour")
IN_HARBOUR = Scope("harbour", frozenset({"harbour"}))


def in_harbour(*slugs: str) -> list[Claim]:
    return [lighthouse(slug, "harbour") for slug in slugs]


def pack_file(folder: Path, claims: list[Claim], name: str = "harbour.json") -> Path:
    path = folder / name
    path.write_text("".join(write_pack(HARBOUR, claims)))
    return path


def spoilt(folder: Path) -> Path:
    """A pack with two good claims and two that cannot be taken."""
    whole = json.loads(pack_file(folder, in_harbour("a", "b", "c", "d")).read_text())
    whole["claims"][1]["rating"] = "perhaps"
    whole["claims"][2]["text"] = "It is so"
    path = folder / "spoilt.json"
    path.write_text(json.dumps(whole))
    return path


async def test_a_file_imported_again_updates_what_changed_and_keeps_the_history(
    claims: ClaimService, tmp_path: Path
) -> None:
    first = await claims.import_file(pack_file(tmp_path, in_harbour("a", "b")), actor=Actor("host"))
    changed = replace(lighthouse("b", "harbour"), text="The old lighthouse has three hundred steps.")
    second = await claims.import_file(pack_file(tmp_path, [*in_harbour("a", "c"), changed]), actor=Actor("mate"))
    third = await claims.import_file(pack_file(tmp_path, [changed]), actor=Actor("host"))
    assert first == ImportReport("harbour", 2, 0, 0)
    assert second == ImportReport("harbour", 1, 1, 1)
    assert third == ImportReport("harbour", 0, 0, 1)
    assert claims.claims(IN_HARBOUR) == (lighthouse("a", "harbour"), changed, lighthouse("c", "harbour"))
    kinds = [(change.kind, change.actor) for change in await claims.history(ClaimKey("harbour", "b"))]
    assert kinds == [(ChangeKind.ADDED, Actor("host")), (ChangeKind.EDITED, Actor("mate"))]


async def test_a_bad_row_keeps_the_whole_file_out(claims: ClaimService, tmp_path: Path) -> None:
    with pytest.raises(InvalidPackError) as raised:
        await claims.import_file(spoilt(tmp_path), actor=Actor("host"))
    assert [problem.split(":")[0] for problem in raised.value.problems] == ["claim 2 ('b')", "claim 3 ('c')"]
    assert claims.claims(IN_HARBOUR) == ()
    assert "harbour" not in claims.public_scope().packs


async def test_bad_rows_can_be_left_out_and_are_counted(claims: ClaimService, tmp_path: Path) -> None:
    report = await claims.import_file(spoilt(tmp_path), skip_invalid=True, actor=Actor("host"))
    assert (report.added, report.skipped, len(report.problems)) == (2, 2, 2)
    assert [claim.slug for claim in claims.claims(IN_HARBOUR)] == ["a", "d"]


async def test_a_claim_retired_here_stays_so_and_is_counted(claims: ClaimService, tmp_path: Path) -> None:
    path = pack_file(tmp_path, in_harbour("a", "b"))
    await claims.import_file(path, actor=Actor("host"))
    await claims.retire(ClaimKey("harbour", "a"), actor=Actor("keeper"))
    report = await claims.import_file(path, actor=Actor("host"))
    assert report == ImportReport("harbour", 0, 0, 1, kept_retired=1)
    assert [claim.slug for claim in claims.claims(IN_HARBOUR)] == ["b"]


async def test_the_packs_title_follows_the_file(claims: ClaimService, tmp_path: Path) -> None:
    path = pack_file(tmp_path, in_harbour("a"))
    await claims.import_file(path, actor=Actor("host"))
    path.write_text(path.read_text().replace("The harbour", "Harbours"))
    await claims.import_file(path, actor=Actor("host"))
    assert {pack.slug: pack.title for pack in claims.packs()}["harbour"] == "Harbours"


async def test_a_corrected_source_is_corrected_wherever_it_is_cited(claims: ClaimService, tmp_path: Path) -> None:
    await claims.import_file(pack_file(tmp_path, in_harbour("a", "b")), actor=Actor("host"))
    newer = replace(REPORT, title="Corrected")
    report = await claims.import_file(pack_file(tmp_path, [lighthouse("a", "harbour", newer)]), actor=Actor("host"))
    assert (report.updated, report.unchanged) == (2, 0)
    assert {claim.citations[0].source for claim in claims.claims(IN_HARBOUR)} == {newer}


async def test_a_file_of_claims_of_a_server_goes_there_only_when_that_is_said(
    claims: ClaimService, tmp_path: Path
) -> None:
    path = tmp_path / "private.json"
    path.write_text("".join(write_pack(Pack("server-7", "Private"), [lighthouse(pack="server-7")])))
    with pytest.raises(InvalidPackError, match="names the private pack 'server-7'"):
        await claims.import_file(path, actor=Actor("host"))
    await claims.import_file(path, pack="server-7", actor=Actor("host"))
    assert claims.find("lighthouse", claims.scope(7)) == lighthouse(pack="server-7")


@pytest.mark.parametrize("form", Format)
async def test_what_was_exported_is_unchanged_when_it_comes_back(
    claims: ClaimService, tmp_path: Path, form: Format
) -> None:
    """Also as a table, whose columns lack much of a claim: what a file does not say stays as it is."""
    path = tmp_path / f"starter.{'csv' if form is Format.CSV else 'json'}"
    path.write_text("".join(claims.export("starter", form)))
    assert await claims.import_file(path, pack="starter", actor=Actor("host")) == ImportReport("starter", 0, 0, 15)


@given(claims=packs_of_claims("harbour"))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@pytest.mark.parametrize("form", Format)
def test_files_of_every_format_bring_back_what_is_stored(tmp_path: Path, claims: list[Claim], form: Format) -> None:
    """The law of export and import, through the database."""
    path = tmp_path / f"harbour.{'csv' if form is Format.CSV else 'json'}"
    path.write_text("".join(write("harbour", [(HARBOUR, claims)], form)), "utf-8", newline="")
    (tmp_path / "claims.db").unlink(missing_ok=True)
    db = open_database(tmp_path / "claims.db")
    with transaction(db):
        claim_rows.save_pack(db, HARBOUR)
        first = importing.store_reading(db, _read(path), skip_invalid=False, actor=Actor("host"))
        again = importing.store_reading(db, _read(path), skip_invalid=False, actor=Actor("host"))
    loaded = claim_rows.load_live_claims(db)
    db.close()
    assert (first.added, again.unchanged, again.added + again.updated) == (len(claims), len(claims), 0)
    if form is not Format.CSV:
        written = claims if form is Format.PACK else map(without_lines, claims)
        assert loaded == sorted(written, key=lambda claim: claim.slug)


@pytest.mark.parametrize("form", Format)
async def test_a_file_without_a_place_for_lines_takes_none_away(
    claims: ClaimService, tmp_path: Path, form: Format
) -> None:
    await claims.add(lighthouse(pack="harbour"), actor=Actor("keeper"))
    path = tmp_path / f"harbour.{'csv' if form is Format.CSV else 'json'}"
    path.write_text("".join(claims.export("harbour", form)).replace("old lighthouse", "ancient lighthouse"), "utf-8")
    await claims.import_file(path, pack="harbour", actor=Actor("host"))
    (changed,) = claims.pack_claims("harbour")
    assert "ancient" in changed.text
    assert (changed.must_match, changed.must_not_match) == (lighthouse().must_match, lighthouse().must_not_match)


async def test_a_pack_speaks_for_its_lines_too(claims: ClaimService, tmp_path: Path) -> None:
    await claims.add(lighthouse(pack="harbour"), actor=Actor("keeper"))
    path = tmp_path / "harbour.json"
    path.write_text("".join(write("harbour", [(HARBOUR, [without_lines(lighthouse(pack="harbour"))])], Format.PACK)))
    assert (await claims.import_file(path, actor=Actor("host"))).updated == 1
    assert claims.pack_claims("harbour") == (without_lines(lighthouse(pack="harbour")),)


def _read(path: Path) -> Reading:
    return read_file(path, pack="harbour", progress=lambda _done, _total: None)


NAMES = [
    ("Harbour facts.CSV", "harbour-facts"),
    ("reviews.jsonl", "reviews"),
    ("reviews.ndjson", "reviews"),
    ("灯台.csv", "claim-"),
]


@pytest.mark.parametrize(("name", "slug"), NAMES)
async def test_a_file_that_names_no_pack_is_one_by_its_own_name(
    claims: ClaimService, tmp_path: Path, name: str, slug: str
) -> None:
    path = tmp_path / name
    if path.suffix.lower() == ".csv":
        path.write_text("claim,rating,source_title,publisher\nThe lighthouse has worn steps,true,Report,Post\n")
    else:
        review = {
            "claimReviewed": "The lighthouse has worn steps",
            "reviewRating": {"alternateName": "True"},
            "author": "Post",
        }
        path.write_text(json.dumps(review))
    report = await claims.import_file(path, actor=Actor("host"))
    assert report.pack.startswith(slug)
    assert report.added == 1
    again = await claims.import_file(path, pack="other", actor=Actor("host"))
    assert (again.pack, again.added) == ("other", 1)


async def test_a_feed_imported_again_keeps_what_was_added_here(claims: ClaimService, tmp_path: Path) -> None:
    review = {
        "@type": "ClaimReview",
        "claimReviewed": "The lighthouse has a hundred steps",
        "reviewRating": {"alternateName": "False"},
        "author": "Post",
        "url": "https://post.example/steps",
    }
    path = tmp_path / "feed.json"
    path.write_text(json.dumps([review]))
    await claims.import_file(path, actor=Actor("host"))
    (brought,) = claims.claims(Scope("feed", frozenset({"feed"})))
    phrased = await claims.edit(
        brought, replace(brought, phrasings=("A hundred steps lead up the lighthouse",)), actor=Actor("keeper")
    )
    report = await claims.import_file(path, actor=Actor("host"))
    assert (report.unchanged, claims.find(brought.slug, Scope("feed", frozenset({"feed"})))) == (1, phrased)


def deep(path: Path) -> None:
    path.write_text("[" * 300_000)


def latin(path: Path) -> None:
    path.write_bytes('{"pack": {"slug": "café"}}'.encode("latin-1"))


def ended_early(path: Path) -> None:
    path.write_text('{"pack": {"slug": "harbour"')


def no_claims_at_all(path: Path) -> None:
    path.write_text('{"name": "harbour", "version": 1}')


def an_empty_file(path: Path) -> None:
    path.touch()


def a_folder(path: Path) -> None:
    path.mkdir()


def not_there(_path: Path) -> None:
    """Nothing is made."""


HOSTILE: list[tuple[Callable[[Path], None], str]] = [
    (deep, "nested too deeply"),
    (latin, "not UTF-8 text"),
    (ended_early, "not JSON: .* in line 1, column"),
    (no_claims_at_all, "neither a pack nor a ClaimReview|'claimReviewed' is missing"),
    (an_empty_file, "not JSON"),
    (a_folder, "cannot be read"),
    (not_there, "cannot be read: No such file"),
]


@pytest.mark.parametrize(("make", "sentence"), HOSTILE, ids=lambda part: getattr(part, "__name__", ""))
async def test_a_hostile_file_is_a_sentence(
    claims: ClaimService, tmp_path: Path, make: Callable[[Path], None], sentence: str
) -> None:
    path = tmp_path / "hostile.json"
    make(path)
    with pytest.raises(InvalidPackError, match=sentence):
        await claims.import_file(path, actor=Actor("host"))


async def test_an_ending_that_is_not_known_is_named(claims: ClaimService, tmp_path: Path) -> None:
    with pytest.raises(InvalidPackError, match=r"does not end in \.json"):
        await claims.import_file(tmp_path / "claims.docx", actor=Actor("host"))


async def test_thousands_of_claims_come_in_at_once(claims: ClaimService, tmp_path: Path) -> None:
    many = [
        replace(lighthouse(f"claim-{n}", "harbour"), text=f"Lighthouse {n} has {n} worn steps.") for n in range(3000)
    ]
    path = pack_file(tmp_path, many)
    report = await claims.import_file(path, actor=Actor("host"))
    assert report.added == 3000


def feed_of(number: int) -> str:
    """A feed of so many reviews; the second and the last name no claim."""
    reviews = [
        {
            "@type": "ClaimReview",
            "claimReviewed": None if at in {2, number} else f"The lighthouse of bay {at} has {at} worn steps",
            "reviewRating": {"alternateName": "False"},
            "author": "Harbour Post",
            "url": f"https://post.example/steps/{at}",
        }
        for at in range(1, number + 1)
    ]
    elements = [{"@type": "DataFeedItem", "item": [review]} for review in reviews]
    return json.dumps({"@type": "DataFeed", "dataFeedElement": elements}, indent=1)


async def test_a_large_feed_is_read_element_by_element_and_its_bad_rows_are_told_by_number(
    claims: ClaimService, tmp_path: Path
) -> None:
    path = tmp_path / "feed.json"
    path.write_text(feed_of(3000))
    seen: list[tuple[int, int]] = []
    with pytest.raises(InvalidPackError) as raised:
        await claims.import_file(path, actor=Actor("host"))
    report = await claims.import_file(
        path, skip_invalid=True, actor=Actor("host"), progress=lambda done, total: seen.append((done, total))
    )
    again = await claims.import_file(path, skip_invalid=True, actor=Actor("host"))
    assert [problem.split(":")[0] for problem in raised.value.problems] == ["review 2", "review 3000"]
    assert (report.added, report.skipped, again.added, again.unchanged) == (2998, 2, 0, 2998)
    assert (len(seen), seen[-1]) == (101, (3000, 3000))


def test_a_feed_is_never_in_memory_as_a_whole(tmp_path: Path) -> None:
    """Reading four times as much takes hardly more than the claims themselves, which are the same few here."""
    peaks = []
    for times in (2, 8):
        path = tmp_path / f"feed-{times}.json"
        elements = json.loads(feed_of(1000))["dataFeedElement"] * times
        path.write_text(json.dumps({"dataFeedElement": elements, "note": "x"}))
        del elements
        tracemalloc.start()
        assert len(_read(path).claims) == 998
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.3


@pytest.mark.parametrize("first", [True, False])
def test_what_stands_around_a_list_may_stand_before_or_behind_it(tmp_path: Path, *, first: bool) -> None:
    path = tmp_path / "harbour.json"
    ours = json.loads("".join(write("harbour", [(HARBOUR, in_harbour("a"))], Format.CLAIMREVIEW)))
    path.write_text(json.dumps(dict(ours.items() if first else reversed(ours.items()))))
    assert [claim.slug for claim in _read(path).claims] == ["a"]


def test_a_review_with_a_list_inside_is_one_review(tmp_path: Path) -> None:
    review = json.loads(feed_of(1))["dataFeedElement"][0]["item"][0] | {"claimReviewed": "The lighthouse is worn down"}
    path = tmp_path / "review.json"
    path.write_text(json.dumps(review | {"@graph": [{"@type": "Person"}]}))
    assert [claim.text for claim in _read(path).claims] == ["The lighthouse is worn down"]
