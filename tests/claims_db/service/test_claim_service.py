from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from claims_db.actors import Actor
from claims_db.claims.history import ChangeKind
from claims_db.claims.packs import Scope
from claims_db.errors import ConflictError, InvalidPackError, InvalidValueError, NotFoundError
from claims_db.service import ClaimService
from claims_db.store.deliveries import Delivery
from claims_db.values import Citation, Claim, ClaimKey, Interval, Label, Message, Rating, Source

from ..examples import LETTER, REPORT, lighthouse

KEY = ClaimKey("local", "lighthouse")
HIGHER = replace(
    lighthouse(),
    text="The old lighthouse has three hundred steps.",
    phrasings=("Three hundred steps lead up the lighthouse",),
)


@contextmanager
def busy(service: ClaimService) -> Iterator[None]:
    """Keep the database's thread from working, as a slow disk would."""
    free = threading.Event()
    service._store._database._thread.submit(free.wait)
    try:
        yield
    finally:
        free.set()


async def test_a_claim_answers_from_the_moment_it_is_added_and_after_a_restart(path: Path) -> None:
    async with ClaimService.open(path) as claims:
        assert await claims.add(lighthouse(), actor=Actor("keeper")) == lighthouse()
        assert (await claims.find("lighthouse", claims.public_scope())) == lighthouse()
        verdict = await claims.check(Message("The old lighthouse has two hundred steps."), claims.public_scope())
        assert (verdict.label, verdict.claim) == (Label.SUPPORTED, lighthouse())
        assert (await claims.search("lighthouse steps", claims.public_scope(), 1))[0].claim == lighthouse()
    async with ClaimService.open(path) as claims:
        assert (await claims.find("lighthouse", claims.public_scope())) == lighthouse()


async def test_a_claim_comes_back_as_it_was_in_every_place(path: Path) -> None:
    made = replace(
        lighthouse("all", "local", REPORT, LETTER),
        rating=Rating.MOSTLY_FALSE,
        as_of=None,
        happened=Interval.of(2021),
        phrasings=("Many worn steps lead to the lamp", "灯台には階段が二百段ある"),
        tags=("z", "a"),
        must_match=("z steps", "a steps", "supported: 灯台の階段"),
        must_not_match=("y steps",),
    )
    async with ClaimService.open(path) as claims:
        await claims.add(made, actor=Actor("keeper"))
    async with ClaimService.open(path) as claims:
        assert (await claims.find("all", claims.public_scope())) == made


@pytest.mark.parametrize("retired", [False, True], ids=["in use", "retired"])
async def test_a_slug_is_given_once(claims: ClaimService, *, retired: bool) -> None:
    await claims.add(lighthouse(), actor=Actor("keeper"))
    if retired:
        await claims.retire(KEY, actor=Actor("keeper"))
    with pytest.raises(ConflictError, match="'lighthouse' belongs to a"):
        await claims.add(HIGHER, actor=Actor("another"))
    assert len(await claims.history(KEY)) == 1 + retired


async def test_the_same_slug_in_two_packs_is_two_claims(claims: ClaimService) -> None:
    await claims.add(lighthouse(pack="server-1"), actor=Actor("keeper"))
    await claims.add(replace(HIGHER, pack="server-2"), actor=Actor("keeper"))
    assert (await claims.find("lighthouse", claims.scope(1))).text == lighthouse().text
    assert (await claims.find("lighthouse", claims.scope(2))).text == HIGHER.text


async def test_an_own_claim_comes_before_a_shared_one(claims: ClaimService) -> None:
    own = lighthouse("clubhouse-banned", "server-1")
    await claims.add(own, actor=Actor("keeper"))
    await claims.add(lighthouse("clubhouse-banned", "a-pack"), actor=Actor("host"))
    await claims.servers.subscribe(1, "a-pack", actor=Actor("keeper"))
    assert (await claims.find("clubhouse-banned", claims.scope(1))) == own
    assert [claim.pack for claim in (await claims.claims(claims.scope(1)))][:3] == ["server-1", "a-pack", "starter"]
    assert (await claims.find("clubhouse-banned", claims.scope(2))).pack == "starter"


async def test_a_private_claim_is_seen_by_its_server_alone(claims: ClaimService) -> None:
    await claims.add(lighthouse(pack="server-1"), actor=Actor("keeper"))
    for scope in (claims.scope(2), claims.scope(None), claims.public_scope()):
        with pytest.raises(NotFoundError):
            await claims.find("lighthouse", scope)
        assert "lighthouse" not in {claim.slug for claim in (await claims.claims(scope))}
        assert (await claims.complete("lighthouse", scope)) == ()
        assert "lighthouse" not in {match.claim.slug for match in (await claims.search("lighthouse steps", scope))}
        verdict = await claims.check(Message("The old lighthouse has two hundred steps."), scope)
        assert verdict.claim is None
        assert "lighthouse" not in {match.claim.slug for match in verdict.closest}
    assert "server-1" not in {pack.slug for pack in claims.packs()}


async def test_an_edit_takes_the_place_of_the_claim(claims: ClaimService) -> None:
    await claims.add(lighthouse(), actor=Actor("keeper"))
    assert await claims.edit(lighthouse(), HIGHER, actor=Actor("mate")) == HIGHER
    assert (await claims.find("lighthouse", claims.public_scope())) == HIGHER
    assert (await claims.check(Message(lighthouse().text), claims.public_scope())).label is not Label.SUPPORTED


async def test_an_edit_of_what_somebody_else_changed_is_refused(claims: ClaimService) -> None:
    await claims.add(lighthouse(), actor=Actor("keeper"))
    await claims.edit(lighthouse(), HIGHER, actor=Actor("mate"))
    with pytest.raises(ConflictError, match="somebody else changed 'lighthouse'"):
        await claims.edit(lighthouse(), replace(lighthouse(), tags=("mine",)), actor=Actor("keeper"))
    assert (await claims.find("lighthouse", claims.public_scope())) == HIGHER


async def test_of_two_edits_at_once_the_second_is_refused(claims: ClaimService) -> None:
    await claims.add(lighthouse(), actor=Actor("keeper"))
    edits = (claims.edit(lighthouse(), replace(HIGHER, tags=(name,)), actor=Actor(name)) for name in ("one", "two"))
    one, two = await asyncio.gather(*edits, return_exceptions=True)
    assert isinstance(one, Claim)
    assert isinstance(two, ConflictError)
    assert (await claims.find("lighthouse", claims.public_scope())) == one


async def test_an_edit_of_what_was_retired_meanwhile_is_refused(claims: ClaimService) -> None:
    await claims.add(lighthouse(), actor=Actor("keeper"))
    await claims.retire(KEY, actor=Actor("mate"))
    with pytest.raises(ConflictError, match="retired in the meantime"):
        await claims.edit(lighthouse(), HIGHER, actor=Actor("keeper"))


async def test_an_edit_that_changes_nothing_leaves_no_history(claims: ClaimService) -> None:
    await claims.add(lighthouse(), actor=Actor("keeper"))
    assert await claims.edit(lighthouse(), lighthouse(), actor=Actor("mate")) == lighthouse()
    assert len(await claims.history(KEY)) == 1


@pytest.mark.parametrize("other", [replace(HIGHER, slug="tower"), replace(HIGHER, pack="server-1")])
async def test_an_edit_does_not_move_a_claim(claims: ClaimService, other: Claim) -> None:
    await claims.add(lighthouse(), actor=Actor("keeper"))
    with pytest.raises(InvalidValueError, match="keeps its slug and its pack"):
        await claims.edit(lighthouse(), other, actor=Actor("keeper"))


async def test_a_retired_claim_is_silent_until_it_is_restored(path: Path) -> None:
    async with ClaimService.open(path) as claims:
        await claims.add(lighthouse(), actor=Actor("keeper"))
        assert await claims.retire(KEY, actor=Actor("keeper")) == lighthouse()
        assert (await claims.complete("lighthouse", claims.public_scope())) == ()
        assert (await claims.check(Message(lighthouse().text), claims.public_scope())).claim is None
    async with ClaimService.open(path) as claims:
        assert (await claims.complete("lighthouse", claims.public_scope())) == ()
        assert await claims.complete("", claims.public_scope(), None, retired=True) == (lighthouse(),)
        assert await claims.restore(KEY, actor=Actor("keeper")) == lighthouse()
        assert await claims.complete("", claims.public_scope(), None, retired=True) == ()
        assert (await claims.check(Message(lighthouse().text), claims.public_scope())).claim == lighthouse()


async def test_retiring_and_restoring_twice_is_refused(claims: ClaimService) -> None:
    await claims.add(lighthouse(), actor=Actor("keeper"))
    with pytest.raises(ConflictError, match="is not retired"):
        await claims.restore(KEY, actor=Actor("keeper"))
    await claims.retire(KEY, actor=Actor("keeper"))
    with pytest.raises(ConflictError, match="is retired already"):
        await claims.retire(KEY, actor=Actor("keeper"))


async def test_a_claim_that_is_not_there_is_named(claims: ClaimService) -> None:
    for change in (
        claims.retire(KEY, actor=Actor("keeper")),
        claims.restore(KEY, actor=Actor("keeper")),
        claims.edit(lighthouse(), HIGHER, actor=Actor("keeper")),
        claims.history(KEY),
    ):
        with pytest.raises(NotFoundError, match="no claim 'lighthouse'"):
            await change


async def test_the_history_says_who_did_what_and_how_it_was_before(claims: ClaimService) -> None:
    start = datetime.now(UTC) - timedelta(seconds=1)
    await claims.add(lighthouse(), actor=Actor("keeper"))
    await claims.edit(lighthouse(), HIGHER, actor=Actor("mate"))
    await claims.retire(KEY, actor=Actor("keeper"))
    await claims.restore(KEY, actor=Actor("captain"))
    changes = await claims.history(KEY)
    assert [(change.kind, change.actor, change.before, change.after) for change in changes] == [
        (ChangeKind.ADDED, Actor("keeper"), None, lighthouse()),
        (ChangeKind.EDITED, Actor("mate"), lighthouse(), HIGHER),
        (ChangeKind.RETIRED, Actor("keeper"), HIGHER, HIGHER),
        (ChangeKind.RESTORED, Actor("captain"), HIGHER, HIGHER),
    ]
    assert all(start <= change.at <= datetime.now(UTC) for change in changes)


async def test_a_source_that_others_cite_is_not_changed_by_an_addition(claims: ClaimService) -> None:
    await claims.add(lighthouse(), actor=Actor("keeper"))
    other = replace(REPORT, title="Another report")
    added = await claims.add(lighthouse("tower", "local", other), actor=Actor("keeper"))
    assert added.citations[0].source == replace(other, key="report-2")
    assert (await claims.find("lighthouse", claims.public_scope())) == lighthouse()
    again = await claims.add(lighthouse("mast", "local", other), actor=Actor("keeper"))
    assert again.citations == added.citations


async def test_a_source_that_nobody_else_cites_is_changed_in_place(path: Path) -> None:
    corrected = lighthouse("lighthouse", "local", replace(REPORT, title="Harbour report, corrected"))
    async with ClaimService.open(path) as claims:
        await claims.add(lighthouse(), actor=Actor("keeper"))
        assert await claims.edit(lighthouse(), corrected, actor=Actor("keeper")) == corrected
    async with ClaimService.open(path) as claims:
        assert (await claims.find("lighthouse", claims.public_scope())) == corrected


@pytest.mark.parametrize(
    "claim",
    [
        replace(lighthouse(), text="The lighthouse has \ud800 two hundred steps"),
        replace(lighthouse(), phrasings=("Two hundred \x00 lighthouse steps",)),
        replace(lighthouse(), tags=("\x1b[2J",)),
        replace(lighthouse(), citations=(Citation(replace(REPORT, publisher="\x07")),)),
        replace(lighthouse(), citations=(Citation(REPORT, "quoted \udfff"),)),
        replace(lighthouse(), citations=(Citation(replace(REPORT, title="long " * 500)),)),
    ],
    ids=["text", "phrasing", "tag", "publisher", "quote", "endless title"],
)
async def test_what_no_text_may_hold_is_refused_and_nothing_is_stored(claims: ClaimService, claim: Claim) -> None:
    with pytest.raises(InvalidValueError):
        await claims.add(claim, actor=Actor("keeper"))
    assert (await claims.complete("lighthouse", claims.public_scope())) == ()
    with pytest.raises(NotFoundError):
        await claims.history(KEY)


async def test_a_change_that_its_caller_gave_up_is_in_memory_where_it_is_in_the_file(path: Path) -> None:
    async with ClaimService.open(path) as claims:
        with busy(claims):
            adding = asyncio.create_task(claims.add(lighthouse(), actor=Actor("keeper")))
            await asyncio.sleep(0.01)
            adding.cancel()
            with pytest.raises(asyncio.CancelledError):
                await adding
        await claims.set_note("after", "it")
        assert (await claims.find("lighthouse", claims.public_scope())) == lighthouse()
        assert len(await claims.history(KEY)) == 1


async def test_checking_does_not_wait_for_the_file(claims: ClaimService) -> None:
    with busy(claims):
        assert (await claims.check(Message("China banned the audio app Clubhouse."), claims.scope(5))).claim
        assert await claims.search("Clubhouse", claims.scope(5))
        assert await claims.complete("club", claims.scope(None))
        assert claims.servers.mode(1, 2)


async def test_lists_are_in_one_order_whatever_order_claims_came_in(claims: ClaimService) -> None:
    for slug in ("m", "z", "a"):
        await claims.add(lighthouse(slug), actor=Actor("keeper"))
    slugs = [(claim.pack, claim.slug) for claim in (await claims.claims(claims.public_scope()))]
    assert slugs[:3] == [("local", "a"), ("local", "m"), ("local", "z")]
    assert slugs[3:] == sorted(slugs[3:])
    await claims.retire(ClaimKey("local", "m"), actor=Actor("keeper"))
    assert [claim.slug for claim in (await claims.claims(claims.public_scope()))][:2] == ["a", "z"]


COMPLETIONS = [
    ("", 3, ["ai-fake-news-ban-2019", "alibaba-tencent-summoned", "bytedance-owns-tiktok"]),
    ("clubhouse-c", 25, ["clubhouse-clones"]),
    ("  CLUBHOUSE-C ", 25, ["clubhouse-clones"]),
    ("china banned the audio", 25, ["clubhouse-banned"]),
    ("app clubhouse", 25, ["clubhouse-banned"]),
    ("xiaomi", 2, ["xiaomi-bytedance-kuaishou-summoned", "xiaomi-relaunched-app"]),
    ("no such words", 25, []),
    ("\ud800\x00", 25, []),
]


@pytest.mark.parametrize(("typed", "limit", "slugs"), COMPLETIONS, ids=[repr(row[0]) for row in COMPLETIONS])
async def test_typing_completes_slugs_and_texts(claims: ClaimService, typed: str, limit: int, slugs: list[str]) -> None:
    assert [claim.slug for claim in (await claims.complete(typed, claims.scope(None), limit))] == slugs


async def test_what_begins_with_the_typed_comes_first(claims: ClaimService) -> None:
    found = await claims.complete("clubhouse", claims.scope(None))
    assert [claim.slug for claim in found[:3]] == ["clubhouse-banned", "clubhouse-clones", "clubhouse-political-talk"]
    assert "xiaomi-relaunched-app" in [claim.slug for claim in found[3:]]
    assert len(await claims.complete("", claims.scope(None), 25)) == 15


async def test_a_refresh_takes_up_what_another_program_wrote(path: Path) -> None:
    async with ClaimService.open(path) as bot, ClaimService.open(path) as host:
        assert not await bot.refresh()
        await host.add(lighthouse(), actor=Actor("host"))
        assert await bot.refresh()
        assert (await bot.find("lighthouse", bot.public_scope())) == lighthouse()
        assert not await bot.refresh()


def _on_its_way(at: datetime) -> Delivery:
    return Delivery(800, 70, 60, KEY, Label.REFUTED, at, unasked=True, nonce="a", begun=at)


async def test_a_refresh_does_not_forget_a_card_on_its_way(path: Path) -> None:
    async with ClaimService.open(path) as bot, ClaimService.open(path) as host:
        await host.add(lighthouse(), actor=Actor("host"))
        at = datetime.now(UTC)
        await bot.refresh()
        assert await bot.replies.begin(_on_its_way(at))
        await host.retire(KEY, actor=Actor("host"))
        assert await bot.refresh()
        assert bot.replies.last_spoken(70, KEY)


async def test_a_conflict_with_another_program_shows_its_claim(path: Path) -> None:
    async with ClaimService.open(path) as bot, ClaimService.open(path) as host:
        await host.add(lighthouse(), actor=Actor("host"))
        with pytest.raises(ConflictError):
            await bot.add(HIGHER, actor=Actor("keeper"))
        assert (await bot.find("lighthouse", bot.public_scope())) == lighthouse()


async def test_a_note_is_kept_until_the_next(path: Path) -> None:
    async with ClaimService.open(path) as claims:
        assert await claims.note("commands") is None
        await claims.set_note("commands", "abc")
        await claims.set_note("commands", "def")
    async with ClaimService.open(path) as claims:
        assert await claims.note("commands") == "def"


async def test_an_import_is_live_at_once_and_tells_how_far_it_is(claims: ClaimService, tmp_path: Path) -> None:
    await claims.add(lighthouse("one"), actor=Actor("keeper"))
    await claims.add(lighthouse("two"), actor=Actor("keeper"))
    file = tmp_path / "harbour.json"
    file.write_text("".join(await claims.export("local")))
    told: list[tuple[int, int, str]] = []
    report = await claims.import_file(
        file,
        pack="copy",
        actor=Actor("host"),
        progress=lambda done, total: told.append((done, total, threading.current_thread().name)),
    )
    assert (report.pack, report.added, report.problems) == ("copy", 2, ())
    assert (await claims.find("one", Scope("copy", frozenset({"copy"})))) == lighthouse("one", "copy")
    assert "copy" in claims.public_scope().packs
    assert told[-1][0] == told[-1][1]
    assert {row[2] for row in told} == {threading.current_thread().name}


async def test_a_bad_import_leaves_everything_as_it_was(claims: ClaimService, tmp_path: Path) -> None:
    before = await claims.claims(claims.public_scope())
    file = tmp_path / "bad.csv"
    file.write_text("claim,rating,source_title,publisher\nThe moon is made of cheese,perhaps,Tales,The Post\n")
    with pytest.raises(InvalidPackError, match="row 2"):
        await claims.import_file(file, pack=None, actor=Actor("host"))
    assert (await claims.claims(claims.public_scope())) == before
    assert "bad" not in {pack.slug for pack in claims.packs()}


async def test_an_export_of_nothing_known_is_refused(claims: ClaimService) -> None:
    with pytest.raises(NotFoundError, match="no pack 'nowhere'"):
        await claims.export("nowhere")


async def test_a_source_without_anything_optional_is_a_source(claims: ClaimService) -> None:
    bare = Source("bare", "A title", "A publisher")
    assert await claims.add(lighthouse("bare", "local", bare), actor=Actor("keeper")) == lighthouse(
        "bare", "local", bare
    )


async def test_lines_are_kept_with_every_version_of_a_claim(path: Path) -> None:
    more = replace(lighthouse(), must_match=(*lighthouse().must_match, "It has many steps"), must_not_match=())
    async with ClaimService.open(path) as claims:
        await claims.add(lighthouse(), actor=Actor("keeper"))
        await claims.edit(lighthouse(), more, actor=Actor("keeper"))
        await claims.retire(KEY, actor=Actor("keeper"))
        assert await claims.restore(KEY, actor=Actor("keeper")) == more
    async with ClaimService.open(path) as claims:
        assert (await claims.find("lighthouse", claims.public_scope())) == more
        changes = await claims.history(KEY)
    assert [change.after.must_match for change in changes] == [lighthouse().must_match, *[more.must_match] * 3]
    assert [change.before and change.before.must_not_match for change in changes[:2]] == [
        None,
        lighthouse().must_not_match,
    ]


async def test_lines_are_checked_among_the_claims_that_they_are_seen_with(claims: ClaimService) -> None:
    public = await claims.add(lighthouse(pack="harbour"), actor=Actor("host"))
    own = replace(
        lighthouse(pack="server-7"), rating=Rating.FALSE, must_match=("The lighthouse has two hundred steps",)
    )
    private = await claims.add(own, actor=Actor("keeper"))
    assert all(line.holds for line in await claims.check_lines([public]))
    assert all(line.holds for line in await claims.check_lines([private]))
    await claims.retire(public.key, actor=Actor("host"))
    assert all(line.holds for line in (await claims.check_lines([private])))


async def test_lines_that_an_added_claim_takes_from_a_close_one_are_told(claims: ClaimService) -> None:
    known = replace(lighthouse(), must_match=("The old lighthouse has three hundred steps",))
    await claims.add(known, actor=Actor("keeper"))
    assert (await claims.broken_lines(known)) == ()
    added = await claims.add(replace(HIGHER, slug="higher", must_match=("Nobody comes here",)), actor=Actor("keeper"))
    assert [(each.claim.slug, each.line) for each in (await claims.broken_lines(added))] == [
        ("higher", "Nobody comes here"),
        ("lighthouse", "The old lighthouse has three hundred steps"),
    ]


async def test_the_claims_of_a_pack_are_by_slug_and_an_unknown_pack_is_named(claims: ClaimService) -> None:
    for slug in ("b", "a"):
        await claims.add(lighthouse(slug, "server-7"), actor=Actor("keeper"))
    assert [claim.slug for claim in (await claims.pack_claims("server-7"))] == ["a", "b"]
    with pytest.raises(NotFoundError, match="no pack 'nowhere'"):
        await claims.pack_claims("nowhere")
