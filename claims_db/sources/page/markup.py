"""A page's bytes as a tree, and the records in it: JSON-LD, microdata and RDFa in one form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree, html

from claims_db.files.fields import Record
from claims_db.files.schema_org import plain

Element: TypeAlias = "html.HtmlElement"

_MAX_CHARACTERS = 3_000_000
_MAX_RECORDS = 5_000
_MAX_NESTING = 20
_MAX_VALUE = 2_000


@dataclass(frozen=True, slots=True)
class Syntax:
    """The attributes that begin a record, give its type, and name one of its values."""

    begins: str
    kind: str
    names: str


MICRODATA = Syntax("itemscope", "itemtype", "itemprop")
RDFA = Syntax("typeof", "typeof", "property")


def parsed(text: str) -> Element | None:
    """The tree, or None where there is nothing to parse; the parser drops what is nested too deep."""
    clean = text[:_MAX_CHARACTERS].replace("\0", " ").encode("utf-8", "replace")
    try:
        return html.document_fromstring(clean, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def text_of(element: Element) -> str:
    """The words inside an element, on one line."""
    found, length = list[str](), 0
    for part in element.itertext():
        found.append(str(part))
        length += len(part)
        if length > _MAX_VALUE * 5:
            break
    return one_line("".join(found)[: _MAX_VALUE * 5])[:_MAX_VALUE]


def one_line(text: str) -> str:
    """Without line ends, invisible characters, and spaces at the ends."""
    plain = re.sub(
        r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad\ud800-\udfff]", "", text
    )
    return re.sub(r"\s+", " ", plain).strip()


def decoded_line(text: str) -> str:
    """One line, without the entities and tags that templates leave in fields that are no HTML."""
    return one_line(plain(text))


def records(root: Element) -> list[Record]:
    """Every record of the page that is not part of another one, those in JSON-LD first."""
    scripts = (script for script in root.iter("script") if "ld+json" in (script.get("type") or "").lower())
    found = [record for script in scripts for value in _values(script.text or "") for record in _opened(value)]
    return [*found, *_written_in(root, MICRODATA), *_written_in(root, RDFA)][:_MAX_RECORDS]


def _values(text: str) -> Iterator[object]:
    """The JSON of a script, with what templates often break repaired: comments around it, trailing commas, entities."""
    bare = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.{0,80}?\*/)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$", "", text)
    bare = bare.strip().strip("\ufeff").rstrip(";")
    for attempt in (bare, re.sub(r",(\s*[}\]])", r"\1", bare), bare.replace("&quot;", '"')):
        try:
            yield json.JSONDecoder(strict=False, object_hook=_as_read).raw_decode(attempt)[0]
        except (ValueError, RecursionError):
            continue
        return


def _as_read(record: dict[str, object]) -> dict[str, object]:
    """The record with its texts as a page would show them."""
    return {
        name: decoded_line(value[: _MAX_VALUE * 5])
        if isinstance(value, str) and ("&" in value or "<" in value)
        else value
        for name, value in record.items()
    }


def _opened(value: object, depth: int = 0) -> Iterator[Record]:
    """The records of a list or a graph."""
    if isinstance(value, list) and depth < _MAX_NESTING:
        for each in value[:_MAX_RECORDS]:
            yield from _opened(each, depth + 1)
    elif isinstance(value, Mapping):
        yield value
        if "@graph" in value:
            yield from _opened(value["@graph"], depth + 1)


def _written_in(root: Element, syntax: Syntax) -> list[Record]:
    """The records in the attributes of the page's elements; several values of one name become a list."""
    begun: dict[Element, dict[str, object]] = {}
    outermost = []
    for element in root.iter(etree.Element):
        names = [re.split(r"[/:#]", name)[-1] for name in (element.get(syntax.names) or "")[:_MAX_VALUE].split()]
        if syntax.begins in element.attrib and len(begun) < _MAX_RECORDS:
            begun[element] = {"@type": (element.get(syntax.kind) or "").split()}
            if not names:
                outermost.append(begun[element])
        owner = next((begun[above] for above in element.iterancestors() if above in begun), None) if names else None
        if owner is not None:
            _add(owner, names, begun.get(element) or _value(element))
    return list(outermost)


def _add(record: dict[str, object], names: list[str], value: object) -> None:
    for name in names:
        known = record.get(name)
        if known is None:
            record[name] = value
        elif isinstance(known, list):
            known.append(value)
        else:
            record[name] = [known, value]


def _value(element: Element) -> str:
    """The value of an element as a property (https://html.spec.whatwg.org/#values)."""
    for name in ("content", "datetime", "href", "src"):
        if (found := element.get(name)) is not None and not (name == "href" and text_of(element)):
            return one_line(found[:_MAX_VALUE])
    return text_of(element)[:_MAX_VALUE]
