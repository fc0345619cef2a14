"""What an import has read so far, in a file that SQLite makes for itself and takes away: a pack may be of any size."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager

from sqlite_utils import Database

from claims_db.store.source_rows import read_row, to_row
from claims_db.values import Source

# Kibibytes of it that stay in memory, as SQLite wants them told (https://www.sqlite.org/pragma.html#pragma_cache_size).
_CACHE = -8000


class Incoming:
    """The sources by key and the slugs that a file has had so far."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def sources(self, keys: Iterable[str]) -> Mapping[str, Source]:
        """Those of these sources that are kept, by key."""
        query = "SELECT * FROM sources WHERE key IN (SELECT value FROM json_each(?))"
        return {row[0]: read_row(row) for row in self._db.execute(query, [json.dumps(list(keys))])}

    def slugs(self, slugs: Iterable[str]) -> set[str]:
        """Those of these slugs that are kept."""
        query = "SELECT slug FROM slugs WHERE slug IN (SELECT value FROM json_each(?))"
        return {slug for (slug,) in self._db.execute(query, [json.dumps(list(slugs))])}

    def keep_sources(self, sources: Iterable[Source]) -> None:
        """Keep these too; the last of those with one key counts."""
        self._db.conn.executemany("REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?)", map(to_row, sources))

    def keep_slugs(self, slugs: Iterable[str]) -> None:
        """Keep these too."""
        self._db.conn.executemany("REPLACE INTO slugs VALUES (?)", ((slug,) for slug in slugs))


@contextmanager
def incoming() -> Iterator[Incoming]:
    """An empty one, for this thread; nothing of it is left in the end."""
    db = Database("", execute_plugins=False)
    with closing(db):
        db.execute("PRAGMA journal_mode = OFF")
        db.execute(f"PRAGMA cache_size = {_CACHE}")
        db.execute(
            "CREATE TABLE sources (key TEXT PRIMARY KEY, title, publisher, author, url, published, archive_url)"
            " WITHOUT ROWID"
        )
        db.execute("CREATE TABLE slugs (slug TEXT PRIMARY KEY) WITHOUT ROWID")
        yield Incoming(db)
