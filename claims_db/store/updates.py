"""Which of the bot's replies show a claim as it no longer is, and which of those are to be brought up to date.

Every change of a claim marks the replies that show it, in its own transaction (`replies.mark_outdated`); `since` is the
first change that a reply doesn't show. A marked reply waits until somebody wants it brought up to date (`want`). Kept
are numbers alone: neither words of a message nor words of a reply.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from claims_db.actors import Actor
from claims_db.claims.history import ChangeKind
from claims_db.errors import NotFoundError
from claims_db.files.pack import read_snapshot
from claims_db.store import claim_rows, replies
from claims_db.store.replies import Reply, looks_alike
from claims_db.values import Claim, ClaimKey


@dataclass(frozen=True, slots=True)
class UpdateProgress:
    """How far the updates of one claim are: replies brought up to date, skipped, and still to do."""

    updated: int
    skipped: int
    left: int


@dataclass(frozen=True, slots=True)
class Outdated:
    """The replies that show a claim as it no longer is. `number` is the claim's own in the store.

    `running` are those among them that are being brought up to date already.
    """

    number: int
    key: ClaimKey
    replies: int
    running: int


@dataclass(frozen=True, slots=True)
class Update:
    """One reply to be brought up to date: what it shows, what it shall show, and the change that led there.

    `shown` is None where the past is no longer known.
    """

    reply: Reply
    shown: Claim | None
    shown_retired: bool
    claim: Claim
    retired: bool
    change: int
    at: datetime

    @property
    def needed(self) -> bool:
        """Whether the reply shows anything that is not so any more."""
        return self.shown_retired is not self.retired or self.shown is None or not looks_alike(self.shown, self.claim)


_WANTED = "FROM updates JOIN replies USING (reply_id) WHERE claim_id = :claim AND wanted"


def outdated(db: Database, key: ClaimKey) -> Outdated:
    """Count a claim's replies that are out of date, and unmark those that a later change made right again.

    Raises NotFoundError.
    """
    stored = claim_rows.find_claim(db, key)
    if stored is None:
        raise NotFoundError(f"there is no claim {key.slug[:120]!r} in the pack {key.pack[:120]!r}")
    marks = db.execute(
        "SELECT since, min(reply_id), count(*), sum(wanted) FROM updates JOIN replies USING (reply_id)"
        " WHERE claim_id = ? GROUP BY since",
        [stored.id],
    ).fetchall()
    found, running = 0, 0
    for since, example, number, wanted in marks:
        update = load_update(db, example)
        if update is not None and update.needed:
            found, running = found + number, running + wanted
        else:
            db.execute(
                "DELETE FROM updates WHERE since = ? AND reply_id IN (SELECT reply_id FROM replies WHERE claim_id = ?)",
                [since, stored.id],
            )
    return Outdated(stored.id, key, found, running)


def mark_missed(db: Database, reply_id: int, shown: Claim) -> None:
    """Mark a reply that shows a claim as it was: somebody changed it while the reply was on its way."""
    stored = claim_rows.find_claim(db, shown.key)
    if stored is not None and (stored.retired or not looks_alike(shown, stored.claim)):
        db.execute(
            f"INSERT OR IGNORE INTO updates SELECT :reply, max(id), EXISTS (SELECT 1 {_WANTED})"  # noqa: S608 - constants
            " FROM history WHERE claim_id = :claim",
            {"reply": reply_id, "claim": stored.id},
        )


def claim_of(db: Database, number: int) -> ClaimKey | None:
    """The key of the claim of that number in the store."""
    query = "SELECT packs.slug, claims.slug FROM claims JOIN packs ON packs.id = pack_id WHERE claims.id = ?"
    found = db.execute(query, [number]).fetchone()
    return found and ClaimKey(*found)


def want(db: Database, claim_id: int) -> UpdateProgress:
    """Let every marked reply of a claim be brought up to date; asking twice changes nothing."""
    if not db.execute(f"SELECT 1 {_WANTED}", {"claim": claim_id}).fetchone():
        db.execute("INSERT OR REPLACE INTO update_runs (claim_id, updated, skipped) VALUES (?, 0, 0)", [claim_id])
    db.execute(
        "UPDATE updates SET wanted = 1 WHERE reply_id IN (SELECT reply_id FROM replies WHERE claim_id = ?)", [claim_id]
    )
    return progress(db, claim_id)


_NOT_WANTED = """
    SELECT DISTINCT claim_id,
    (SELECT actor FROM history WHERE history.claim_id = replies.claim_id ORDER BY id DESC LIMIT 1)
    FROM updates JOIN replies USING (reply_id) WHERE NOT wanted
"""


def want_unasked(db: Database) -> int:
    """The same for all claims that were last changed outside Discord, where nobody can be asked; how many there are."""
    changed_by = db.execute(_NOT_WANTED).fetchall()
    claims = [claim_id for claim_id, actor in changed_by if not Actor.read(actor).was_on_discord]
    for claim_id in claims:
        want(db, claim_id)
    return len(claims)


def progress(db: Database, claim_id: int) -> UpdateProgress:
    """How far a claim's updates are, or how they ended."""
    left = db.execute(f"SELECT count(*) {_WANTED}", {"claim": claim_id}).fetchone()[0]
    counted = db.execute("SELECT updated, skipped FROM update_runs WHERE claim_id = ?", [claim_id]).fetchone()
    updated, skipped = counted or (0, 0)
    return UpdateProgress(updated, skipped, left)


def channels(db: Database) -> tuple[int, ...]:
    """The channels that have replies to bring up to date."""
    return tuple(row[0] for row in db.execute("SELECT DISTINCT channel_id FROM updates JOIN replies USING (reply_id)"
                                              " WHERE wanted ORDER BY channel_id").fetchall())  # fmt: skip


def next_reply(db: Database, channel_id: int) -> Reply | None:
    """The newest reply of the channel that needs an update: people see that one first."""
    found = db.execute(
        "SELECT reply_id FROM updates JOIN replies USING (reply_id)"
        " WHERE channel_id = ? AND wanted ORDER BY reply_id DESC LIMIT 1",
        [channel_id],
    ).fetchone()
    return replies.load_reply(db, found[0]) if found else None


def load_update(db: Database, reply_id: int) -> Update | None:
    """What to do about a reply; None where there is nothing to do, since it changed or went in the meantime."""
    since = db.execute("SELECT since FROM updates WHERE reply_id = ?", [reply_id]).fetchone()
    reply = replies.load_reply(db, reply_id)
    stored = claim_rows.find_claim(db, reply.claim) if since and reply and reply.claim else None
    if reply is None or stored is None:
        return None
    change, at = db.execute(
        "SELECT id, at FROM history WHERE claim_id = ? ORDER BY id DESC LIMIT 1", [stored.id]
    ).fetchone()
    before = db.execute("SELECT before FROM history WHERE id = ?", [since[0]]).fetchone()
    shown = read_snapshot(before[0], stored.claim.pack) if before and before[0] else None
    query = "SELECT kind FROM history WHERE claim_id = ? AND id < ? AND kind <> 'edited' ORDER BY id DESC LIMIT 1"
    kind = db.execute(query, [stored.id, since[0]]).fetchone()
    was_retired = kind is not None and kind[0] == ChangeKind.RETIRED
    return Update(reply, shown, was_retired, stored.claim, stored.retired, change, datetime.fromisoformat(at))


def finish(db: Database, update: Update, *, edited: bool = True) -> None:
    """A reply shows its claim as `update` says; a change that came since then keeps it marked."""
    reply_id = update.reply.reply_id
    newer = db.execute(
        "SELECT min(history.id) FROM history JOIN replies USING (claim_id) WHERE reply_id = ? AND history.id > ?",
        [reply_id, update.change],
    ).fetchone()[0]
    if edited:
        db.execute(_COUNT_UPDATED, [reply_id])
    if newer is None:
        db.execute("DELETE FROM updates WHERE reply_id = ?", [reply_id])
    else:
        db.execute("UPDATE updates SET since = ? WHERE reply_id = ?", [newer, reply_id])
    db.execute("UPDATE replies SET label = ? WHERE reply_id = ?", [update.reply.label.value, reply_id])


_ITS_RUN = """
    WHERE claim_id = (SELECT claim_id FROM replies JOIN updates USING (reply_id) WHERE reply_id = ? AND wanted)
"""
_COUNT_UPDATED = f"UPDATE update_runs SET updated = updated + 1 {_ITS_RUN}"  # noqa: S608 - both parts stand here
_COUNT_SKIPPED = f"UPDATE update_runs SET skipped = skipped + 1 {_ITS_RUN}"  # noqa: S608 - as above


def skip(db: Database, reply_id: int) -> None:
    """Skip a reply. It stays marked: whoever changes the claim next is asked about it again."""
    db.execute(_COUNT_SKIPPED, [reply_id])
    db.execute("UPDATE updates SET wanted = 0 WHERE reply_id = ?", [reply_id])


def skip_channel(db: Database, channel_id: int) -> None:
    """Skip every reply in a channel that the bot may not see."""
    query = "SELECT reply_id FROM updates JOIN replies USING (reply_id) WHERE channel_id = ? AND wanted"
    for (reply_id,) in db.execute(query, [channel_id]).fetchall():
        skip(db, reply_id)


def forget(db: Database, reply_id: int) -> None:
    """Forget a reply that is deleted."""
    db.execute(_COUNT_SKIPPED, [reply_id])
    replies.delete_reply(db, reply_id)


def forget_channels(db: Database, channel_ids: Iterable[int]) -> None:
    """Forget every reply in these channels, since they are gone or the bot has left their server."""
    for channel_id in channel_ids:
        skip_channel(db, channel_id)
        db.execute("DELETE FROM replies WHERE channel_id = ?", [channel_id])
