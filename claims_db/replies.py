"""The bot's replies, remembered by ids alone: no message text is ever stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from claims_db.values import ClaimKey, Label


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply: `reply_id` is the bot's message, `message_id` the one it answers, `author_id` who may take it back.

    `claim` is None where the reply had no entry to show.
    """

    reply_id: int
    message_id: int
    channel_id: int
    author_id: int
    claim: ClaimKey | None
    label: Label
    at: datetime


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


def _reply(row: _Row) -> Reply:
    reply_id, message_id, channel_id, author_id, pack, slug, label, at = row
    key = ClaimKey(pack, slug) if pack and slug else None
    return Reply(reply_id, message_id, channel_id, author_id, key, Label(label), datetime.fromisoformat(at))


def save_reply(db: Database, reply: Reply, *, unasked: bool) -> None:
    """Remember a reply, in place of one with its id; an unasked one also for the time between two on one claim."""
    claim_id = reply.claim and _claim_id(db, reply.claim)
    db.execute(
        "INSERT OR REPLACE INTO replies (reply_id, message_id, channel_id, author_id, claim_id, label, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            reply.reply_id,
            reply.message_id,
            reply.channel_id,
            reply.author_id,
            claim_id,
            reply.label.value,
            reply.at.isoformat(),
        ],
    )
    if unasked and claim_id:
        db.execute(
            "INSERT OR REPLACE INTO spoken (channel_id, claim_id, at) VALUES (?, ?, ?)",
            [reply.channel_id, claim_id, reply.at.isoformat()],
        )


def _claim_id(db: Database, key: ClaimKey) -> int | None:
    query = "SELECT claims.id FROM claims JOIN packs ON packs.id = pack_id WHERE packs.slug = ? AND claims.slug = ?"
    found = db.execute(query, [key.pack, key.slug]).fetchone()
    return found and int(found[0])


def delete_reply(db: Database, reply_id: int) -> None:
    """Forget a reply; one that is not there is no error."""
    db.execute("DELETE FROM replies WHERE reply_id = ?", [reply_id])


def load_spoken(db: Database) -> dict[tuple[int, ClaimKey], datetime]:
    """When the bot last spoke of each claim in each channel."""
    rows = db.execute(
        "SELECT channel_id, packs.slug, claims.slug, at"
        " FROM spoken JOIN claims ON claims.id = claim_id JOIN packs ON packs.id = pack_id"
    )
    return {(channel_id, ClaimKey(pack, slug)): datetime.fromisoformat(at) for channel_id, pack, slug, at in rows}
