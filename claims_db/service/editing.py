"""What people do to single claims. Functions of an open database; the transaction is the caller's."""

from __future__ import annotations

from sqlite_utils import Database

from claims_db.actors import Actor
from claims_db.claims import revisions
from claims_db.claims.conflicts import EditConflictError
from claims_db.claims.history import Change, ChangeKind
from claims_db.claims.packs import Scope, own_pack
from claims_db.claims.revisions import Revision, StoredClaim
from claims_db.claims.undo import undone
from claims_db.errors import ConflictError, InvalidValueError, NotFoundError, NotOwnError
from claims_db.store import claim_rows, source_rows
from claims_db.values import Claim, ClaimKey


def add(db: Database, claim: Claim, *, actor: Actor) -> Claim:
    """Store a new claim; raises ConflictError where its slug is taken, by a retired claim too."""
    claim_rows.ensure_pack(db, own_pack(claim.pack))
    if taken := claim_rows.find_claim(db, claim.key):
        owner = "a retired claim; restore that one, or" if taken.retired else "another claim;"
        raise ConflictError(f"the slug {claim.slug!r} belongs to {owner} choose another")
    return _record(db, ChangeKind.ADDED, None, claim, actor)


def edit(db: Database, before: Claim, after: Claim, *, actor: Actor) -> Claim:
    """Put `after` in the place of `before`; raises EditConflictError where the claim is no longer as `before` says."""
    if before.key != after.key:
        raise InvalidValueError("a claim keeps its slug and its pack; add a new claim and retire the old one instead")
    stored = _find(db, before.key)
    if stored.retired:
        raise _conflict(f"{before.slug!r} was retired in the meantime; restore it first", stored, after)
    if stored.claim != before:
        sentence = f"somebody else changed {before.slug!r} in the meantime; look at it again, then edit it"
        raise _conflict(sentence, stored, after)
    return after if after == before else _record(db, ChangeKind.EDITED, stored, after, actor)


def retire(db: Database, key: ClaimKey, *, actor: Actor) -> Claim:
    """Take a claim out of use; it stays in the store and the history."""
    stored = _find(db, key)
    if stored.retired:
        raise ConflictError(f"{key.slug!r} is retired already")
    return _record(db, ChangeKind.RETIRED, stored, stored.claim, actor)


def restore(db: Database, key: ClaimKey, *, actor: Actor) -> Claim:
    """Take a retired claim back into use."""
    stored = _find(db, key)
    if not stored.retired:
        raise ConflictError(f"{key.slug!r} is not retired")
    return _record(db, ChangeKind.RESTORED, stored, stored.claim, actor)


def undo(db: Database, key: ClaimKey, number: int | None, *, actor: Actor) -> Revision:
    """Undo a step of a claim's history, or the newest; this is a step itself. What was written comes back."""
    stored = _find(db, key)
    kind, claim = undone(claim_rows.load_history(db, stored), number, retired=stored.retired)
    return Revision(kind, stored, _record(db, kind, stored, claim, actor))


def history(db: Database, key: ClaimKey) -> tuple[Change, ...]:
    """Every change of a claim, oldest first."""
    return claim_rows.load_history(db, _find(db, key))


def _conflict(sentence: str, stored: StoredClaim, wanted: Claim) -> EditConflictError:
    return EditConflictError(
        sentence, current=stored.claim, wanted=wanted, changed_by=stored.changed_by, retired=stored.retired
    )


def _find(db: Database, key: ClaimKey) -> StoredClaim:
    stored = claim_rows.find_claim(db, key)
    if stored is None:
        raise NotFoundError(f"there is no claim {key.slug!r} in the pack {key.pack!r}")
    return stored


def _record(db: Database, kind: ChangeKind, stored: StoredClaim | None, claim: Claim, actor: Actor) -> Claim:
    cited_elsewhere = source_rows.load_cited(db, claim.pack, except_claim=stored.id if stored else None)
    written = revisions.with_free_keys(claim, cited_elsewhere)
    claim_rows.record(db, [Revision(kind, stored, written)], actor=actor)
    return written


def no_claim(name: str) -> NotFoundError:
    """The error that there is no claim of that name where it was asked for."""
    return NotFoundError(f"there is no claim {name[:120]!r} here")


def require_own(key: ClaimKey, scope: Scope | None) -> None:
    """Raise where the claim is not one of the scope's own: as if there were none, where the scope does not see it."""
    if scope is None or key.pack == scope.own:
        return
    if key.pack not in scope.packs:
        raise no_claim(key.slug)
    raise NotOwnError(
        f"the claim {key.slug[:120]!r} belongs to the pack {key.pack!r}; only the host of Footnote can change it"
    )
