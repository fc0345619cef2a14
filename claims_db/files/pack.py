"""The pack format: a set of claims with their sources as one JSON file, and single claims as JSON for the history."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol, TypeVar

from claims_db.claims.revisions import require_openable, sources_of
from claims_db.errors import InvalidPackError, InvalidValueError
from claims_db.files import fields
from claims_db.files.fields import Record
from claims_db.values import Citation, Claim, Pack, Source

Json = dict[str, object]
Progress = Callable[[int, int], None]
Row = TypeVar("Row")

# So many are read and stored at once: enough that a query for each batch costs little, and few enough to be held.
BATCH = 1000


class Kept(Protocol):
    """The sources and slugs that a file has had so far: what a row is checked against, besides itself."""

    def sources(self, keys: Iterable[str]) -> Mapping[str, Source]:
        """Those of these sources that are kept, by key."""

    def slugs(self, slugs: Iterable[str]) -> set[str]:
        """Those of these slugs that are kept."""

    def keep_sources(self, sources: Iterable[Source]) -> None:
        """Keep these too; none has the key of another."""

    def keep_slugs(self, slugs: Iterable[str]) -> None:
        """Keep these too."""


class KeptInMemory:
    """For files that are in memory anyway."""

    def __init__(self) -> None:
        self._sources: dict[str, Source] = {}
        self._slugs: set[str] = set()

    def sources(self, keys: Iterable[str]) -> Mapping[str, Source]:
        """All of them: none is in the way."""
        del keys
        return self._sources

    def slugs(self, slugs: Iterable[str]) -> set[str]:
        """Those of these slugs that are kept."""
        return self._slugs.intersection(slugs)

    def keep_sources(self, sources: Iterable[Source]) -> None:
        """Keep these too; none has the key of another."""
        self._sources |= {source.key: source for source in sources}

    def keep_slugs(self, slugs: Iterable[str]) -> None:
        """Keep these too."""
        self._slugs.update(slugs)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: the claims that can be used, and a sentence for each row that cannot, in file order.

    Where rows share a sentence, `refused` says how many there are. `notes` say what is taken otherwise than it stands
    in the file. `complete` files give the pack, slugs and keys themselves; in others we make them up, and blank fields
    mean nothing. `has_lines` says whether the format has a place for the lines of a claim.
    """

    pack: Pack
    claims: tuple[Claim, ...]
    problems: tuple[str, ...] = ()
    complete: bool = True
    has_lines: bool = True
    notes: tuple[str, ...] = ()
    refused: int | None = None

    @property
    def bad_rows(self) -> int:
        """How many rows cannot be used."""
        return len(self.problems) if self.refused is None else self.refused

    def batches(self, kept: Kept, progress: Progress) -> Iterator[Sequence[Claim]]:
        """The claims, a batch at a time; `progress` hears how many there are, as many again having been read."""
        number = len(self.claims)
        for start in range(0, number, BATCH):
            batch = self.claims[start : start + BATCH]
            kept.keep_sources(sources_of(batch).values())
            kept.keep_slugs(claim.slug for claim in batch)
            yield batch
            progress(number + start + len(batch), 2 * number)


def read_pack(file: object, *, slug: str | None = None, progress: Progress = lambda _done, _total: None) -> Reading:
    """Read a pack; `slug` replaces the pack's own.

    Raises InvalidPackError where it is not a pack at all. A bad source or claim becomes a problem, and so does every
    claim that cites it.
    """
    try:
        whole = fields.record(file, "a pack")
        pack = read_head(whole.get("pack"), slug)
        source_rows, claim_rows = fields.items(whole, "sources"), fields.items(whole, "claims")
    except InvalidValueError as error:
        raise InvalidPackError((f"this is not a pack: {error}",)) from error
    rows, claims = PackRows(pack, KeptInMemory()), list[Claim]()
    rows.read_sources(source_rows)
    for batch in batched(claim_rows):
        claims += rows.read_claims(batch)
        progress(rows.number, len(claim_rows))
    return Reading(pack, tuple(claims), tuple(rows.problems))


def read_head(head: object, slug: str | None) -> Pack:
    """What a pack says of itself; `slug` replaces its own. Raises InvalidValueError."""
    told = fields.record(head, "'pack'")
    return Pack(
        slug or fields.text(told, "slug"),
        fields.text(told, "title"),
        fields.optional_text(told, "description"),
        fields.optional_text(told, "licence"),
    )


def batched(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows in lists of BATCH, the last one shorter."""
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        yield batch


def parse_json(content: str) -> object:
    """JSON as plain values; raises InvalidValueError with the place of the fault."""
    try:
        return json.loads(content)
    except json.JSONDecodeError as error:
        raise InvalidValueError(f"not JSON: {error.msg} in line {error.lineno}, column {error.colno}") from error
    except (RecursionError, ValueError) as error:
        raise InvalidValueError("not usable JSON: nested too deeply, or a number too long") from error


class PackRows:
    """Reads the rows of one pack, in order: its sources, then its claims."""

    def __init__(self, pack: Pack, kept: Kept) -> None:
        self._pack = pack
        self._kept = kept
        self._sources_read = 0
        self.number = 0
        self.problems: list[str] = []

    def read_sources(self, rows: Sequence[object]) -> None:
        """Keep the sources of these rows, or the reasons why they cannot be used."""
        keys = (row.get("key") for row in rows if isinstance(row, Mapping))
        taken = set(self._kept.sources(key for key in keys if isinstance(key, str)))
        found: list[Source] = []
        for row in rows:
            self._sources_read += 1
            try:
                source = read_source(fields.record(row, "a source"))
                require_openable([source])
                _require_new(source.key, taken, "key")
            except InvalidValueError as error:
                self.problems.append(f"source {self._sources_read}{_named(row, 'key')}: {error}")
            else:
                taken.add(source.key)
                found.append(source)
        self._kept.keep_sources(found)

    def read_claims(self, rows: Sequence[object]) -> list[Claim]:
        """The claims of these rows; the reasons why others cannot be used are kept."""
        sources = self._kept.sources({key for row in rows for key in _cited(row)})
        slugs = (row.get("slug") for row in rows if isinstance(row, Mapping))
        taken = self._kept.slugs(slug for slug in slugs if isinstance(slug, str))
        found: list[Claim] = []
        for row in rows:
            self.number += 1
            try:
                claim = read_claim(
                    fields.record(row, "a claim"), self._pack.slug, lambda citation: _source_of(citation, sources)
                )
                _require_new(claim.slug, taken, "slug")
            except InvalidValueError as error:
                self.problems.append(f"claim {self.number}{_named(row, 'slug')}: {error}")
            else:
                taken.add(claim.slug)
                found.append(claim)
        self._kept.keep_slugs(claim.slug for claim in found)
        return found


def _cited(row: object) -> Iterator[str]:
    """The keys that a row may cite, before anybody knows whether it is a claim."""
    citations = row.get("citations") if isinstance(row, Mapping) else None
    for citation in citations if isinstance(citations, list) else ():
        if isinstance(citation, Mapping) and isinstance(key := citation.get("source"), str):
            yield key


def _source_of(citation: Record, sources: Mapping[str, Source]) -> Source:
    key = fields.text(citation, "source")
    if key not in sources:
        raise InvalidValueError(f"cites the source {key!r}, which is not among the pack's sources")
    return sources[key]


def _require_new(name: str, known: Container[str], what: str) -> None:
    if name in known:
        raise InvalidValueError(f"the {what} {name[:120]!r} is used twice; each needs its own")


def _named(row: object, name: str) -> str:
    value = row.get(name) if isinstance(row, Mapping) else None
    return f" ({value[:120]!r})" if isinstance(value, str) else ""


def read_source(row: Record) -> Source:
    """A source from its JSON fields."""
    return Source(
        fields.text(row, "key"),
        fields.text(row, "title"),
        fields.text(row, "publisher"),
        fields.optional_text(row, "author"),
        fields.optional_text(row, "url"),
        fields.optional_day(row, "published"),
        fields.optional_text(row, "archive_url"),
    )


def read_claim(row: Record, pack: str, source_of: Callable[[Record], Source]) -> Claim:
    """A claim from its JSON fields; `source_of` finds what a citation points to."""
    citations = (fields.record(citation, "a citation") for citation in fields.items(row, "citations"))
    return Claim(
        fields.text(row, "slug"),
        fields.text(row, "text"),
        fields.rating(fields.text(row, "rating")),
        tuple(Citation(source_of(citation), fields.optional_text(citation, "quote")) for citation in citations),
        fields.optional_interval(row, "as_of"),
        fields.optional_interval(row, "happened"),
        fields.texts(row, "phrasings"),
        fields.texts(row, "tags"),
        pack,
        fields.texts(row, "must_match"),
        fields.texts(row, "must_not_match"),
    )


def write_pack(pack: Pack, claims: Iterable[Claim]) -> Iterator[str]:
    """The pack as JSON, piece by piece: one claim a line, in order of slugs and keys, so that diffs stay small."""
    ordered = sorted(claims, key=lambda claim: claim.slug)
    sources = {citation.source.key: citation.source for claim in ordered for citation in claim.citations}
    yield f'{{\n"pack": {_dump(pack_json(pack))},\n"sources": ['
    yield from _lines(source_json(sources[key]) for key in sorted(sources))
    yield '],\n"claims": ['
    yield from _lines(claim_json(claim, lambda source: source.key) for claim in ordered)
    yield "]\n}\n"


def _lines(rows: Iterable[Json]) -> Iterator[str]:
    before = "\n"
    for row in rows:
        yield before + _dump(row)
        before = ",\n"
    yield "" if before == "\n" else "\n"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _present(**named: object) -> Json:
    return {name: value for name, value in named.items() if value}


def pack_json(pack: Pack) -> Json:
    """What a pack says about itself as JSON fields; what is absent is left out."""
    return _present(slug=pack.slug, title=pack.title, description=pack.description, licence=pack.licence)


def source_json(source: Source) -> Json:
    """A source as JSON fields; what is absent is left out."""
    return _present(
        key=source.key,
        title=source.title,
        publisher=source.publisher,
        author=source.author,
        url=source.url,
        published=source.published and source.published.isoformat(),
        archive_url=source.archive_url,
    )


def claim_json(claim: Claim, source_as: Callable[[Source], object]) -> Json:
    """A claim as JSON fields; `source_as` says how a citation names its source."""
    return _present(
        slug=claim.slug,
        text=claim.text,
        rating=claim.rating.value,
        as_of=claim.as_of and str(claim.as_of),
        happened=claim.happened and str(claim.happened),
        phrasings=list(claim.phrasings),
        citations=[_present(source=source_as(each.source), quote=each.quote) for each in claim.citations],
        tags=list(claim.tags),
        must_match=list(claim.must_match),
        must_not_match=list(claim.must_not_match),
    )


def write_snapshot(claim: Claim) -> str:
    """One claim with its sources inside, as the history keeps it."""
    return _dump(claim_json(claim, source_json))


def read_snapshot(snapshot: str, pack: str) -> Claim:
    """The claim that `write_snapshot` wrote."""
    row = fields.record(parse_json(snapshot), "a claim")
    return read_claim(row, pack, lambda citation: read_source(fields.record(citation.get("source"), "a source")))
