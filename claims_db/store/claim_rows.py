"""Claims in SQLite: rows to values and back. Functions of an open database; the transaction is the caller's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from sqlite_utils import Database

from claims_db.actors import Actor
from claims_db.claims.history import Change, ChangeKind
from claims_db.claims.revisions import Revision, StoredClaim, require_openable, sources_of
from claims_db.claims.slugs import numbered
from claims_db.files.fields import require_storable
from claims_db.files.pack import read_snapshot, write_snapshot
from claims_db.store import source_rows
from claims_db.store.index.pack_versions import save_version
from claims_db.store.replies import looks_alike, mark_outdated
from claims_db.values import Citation, Claim, ClaimKey, Interval, Pack, Rating, Source

Part = TypeVar("Part")

_ClaimRow = tuple[int, str, str, str, str, str | None, str | None, int, str]

_CLAIMS = """
    SELECT claims.id, packs.slug, claims.slug, text, rating, as_of, happened, retired, changed_by
    FROM claims JOIN packs ON packs.id = claims.pack_id
"""
_OF_PACK = _CLAIMS + "WHERE packs.slug = ? ORDER BY claims.slug"
_OF_NUMBERS = _CLAIMS + "JOIN json_each(?) ON value = claims.id"
_NEXT_LIVE = _CLAIMS + "WHERE packs.slug = ? AND retired = 0 AND claims.slug > ? ORDER BY claims.slug LIMIT ?"
# Looked into and not joined: SQLite would go through such a list once for each claim of the pack.
_LISTED = "IN (SELECT value FROM json_each(?))"
_OF_SLUGS = f"{_CLAIMS} WHERE packs.slug = ? AND claims.slug {_LISTED}"
_CITING = f"""{_CLAIMS} WHERE NOT retired AND claims.id IN (
    SELECT claim_id FROM citations WHERE source_id IN (SELECT id FROM sources WHERE pack_id = ? AND key {_LISTED})
)"""  # noqa: S608 - all of it is written above
_OF_KEY = _CLAIMS + "WHERE packs.slug = ? AND claims.slug = ?"

_AT_ONCE = 2000

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


def load_keys(db: Database) -> set[ClaimKey]:
    """The keys of all claims that are not retired."""
    rows = db.execute("SELECT packs.slug, claims.slug FROM claims JOIN packs ON packs.id = pack_id WHERE retired = 0")
    return {ClaimKey(*row) for row in rows}


def load_pack_claims(db: Database, pack: str) -> dict[str, StoredClaim]:
    """The claims of one pack by slug, retired ones too."""
    return {stored.claim.slug: stored for stored in _load(db, db.execute(_OF_PACK, [pack]).fetchall())}


def load_numbered(db: Database, numbers: Iterable[int]) -> Iterator[StoredClaim]:
    """The claims of these numbers, retired or not."""
    return _load(db, db.execute(_OF_NUMBERS, [json.dumps(list(numbers))]).fetchall())


def load_live_by_slug(db: Database, pack: str) -> Iterator[Claim]:
    """The claims of a pack that are not retired, by slug, some at a time: a pack may be larger than memory."""
    last = ""
    while rows := db.execute(_NEXT_LIVE, [pack, last, _AT_ONCE]).fetchall():
        last = rows[-1][2]
        yield from (stored.claim for stored in _load(db, rows))


def count_live(db: Database, pack: str) -> int:
    """How many claims of a pack are not retired."""
    query = "SELECT count(*) FROM claims JOIN packs ON packs.id = pack_id WHERE packs.slug = ? AND retired = 0"
    return int(db.execute(query, [pack]).fetchone()[0])


def count_live_by_pack(db: Database) -> dict[str, int]:
    """The same of every pack that has any."""
    query = (
        "SELECT packs.slug, count(*) FROM claims JOIN packs ON packs.id = pack_id WHERE retired = 0 GROUP BY pack_id"
    )
    return dict(db.execute(query).fetchall())


def count_lines(db: Database, pack: str) -> int:
    """How many lines the live claims of a pack have."""
    query = "SELECT count(*) FROM lines JOIN claims ON claims.id = claim_id JOIN packs ON packs.id = pack_id"
    return int(db.execute(f"{query} WHERE retired = 0 AND packs.slug = ?", [pack]).fetchone()[0])


def load_claims(db: Database, pack: str, slugs: Iterable[str]) -> dict[str, StoredClaim]:
    """Those of a pack's claims that have these slugs, retired ones too."""
    rows = db.execute(_OF_SLUGS, [pack, json.dumps(list(slugs))]).fetchall()
    return {stored.claim.slug: stored for stored in _load(db, rows)}


def load_citing(db: Database, pack: str, keys: Iterable[str]) -> dict[str, StoredClaim]:
    """Those of a pack's claims in use that cite a source with one of these keys."""
    rows = db.execute(_CITING, [source_rows.pack_id_of(db, pack), json.dumps(list(keys))]).fetchall()
    return {stored.claim.slug: stored for stored in _load(db, rows)}


def find_claim(db: Database, key: ClaimKey) -> StoredClaim | None:
    """The claim of that key, retired or not."""
    return next(_load(db, db.execute(_OF_KEY, [key.pack, storable(key.slug)]).fetchall()), None)


def storable(typed: str) -> str:
    """What somebody typed, with halves of characters as question marks: no file holds them."""
    return typed.encode(errors="replace").decode()


def find_live(db: Database, key: ClaimKey) -> Claim | None:
    """The claim of that key, unless it is retired."""
    stored = find_claim(db, key)
    return stored.claim if stored and not stored.retired else None


def free_slug(db: Database, key: ClaimKey) -> str:
    """The slug itself, or with the first number that makes it one that no claim of the pack has, retired or not."""
    taken = "SELECT 1 FROM claims WHERE pack_id = (SELECT id FROM packs WHERE slug = ?) AND slug = ?"
    return next(slug for slug in numbered(key.slug) if db.execute(taken, [key.pack, slug]).fetchone() is None)


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
            sources[source_id] = source_rows.read_row(tuple(columns))
        yield claim_id, Citation(sources[source_id], quote)


def _interval(text: str | None) -> Interval | None:
    return None if text is None else Interval.parse(text)


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

    Sources change with them, or stay as they are until `source_rows.correct` if those come last: while there are claims
    to be compared with what they were. Raises InvalidValueError for text that no file can hold.
    """
    if not revisions:
        return
    for revision in revisions:
        _require_storable(revision.after, revision.before.claim if revision.before else None)
    pack_id = source_rows.pack_id_of(db, revisions[0].after.pack)
    (free,) = db.execute("SELECT coalesce(max(id), 0) + 1 FROM claims").fetchone()
    numbered = [(each.before.id if each.before else free + at, each) for at, each in enumerate(revisions)]
    sources = sources_of(revision.after for revision in revisions)
    others = source_rows.claims_sharing(db, pack_id, sources) - {number for number, _ in numbered}
    source_ids = source_rows.save(db, pack_id, sources.values(), only_new=sources_last)
    _save_claims(db, pack_id, numbered, actor)
    _save_parts(db, numbered, source_ids)
    _save_history(db, numbered, actor)
    shown_otherwise = (
        number
        for number, each in numbered
        if each.before and (each.kind is not ChangeKind.EDITED or not looks_alike(each.before.claim, each.after))
    )
    mark_outdated(db, shown_otherwise)
    save_version(db, pack_id, len(numbered), others)


def _require_storable(claim: Claim, before: Claim | None) -> None:
    require_openable(sources_of([claim]).values(), sources_of([before] if before else []).values())
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
