"""The bot's replies, remembered only by ids: no message text is ever stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database

from claims_db.claims.field_changes import touched
from claims_db.values import Claim, ClaimKey, Label


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply: `reply_id` is the bot's message, `message_id` the one it answers, `author_id` who may take it back.

    `message_id` is None where it answers a command, or whoever was answered had themselves taken out. `claim` is None
    where the reply had no entry to show.
    """

    reply_id: int
    message_id: int | None
    channel_id: int
    author_id: int
    claim: ClaimKey | None
    label: Label
    at: datetime


# The column is never empty: a reply to a command holds its own id there, and this is left of who was taken out.
NO_MESSAGE = 0

_Row = tuple[int, int, int, int, str | None, str | None, str, str]

_REPLIES = """
    SELECT reply_id, message_id, channel_id, author_id, packs.slug, claims.slug, label, at
    FROM replies LEFT JOIN claims ON claims.id = claim_id LEFT JOIN packs ON packs.id = pack_id
"""


def load_reply(db: Database, reply_id: int) -> Reply | None:
    """The reply of that id."""
    row = db.execute(_REPLIES + "WHERE reply_id = ?", [reply_id]).fetchone()
    return row and _reply(row)


def load_reply_to(db: Database, message_id: int) -> Reply | None:
    """The newest reply to that message."""
    row = db.execute(_REPLIES + "WHERE message_id = ? ORDER BY reply_id DESC LIMIT 1", [message_id]).fetchone()
    return row and _reply(row)


def load_since(db: Database, moment: datetime) -> tuple[Reply, ...]:
    """The replies to messages and commands from after that moment."""
    rows = db.execute(_REPLIES + "WHERE at > ? ORDER BY reply_id", [moment.astimezone(UTC).isoformat()]).fetchall()
    return tuple(map(_reply, rows))


def load_channels(db: Database, most: int) -> tuple[int, ...]:
    """The channels with replies, those of the newest replies first."""
    query = "SELECT channel_id FROM replies GROUP BY channel_id ORDER BY max(reply_id) DESC LIMIT ?"
    return tuple(row[0] for row in db.execute(query, [most]).fetchall())


def _reply(row: _Row) -> Reply:
    reply_id, message, channel_id, author_id, pack, slug, label, at = row
    message_id = None if message in {NO_MESSAGE, reply_id} else message
    key = ClaimKey(pack, slug) if pack and slug else None
    return Reply(reply_id, message_id, channel_id, author_id, key, Label(label), datetime.fromisoformat(at))


def save_reply(db: Database, reply: Reply, *, unasked: bool) -> Reply | None:
    """Remember a reply, replacing one with the same id; an unasked one also lets its claim rest in the channel.

    The claim that the same reply showed before rests no longer for its sake. Gives back the reply as it was before.
    """
    before = load_reply(db, reply.reply_id)
    if before is not None and before.claim != reply.claim:
        end_rest(db, before.channel_id, before.claim, before.at)
    db.execute(
        "INSERT OR REPLACE INTO replies (reply_id, message_id, channel_id, author_id, claim_id, label, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            reply.reply_id,
            reply.message_id or reply.reply_id,
            reply.channel_id,
            reply.author_id,
            find_claim_id(db, reply.claim),
            reply.label.value,
            reply.at.isoformat(),
        ],
    )
    if unasked:
        begin_rest(db, reply.channel_id, reply.claim, reply.at)
    return before


def find_claim_id(db: Database, key: ClaimKey | None) -> int | None:
    """The claim's number in the store; None where there is no such claim any more."""
    query = "SELECT claims.id FROM claims JOIN packs ON packs.id = pack_id WHERE packs.slug = ? AND claims.slug = ?"
    found = db.execute(query, [key.pack, key.slug]).fetchone() if key else None
    return found and int(found[0])


def begin_rest(db: Database, channel_id: int, key: ClaimKey | None, at: datetime) -> None:
    """Note when the bot spoke unasked of a claim in a channel."""
    claim_id = find_claim_id(db, key)
    if claim_id is not None:
        spoken = "INSERT OR REPLACE INTO spoken (channel_id, claim_id, at) VALUES (?, ?, ?)"
        db.execute(spoken, [channel_id, claim_id, at.isoformat()])


def end_rest(db: Database, channel_id: int, key: ClaimKey | None, at: datetime) -> None:
    """Take that note back, since what was said of the message from that moment does not stand."""
    spoken = "DELETE FROM spoken WHERE channel_id = ? AND claim_id = ? AND at = ?"
    db.execute(spoken, [channel_id, find_claim_id(db, key), at.isoformat()])


def delete_reply(db: Database, reply_id: int) -> None:
    """Forget a reply; it need not be there."""
    db.execute("DELETE FROM replies WHERE reply_id = ?", [reply_id])


def delete_before(db: Database, moment: datetime) -> int:
    """Forget the replies to messages from before that moment; returns how many there were."""
    return db.execute("DELETE FROM replies WHERE at < ?", [moment.astimezone(UTC).isoformat()]).rowcount


def looks_alike(before: Claim, after: Claim) -> bool:
    """Whether a reply shows both the same way: it does not show phrasings, tags or lines."""
    return touched(before, after) <= {"phrasings", "tags", "must_match", "must_not_match"}


def mark_outdated(db: Database, claim_ids: Iterable[int]) -> None:
    """Mark the replies that show a claim which has just changed and has its new history row.

    A reply that is marked already keeps its earlier change. If the claim's replies are being brought up to date at
    this moment, all of them are wanted again.
    """
    changed = [{"claim": claim_id} for claim_id in claim_ids]
    db.conn.executemany("UPDATE update_runs SET updated = 0, skipped = 0 WHERE claim_id = :claim", changed)
    db.conn.executemany(
        """
        INSERT INTO updates (reply_id, since, wanted)
        SELECT reply_id, (SELECT max(id) FROM history WHERE claim_id = :claim),
        EXISTS (SELECT 1 FROM updates JOIN replies USING (reply_id) WHERE claim_id = :claim AND wanted)
        FROM replies WHERE claim_id = :claim ON CONFLICT (reply_id) DO NOTHING
        """,
        changed,
    )


def load_spoken(db: Database) -> dict[tuple[int, ClaimKey], datetime]:
    """When the bot last spoke of each claim in each channel."""
    rows = db.execute(
        "SELECT channel_id, packs.slug, claims.slug, at"
        " FROM spoken JOIN claims ON claims.id = claim_id JOIN packs ON packs.id = pack_id"
    )
    return {(channel_id, ClaimKey(pack, slug)): datetime.fromisoformat(at) for channel_id, pack, slug, at in rows}
