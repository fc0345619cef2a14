"""Values of schema.org's records (https://schema.org) as feeds write them: wrapped, marked up, or named elsewhere."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from claims_db.files import fields
from claims_db.files.fields import Record

_MAX_NESTING = 20
# Whatever else stands in angle brackets is text: "<name>", "x < 5".
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|center|cite|code|del|div|em|font|h[1-6]|hr|i|img|ins|li|mark|ol|p|q|s|small|span"
    r"|strike|strong|sub|sup|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_BREAKING = re.compile(r"</?(?:blockquote|br|center|div|h[1-6]|hr|li|ol|p|ul)\b", re.IGNORECASE)
# Some feeds write "&amp;amp;", because two programs encoded their texts, one after the other.
_TIMES_ENCODED = 2


def types(record: Record) -> set[str]:
    """The names of the record's types, without the vocabulary's address."""
    named = record.get("@type")
    names = named if isinstance(named, list) else [named]
    return {re.split(r"[/:#]", name)[-1] for name in names if isinstance(name, str)}


def single(value: object) -> object:
    """The value, or the first of several that holds something, out of the record that may give its language or kind."""
    if isinstance(value, str):
        return value
    listed = value if isinstance(value, list) else [value]
    bare = (each["@value"] if isinstance(each, Mapping) and "@value" in each else each for each in listed)
    return next((each for each in bare if each not in (None, "", {}, [])), None)


def text(record: Record, name: str) -> str | None:
    """The words under `name`, without markup; absent and blank are None. Raises InvalidValueError for other values."""
    found = fields.optional_text({name: single(record.get(name))}, name)
    return fields.require_storable(plain(found)) or None if found else None


def address(record: Record, name: str) -> str | None:
    """The address under `name`, as such or as the `@id` of a page."""
    found = single(record.get(name))
    found = found.get("@id") or found.get("url") if isinstance(found, Mapping) else found
    written = fields.optional_text({name: found}, name)
    # Not other entities: what looks like one is the name of a parameter here, as in "?page=1&copy=2".
    return written.strip().replace("&amp;", "&") if written else None


def host_of(url: str) -> str | None:
    """The name of the address's host; None where it has none."""
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def plain(written: str) -> str:
    """The words as a reader of the page sees them: entities decoded, tags gone, on one line."""
    for _ in range(_TIMES_ENCODED if "&" in written else 0):
        written = html.unescape(written)
    if "<" in written:
        written = _TAG.sub(lambda tag: " " if _BREAKING.match(tag[0]) else "", written)
    return " ".join(written.split())


class Names:
    """The names of records that others refer to, by their `@id`: an organisation is often described once for a page."""

    def __init__(self, *records: object) -> None:
        self._known: dict[str, object] = {}
        for record in records:
            self.learn(record)

    def learn(self, value: object, depth: int = 0) -> None:
        """Keep the names that stand in `value`, but not those of reviews, to which nothing refers."""
        inner = value
        if isinstance(value, dict):
            key = value.get("@id")
            if isinstance(key, str) and value.get("name") and "ClaimReview" not in types(value):
                self._known.setdefault(key, value["name"])
            inner = list(value.values())
        for each in inner if isinstance(inner, list) and depth < _MAX_NESTING else ():
            if isinstance(each, dict | list):
                self.learn(each, depth + 1)

    def of(self, value: object) -> str | None:
        """The name of a record, a reference to one, or plain words; of several, the first that has one."""
        for each in value if isinstance(value, list) else [value]:
            found = text({"name": self._named(each)}, "name")
            if found and not found.startswith(("http://", "https://")):
                return found
        return None

    def _named(self, value: object) -> object:
        if isinstance(value, str):
            return self._known.get(value, value)
        if isinstance(value, Mapping) and "@value" not in value:
            return value.get("name") or self._known.get(str(value.get("@id")))
        return value if isinstance(value, Mapping) else None
