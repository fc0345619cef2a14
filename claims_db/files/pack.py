"""The pack format: a set of claims with their sources as one JSON file, and single claims as JSON for the history."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from claims_db.errors import InvalidPackError, InvalidValueError
from claims_db.files import fields
from claims_db.files.fields import Record
from claims_db.values import Citation, Claim, Pack, Source

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: the claims that can be used, and one sentence for each row that cannot, in file order.

    `complete` files give the pack, slugs and keys themselves; in others we make them up, and blank fields mean nothing.
    `has_lines` says whether the format has a place for the lines of a claim.
    """

    pack: Pack
    claims: tuple[Claim, ...]
    problems: tuple[str, ...] = ()
    complete: bool = True
    has_lines: bool = True


def read_pack(
    file: object, *, slug: str | None = None, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> Reading:
    """Read a pack; `slug` replaces the pack's own.

    Raises InvalidPackError where it is not a pack at all. A bad source or claim becomes a problem, and so does every
    claim that cites it.
    """
    try:
        whole = fields.record(file, "a pack")
        head = fields.record(whole.get("pack"), "'pack'")
        pack = Pack(
            slug or fields.text(head, "slug"),
            fields.text(head, "title"),
            fields.optional_text(head, "description"),
            fields.optional_text(head, "licence"),
        )
        source_rows, claim_rows = fields.items(whole, "sources"), fields.items(whole, "claims")
    except InvalidValueError as error:
        raise InvalidPackError((f"this is not a pack: {error}",)) from error
    rows = _Rows(pack)
    for number, row in enumerate(source_rows, 1):
        rows.read_source_row(number, row)
    for number, row in enumerate(claim_rows, 1):
        rows.read_claim_row(number, row)
        progress(number, len(claim_rows))
    return Reading(pack, tuple(rows.claims.values()), tuple(rows.problems))


def parse_json(content: str) -> object:
    """JSON as plain values; raises InvalidValueError with the place of the fault."""
    try:
        return json.loads(content)
    except json.JSONDecodeError as error:
        raise InvalidValueError(f"not JSON: {error.msg} in line {error.lineno}, column {error.colno}") from error
    except (RecursionError, ValueError) as error:
        raise InvalidValueError("not usable JSON: nested too deeply, or a number too long") from error


class _Rows:
    """The rows of one file, read in order."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._sources: dict[str, Source] = {}
        self.claims: dict[str, Claim] = {}
        self.problems: list[str] = []

    def read_source_row(self, number: int, row: object) -> None:
        """Keep a source, or the reason why it cannot be used."""
        try:
            source = read_source(fields.record(row, "a source"))
            _require_new(source.key, self._sources, "key")
            self._sources[source.key] = source
        except InvalidValueError as error:
            self.problems.append(f"source {number}{_named(row, 'key')}: {error}")

    def read_claim_row(self, number: int, row: object) -> None:
        """Keep a claim, or the reason why it cannot be used."""
        try:
            claim = read_claim(fields.record(row, "a claim"), self._pack.slug, self._cited)
            _require_new(claim.slug, self.claims, "slug")
            self.claims[claim.slug] = claim
        except InvalidValueError as error:
            self.problems.append(f"claim {number}{_named(row, 'slug')}: {error}")

    def _cited(self, citation: Record) -> Source:
        key = fields.text(citation, "source")
        if key not in self._sources:
            raise InvalidValueError(f"cites the source {key!r}, which is not among the pack's sources")
        return self._sources[key]


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
