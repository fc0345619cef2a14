"""What waits for a moderator's decision: changes of claims, and what members suggest.

Functions of an open database; the transaction is the caller's. An entry is settled in the same transaction as the
change that it leads to, so that two moderators cannot settle it twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlite_utils import Database

from claims_db.actors import Actor
from claims_db.claims.conflicts import EditConflictError
from claims_db.claims.history import ChangeKind
from claims_db.claims.packs import private_pack
from claims_db.claims.revisions import require_openable, sources_of
from claims_db.errors import ConflictError, FullError, InvalidValueError, NotFoundError
from claims_db.files.fields import require_storable
from claims_db.files.pack import read_snapshot, write_snapshot
from claims_db.store import claim_rows
from claims_db.values import Claim

# A queue that nobody works on shall stop growing, and no one member shall fill it.
MOST_WAITING = 200
MOST_SUGGESTED = 50
MOST_SUGGESTED_BY_ONE = 3
LONGEST_SUGGESTION = 500
LONGEST_REASON = 500


class QueuedKind(StrEnum):
    """What an entry would do: one of the kinds of change, or nothing yet where a member suggests a claim."""

    ADDED = "added"
    EDITED = "edited"
    RETIRED = "retired"
    RESTORED = "restored"
    SUGGESTED = "suggested"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that somebody wants: `before` is the claim as they saw it, `undoes` the step that it takes back."""

    kind: ChangeKind
    before: Claim | None
    after: Claim
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a member thinks should be a claim, in their words; `source` is where they saw it, if they said so."""

    text: str
    source: str = ""

    def __post_init__(self) -> None:
        for value in (self.text, self.source):
            require_storable(value)
            if len(value) > LONGEST_SUGGESTION:
                raise InvalidValueError(f"a suggestion has at most {LONGEST_SUGGESTION} characters")
        if not self.text.strip():
            raise InvalidValueError("a suggestion needs words")


@dataclass(frozen=True, slots=True)
class Queued:
    """One entry. `reason` is there where `returned_by` sent it back to its proposer, who may change it or drop it."""

    id: int
    server_id: int
    proposer: Actor
    at: datetime
    what: Proposal | Suggestion
    returned_by: Actor | None = None
    reason: str | None = None

    @property
    def kind(self) -> QueuedKind:
        """What it would do."""
        return QueuedKind.SUGGESTED if isinstance(self.what, Suggestion) else QueuedKind(self.what.kind.value)


_COLUMNS = "id, server_id, kind, proposer, at, before, after, undoes, text, source, returned_by, reason"
_Row = tuple[
    int, int, str, str, str, str | None, str | None, int | None, str | None, str | None, str | None, str | None
]


def load_queue(db: Database, server_id: int) -> tuple[Queued, ...]:
    """Every entry of a server, oldest first."""
    query = f"SELECT {_COLUMNS} FROM queue WHERE server_id = ? ORDER BY id"  # noqa: S608 - names of our own
    return tuple(_queued(row) for row in db.execute(query, [server_id]))


def load_entry(db: Database, server_id: int, entry_id: int) -> Queued:
    """One entry of a server; raises NotFoundError where it was settled, or belongs to another server."""
    query = f"SELECT {_COLUMNS} FROM queue WHERE server_id = ? AND id = ?"  # noqa: S608 - names of our own
    row = db.execute(query, [server_id, entry_id]).fetchone()
    if row is None:
        raise NotFoundError("that entry is settled already, or was dropped")
    return _queued(row)


def _queued(row: _Row) -> Queued:
    entry_id, server_id, kind, proposer, at, before, after, undoes, text, source, returned_by, reason = row
    what: Proposal | Suggestion
    if kind == QueuedKind.SUGGESTED:
        what = Suggestion(text or "", source or "")
    else:
        pack = private_pack(server_id)
        old = read_snapshot(before, pack) if before else None
        what = Proposal(ChangeKind(kind), old, read_snapshot(after or "", pack), undoes)
    sent_back = Actor.read(returned_by) if returned_by else None
    return Queued(entry_id, server_id, Actor.read(proposer), datetime.fromisoformat(at), what, sent_back, reason)


def propose(db: Database, server_id: int, proposal: Proposal, *, actor: Actor) -> Queued:
    """Let a change wait.

    Raises FullError, EditConflictError where the claim is no longer as the proposer saw it, and InvalidValueError for a
    claim of another pack than the server's, or an address that cannot be opened.
    """
    if proposal.after.pack != private_pack(server_id):
        raise InvalidValueError("a server changes claims of its own pack alone")
    old = sources_of([proposal.before] if proposal.before else [])
    require_openable(sources_of([proposal.after]).values(), old.values())
    if proposal.kind is ChangeKind.EDITED and proposal.before == proposal.after:
        raise InvalidValueError("this would change nothing")
    if _count(db, server_id) >= MOST_WAITING:
        raise FullError(f"{MOST_WAITING} entries wait already; settle some of them first")
    before = None
    if proposal.before is not None:
        require_unchanged(db, proposal.before, proposal.after)
        before = write_snapshot(proposal.before)
    values: list[str | int | None] = [
        proposal.kind,
        before,
        write_snapshot(proposal.after),
        proposal.undoes,
        None,
        None,
    ]
    return _put(db, server_id, actor, values)


def suggest(db: Database, server_id: int, suggestion: Suggestion, *, actor: Actor) -> Queued:
    """Let a suggestion wait; raises FullError where the server, or the member, has as many waiting as may wait."""
    if _count(db, server_id, "AND kind = 'suggested' AND proposer = ?", str(actor)) >= MOST_SUGGESTED_BY_ONE:
        raise FullError(f"{MOST_SUGGESTED_BY_ONE} of your suggestions wait already; /queue shows them")
    if _count(db, server_id, "AND kind = 'suggested'") >= MOST_SUGGESTED:
        raise FullError("as many suggestions wait as the moderators can look through; try again in a few days")
    return _put(db, server_id, actor, [QueuedKind.SUGGESTED, None, None, None, suggestion.text, suggestion.source])


def _count(db: Database, server_id: int, condition: str = "", *values: str) -> int:
    query = f"SELECT count(*) FROM queue WHERE server_id = ? {condition}"  # noqa: S608 - conditions of our own
    return int(db.execute(query, [server_id, *values]).fetchone()[0])


def _put(db: Database, server_id: int, actor: Actor, values: list[str | int | None]) -> Queued:
    db.execute("INSERT OR IGNORE INTO servers (id) VALUES (?)", [server_id])
    now = datetime.now(UTC).isoformat(timespec="seconds")
    written = db.execute(
        "INSERT INTO queue (server_id, proposer, at, kind, before, after, undoes, text, source)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        [server_id, str(actor), now, *values],
    ).fetchone()
    return load_entry(db, server_id, int(written[0]))


def drop(db: Database, server_id: int, entry_id: int) -> Queued:
    """Take an entry out, words and all; gives back what it was. Raises NotFoundError."""
    entry = load_entry(db, server_id, entry_id)
    db.execute("DELETE FROM queue WHERE id = ?", [entry_id])
    return entry


def forget_suggestions(db: Database, server_id: int) -> None:
    """Take out what members of a server suggested: the bot left, and nobody there can decide any more."""
    db.execute("DELETE FROM queue WHERE server_id = ? AND kind = 'suggested'", [server_id])


def send_back(db: Database, server_id: int, entry_id: int, reason: str, *, actor: Actor) -> Queued:
    """Give an entry back to its proposer with a reason; raises NotFoundError and ConflictError."""
    if load_entry(db, server_id, entry_id).returned_by:
        raise ConflictError("that entry was sent back already")
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise InvalidValueError(f"a reason has 1 to {LONGEST_REASON} characters")
    db.execute("UPDATE queue SET returned_by = ?, reason = ? WHERE id = ?", [str(actor), reason, entry_id])
    return load_entry(db, server_id, entry_id)


def require_unchanged(db: Database, before: Claim, wanted: Claim) -> None:
    """Raise EditConflictError where the claim is no longer as the proposer saw it."""
    stored = claim_rows.find_claim(db, before.key)
    if stored is not None and stored.claim != before:
        raise EditConflictError(
            f"somebody changed {before.slug!r} in the meantime; look at it again",
            current=stored.claim,
            wanted=wanted,
            changed_by=stored.changed_by,
            retired=stored.retired,
        )
