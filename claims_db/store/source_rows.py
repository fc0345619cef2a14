"""Sources in SQLite: rows to values and back. Functions of an open database; the transaction is the caller's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date

from sqlite_utils import Database

from claims_db.values import Source

SourceRow = tuple[str, str, str, str | None, str | None, str | None, str | None]

_ADD = """
    INSERT INTO sources (pack_id, key, title, publisher, author, url, published, archive_url)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (pack_id, key) DO
"""
_ADD_NEW = _ADD + "NOTHING"
_SAVE = (
    _ADD
    + """
    UPDATE SET title = excluded.title, publisher = excluded.publisher, author = excluded.author, url = excluded.url,
    published = excluded.published, archive_url = excluded.archive_url
"""
)


def to_row(source: Source) -> SourceRow:
    """The columns of a source, of which `read_row` makes it again."""
    day = source.published.isoformat() if source.published else None
    return source.key, source.title, source.publisher, source.author, source.url, day, source.archive_url


def read_row(row: SourceRow) -> Source:
    """The source that `to_row` took apart."""
    key, title, publisher, author, url, published, archive_url = row
    day = date.fromisoformat(published) if published else None
    return Source(key, title, publisher, author, url, day, archive_url)


def load(db: Database, pack: str, keys: Iterable[str]) -> dict[str, Source]:
    """Those of a pack's sources that have these keys."""
    rows = db.execute(
        """
        SELECT key, sources.title, publisher, author, url, published, archive_url
        FROM sources JOIN packs ON packs.id = pack_id
        WHERE packs.slug = ? AND key IN (SELECT value FROM json_each(?))
        """,
        [pack, json.dumps(list(keys))],
    )
    return {row[0]: read_row(row) for row in rows}


def load_cited(db: Database, pack: str, *, except_claim: int | None) -> dict[str, Source]:
    """The sources of a pack that other claims than `except_claim` cite, by key."""
    rows = db.execute(
        """
        SELECT DISTINCT key, sources.title, publisher, author, url, published, archive_url
        FROM sources JOIN packs ON packs.id = pack_id JOIN citations ON source_id = sources.id
        WHERE packs.slug = ? AND claim_id IS NOT ?
        """,
        [pack, except_claim],
    )
    return {row[0]: read_row(row) for row in rows}


def claims_sharing(db: Database, pack_id: int, sources: Mapping[str, Source]) -> set[int]:
    """The claims that cite a stored source which `sources`, by key, are about to change."""
    query = """
        SELECT sources.id, key, title, publisher, author, url, published, archive_url FROM sources
        WHERE pack_id = ? AND key IN (SELECT value FROM json_each(?))
    """
    changed = [
        number
        for number, key, *columns in db.execute(query, [pack_id, json.dumps(list(sources))])
        if (key, *columns) != to_row(sources[key])
    ]
    citing = "SELECT claim_id FROM citations WHERE source_id IN (SELECT value FROM json_each(?))"
    return {row[0] for row in db.execute(citing, [json.dumps(changed)])} if changed else set()


def save(db: Database, pack_id: int, sources: Iterable[Source], *, only_new: bool) -> dict[str, int]:
    """Write sources, or those alone whose key is new, and give back the number of each by its key."""
    rows = [to_row(each) for each in sources]
    db.conn.executemany(_ADD_NEW if only_new else _SAVE, ((pack_id, *row) for row in rows))
    query = "SELECT key, id FROM sources WHERE pack_id = ? AND key IN (SELECT value FROM json_each(?))"
    return dict(db.execute(query, [pack_id, json.dumps([row[0] for row in rows])]).fetchall())


def correct(db: Database, pack: str, sources: Iterable[Source]) -> None:
    """Bring sources of a pack up to date, of which the history of all claims that cite them tells already."""
    save(db, pack_id_of(db, pack), sources, only_new=False)


def pack_id_of(db: Database, pack: str) -> int:
    """The number of a pack that there is."""
    return int(db.execute("SELECT id FROM packs WHERE slug = ?", [pack]).fetchone()[0])
