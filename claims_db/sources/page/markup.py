"""A page's bytes as a tree, and the records in it: JSON-LD, microdata and RDFa in one form."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree, html

Record: TypeAlias = Mapping[str, object]
Element: TypeAlias = "html.HtmlElement"

_MAX_CHARACTERS = 3_000_000
_MAX_RECORDS = 5_000
_MAX_NESTING = 20
_MAX_VALUE = 2_000

# The encodings that the Encoding Standard (https://encoding.spec.whatwg.org) allows, with Python's names for them.
# Python has more codecs, and some of those decompress or rewrite.
_ENCODINGS = {
    **{
        name: name for name in ("utf-8", "utf-16le", "utf-16be", "koi8-r", "koi8-u", "iso-2022-jp", "euc-jp", "gb18030")
    },
    **{f"windows-{page}": f"cp{page}" for page in (874, *range(1250, 1259))},
    **{f"iso-8859-{part}": f"iso-8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb_2312-80"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "ksc5601"), "cp949"),
    "utf8": "utf-8",
    "utf-16": "utf-16le",
    "big5": "big5hkscs",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
}
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:\-]{2,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096


@dataclass(frozen=True, slots=True)
class Syntax:
    """The attributes that begin a record, give its type, and name one of its values."""

    begins: str
    kind: str
    names: str


MICRODATA = Syntax("itemscope", "itemtype", "itemprop")
RDFA = Syntax("typeof", "typeof", "property")


def decoded(body: bytes, charset: str | None) -> str:
    """The page as text. Valid UTF-8 is read as UTF-8 whatever the page declares; else the declared encoding counts."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    if not body.isascii():
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            pass
    inside = _DECLARED.search(body[:_DECLARED_WITHIN])
    named = (charset, inside[1].decode("ascii", "replace") if inside else None)
    known = [_ENCODINGS[name.strip().lower()] for name in named if name and name.strip().lower() in _ENCODINGS]
    # A page may be cut in the middle of a character, and still be UTF-8: where most of it reads so.
    text = body[:_MAX_CHARACTERS].decode("utf-8", "replace")
    is_nearly_utf8 = text.count("\ufffd") * 10 < sum(sign > "\x7f" for sign in text)
    encodings = [*known, "utf-8" if is_nearly_utf8 else "cp1252"]
    for encoding in encodings:
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return body.decode(encodings[0], "replace")


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
            yield json.JSONDecoder(strict=False).raw_decode(attempt)[0]
        except (ValueError, RecursionError):
            continue
        return


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
