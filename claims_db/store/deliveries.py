"""The ledger of replies: each is a row here before it is sent, and until it is known what became of it.

Kept are numbers alone, as in `replies`. What became of a reply is looked up on Discord: a reply that stands moves to
`replies`, one that will never be there is dropped, and with it the time that the claim would have rested.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database

from claims_db.store import replies
from claims_db.store.replies import NO_MESSAGE, Reply
from claims_db.values import ClaimKey, Label


@dataclass(frozen=True, slots=True)
class Delivery:
    """A reply to a message that is not settled: `begun` says since when.

    `nonce` names it to Discord, which makes no second message for the same one within some minutes. Where `reply_id`
    is set, the reply stands, and is yet to follow its message, which was edited or deleted; else it is to be sent.
    """

    message_id: int
    channel_id: int
    author_id: int
    claim: ClaimKey | None
    label: Label
    at: datetime
    unasked: bool
    nonce: str
    begun: datetime
    reply_id: int | None = None

    @classmethod
    def to_follow(cls, reply: Reply, begun: datetime) -> Delivery:
        """A reply that stands, and does not follow its message yet."""
        return cls(
            reply.message_id or NO_MESSAGE, reply.channel_id, reply.author_id, reply.claim, reply.label, reply.at,
            unasked=False, nonce="", begun=begun, reply_id=reply.reply_id,
        )  # fmt: skip

    def stands_as(self, reply_id: int) -> Reply:
        """The reply, once it is known to be that message."""
        return Reply(reply_id, self.message_id, self.channel_id, self.author_id, self.claim, self.label, self.at)


_OPEN = """
    SELECT message_id, channel_id, author_id, packs.slug, claims.slug, label, at, unasked, nonce, begun, reply_id
    FROM deliveries LEFT JOIN claims ON claims.id = claim_id LEFT JOIN packs ON packs.id = pack_id
"""
_Row = tuple[int, int, int, str | None, str | None, str, str, int, str, str, int | None]


def load_open(db: Database) -> tuple[Delivery, ...]:
    """What is not settled, the oldest first."""
    return tuple(map(_delivery, db.execute(_OPEN + "ORDER BY begun, message_id").fetchall()))


def load_delivery(db: Database, message_id: int) -> Delivery | None:
    """What is not settled of the reply to that message."""
    row = db.execute(_OPEN + "WHERE message_id = ?", [message_id]).fetchone()
    return row and _delivery(row)


def _delivery(row: _Row) -> Delivery:
    message, channel, author, pack, slug, label, at, unasked, nonce, begun, reply_id = row
    key = ClaimKey(pack, slug) if pack and slug else None
    written, since = datetime.fromisoformat(at), datetime.fromisoformat(begun)
    return Delivery(message, channel, author, key, Label(label), written, bool(unasked), nonce, since, reply_id)


def save_new(db: Database, delivery: Delivery) -> bool:
    """Write down a reply that is about to be sent, and let its claim rest where nobody asked.

    False, and nothing written, where the message has a reply already, or one is on its way.
    """
    if replies.load_reply_to(db, delivery.message_id) or load_delivery(db, delivery.message_id):
        return False
    save_open(db, delivery)
    if delivery.unasked:
        replies.begin_rest(db, delivery.channel_id, delivery.claim, delivery.at)
    return True


def save_open(db: Database, delivery: Delivery) -> None:
    """Write down what is not settled; where that is known already, it has been since then."""
    db.execute(
        "INSERT OR IGNORE INTO deliveries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            delivery.message_id,
            delivery.channel_id,
            delivery.author_id,
            replies.find_claim_id(db, delivery.claim),
            delivery.label.value,
            delivery.at.isoformat(),
            delivery.unasked,
            delivery.nonce,
            delivery.begun.astimezone(UTC).isoformat(),
            delivery.reply_id,
        ],
    )


def drop(db: Database, message_id: int) -> None:
    """The reply to that message is settled; it need not have been open."""
    db.execute("DELETE FROM deliveries WHERE message_id = ?", [message_id])


def drop_unsent(db: Database, delivery: Delivery) -> None:
    """The reply will never be sent: its claim need not rest."""
    drop(db, delivery.message_id)
    if delivery.unasked:
        replies.end_rest(db, delivery.channel_id, delivery.claim, delivery.at)


def mark_taken_back(db: Database, message_id: int, now: datetime) -> None:
    """Somebody deleted the reply to that message, which is not answered again when the bot catches up."""
    db.execute("INSERT OR REPLACE INTO taken_back VALUES (?, ?)", [message_id, now.astimezone(UTC).isoformat()])


def unmark_taken_back(db: Database, message_id: int) -> None:
    """It was the bot itself that deleted the reply to that message."""
    db.execute("DELETE FROM taken_back WHERE message_id = ?", [message_id])


def delete_taken_back(db: Database, before: datetime) -> None:
    """Forget what was taken back before that moment."""
    db.execute("DELETE FROM taken_back WHERE at < ?", [before.astimezone(UTC).isoformat()])


def load_answered(db: Database, message_ids: Iterable[int]) -> set[int]:
    """Which of these messages have a reply, will have one, or had one that somebody took back."""
    wanted = list(message_ids)
    marks = ", ".join("?" * len(wanted))
    found: set[int] = set()
    for table in ("replies", "deliveries", "taken_back"):
        query = f"SELECT message_id FROM {table} WHERE message_id IN ({marks})"  # noqa: S608 - names of our own
        found.update(row[0] for row in db.execute(query, wanted).fetchall())
    return found
