"""Claims in SQLite: rows to values and back. Functions of an open database; the transaction is the caller's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlite_utils import Database

from claims_db.history import Change, ChangeKind
from claims_db.packs import read_snapshot, write_snapshot
from claims_db.values import Citation, Claim, ClaimKey, Interval, Pack, Rating, Source


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim as it stands in the database, retired ones too. `changed_by` is the actor of its last change."""

    id: int
    claim: Claim
    retired: bool
    changed_by: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A change to be written: what is there now (None for a new claim) and what shall be."""

    kind: ChangeKind
    before: StoredClaim | None
    after: Claim


def load_packs(db: Database) -> dict[str, Pack]:
    """Every pack by its slug."""
    rows = db.execute("SELECT slug, title, description, licence FROM packs ORDER BY slug")
    return {row[0]: Pack(*row) for row in rows}


def load_claims(db: Database, where: str = "retired = 0", values: Sequence[object] = ()) -> list[StoredClaim]:
    """The claims that `where` picks, ordered by pack and slug; a handful of queries however many they are."""
    chosen = f"SELECT claims.id FROM claims JOIN packs ON packs.id = claims.pack_id WHERE {where}"
    phrasings = _texts_by_claim(db, f"SELECT claim_id, text FROM phrasings WHERE claim_id IN ({chosen})", values)
    tags = _texts_by_claim(db, f"SELECT claim_id, tag FROM tags WHERE claim_id IN ({chosen})", values)
    citations = _citations_by_claim(db, chosen, values)
    rows = db.execute(
        "SELECT claims.id, claims.slug, text, rating, as_of, happened, packs.slug, retired, changed_by"
        f" FROM claims JOIN packs ON packs.id = claims.pack_id WHERE {where} ORDER BY packs.slug, claims.slug",
        values,
    )
    return [
        StoredClaim(
            id,
            Claim(
                slug, text, Rating(rating), citations.get(id, ()), _interval(as_of), _interval(happened),
                phrasings.get(id, ()), tags.get(id, ()), pack,
            ),
            bool(retired),
            changed_by,
        )
        for id, slug, text, rating, as_of, happened, pack, retired, changed_by in rows
    ]  # fmt: skip


def load_pack_claims(db: Database, pack: str) -> dict[str, StoredClaim]:
    """The claims of one pack by slug, retired ones too."""
    return {stored.claim.slug: stored for stored in load_claims(db, "packs.slug = ?", [pack])}


def load_retired(db: Database, pack: str) -> tuple[Claim, ...]:
    """The retired claims of a pack by slug."""
    return tuple(stored.claim for stored in load_claims(db, "retired = 1 AND packs.slug = ?", [pack]))


def find_claim(db: Database, key: ClaimKey) -> StoredClaim | None:
    """The claim of that key, retired or not."""
    found = load_claims(db, "packs.slug = ? AND claims.slug = ?", [key.pack, key.slug])
    return found[0] if found else None


def _interval(text: str | None) -> Interval | None:
    return None if text is None else Interval.parse(text)


def _texts_by_claim(db: Database, query: str, values: Sequence[object]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for claim_id, text in db.execute(f"{query} ORDER BY claim_id, position", values):
        found[claim_id] = (*found.get(claim_id, ()), text)
    return found


def _citations_by_claim(db: Database, chosen: str, values: Sequence[object]) -> dict[int, tuple[Citation, ...]]:
    rows = db.execute(
        "SELECT claim_id, quote, source_id, key, title, publisher, author, url, published, archive_url"
        " FROM citations JOIN sources ON sources.id = source_id"
        f" WHERE claim_id IN ({chosen}) ORDER BY claim_id, position",
        values,
    )
    found: dict[int, tuple[Citation, ...]] = {}
    sources: dict[int, Source] = {}
    for claim_id, quote, source_id, *columns in rows:
        if source_id not in sources:
            sources[source_id] = _source(*columns)
        found[claim_id] = (*found.get(claim_id, ()), Citation(sources[source_id], quote))
    return found


def _source(
    key: str, title: str, publisher: str, author: str | None, url: str | None, day: str | None, archive_url: str | None
) -> Source:
    return Source(key, title, publisher, author, url, date.fromisoformat(day) if day else None, archive_url)


def load_cited_sources(db: Database, pack: str, *, except_claim: int | None) -> dict[str, Source]:
    """The sources of a pack that other claims than `except_claim` cite, by key."""
    rows = db.execute(
        "SELECT DISTINCT key, sources.title, publisher, author, url, published, archive_url"
        " FROM sources JOIN packs ON packs.id = pack_id JOIN citations ON source_id = sources.id"
        " WHERE packs.slug = ? AND claim_id IS NOT ?",
        [pack, except_claim],
    )
    return {row[0]: _source(*row) for row in rows}


def save_pack(db: Database, pack: Pack) -> None:
    """Add the pack, or bring its title, description and licence up to date."""
    db.execute(
        "INSERT INTO packs (slug, title, description, licence) VALUES (?, ?, ?, ?) ON CONFLICT (slug) DO UPDATE SET"
        " title = excluded.title, description = excluded.description, licence = excluded.licence",
        [pack.slug, pack.title, pack.description, pack.licence],
    )


def ensure_pack(db: Database, pack: Pack) -> None:
    """Add the pack unless there is one of that slug."""
    db.execute("INSERT OR IGNORE INTO packs (slug, title) VALUES (?, ?)", [pack.slug, pack.title])


def record(db: Database, revisions: Sequence[Revision], *, actor: str) -> None:
    """Write changes to claims of one pack, each with its history row. The only way in which claims change."""
    if not revisions:
        return
    pack_id = db.execute("SELECT id FROM packs WHERE slug = ?", [revisions[0].after.pack]).fetchone()[0]
    source_ids = _save_sources(db, pack_id, [revision.after for revision in revisions])
    free = db.execute("SELECT coalesce(max(id), 0) + 1 FROM claims").fetchone()[0]
    numbered = [(revision.before.id if revision.before else free + at, revision) for at, revision in enumerate(revisions)]
    _save_claims(db, pack_id, numbered, actor)
    _save_parts(db, numbered, source_ids)
    _save_history(db, numbered, actor)


_Numbered = Sequence[tuple[int, Revision]]


def _save_claims(db: Database, pack_id: int, numbered: _Numbered, actor: str) -> None:
    db.conn.executemany(
        "INSERT INTO claims (id, pack_id, slug, text, rating, as_of, happened, retired, changed_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET text = excluded.text,"
        " rating = excluded.rating, as_of = excluded.as_of, happened = excluded.happened,"
        " retired = excluded.retired, changed_by = excluded.changed_by",
        (
            (id, pack_id, claim.slug, claim.text, claim.rating.value, _written(claim.as_of), _written(claim.happened),
             revision.kind is ChangeKind.RETIRED, actor)
            for id, revision in numbered
            for claim in [revision.after]
        ),
    )  # fmt: skip


def _written(interval: Interval | None) -> str | None:
    return None if interval is None else str(interval)


def _save_parts(db: Database, numbered: _Numbered, source_ids: dict[str, int]) -> None:
    """Write phrasings, tags and citations anew: they are few, and a claim is changed as a whole."""
    known = [(id,) for id, revision in numbered if revision.before]
    claims = [(id, revision.after) for id, revision in numbered]
    for table, column, parts in (
        ("phrasings", "text", lambda claim: claim.phrasings),
        ("tags", "tag", lambda claim: claim.tags),
    ):
        db.conn.executemany(f"DELETE FROM {table} WHERE claim_id = ?", known)
        db.conn.executemany(
            f"INSERT INTO {table} (claim_id, position, {column}) VALUES (?, ?, ?)",
            ((id, at, part) for id, claim in claims for at, part in enumerate(parts(claim))),
        )
    db.conn.executemany("DELETE FROM citations WHERE claim_id = ?", known)
    db.conn.executemany(
        "INSERT INTO citations (claim_id, position, source_id, quote) VALUES (?, ?, ?, ?)",
        (
            (id, at, source_ids[citation.source.key], citation.quote)
            for id, claim in claims
            for at, citation in enumerate(claim.citations)
        ),
    )


def _save_sources(db: Database, pack_id: int, claims: Iterable[Claim]) -> dict[str, int]:
    sources = {citation.source.key: citation.source for claim in claims for citation in claim.citations}
    db.conn.executemany(
        "INSERT INTO sources (pack_id, key, title, publisher, author, url, published, archive_url)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (pack_id, key) DO UPDATE SET title = excluded.title,"
        " publisher = excluded.publisher, author = excluded.author, url = excluded.url,"
        " published = excluded.published, archive_url = excluded.archive_url",
        (
            (pack_id, each.key, each.title, each.publisher, each.author, each.url,
             each.published and each.published.isoformat(), each.archive_url)
            for each in sources.values()
        ),
    )  # fmt: skip
    return dict(db.execute("SELECT key, id FROM sources WHERE pack_id = ?", [pack_id]).fetchall())


def _save_history(db: Database, numbered: _Numbered, actor: str) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    db.conn.executemany(
        "INSERT INTO history (claim_id, at, actor, kind, before) VALUES (?, ?, ?, ?, ?)",
        (
            (id, now, actor, revision.kind.value, revision.before and write_snapshot(revision.before.claim))
            for id, revision in numbered
        ),
    )


def load_history(db: Database, stored: StoredClaim) -> tuple[Change, ...]:
    """Every change of the claim, oldest first. What a change led to is what the next one found."""
    pack = stored.claim.pack
    rows = db.execute("SELECT kind, actor, at, before FROM history WHERE claim_id = ? ORDER BY id", [stored.id]).fetchall()
    before = [None if row[3] is None else read_snapshot(row[3], pack) for row in rows]
    after = [claim for claim in before[1:] if claim is not None] + [stored.claim]
    return tuple(
        Change(ChangeKind(kind), actor, datetime.fromisoformat(at), earlier, later)
        for (kind, actor, at, _), earlier, later in zip(rows, before, after, strict=True)
    )


def load_note(db: Database, name: str) -> str | None:
    """What was noted under that name: fingerprints of things that are done again only when they changed."""
    found = db.execute("SELECT value FROM notes WHERE name = ?", [name]).fetchone()
    return found and str(found[0])


def save_note(db: Database, name: str, value: str) -> None:
    """Note a value under a name, in place of what was there."""
    db.execute("INSERT OR REPLACE INTO notes (name, value) VALUES (?, ?)", [name, value])
