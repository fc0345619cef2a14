"""What the service keeps in memory of its store, so that a message is judged without waiting for the file.

Claims are not among it: who checks reads them where they lie.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from claims_db.claims.packs import own_pack
from claims_db.store import claim_rows, privacy, replies, servers
from claims_db.store.database import data_version
from claims_db.store.index.pack_versions import PackVersion, load_newest
from claims_db.store.servers import ServerSettings
from claims_db.values import ClaimKey, Pack


@dataclass(slots=True)
class Memory:
    """One state of the store. `data_version` is SQLite's count of what other processes committed.

    `claims_version` is the newest version of any pack.
    """

    packs: dict[str, Pack]
    servers: dict[int, ServerSettings]
    spoken: dict[tuple[int, ClaimKey], datetime]
    opted_out: set[int]
    data_version: int
    claims_version: PackVersion

    def know(self, keys: Iterable[ClaimKey]) -> None:
        """Take up the packs of new claims."""
        for key in keys:
            self.packs.setdefault(key.pack, own_pack(key.pack))


def load_memory(db: Database) -> Memory:
    """Read the whole of it."""
    return Memory(
        claim_rows.load_packs(db),
        servers.load_servers(db),
        replies.load_spoken(db),
        privacy.load_opted_out(db),
        data_version(db),
        load_newest(db),
    )
