"""The health of sources in the database. Functions of an open database; the caller holds the transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlite_utils import Database

from claims_db.health import Health, State
from claims_db.sources.health.rechecking import Checked, SourceEntry
from claims_db.values import Claim, Source

_ENTRIES = """
    SELECT sources.id, packs.slug, key, sources.title, publisher, author, sources.url, published, archive_url,
        json_group_array(DISTINCT claims.slug), json_group_array(DISTINCT quote),
        state, known, tried, reached, failures, failed_on, moved_to, status, copy, unanswered
    FROM sources JOIN packs ON packs.id = sources.pack_id
    JOIN citations ON citations.source_id = sources.id JOIN claims ON claims.id = claim_id AND retired = 0
    LEFT JOIN source_health ON source_health.source_id = sources.id AND source_health.url = sources.url
    WHERE packs.slug IN (SELECT value FROM json_each(:packs)) AND (:key IS NULL OR key = :key)
        AND instr(lower(key || ' ' || sources.title || ' ' || publisher), :holding)
    GROUP BY sources.id ORDER BY packs.slug, key LIMIT :most
"""
# The order of the joins is fixed: from the few claims that are named to their sources, however many a pack has.
_HEALTH = """
    SELECT packs.slug, claims.slug, sources.url,
        state, known, tried, reached, failures, failed_on, moved_to, status, copy, unanswered
    FROM json_each(?) CROSS JOIN packs ON packs.slug = value ->> 0
    CROSS JOIN claims ON claims.pack_id = packs.id AND claims.slug = value ->> 1
    CROSS JOIN citations ON citations.claim_id = claims.id
    CROSS JOIN sources ON sources.id = citations.source_id
    CROSS JOIN source_health ON source_health.source_id = sources.id AND source_health.url = sources.url
"""


@dataclass(frozen=True, slots=True)
class StateChange:
    """A day on which a source's certain state changed."""

    day: date
    url: str
    state: State
    status: str


def load_entries(
    db: Database, packs: Iterable[str], *, key: str | None = None, holding: str = "", most: int = -1
) -> list[SourceEntry]:
    """The sources that claims in use cite, by pack and key: all, or those with a key or a text in their names."""
    wanted = {"packs": json.dumps(sorted(packs)), "key": key, "holding": holding.casefold(), "most": most}
    entries = []
    for row in db.execute(_ENTRIES, wanted):
        number, pack, name, title, publisher, author, url, published, archive_url, claims, quotes, *health = row
        day = date.fromisoformat(published) if published else None
        source = Source(name, title, publisher, author, url, day, archive_url)
        said = tuple(quote for quote in json.loads(quotes) if quote)
        slugs = tuple(sorted(json.loads(claims)))
        entries.append(SourceEntry(number, pack, source, slugs, said, _health(health) if health[0] else None))
    return entries


def with_health(db: Database, claims: Sequence[Claim]) -> list[Claim]:
    """The claims, their sources with what is known of their pages."""
    if not claims:
        return []
    keys = json.dumps([(claim.pack, claim.slug) for claim in claims])
    known = {(row[0], row[1], row[2]): _health(row[3:]) for row in db.execute(_HEALTH, [keys])}
    return [_with_health(claim, known) for claim in claims] if known else list(claims)


def _with_health(claim: Claim, known: Mapping[tuple[str, str, str], Health]) -> Claim:
    found = [known.get((claim.pack, claim.slug, each.source.url or "")) for each in claim.citations]
    if not any(found):
        return claim
    pairs = zip(claim.citations, found, strict=True)
    renewed = (replace(each, source=replace(each.source, health=health)) for each, health in pairs)
    return replace(claim, citations=tuple(renewed))


def load_state_changes(db: Database, source_id: int) -> tuple[StateChange, ...]:
    """Every change of a source's certain state, oldest first."""
    query = "SELECT day, url, state, status FROM source_turns WHERE source_id = ? ORDER BY id"
    return tuple(
        StateChange(date.fromisoformat(day), url, State(state), status)
        for day, url, state, status in db.execute(query, [source_id])
    )


def save_checked(db: Database, checked: Sequence[Checked]) -> None:
    """Store what was found, except for sources that were deleted or got another address in the meantime."""
    db.conn.executemany(
        """
        INSERT OR REPLACE INTO source_health
        (source_id, url, state, known, tried, reached, failures, failed_on, moved_to, status, copy, unanswered)
        SELECT id, url, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM sources WHERE id = ? AND url = ?
        """,
        ((*_columns(each.now), each.entry.id, each.entry.source.url) for each in checked),
    )
    db.conn.executemany(
        "INSERT INTO source_turns (source_id, day, url, state, status) SELECT id, ?, url, ?, ? FROM sources"
        " WHERE id = ? AND url = ?",
        (
            (each.now.tried.isoformat(), each.now.known.value, each.now.status, each.entry.id, each.entry.source.url)
            for each in checked
            if each.has_new_state
        ),
    )


def _health(row: Sequence[object]) -> Health:
    state, known, tried, reached, failures, failed_on, moved_to, status, copy, unanswered = row
    return Health(
        State(str(state)),
        State(str(known)),
        date.fromisoformat(str(tried)),
        _day(reached),
        int(str(failures)),
        _day(failed_on),
        _text(moved_to),
        str(status),
        _text(copy),
        int(str(unanswered)),
    )


def _columns(health: Health) -> tuple[object, ...]:
    days = [day and day.isoformat() for day in (health.tried, health.reached, health.failed_on)]
    return (
        health.state.value,
        health.known.value,
        days[0],
        days[1],
        health.failures,
        days[2],
        health.moved_to,
        health.status,
        health.copy,
        health.unanswered,
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))
