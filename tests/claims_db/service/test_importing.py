from __future__ import annotations

import asyncio
import json
import shutil
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims_db.actors import Actor
from claims_db.claims.history import ChangeKind
from claims_db.claims.packs import Scope
from claims_db.claims.revisions import imported, sources_of
from claims_db.claims.slugs import slug_of
from claims_db.errors import InvalidPackError
from claims_db.files import pack
from claims_db.files.formats import Format, open_file, read_file, write
from claims_db.files.pack import Reading, write_pack
from claims_db.service import ClaimService, importing
from claims_db.service.importing import ImportReport
from claims_db.store import claim_rows
from claims_db.store.database import open_database, transaction
from claims_db.store.index.stored_index import SMALL
from claims_db.values import Citation, Claim, ClaimKey, Pack

from ..examples import LETTER, REPORT, lighthouse, packs_of_claims, without_lines

HOST = Actor("host")
HARBOUR = Pack("harbour", "The harbour")
IN_HARBOUR = Scope("harbour", frozenset({"harbour"}))


def in_harbour(*slugs: str) -> list[Claim]:
    return [lighthouse(slug, "harbour") for slug in slugs]


def pack_file(folder: Path, claims: list[Claim], name: str = "harbour.json") -> Path:
    path = folder / name
    path.write_text("".join(write_pack(HARBOUR, claims)))
    return path


def silent(_done: int, _total: int) -> None:
    """Nobody looks on."""


def spoilt(folder: Path) -> Path:
    """A pack with two good claims and two that cannot be taken."""
    whole = json.loads(pack_file(folder, in_harbour("a", "b", "c", "d")).read_text())
    whole["claims"][1]["rating"] = "perhaps"
    whole["claims"][2]["text"] = "It is so"
    path = folder / "spoilt.json"
    path.write_text(json.dumps(whole))
    return path


async def test_an_import_indexes_its_own_pack_and_waits_for_no_other(
    claims: ClaimService, path: Path, tmp_path: Path
) -> None:
    index = path.with_name("claims.db-index")
    many = in_harbour(*(f"c{number}" for number in range(SMALL + 1)))
    await claims.import_file(pack_file(tmp_path, many), actor=HOST)
    assert [file.name.partition(".")[0] for file in index.iterdir()] == ["harbour"]

    shutil.rmtree(index)  # as if another version had made it
    other = write_pack(Pack("river", "The river"), [replace(claim, pack="river") for claim in many])
    (tmp_path / "river.json").write_text("".join(other))
    await claims.import_file(tmp_path / "river.json", actor=HOST)
    assert [file.name.partition(".")[0] for file in index.iterdir()] == ["river"]


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
    assert (await claims.claims(IN_HARBOUR)) == (lighthouse("a", "harbour"), changed, lighthouse("c", "harbour"))
    kinds = [(change.kind, change.actor) for change in await claims.history(ClaimKey("harbour", "b"))]
    assert kinds == [(ChangeKind.ADDED, Actor("host")), (ChangeKind.EDITED, Actor("mate"))]


async def test_a_bad_row_keeps_the_whole_file_out(claims: ClaimService, tmp_path: Path) -> None:
    with pytest.raises(InvalidPackError) as raised:
        await claims.import_file(spoilt(tmp_path), actor=Actor("host"))
    assert [problem.split(":")[0] for problem in raised.value.problems] == ["claim 2 ('b')", "claim 3 ('c')"]
    assert (await claims.claims(IN_HARBOUR)) == ()
    assert "harbour" not in claims.public_scope().packs


async def test_bad_rows_can_be_left_out_and_are_counted(claims: ClaimService, tmp_path: Path) -> None:
    report = await claims.import_file(spoilt(tmp_path), skip_invalid=True, actor=Actor("host"))
    assert (report.added, report.skipped, len(report.problems)) == (2, 2, 2)
    assert [claim.slug for claim in (await claims.claims(IN_HARBOUR))] == ["a", "d"]


async def test_a_claim_retired_here_stays_so_and_is_counted(claims: ClaimService, tmp_path: Path) -> None:
    path = pack_file(tmp_path, in_harbour("a", "b"))
    await claims.import_file(path, actor=Actor("host"))
    await claims.retire(ClaimKey("harbour", "a"), actor=Actor("keeper"))
    report = await claims.import_file(path, actor=Actor("host"))
    assert report == ImportReport("harbour", 0, 0, 1, kept_retired=1)
    assert [claim.slug for claim in (await claims.claims(IN_HARBOUR))] == ["b"]


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
    assert {claim.citations[0].source for claim in (await claims.claims(IN_HARBOUR))} == {newer}


async def test_a_source_that_only_retired_claims_cite_stays_as_it_was(claims: ClaimService, tmp_path: Path) -> None:
    path = pack_file(tmp_path, in_harbour("a"))
    await claims.import_file(path, actor=Actor("host"))
    await claims.retire(ClaimKey("harbour", "a"), actor=Actor("keeper"))
    path = pack_file(tmp_path, [lighthouse("a", "harbour", replace(REPORT, title="Corrected"))])
    assert await claims.import_file(path, actor=Actor("host")) == ImportReport("harbour", 0, 0, 0, kept_retired=1)
    assert await claims.complete("", IN_HARBOUR, None, retired=True) == (lighthouse("a", "harbour"),)


async def test_a_source_that_a_retired_claim_brings_corrected_is_so_where_others_cite_it(
    claims: ClaimService, tmp_path: Path
) -> None:
    await claims.import_file(pack_file(tmp_path, in_harbour("a", "b")), actor=Actor("host"))
    await claims.retire(ClaimKey("harbour", "a"), actor=Actor("keeper"))
    newer = replace(REPORT, title="Corrected")
    path = pack_file(tmp_path, [lighthouse("a", "harbour", newer)])
    assert await claims.import_file(path, actor=Actor("host")) == ImportReport("harbour", 0, 1, 0, kept_retired=1)
    assert await claims.claims(IN_HARBOUR) == (lighthouse("b", "harbour", newer),)


async def test_a_claim_of_two_corrected_sources_changes_once(
    claims: ClaimService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack, "BATCH", 1)
    both = replace(lighthouse("both", "harbour"), citations=(Citation(REPORT), Citation(LETTER)))
    named = [lighthouse("a", "harbour"), lighthouse("b", "harbour", LETTER)]
    await claims.import_file(pack_file(tmp_path, [both, *named]), actor=Actor("host"))
    newer = [replace(source, title="Corrected") for source in (REPORT, LETTER)]
    path = pack_file(tmp_path, [lighthouse(slug, "harbour", each) for slug, each in zip("ab", newer, strict=True)])
    assert await claims.import_file(path, actor=Actor("host")) == ImportReport("harbour", 0, 3, 0)
    steps = await claims.history(both.key)
    assert [(step.kind, step.before) for step in steps] == [(ChangeKind.ADDED, None), (ChangeKind.EDITED, both)]
    assert [each.source for each in steps[-1].after.citations] == newer


@given(first=packs_of_claims("harbour"), second=packs_of_claims("harbour"), seed=st.integers(0, 3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_claims_stored_a_few_at_a_time_are_what_they_are_when_stored_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: list[Claim], second: list[Claim], seed: int
) -> None:
    """Each claim, each source and each step of a history, where files share slugs and keys, and tell them otherwise."""
    monkeypatch.setattr(pack, "BATCH", 1)
    told = {source.key: source for source in sources_of(second).values()}
    renewed = [  # what some claims of both files cite is told otherwise by the second
        replace(
            claim,
            citations=tuple(replace(each, source=told.get(each.source.key, each.source)) for each in claim.citations),
        )
        for claim in first[seed:]
    ]
    shared = {claim.slug: claim for claim in [*renewed, *second]}
    path = tmp_path / "harbour.json"
    outcomes = []
    for at_once in (True, False):
        (tmp_path / "claims.db").unlink(missing_ok=True)
        db = open_database(tmp_path / "claims.db")
        with transaction(db):
            for claims in (first, list(shared.values())):
                path.write_text("".join(write_pack(HARBOUR, claims)), "utf-8", newline="")
                claim_rows.save_pack(db, HARBOUR)
                if at_once:
                    stored = claim_rows.load_pack_claims(db, "harbour")
                    claim_rows.record(db, imported(stored, _read(path).claims), actor=Actor("host"))
                else:
                    importing.store_reading(
                        db, open_file(path, pack=None, progress=silent), skip_invalid=False, actor=Actor("host")
                    )
        stored = claim_rows.load_pack_claims(db, "harbour")
        steps = {slug: claim_rows.load_history(db, each) for slug, each in stored.items()}
        outcomes.append(
            (
                {slug: each.claim for slug, each in stored.items()},
                {slug: [(step.kind, step.before, step.after) for step in taken] for slug, taken in steps.items()},
            )
        )
        db.close()
    assert outcomes[0] == outcomes[1]


async def test_who_gives_up_an_import_finds_nothing_stored(claims: ClaimService, tmp_path: Path) -> None:
    many = [replace(lighthouse(f"claim-{n}", "harbour"), text=f"Lighthouse {n} has {n} steps.") for n in range(5000)]
    path = pack_file(tmp_path, many)

    def give_up(done: int, total: int) -> None:
        told.append(done / total)
        if len(told) == 1:
            importing_it.cancel()

    told: list[float] = []

    importing_it = asyncio.ensure_future(claims.import_file(path, actor=Actor("host"), progress=give_up))
    with pytest.raises(asyncio.CancelledError):
        await importing_it
    assert told[-1] < 1
    assert "harbour" not in {pack.slug for pack in claims.packs()}
    report = await claims.import_file(pack_file(tmp_path, many[:3]), actor=Actor("host"))
    assert report == ImportReport("harbour", 3, 0, 0)


@pytest.mark.parametrize("name", ["pack.json", "feed.json", "reviews.jsonl", "table.csv"])
async def test_the_whole_is_told_once_and_last_and_nothing_is_told_twice(
    claims: ClaimService, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    if name == "table.csv":
        rows = [f"The lighthouse of bay {at} has {at} worn steps,true,Report,Post\n" for at in range(3000)]
        path.write_text("claim,rating,source_title,publisher\n" + "".join(rows))
    elif name == "pack.json":
        pack_file(tmp_path, in_harbour(*(f"claim-{n}" for n in range(3000))), name)
    else:
        elements = json.loads(feed_of(3000))["dataFeedElement"]
        path.write_text(json.dumps(elements) if name == "feed.json" else "\n".join(map(json.dumps, elements)))
    seen: list[tuple[int, int, bool]] = []

    def told(done: int, total: int) -> None:
        seen.append((done, total, report_is_there(path)))

    def report_is_there(path: Path) -> bool:
        return any(pack.slug in {"harbour", slug_of(path.stem)} for pack in claims.packs())

    await claims.import_file(path, skip_invalid=True, actor=Actor("host"), progress=told)
    shares = [done / total for done, total, _ in seen]
    assert (shares, shares[-1]) == (sorted(set(shares)), 1)
    assert [stored for _, _, stored in seen] == [share > 0.5 for share in shares], "the other half is the index"


async def test_a_file_of_claims_of_a_server_goes_there_only_when_that_is_said(
    claims: ClaimService, tmp_path: Path
) -> None:
    path = tmp_path / "private.json"
    path.write_text("".join(write_pack(Pack("server-7", "Private"), [lighthouse(pack="server-7")])))
    with pytest.raises(InvalidPackError, match="names the private pack 'server-7'"):
        await claims.import_file(path, actor=Actor("host"))
    await claims.import_file(path, pack="server-7", actor=Actor("host"))
    assert (await claims.find("lighthouse", claims.scope(7))) == lighthouse(pack="server-7")


@pytest.mark.parametrize("form", Format)
async def test_what_was_exported_is_unchanged_when_it_comes_back(
    claims: ClaimService, tmp_path: Path, form: Format
) -> None:
    """Also as a table, whose columns lack much of a claim: what a file does not say stays as it is."""
    path = tmp_path / f"starter.{'csv' if form is Format.CSV else 'json'}"
    path.write_text("".join(await claims.export("starter", form)))
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
    loaded = list(claim_rows.load_live_by_slug(db, HARBOUR.slug))
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
    path.write_text(
        "".join(await claims.export("harbour", form)).replace("old lighthouse", "ancient lighthouse"), "utf-8"
    )
    await claims.import_file(path, pack="harbour", actor=Actor("host"))
    (changed,) = await claims.pack_claims("harbour")
    assert "ancient" in changed.text
    assert (changed.must_match, changed.must_not_match) == (lighthouse().must_match, lighthouse().must_not_match)


async def test_a_pack_speaks_for_its_lines_too(claims: ClaimService, tmp_path: Path) -> None:
    await claims.add(lighthouse(pack="harbour"), actor=Actor("keeper"))
    path = tmp_path / "harbour.json"
    path.write_text("".join(write("harbour", [(HARBOUR, [without_lines(lighthouse(pack="harbour"))])], Format.PACK)))
    assert (await claims.import_file(path, actor=Actor("host"))).updated == 1
    assert (await claims.pack_claims("harbour")) == (without_lines(lighthouse(pack="harbour")),)


def _read(path: Path) -> Reading:
    return read_file(path, pack="harbour", progress=silent)


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
    (brought,) = await claims.claims(Scope("feed", frozenset({"feed"})))
    phrased = await claims.edit(
        brought, replace(brought, phrasings=("A hundred steps lead up the lighthouse",)), actor=Actor("keeper")
    )
    report = await claims.import_file(path, actor=Actor("host"))
    assert (report.unchanged, (await claims.find(brought.slug, Scope("feed", frozenset({"feed"}))))) == (1, phrased)


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
    assert raised.value.problems == ("2 reviews (2, 3000): 'claimReviewed' is missing",)
    assert (report.added, report.skipped, again.added, again.unchanged) == (2998, 2, 0, 2998)
    shares = [done / total for done, total in seen]
    assert (len(seen) > 20, shares, shares[-1]) == (True, sorted(set(shares)), 1)


def found(element: dict[str, list[dict[str, str | None]]]) -> dict[str, object]:
    """An element of that feed as Google's search for fact-checks has it."""
    (review,) = element["item"]
    return {"text": review["claimReviewed"], "claimReview": [{"textualRating": "False", "url": review["url"]}]}


@pytest.mark.parametrize("name", ["dataFeedElement", "claims"])
def test_a_feed_is_never_in_memory_as_a_whole(tmp_path: Path, name: str) -> None:
    """Reading four times as much takes hardly more than the claims themselves, which are the same few here."""
    peaks = []
    for times in (2, 8):
        path = tmp_path / f"feed-{times}.json"
        elements = json.loads(feed_of(1000))["dataFeedElement"] * times
        if name == "claims":
            elements = [found(element) for element in elements]
        path.write_text(json.dumps({name: elements, "note": "x"}))
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


GARBAGE = {
    "answer.json": '{"claims": [{"text": "Is it so?", "claimReview": [{"textualRating": "False"}]}]}',
    "feed.json": '[{"@type": "ClaimReview", "claimReviewed": "The harbour froze over", "reviewRating": "x"}, 7]',
    "lines.jsonl": '{"claimReviewed": "The harbour froze over"}\n{"\n\x00\n',
    "table.csv": "claim,rating,source_title,publisher\nThe harbour froze over,yes,,\n",
    "columns.csv": "Claim,Claims,rating\nx,y,z\n",
}


@pytest.mark.parametrize("name", GARBAGE)
async def test_a_file_of_garbage_gives_sentences_and_changes_nothing(
    claims: ClaimService, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_text(GARBAGE[name])
    before = list(await claims.export(claims.public_scope()))
    with pytest.raises(InvalidPackError) as raised:
        await claims.import_file(path, actor=Actor("host"))
    assert all(sentence and str(tmp_path) not in sentence for sentence in raised.value.problems)
    assert list(await claims.export(claims.public_scope())) == before


async def test_what_is_taken_otherwise_than_it_stands_in_the_file_is_told(claims: ClaimService, tmp_path: Path) -> None:
    path = tmp_path / "harbour.csv"
    row = "The harbour froze over,{},Letters,The Harbour Post,x"
    rows = ["Claim,rating,source title,publisher,remarks", row.format("true"), row.format("false")]
    path.write_text("\n".join(rows))
    report = await claims.import_file(path, actor=Actor("host"))
    assert (report.added, report.problems, len(report.notes)) == (2, (), 2)
    path.write_text("\n".join([*rows, row.format("perhaps")]))
    with pytest.raises(InvalidPackError) as raised:
        await claims.import_file(path, actor=Actor("host"))
    assert raised.value.problems[1:] == report.notes


async def test_bad_rows_of_a_kind_are_told_once_and_counted_each(claims: ClaimService, tmp_path: Path) -> None:
    path = tmp_path / "feed.json"
    path.write_text(feed_of(3000).replace('"False"', '"Zinger"', 40))
    report = await claims.import_file(path, skip_invalid=True, actor=Actor("host"))
    assert (report.added, report.skipped, len(report.problems)) == (2959, 41, 2)
