"""The index of a database as it is now: packs are opened when somebody asks for them, and follow what is written.

The database alone is the truth. A pack's segments are read from a file, or built and kept in one where the pack is
large; what was changed since is read from the database, claim by claim.
"""

from __future__ import annotations

import gc
import logging
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from sqlite_utils import Database

from claims_db.engine.index import ScopedIndex
from claims_db.engine.index.pack_index import PackIndex
from claims_db.engine.index.segment import MOST_CLAIMS, Segment, build_segment
from claims_db.engine.text.lexicon import expect_many_words
from claims_db.files.pack import Progress
from claims_db.store import claim_rows
from claims_db.store.database import data_version, transaction
from claims_db.store.index.pack_versions import (
    PackVersion,
    has_been,
    load_changed_claims,
    load_changed_packs,
    load_newest,
    load_version,
)
from claims_db.store.index.segment_files import SegmentFiles, reason
from claims_db.values import Claim

log = logging.getLogger(__name__)

# Reading so many claims from the database takes no longer than opening a file.
SMALL = 200
# More than so many changes at once, or this share of the pack, are not worth following one by one.
_FOLLOWED = 2000
_FOLLOWED_SHARE = 0.2
# Every worker follows them at every start, so that a new file is worth its while sooner than when somebody waits.
_KEPT_SHARE = 0.02
_TOLD_EVERY = 1000
# So many claims have enough new words to unpack the dictionary for.
_MANY = 2000
# Scopes whose statistics are kept until something changes.
_SCOPES = 100
# Packs that are kept open; a server's own pack is opened again within milliseconds.
_OPEN = 1000


class StoredIndex:
    """All packs of a database. Belongs to one thread, like the connection that it reads with."""

    def __init__(self, db: Database, files: SegmentFiles) -> None:
        self._db = db
        self._files = files
        self._open: OrderedDict[str, tuple[PackIndex, PackVersion | None]] = OrderedDict()
        self._asked: OrderedDict[frozenset[str], ScopedIndex] = OrderedDict()
        self._seen = load_newest(db)
        self._data_version = data_version(db)

    def within(self, packs: Collection[str], /) -> ScopedIndex:
        """The claims of these packs, as the database holds them at this moment."""
        scope = frozenset(packs)
        if data_version(self._db) != self._data_version or scope not in self._asked:
            with self._one_state():
                if scope not in self._asked:
                    self._asked[scope] = ScopedIndex({pack: self._pack(pack) for pack in sorted(scope)})
            if len(self._asked) > _SCOPES:
                self._asked.popitem(last=False)
        self._asked.move_to_end(scope)
        return self._asked[scope]

    def prepare(self, progress: Progress = lambda _done, _total: None, *, only: str | None = None) -> None:
        """Build what is missing of the large packs' files, or of `only` one's.

        `progress` hears how many claims of how many are indexed.
        """
        packs = (
            claim_rows.count_live_by_pack(self._db) if only is None else {only: claim_rows.count_live(self._db, only)}
        )
        missing = {pack: held for pack, held in packs.items() if held > SMALL and self._lacks(pack, held)}
        done, total = 0, sum(missing.values())

        def told(at: int) -> None:
            progress(done + at, total)

        for pack, held in missing.items():
            with self._one_state():
                version = load_version(self._db, pack)
                if version is not None:
                    self._built(pack, version, told)
            done += held

    def _lacks(self, pack: str, held: int) -> bool:
        kept = self._files.find(pack)
        changed = load_changed_claims(self._db, pack, kept) if kept else None
        return changed is None or not _is_worth_following(len(changed), held, _KEPT_SHARE)

    @contextmanager
    def _one_state(self) -> Iterator[None]:
        """Read one state of the file, and take up what changed since the last one."""
        changed = data_version(self._db)  # before: what is written in between is seen the next time
        with transaction(self._db, "BEGIN"):
            if changed != self._data_version:
                newest = load_newest(self._db)
                if not has_been(self._db, self._seen):
                    self._open.clear()
                    self._asked.clear()
                if newest != self._seen:  # else something else was written, such as how the pages of sources fare
                    self._asked.clear()
                for pack in load_changed_packs(self._db, self._seen) & self._open.keys():
                    self._follow(pack)
                self._seen, self._data_version = newest, changed
            yield

    def _pack(self, pack: str) -> PackIndex:
        if pack not in self._open:
            self._open[pack] = self._opened(pack)
            if len(self._open) > _OPEN:
                self._open.popitem(last=False)
        self._open.move_to_end(pack)
        return self._open[pack][0]

    def _follow(self, pack: str) -> None:
        """Bring an open pack up to date, or close it where too much has changed."""
        index, version = self._open.pop(pack)
        if version and self._took_up(index, load_changed_claims(self._db, pack, version)):
            self._open[pack] = (index, load_version(self._db, pack))

    def _took_up(self, index: PackIndex, changed: set[int] | None) -> bool:
        """Whether an index could be brought up to date. Claims whose words stayed as they were cost next to nothing."""
        if changed is None or len(changed) > _FOLLOWED:
            return False
        stored = claim_rows.load_numbered(self._db, changed)
        reworded = [each for each in stored if each.retired or not index.renew(each.claim)]
        if not _is_worth_following(len(reworded), len(index)):
            return False
        for each in reworded:
            if each.retired:
                index.remove(each.claim.slug)
            else:
                index.put(each.claim)
        return True

    def _opened(self, pack: str) -> tuple[PackIndex, PackVersion | None]:
        version = load_version(self._db, pack)
        if version is None:
            return PackIndex(pack), None
        kept = self._files.read(pack)
        if kept is not None:
            index = PackIndex(pack, kept[1])
            changed = load_changed_claims(self._db, pack, kept[0]) if kept[0] != version else set()
            if self._took_up(index, changed):
                return index, version
        return self._built(pack, version), version

    def _built(self, pack: str, version: PackVersion, told: Callable[[int], None] = lambda _: None) -> PackIndex:
        count = claim_rows.count_live(self._db, pack)
        if count > _MANY:
            log.info("the index of the pack %s is built, of %s claims", pack, count)
            expect_many_words()
        if count <= SMALL:
            index = PackIndex(pack)
            for claim in claim_rows.load_live_by_slug(self._db, pack):
                index.put(claim)
            return index
        try:
            with _no_garbage():
                self._files.write(pack, version, self._segments(pack, count, told))
            kept = self._files.read(pack)
            if kept is not None and kept[0] == version:
                return PackIndex(pack, kept[1])
        except OSError as error:
            log.warning(
                "the index of the pack %s is in memory alone, and built at every start: %s", pack, reason(error)
            )
        return PackIndex(pack, (Segment(segment, pack) for segment in self._segments(pack, count, told)))

    def _segments(self, pack: str, count: int, told: Callable[[int], None]) -> Iterator[bytes]:
        claims = _counted(claim_rows.load_live_by_slug(self._db, pack), told)
        for first in range(0, count, MOST_CLAIMS):
            some = min(MOST_CLAIMS, count - first)
            yield build_segment(islice(claims, some), some)


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Keep the garbage collector from going through a growing index again and again: it takes a quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _counted(claims: Iterable[Claim], told: Callable[[int], None]) -> Iterator[Claim]:
    for number, claim in enumerate(claims):
        if number % _TOLD_EVERY == 0:
            told(number)
        yield claim


def _is_worth_following(changed: int, claims: int, share: float = _FOLLOWED_SHARE) -> bool:
    return changed <= max(SMALL, min(_FOLLOWED, share * claims))
