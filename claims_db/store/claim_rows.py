"""Claims in SQLite: rows to values and back. Functions of an open database; the transaction is the caller's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import TypeVar

from sqlite_utils import Database

from claims_db.actors import Actor
from claims_db.claims.history import Change, ChangeKind
from claims_db.claims.revisions import Revision, StoredClaim, sources_of
from claims_db.files.fields import require_storable
from claims_db.files.pack import read_snapshot, write_snapshot
from claims_db.store.replies import looks_alike, mark_outdated
from claims_db.values import Citation, Claim, ClaimKey, Interval, Pack, Rating, Source

Part = TypeVar("Part")

_ClaimRow = tuple[int, str, str, str, str, str | None, str | None, int, str]
SourceRow = tuple[str, str, str, str | None, str | None, str | None, str | None]

_CLAIMS = """
    SELECT claims.id, packs.slug, claims.slug, text, rating, as_of, happened, retired, changed_by
    FROM claims JOIN packs ON packs.id = claims.pack_id
"""
_LIVE = _CLAIMS + "WHERE retired = 0 ORDER BY packs.slug, claims.slug"
_OF_PACK = _CLAIMS + "WHERE packs.slug = ? ORDER BY claims.slug"
# Looked into and not joined: SQLite would go through such a list once for each claim of the pack.
_LISTED = "IN (SELECT value FROM json_each(?))"
_OF_SLUGS = f"{_CLAIMS} WHERE packs.slug = ? AND claims.slug {_LISTED}"
_CITING = f"""{_CLAIMS} WHERE NOT retired AND claims.id IN (
    SELECT claim_id FROM citations WHERE source_id IN (SELECT id FROM sources WHERE pack_id = ? AND key {_LISTED})
)"""  # noqa: S608 - all of it is written above
_OF_KEY = _CLAIMS + "WHERE packs.slug = ? AND claims.slug = ?"

# The ids come as one JSON list: a handful of queries however many claims there are.
_PHRASINGS = """
    SELECT claim_id, text FROM phrasings
    WHERE claim_id IN (SELECT value FROM json_each(?)) ORDER BY claim_id, position
"""
_TAGS = """
    SELECT claim_id, tag FROM tags
    WHERE claim_id IN (SELECT value FROM json_each(?)) ORDER BY claim_id, position
"""
_LINES = """
    SELECT claim_id, text FROM lines
    WHERE claim_id IN (SELECT value FROM json_each(?)) AND must_match = ? ORDER BY claim_id, position
"""
_CITATIONS = """
    SELECT claim_id, quote, source_id, key, title, publisher, author, url, published, archive_url
    FROM citations JOIN sources ON sources.id = source_id
    WHERE claim_id IN (SELECT value FROM json_each(?)) ORDER BY claim_id, position
"""


def load_packs(db: Database) -> dict[str, Pack]:
    """Every pack by its slug."""
    rows = db.execute("SELECT slug, title, description, licence FROM packs")
    return {row[0]: Pack(*row) for row in rows}


def load_live_claims(db: Database) -> list[Claim]:
    """Every claim that is not retired."""
    return [stored.claim for stored in _load(db, db.execute(_LIVE).fetchall())]


def load_pack_claims(db: Database, pack: str) -> dict[str, StoredClaim]:
    """The claims of one pack by slug, retired ones too."""
    return {stored.claim.slug: stored for stored in _load(db, db.execute(_OF_PACK, [pack]).fetchall())}


def load_claims(db: Database, pack: str, slugs: Iterable[str]) -> dict[str, StoredClaim]:
    """Those of a pack's claims that have these slugs, retired ones too."""
    rows = db.execute(_OF_SLUGS, [pack, json.dumps(list(slugs))]).fetchall()
    return {stored.claim.slug: stored for stored in _load(db, rows)}


def load_citing(db: Database, pack: str, keys: Iterable[str]) -> dict[str, StoredClaim]:
    """Those of a pack's claims in use that cite a source with one of these keys."""
    rows = db.execute(_CITING, [_pack_id(db, pack), json.dumps(list(keys))]).fetchall()
    return {stored.claim.slug: stored for stored in _load(db, rows)}


def load_sources(db: Database, pack: str, keys: Iterable[str]) -> dict[str, Source]:
    """Those of a pack's sources that have these keys."""
    rows = db.execute(
        """
        SELECT key, sources.title, publisher, author, url, published, archive_url
        FROM sources JOIN packs ON packs.id = pack_id
        WHERE packs.slug = ? AND key IN (SELECT value FROM json_each(?))
        """,
        [pack, json.dumps(list(keys))],
    )
    return {row[0]: read_source_row(row) for row in rows}


def find_claim(db: Database, key: ClaimKey) -> StoredClaim | None:
    """The claim of that key, retired or not."""
    return next(_load(db, db.execute(_OF_KEY, [key.pack, key.slug]).fetchall()), None)


def _load(db: Database, rows: Sequence[_ClaimRow]) -> Iterator[StoredClaim]:
    ids = json.dumps([row[0] for row in rows])
    phrasings = _by_claim(db.execute(_PHRASINGS, [ids]))
    tags = _by_claim(db.execute(_TAGS, [ids]))
    citations = _by_claim(_citations(db, ids))
    must_match, must_not_match = (_by_claim(db.execute(_LINES, [ids, matching])) for matching in (True, False))
    for number, pack, slug, text, rating, as_of, happened, retired, changed_by in rows:
        claim = Claim(
            slug,
            text,
            Rating(rating),
            tuple(citations.get(number, ())),
            _interval(as_of),
            _interval(happened),
            tuple(phrasings.get(number, ())),
            tuple(tags.get(number, ())),
            pack,
            tuple(must_match.get(number, ())),
            tuple(must_not_match.get(number, ())),
        )
        yield StoredClaim(number, claim, bool(retired), Actor.read(changed_by))


def _by_claim(parts: Iterable[tuple[int, Part]]) -> dict[int, list[Part]]:
    found: dict[int, list[Part]] = {}
    for claim_id, part in parts:
        found.setdefault(claim_id, []).append(part)
    return found


def _citations(db: Database, ids: str) -> Iterator[tuple[int, Citation]]:
    sources: dict[int, Source] = {}
    for claim_id, quote, source_id, *columns in db.execute(_CITATIONS, [ids]):
        if source_id not in sources:
            sources[source_id] = read_source_row(tuple(columns))
        yield claim_id, Citation(sources[source_id], quote)


def read_source_row(row: SourceRow) -> Source:
    """The source that `source_row` took apart."""
    key, title, publisher, author, url, published, archive_url = row
    day = date.fromisoformat(published) if published else None
    return Source(key, title, publisher, author, url, day, archive_url)


def _interval(text: str | None) -> Interval | None:
    return None if text is None else Interval.parse(text)


def load_cited_sources(db: Database, pack: str, *, except_claim: int | None) -> dict[str, Source]:
    """The sources of a pack that other claims than `except_claim` cite, by key."""
    rows = db.execute(
        """
        SELECT DISTINCT key, sources.title, publisher, author, url, published, archive_url
        FROM sources JOIN packs ON packs.id = pack_id JOIN citations ON source_id = sources.id
        WHERE packs.slug = ? AND claim_id IS NOT ?
        """,
        [pack, except_claim],
    )
    return {row[0]: read_source_row(row) for row in rows}


def save_pack(db: Database, pack: Pack) -> None:
    """Add the pack, or bring its title, description and licence up to date."""
    db.execute(
        """
        INSERT INTO packs (slug, title, description, licence) VALUES (?, ?, ?, ?) ON CONFLICT (slug)
        DO UPDATE SET title = excluded.title, description = excluded.description, licence = excluded.licence
        WHERE (title, description, licence) IS NOT (excluded.title, excluded.description, excluded.licence)
        """,
        [pack.slug, pack.title, pack.description, pack.licence],
    )


def ensure_pack(db: Database, pack: Pack) -> None:
    """Add the pack unless there is one of that slug."""
    db.execute("INSERT OR IGNORE INTO packs (slug, title) VALUES (?, ?)", [pack.slug, pack.title])


def record(db: Database, revisions: Sequence[Revision], *, actor: Actor, sources_last: bool = False) -> None:
    """Write changes to claims of one pack, each with its history row. The only way in which claims change.

    Sources change with them, or stay as they are until `save_sources` if those come last: while there are claims to be
    compared with what they were. Raises InvalidValueError for text that no file can hold.
    """
    if not revisions:
        return
    for revision in revisions:
        _require_storable(revision.after)
    pack_id = _pack_id(db, revisions[0].after.pack)
    (free,) = db.execute("SELECT coalesce(max(id), 0) + 1 FROM claims").fetchone()
    numbered = [(each.before.id if each.before else free + at, each) for at, each in enumerate(revisions)]
    sources = sources_of(revision.after for revision in revisions)
    _write_sources(db, _ADD_SOURCE if sources_last else _SAVE_SOURCE, pack_id, sources.values())
    source_ids = _source_ids(db, pack_id, sources)
    _save_claims(db, pack_id, numbered, actor)
    _save_parts(db, numbered, source_ids)
    _save_history(db, numbered, actor)
    shown_otherwise = (
        number
        for number, each in numbered
        if each.before and (each.kind is not ChangeKind.EDITED or not looks_alike(each.before.claim, each.after))
    )
    mark_outdated(db, shown_otherwise)


def _require_storable(claim: Claim) -> None:
    for citation in claim.citations:
        source = citation.source
        for text in (citation.quote, source.key, source.title, source.publisher, source.author):
            require_storable(text or "")
    for text in (claim.text, *claim.phrasings, *claim.tags, *claim.must_match, *claim.must_not_match):
        require_storable(text)


_Numbered = Sequence[tuple[int, Revision]]


def _save_claims(db: Database, pack_id: int, numbered: _Numbered, actor: Actor) -> None:
    claims = ((number, revision.after, revision.kind is ChangeKind.RETIRED) for number, revision in numbered)
    db.conn.executemany(
        """
        INSERT INTO claims (id, pack_id, slug, text, rating, as_of, happened, retired, changed_by)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
        text = excluded.text, rating = excluded.rating, as_of = excluded.as_of, happened = excluded.happened,
        retired = excluded.retired, changed_by = excluded.changed_by
        """,
        (
            (
                number, pack_id, claim.slug, claim.text, claim.rating.value, claim.as_of and str(claim.as_of),
                claim.happened and str(claim.happened), retired, str(actor),
            )
            for number, claim, retired in claims
        ),
    )  # fmt: skip


def _save_parts(db: Database, numbered: _Numbered, source_ids: dict[str, int]) -> None:
    """Write phrasings, tags, lines and citations anew: they are few, and a claim is changed as a whole."""
    known = [(number,) for number, revision in numbered if revision.before]
    claims = [(number, revision.after) for number, revision in numbered]
    db.conn.executemany("DELETE FROM phrasings WHERE claim_id = ?", known)
    db.conn.executemany("DELETE FROM tags WHERE claim_id = ?", known)
    db.conn.executemany("DELETE FROM lines WHERE claim_id = ?", known)
    db.conn.executemany("DELETE FROM citations WHERE claim_id = ?", known)
    db.conn.executemany(
        "INSERT INTO phrasings (claim_id, position, text) VALUES (?, ?, ?)",
        ((number, at, text) for number, claim in claims for at, text in enumerate(claim.phrasings)),
    )
    db.conn.executemany(
        "INSERT INTO tags (claim_id, position, tag) VALUES (?, ?, ?)",
        ((number, at, tag) for number, claim in claims for at, tag in enumerate(claim.tags)),
    )
    db.conn.executemany(
        "INSERT INTO lines (claim_id, must_match, position, text) VALUES (?, ?, ?, ?)",
        (
            (number, matching, at, text)
            for number, claim in claims
            for matching, lines in ((True, claim.must_match), (False, claim.must_not_match))
            for at, text in enumerate(lines)
        ),
    )
    db.conn.executemany(
        "INSERT INTO citations (claim_id, position, source_id, quote) VALUES (?, ?, ?, ?)",
        (
            (number, at, source_ids[citation.source.key], citation.quote)
            for number, claim in claims
            for at, citation in enumerate(claim.citations)
        ),
    )


def save_sources(db: Database, pack: str, sources: Iterable[Source]) -> None:
    """Bring sources of a pack up to date, which `record` has told of all claims that cite them."""
    _write_sources(db, _SAVE_SOURCE, _pack_id(db, pack), sources)


_ADD_SOURCE = """
    INSERT INTO sources (pack_id, key, title, publisher, author, url, published, archive_url)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (pack_id, key) DO
"""
_SAVE_SOURCE = (
    _ADD_SOURCE
    + """
    UPDATE SET title = excluded.title, publisher = excluded.publisher, author = excluded.author, url = excluded.url,
    published = excluded.published, archive_url = excluded.archive_url
"""
)
_ADD_SOURCE += "NOTHING"


def _write_sources(db: Database, statement: str, pack_id: int, sources: Iterable[Source]) -> None:
    db.conn.executemany(statement, ((pack_id, *source_row(each)) for each in sources))


def source_row(source: Source) -> SourceRow:
    """The columns of a source, of which `read_source_row` makes it again."""
    day = source.published.isoformat() if source.published else None
    return source.key, source.title, source.publisher, source.author, source.url, day, source.archive_url


def _source_ids(db: Database, pack_id: int, keys: Iterable[str]) -> dict[str, int]:
    query = "SELECT key, id FROM sources WHERE pack_id = ? AND key IN (SELECT value FROM json_each(?))"
    return dict(db.execute(query, [pack_id, json.dumps(list(keys))]).fetchall())


def _pack_id(db: Database, pack: str) -> int:
    return int(db.execute("SELECT id FROM packs WHERE slug = ?", [pack]).fetchone()[0])


def _save_history(db: Database, numbered: _Numbered, actor: Actor) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    db.conn.executemany(
        "INSERT INTO history (claim_id, at, actor, kind, before) VALUES (?, ?, ?, ?, ?)",
        (
            (number, now, str(actor), revision.kind.value, revision.before and write_snapshot(revision.before.claim))
            for number, revision in numbered
        ),
    )


def load_history(db: Database, stored: StoredClaim) -> tuple[Change, ...]:
    """Every change of the claim, oldest first. What a change led to is what the next one found."""
    query = "SELECT kind, actor, at, before FROM history WHERE claim_id = ? ORDER BY id"
    rows = db.execute(query, [stored.id]).fetchall()
    before = [None if row[3] is None else read_snapshot(row[3], stored.claim.pack) for row in rows]
    after = [claim for claim in before[1:] if claim] + [stored.claim]
    steps = zip(rows, before, after, strict=True)
    return tuple(
        Change(number, ChangeKind(kind), Actor.read(actor), datetime.fromisoformat(at), earlier, later)
        for number, ((kind, actor, at, _), earlier, later) in enumerate(steps, 1)
    )


def load_note(db: Database, name: str) -> str | None:
    """What was noted under that name: fingerprints of things that are done again only when they changed."""
    found = db.execute("SELECT value FROM notes WHERE name = ?", [name]).fetchone()
    return found and str(found[0])


def save_note(db: Database, name: str, value: str) -> None:
    """Note a value under a name, in place of what was there."""
    db.execute("INSERT OR REPLACE INTO notes (name, value) VALUES (?, ?)", [name, value])
