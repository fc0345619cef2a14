"""What the service keeps in memory of its store, so that a message is answered without reading the file."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from claims_db.claims.packs import own_pack
from claims_db.health import Health
from claims_db.service.catalogue import Catalogue
from claims_db.store import claim_rows, privacy, replies, servers, source_health
from claims_db.store.servers import ServerSettings
from claims_db.values import Claim, ClaimKey, Pack

# The pack and the address of a source.
SourceName = tuple[str, str]


@dataclass(slots=True)
class Memory:
    """One state of the store. `data_version` is SQLite's count of what other processes committed."""

    catalogue: Catalogue
    packs: dict[str, Pack]
    servers: dict[int, ServerSettings]
    spoken: dict[tuple[int, ClaimKey], datetime]
    opted_out: set[int]
    data_version: int
    health: dict[SourceName, Health]

    def put(self, claim: Claim) -> None:
        """Take up a claim as it is now."""
        self.catalogue.put(with_health(claim, self.health))
        self.packs.setdefault(claim.pack, own_pack(claim.pack))


def with_health(claim: Claim, health: Mapping[SourceName, Health]) -> Claim:
    """The claim, its sources with what is known of their pages."""
    known = [health.get((claim.pack, each.source.url or "")) for each in claim.citations]
    if all(each.source.health == found for each, found in zip(claim.citations, known, strict=True)):
        return claim
    pairs = zip(claim.citations, known, strict=True)
    renewed = (replace(each, source=replace(each.source, health=found)) for each, found in pairs)
    return replace(claim, citations=tuple(renewed))


def load_memory(db: Database) -> Memory:
    """Read the whole of it."""
    with _many_objects_to_stay():
        health = source_health.load_health(db)
        return Memory(
            Catalogue(with_health(claim, health) for claim in claim_rows.load_live_claims(db)),
            claim_rows.load_packs(db),
            servers.load_servers(db),
            replies.load_spoken(db),
            privacy.load_opted_out(db),
            data_version(db),
            health,
        )


@contextmanager
def _many_objects_to_stay() -> Iterator[None]:
    """Keep the garbage collector from going through a store again and again, now and later: none of it is garbage.

    It is a quarter of the time that a large store takes to open, and a pause of the running bot whenever it happens.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
    gc.freeze()


def data_version(db: Database) -> int:
    """A number that changes when another process changed the file (https://www.sqlite.org/pragma.html)."""
    return int(db.execute("PRAGMA data_version").fetchone()[0])
