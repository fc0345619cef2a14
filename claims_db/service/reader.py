"""What is asked of the claims about a message or a text: by a worker, on a connection of its own that only reads."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from claims_db.claims.packs import DIRECT_SCOPE
from claims_db.claims.revisions import StoredClaim
from claims_db.engine import chatter, lines
from claims_db.engine import check as checking
from claims_db.engine.answers import following
from claims_db.engine.index import ClaimIndex
from claims_db.engine.lines import CheckedLine
from claims_db.engine.meaning import Meant, Near
from claims_db.engine.resembling import Resemblance, resembling
from claims_db.engine.text.lexicon import expect_many_words
from claims_db.errors import StoreError
from claims_db.files.pack import Progress
from claims_db.store import claim_lookup, claim_rows
from claims_db.store.database import Files, files_at, open_to_read, sentences, transaction
from claims_db.store.index.segment_files import SegmentFiles
from claims_db.store.index.stored_index import StoredIndex
from claims_db.store.source_health import with_health
from claims_db.values import Answer, Claim, ClaimKey, Match, Message, Verdict

T = TypeVar("T")
Packs = frozenset[str]
# It is compared with claims of the starter pack, so that no part of the engine is left cold.
_ANY_MESSAGE = Message("In March 2021 twelve companies were fined 500,000 yuan each in China, weren't they?")


class Reader:
    """The claims as the file holds them at each moment. Belongs to the thread that opened it."""

    def __init__(self, path: Path, *, warm: bool = False) -> None:
        """Raises StoreError. `warm` has everything loaded that the first message needs, before it comes."""
        self._path = path
        with sentences(path):
            self._open()
            self._files = files_at(path)
        if warm:
            expect_many_words()
            self.check(_ANY_MESSAGE, DIRECT_SCOPE.packs)

    def close(self) -> None:
        """Close the file; who reads again opens it again."""
        self._db.close()
        self._files = ()

    def read_from(self, files: Files, work: Callable[[Reader], T]) -> T:
        """What `work` gives, of these files: those that whoever writes has open, and found to be whole."""
        if files != self._files:
            before = self._db
            if files[:1] == self._files[:1]:
                before.close()  # the connections of a process to one file share its log, be it deleted
            with suppress(StoreError), sentences(self._path), _at_leisure():  # else what is open is read on
                self._open()
                before.close()
                self._files = files
        return work(self)

    def _open(self) -> None:
        db = open_to_read(self._path)
        try:
            self.index = StoredIndex(db, SegmentFiles(self._path))
        except BaseException:
            db.close()
            raise
        self._db = db

    def check(self, message: Message, packs: Packs, meant: Meant | None = None) -> Verdict:
        """What the claims in scope say of the message."""
        with self._reading(packs):
            return self._known(checking.check(message, self.index, packs, meant or {}))

    def check_unasked(self, message: Message, packs: Packs) -> Verdict:
        """The same where it speaks."""
        with self._reading(packs):
            return self._known(checking.check_unasked(message, self.index, packs))

    def search(self, text: str, packs: Packs, limit: int, near: Near | None = None) -> tuple[Match, ...]:
        """The claims in scope that the text may be about, best first, without a verdict."""
        with self._reading(packs):
            found = checking.search(text, self.index, packs, limit, near or {})
            claims = with_health(self._db, [match.claim for match in found])
            return tuple(replace(match, claim=claim) for match, claim in zip(found, claims, strict=True))

    def check_lines(self, claims: Iterable[Claim], packs: Packs) -> tuple[CheckedLine, ...]:
        """Check what each claim must and must not match, among those in scope."""
        with self._reading(packs):
            return tuple(line for claim in claims for line in lines.check_lines(claim, self.index, packs))

    def broken_lines(self, claim: Claim, packs: Packs) -> tuple[CheckedLine, ...]:
        """Which lines do not hold after a change of this claim."""
        with self._reading(packs):
            return lines.broken_lines(claim, self.index, packs)

    def resembling(self, claim: Claim, packs: Packs) -> tuple[Resemblance, ...]:
        """Which claims in scope this one contradicts, repeats or comes close to."""
        with self._reading(packs):
            return resembling(claim, self.index, packs)

    def claims(self, packs: Sequence[str]) -> tuple[Claim, ...]:
        """The claims of these packs, pack by pack, each by slug."""
        with self._one_state() as db:
            return tuple(with_health(db, [each for pack in packs for each in claim_rows.load_live_by_slug(db, pack)]))

    def get(self, key: ClaimKey) -> StoredClaim | None:
        """The claim of that key, in use or retired."""
        with self._one_state() as db:
            stored = claim_rows.find_claim(db, key)
            return stored and replace(stored, claim=with_health(db, [stored.claim])[0])

    def named(self, typed: str, packs: Sequence[str], *, retired: bool) -> Claim | None:
        """The first claim of that very slug, else the only one that holds what is typed."""
        with self._one_state() as db:
            found = claim_lookup.named(db, packs, typed, retired=retired)
            return with_health(db, [found])[0] if found else None

    def located(self, typed: str, packs: Sequence[str]) -> ClaimKey | None:
        """Its key, in use or retired."""
        with self._one_state() as db:
            return claim_lookup.located(db, packs, typed)

    def completing(self, typed: str, packs: Sequence[str], limit: int | None, *, retired: bool) -> tuple[Claim, ...]:
        """The first claims that hold what is typed, those that begin with it before the others."""
        with self._one_state() as db:
            return tuple(with_health(db, claim_lookup.completing(db, packs, typed, limit, retired=retired)))

    def held(self, packs: Sequence[str]) -> dict[str, int]:
        """How many claims each of these packs has."""
        with sentences(self._path):
            return {pack: claim_rows.count_live(self._db, pack) for pack in packs}

    @contextmanager
    def _one_state(self) -> Iterator[Database]:
        with sentences(self._path), transaction(self._db, "BEGIN"):
            yield self._db

    @contextmanager
    def _reading(self, packs: Packs) -> Iterator[None]:
        with sentences(self._path):
            with _at_leisure():
                self.index.within(packs)
            yield

    def _known(self, verdict: Verdict) -> Verdict:
        """The verdict with what is known of the pages of its sources."""
        unanswered = verdict.unanswered
        claims = [
            *([verdict.claim] if verdict.claim else []),
            *(match.claim for match in verdict.closest),
            *verdict.rivals,
            *(answer.claim for answer in verdict.answers),
            *(unanswered.claims if unanswered else ()),
        ]
        known = dict(zip(claims, with_health(self._db, claims), strict=True))
        return replace(
            verdict,
            claim=verdict.claim and known[verdict.claim],
            closest=tuple(replace(match, claim=known[match.claim]) for match in verdict.closest),
            rivals=tuple(known[claim] for claim in verdict.rivals),
            answers=tuple(replace(answer, claim=known[answer.claim]) for answer in verdict.answers),
            unanswered=unanswered and replace(unanswered, claims=tuple(known[claim] for claim in unanswered.claims)),
            others=tuple(map(self._known, verdict.others)),
        )


def prepare(path: Path, progress: Progress = lambda _done, _total: None, *, only: str | None = None) -> None:
    """Have the index of every large pack in a file, or of `only` one, so that whoever opens it next finds it there."""
    reader = Reader(path)
    try:
        with sentences(path):
            reader.index.prepare(progress, only=only)
    finally:
        reader.close()


def would_fire(_: Reader, claim: Claim) -> tuple[str, ...]:
    """Which lines of everyday chat the claim would answer unasked, all by itself."""
    return chatter.answered_lines(claim)


def detail_of(_: Reader, claim: Claim, question: str, at: datetime) -> Answer | None:
    """The detail of a claim that a question asks for which tells nothing itself."""
    return following.detail_of(claim, question, at)


def rehearse(_: Reader, claim: Claim, message: Message) -> Verdict:
    """What a claim that is not stored yet would say of the message, all by itself."""
    return checking.check(message, ClaimIndex([claim]), frozenset({claim.pack}))


@contextmanager
def _at_leisure() -> Iterator[None]:
    """Stop the clock that ends long work: that an index is built anew is not the fault of who asks next."""
    timer = getattr(signal, "ITIMER_PROF", None)  # not on Windows
    left, again = signal.setitimer(timer, 0) if timer is not None else (0.0, 0.0)
    try:
        yield
    finally:
        if left and timer is not None:
            signal.setitimer(timer, left, again)
