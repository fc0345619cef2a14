"""The index of a database: what it answers depends on what the database holds, whatever became of its files."""

from __future__ import annotations

import resource
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from sqlite_utils import Database

from claims_db.actors import Actor
from claims_db.claims.history import ChangeKind
from claims_db.claims.packs import own_pack
from claims_db.claims.revisions import Revision
from claims_db.engine.check import check, search
from claims_db.engine.index import ClaimIndex
from claims_db.health import Health, State
from claims_db.sources.health.rechecking import Checked
from claims_db.store import claim_rows
from claims_db.store.database import open_database, open_to_read, transaction
from claims_db.store.index.segment_files import SegmentFiles
from claims_db.store.index.stored_index import SMALL, StoredIndex
from claims_db.store.source_health import load_entries, save_checked
from claims_db.values import Citation, Claim, ClaimKey, Message, Rating, Source

KEEPER = Actor("keeper")
LARGE = SMALL + 50
QUESTION = "the ferry of Brackmoor was sold for 140 crowns"


def claim(number: int, pack: str = "harbour", text: str = "") -> Claim:
    words = text or f"The ferry of Brackmoor {number} was sold for {number * 7} crowns"
    return Claim(f"c{number}", words, Rating.TRUE, (Citation(Source("log", "Harbour log", "Gazette")),), pack=pack)


def store(db: Database, kind: ChangeKind, *claims: Claim) -> None:
    with transaction(db):
        claim_rows.ensure_pack(db, own_pack(claims[0].pack))
        before = (claim_rows.find_claim(db, each.key) for each in claims)
        revisions = [Revision(kind, old, new) for old, new in zip(before, claims, strict=True)]
        claim_rows.record(db, revisions, actor=KEEPER)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "claims.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    with closing(open_database(path)) as opened:
        store(opened, ChangeKind.ADDED, *map(claim, range(LARGE)))
        yield opened


@contextmanager
def opened(path: Path) -> Iterator[StoredIndex]:
    with closing(open_to_read(path)) as reading:
        yield StoredIndex(reading, SegmentFiles(path))


def said(index: StoredIndex | ClaimIndex, *packs: str, text: str = QUESTION) -> object:
    """Everything that can be told of a message, with every digit."""
    scope = set(packs or ("harbour",))
    found = [(match.claim.key, match.confidence) for match in search(text, index, scope, 40)]
    return check(Message(text), index, scope), found


def alone(db: Database, *packs: str, text: str = QUESTION) -> object:
    """The same of a store that holds the scope alone, and nothing before it."""
    scope = packs or ("harbour",)
    return said(
        ClaimIndex(each for pack in scope for each in claim_rows.load_live_by_slug(db, pack)), *scope, text=text
    )


def kept(path: Path) -> list[Path]:
    return sorted(path.with_name("claims.db-index").glob("*.index"))


def test_a_large_pack_is_built_once_and_read_from_its_file(path: Path, db: Database) -> None:
    with opened(path) as index:
        first = said(index)
    (file,) = kept(path)
    written = file.stat().st_mtime_ns
    with opened(path) as index:
        assert said(index) == first == alone(db)
    assert [each.stat().st_mtime_ns for each in kept(path)] == [written]


def test_a_small_pack_needs_no_file(path: Path, db: Database) -> None:
    store(db, ChangeKind.ADDED, claim(1, "small"))
    with opened(path) as index:
        assert said(index, "small") == alone(db, "small")
    assert kept(path) == []


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def turned(content: bytes) -> bytes:
    return content[:1000] + bytes([content[1000] ^ 1]) + content[1001:]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut short": cut,
    "cut by a byte": lambda content: content[:-1],
    "empty": lambda _: b"",
    "a bit turned": turned,
    "of another version": lambda content: content[:-80] + bytes(16) + content[-64:],
    "something else": lambda content: b"x" * len(content),
    "grown": lambda content: content + b"more",
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_made_anew(
    path: Path, db: Database, caplog: pytest.LogCaptureFixture, damage: Callable[[bytes], bytes]
) -> None:
    with opened(path) as index:
        said(index)
    (file,) = kept(path)
    file.write_bytes(damage(file.read_bytes()))
    with opened(path) as index:
        assert said(index) == alone(db)
    assert len(caplog.records) == 1
    assert str(path) not in caplog.text
    with opened(path) as index:
        said(index)
    assert len(caplog.records) == 1, "the new file is sound"


def test_a_file_of_another_database_is_not_believed(path: Path, db: Database, tmp_path: Path) -> None:
    other = tmp_path / "other" / "claims.db"
    with closing(open_database(other)) as another:
        store(
            another, ChangeKind.ADDED, *(claim(number, text=f"Otters sold {number} mills") for number in range(LARGE))
        )
    with opened(other) as index:
        said(index)
    with opened(path) as index:
        said(index)
    kept(path)[0].write_bytes(kept(other)[0].read_bytes())
    with opened(path) as index:
        assert said(index) == alone(db)


def test_a_file_that_is_deleted_meanwhile_is_not_missed(path: Path, db: Database) -> None:
    with opened(path) as index:
        said(index)
        kept(path)[0].unlink()
        assert said(index) == alone(db)


@contextmanager
def full_disk() -> Iterator[None]:
    """No file may grow beyond a few bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)


@contextmanager
def no_folder(path: Path) -> Iterator[None]:
    path.with_name("claims.db-index").write_text("a file")
    yield


@pytest.mark.parametrize("trouble", ["a full disk", "no folder can be made"])
def test_where_no_file_can_be_kept_the_index_is_in_memory(
    path: Path, db: Database, caplog: pytest.LogCaptureFixture, trouble: str
) -> None:
    with opened(path) as index, full_disk() if trouble == "a full disk" else no_folder(path):
        assert said(index) == alone(db)
        assert said(index) == alone(db)
    assert len(caplog.records) == 1
    assert str(path) not in caplog.text
    assert kept(path) == []


def test_two_that_build_the_same_at_once_do_not_meet(path: Path, db: Database) -> None:
    answers: list[object] = []

    def ask() -> None:
        with opened(path) as index:
            answers.append(said(index))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [alone(db)] * 4
    assert len(kept(path)) == 1


@pytest.mark.parametrize("seed", range(6))
def test_what_others_write_is_seen_at_once_and_history_tells_nothing(path: Path, db: Database, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - which claims change is drawn, not a secret
    with opened(path) as index:
        for step in range(15):
            some = [claim(number) for number in chance.sample(range(LARGE), chance.choice([1, 1, 3, 40]))]
            live = [each for each in some if (one := claim_rows.find_claim(db, each.key)) and not one.retired]
            gone = [each for each in some if (one := claim_rows.find_claim(db, each.key)) and one.retired]
            match step % 5:
                case 0 | 1 if live:
                    edited = [replace(each, text=f"{each.text} in year {step}") for each in live]
                    store(db, ChangeKind.EDITED, *edited)
                case 2 if live:
                    store(db, ChangeKind.RETIRED, *live)
                case 3 if gone:
                    store(db, ChangeKind.RESTORED, *gone)
                case 4 if live:
                    cited = moved(0, f"https://gazette.example/{step}").citations
                    stored = claim_rows.load_claims(db, "harbour", [each.slug for each in live]).values()
                    store(db, ChangeKind.EDITED, *(replace(each.claim, citations=cited) for each in stored))
            store(db, ChangeKind.ADDED, claim(1000 + step, "elsewhere"))
            assert said(index) == alone(db)
    with opened(path) as index:
        assert said(index) == alone(db)


def test_a_change_is_seen_by_every_scope_whichever_is_asked_first(path: Path, db: Database) -> None:
    store(db, ChangeKind.ADDED, claim(1, "small"))
    with opened(path) as index:
        for scope in (("harbour",), ("small",), ("harbour", "small")):
            said(index, *scope)
        store(db, ChangeKind.EDITED, claim(1, text="The ferry of Brackmoor was sold for 90 crowns"))
        for scope in (("small",), ("harbour", "small"), ("harbour",)):
            assert said(index, *scope) == alone(db, *scope)


def test_many_changes_at_once_make_a_new_file(path: Path, db: Database) -> None:
    with opened(path) as index:
        said(index)
        before = kept(path)
        store(db, ChangeKind.ADDED, *map(claim, range(1000, 1000 + 2 * LARGE)))
        assert said(index) == alone(db)
    assert len(kept(path)) == 1
    assert kept(path) != before


def test_a_claim_whose_source_changed_with_another_claim_is_indexed_anew(path: Path, db: Database) -> None:
    renamed = Citation(Source("log", "Ledger of quokkas", "Gazette"))
    with opened(path) as index:
        assert not search("quokkas", index, {"harbour"}, 3)
        store(db, ChangeKind.EDITED, replace(claim(1), citations=(renamed,)))
        assert said(index, text="quokkas") == alone(db, text="quokkas")
        assert len(search("quokkas", index, {"harbour"}, 500)) == LARGE


def moved(number: int, address: str = "https://gazette.example/moved") -> Claim:
    """A claim whose source, which all others cite too, has another address."""
    return replace(claim(number), citations=(Citation(Source("log", "Harbour log", "Gazette", url=address)),))


def test_where_only_an_address_changed_nothing_is_indexed_anew(path: Path, db: Database) -> None:
    with opened(path) as index:
        said(index)
        before, files = index._open["harbour"][0].segments(), kept(path)
        store(db, ChangeKind.EDITED, moved(1))
        assert said(index) == alone(db)
        assert index._open["harbour"][0].segments() == before
    with opened(path) as again:
        assert said(again) == alone(db)
        assert {each.citations[0].source.url for each in again.within({"harbour"}).claims()} == {
            "https://gazette.example/moved"
        }
    assert kept(path) == files


def test_an_address_that_changes_with_words_and_again_is_the_last_one(path: Path, db: Database) -> None:
    with opened(path) as index:
        said(index)
        store(db, ChangeKind.EDITED, replace(claim(2), text="The ferry of Brackmoor sank with 9 crowns"))
        assert said(index) == alone(db)
        for number in (2, 1, 2):
            reworded = replace(
                moved(number, f"https://gazette.example/{number}"), text=f"The ferry {number} of Brackmoor"
            )
            store(db, ChangeKind.EDITED, reworded)
            assert said(index) == alone(db)
        store(db, ChangeKind.RETIRED, reworded)
        assert said(index) == alone(db)
        store(db, ChangeKind.RESTORED, replace(reworded, rating=Rating.FALSE))
        assert said(index) == alone(db)


def test_how_the_pages_of_sources_fare_is_no_change_of_the_index(path: Path, db: Database) -> None:
    with opened(path) as index:
        before = index.within({"harbour"})
        (entry, *_) = load_entries(db, ["harbour"])
        with transaction(db):
            db.execute("UPDATE sources SET url = 'https://gazette.example/'")
        looked = replace(entry, source=replace(entry.source, url="https://gazette.example/"))
        with transaction(db):
            save_checked(db, [Checked(looked, Health(State.ALIVE, State.ALIVE, date(2022, 5, 1)))])
        assert index.within({"harbour"}) is before


def test_what_other_packs_hold_changes_nothing(path: Path, db: Database) -> None:
    for number in range(20):
        store(db, ChangeKind.ADDED, *(replace(claim(at), pack=f"server-{number}") for at in range(12)))
    with opened(path) as index:
        for pack in ("harbour", "server-3", "server-19"):
            assert said(index, pack) == alone(db, pack)
        assert said(index, "harbour", "server-3") == alone(db, "harbour", "server-3")
        assert search(claim(5).text, index, {"server-7"}, 1)[0].claim.key == ClaimKey("server-7", "c5")
