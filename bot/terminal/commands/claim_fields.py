"""The options that name a claim's fields, and the claim that they make: rows of the pack format, as files hold them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import click

from bot.words import command_text
from claims_db.claims.slugs import slug_of
from claims_db.errors import InvalidValueError
from claims_db.files import fields
from claims_db.files.pack import claim_json, parse_json, read_claim, read_source, source_json
from claims_db.files.rows import source_key
from claims_db.values import Claim, Rating, Source

Command = Callable[..., None]
Row = dict[str, object]

MOST_BYTES = 1 << 20
# Option, field of the pack format, and help. An empty value takes away what is there.
_SINGLE = (
    ("--text", "text", "One checkable statement."),
    ("--as-of", "as_of", "The day, month or year that the sources speak for, such as 2021-03."),
    ("--happened", "happened", "When it happened, such as 2021-03-12/2021-03-18."),
)
_SOURCE = (
    ("--source-title", "title", "The title of its source."),
    ("--publisher", "publisher", "Who published it."),
    ("--author", "author", "Who wrote it."),
    ("--url", "url", "Where it can be read."),
    ("--published", "published", "The day it was published, such as 2021-03-18."),
    ("--archive-url", "archive_url", "An archived copy of it."),
    ("--quote", "quote", "The words of the source that say it."),
)
_LISTS = (
    ("phrasing", "phrasings", "another wording"),
    ("tag", "tags", "a tag"),
    ("must-match", "must_match", "a line that it must match"),
    ("must-not-match", "must_not_match", "a line that it must not match"),
)


def claim_options(*, edits: bool) -> Callable[[Command], Command]:
    """The options of `add` and `edit`, handed over as one mapping `named` that holds those that were given."""

    def decorate(command: Command) -> Command:
        for option in reversed(list(_options(edits=edits))):
            command = option(command)
        return command

    return decorate


def _options(*, edits: bool) -> Iterator[Callable[[Command], Command]]:
    for option, name, told in (*_SINGLE, *_SOURCE):
        yield click.option(option, name, help=told)
    yield click.option("--rating", type=click.Choice([rating.value for rating in Rating]), help=command_text.RATING)
    for option, name, told in _LISTS:
        if edits:
            yield click.option(f"--add-{option}", f"add_{name}", multiple=True, help=f"Add {told}; repeatable.")
            yield click.option(f"--remove-{option}", f"remove_{name}", multiple=True, help=f"Take out {told}.")
        else:
            yield click.option(f"--{option}", f"add_{name}", multiple=True, help=f"{told.capitalize()}; repeatable.")


def row_of(claim: Claim) -> Row:
    """A claim as one row of the pack format, its sources inside."""
    return claim_json(claim, source_json)


def read_row(file: Path) -> Row:
    """The one claim of a file; `-` is standard input. Raises InvalidValueError."""
    try:
        with click.open_file(str(file), "rb") as stream:
            return dict(fields.record(parse_json(_text(stream)), "a claim"))
    except OSError as error:
        raise InvalidValueError(f"{str(file)!r} cannot be read: {error.strerror or error}") from error


def _text(stream: IO[bytes]) -> str:
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise InvalidValueError(f"a file with one claim has {MOST_BYTES:,} bytes at most")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidValueError("the file is not text in UTF-8") from error


def claim_row(row: Row, options: Row) -> Row:
    """A new claim's row out of a file's, which may be empty, and options; raises click.UsageError where some lack."""
    made = _named(row, options)
    if not (made.get("text") and made.get("rating") and made.get("citations")):
        raise click.UsageError(command_text.NEEDED)
    return made | ({"slug": options["slug"]} if options["slug"] else {})


def edited_row(row: Row, options: Row) -> Row:
    """A known claim's row with what options change; raises InvalidValueError."""
    removed, cited = options["remove_citation"], options["citation"]
    if isinstance(removed, int):
        citations = fields.items(row, "citations")
        if not 1 <= removed <= len(citations):
            raise InvalidValueError(command_text.no_citation(removed, len(citations)))
        row = row | {"citations": [*citations[: removed - 1], *citations[removed:]]}
    return _named(row, options, cited if isinstance(cited, int) else 1)


def _named(row: Row, options: Row, citation: int = 1) -> Row:
    """The row with what options name; those of a source are about the citation of that number, from 1."""
    changed = dict(row)
    changed |= {name: options[name] for name in ("text", "rating", "as_of", "happened") if options[name] is not None}
    for _, name, _ in _LISTS:
        changed[name] = list(_changed_list(row, name, options))
    cited = {name: options[name] for _, name, _ in _SOURCE if options[name] is not None}
    if cited:
        changed["citations"] = _cited(fields.items(row, "citations"), cited, citation)
    return changed


def _changed_list(row: Row, name: str, options: Row) -> Iterator[str]:
    """What the row has without what is to be removed, then what is to be added; each entry once."""
    removed, known = _given(options, f"remove_{name}"), fields.texts(row, name)
    if missing := [entry for entry in removed if entry not in known]:
        raise InvalidValueError(command_text.not_there(missing[0], known))
    kept = [entry for entry in known if entry not in removed]
    yield from dict.fromkeys([*kept, *_given(options, f"add_{name}")])


def _given(options: Row, name: str) -> tuple[str, ...]:
    given = options.get(name, ())
    return given if isinstance(given, tuple) else ()


def _cited(citations: list[object], named: Row, number: int) -> list[object]:
    if not 1 <= number <= len(citations) + 1:
        raise InvalidValueError(command_text.no_citation(number, len(citations)))
    at = number - 1
    before = dict(fields.record(citations[at], "a citation")) if at < len(citations) else {}
    source = dict(fields.record(before.get("source", {}), "a source"))
    source |= {name: value for name, value in named.items() if name != "quote"}
    if not (source.get("title") and source.get("publisher")):
        raise InvalidValueError(command_text.SOURCE_NEEDED)
    quote = {"quote": named["quote"]} if "quote" in named else {}
    return [*citations[:at], before | {"source": source} | quote, *citations[number:]]


def claim_of(row: Row, pack: str) -> Claim:
    """The claim that a row makes in a pack. A slug, and a source's key, are made where there is none."""
    slug = fields.optional_text(row, "slug") or slug_of(fields.text(row, "text"))
    return read_claim(row | {"slug": slug}, pack, lambda citation: _source(citation.get("source")))


def _source(value: object) -> Source:
    row = fields.record(value, "a citation's 'source'")
    key = fields.optional_text(row, "key") or source_key(fields.text(row, "title"), fields.text(row, "publisher"))
    return read_source({**row, "key": key})
