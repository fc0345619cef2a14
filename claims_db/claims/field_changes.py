"""What differs between two states of a claim, field by field, for a person to read. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from claims_db.values import Citation, Claim, Interval

# What may change in a claim, in the order and the words in which it is read: one, and several. Slug and pack stay.
_NAMES = {
    "text": ("text", "text"),
    "rating": ("rating", "rating"),
    "as_of": ("as of", "as of"),
    "happened": ("happened", "happened"),
    "phrasings": ("phrasing", "phrasings"),
    "citations": ("citation", "citations"),
    "tags": ("tag", "tags"),
    "must_match": ("line that must match", "lines that must match"),
    "must_not_match": ("line that must not match", "lines that must not match"),
}
# A value of a claim, as a tuple of its entries; a single value is a list of one.
_Entries = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, or one entry of a list, before and after; None stands for nothing there.

    An entry of a list that was added has no `before`, one that was taken out no `after`.
    """

    field: str
    before: str | None
    after: str | None


def field_changes(before: Claim | None, after: Claim) -> tuple[FieldChange, ...]:
    """What changed, in the order in which a claim is read; for a new claim everything that it holds."""
    return tuple(change for name in _NAMES for change in _changes(name, before, after))


def touched(before: Claim | None, after: Claim) -> frozenset[str]:
    """The attributes of a claim that a change gave another value; all of them for a new claim.

    Keys of sources don't count: they are names inside a pack, and the store numbers them where they clash.
    """
    if before is None:
        return frozenset(_NAMES)
    return frozenset(name for name in _NAMES if _content(before, name) != _content(after, name))


def with_fields_of(claim: Claim, other: Claim, names: Iterable[str]) -> Claim:
    """The claim with these attributes as `other` has them; raises InvalidValueError where they don't go together."""
    return replace(claim, **{name: getattr(other, name) for name in names})


def in_words(names: Iterable[str]) -> str:
    """Attributes as people call them, in the order in which a claim is read.

    >>> in_words({"rating", "phrasings", "text"})
    'text, rating and phrasings'
    """
    wanted = set(names)
    told = [several for name, (_, several) in _NAMES.items() if name in wanted]
    return " and ".join(part for part in (", ".join(told[:-1]), *told[-1:]) if part)


def _content(claim: Claim, name: str) -> _Entries:
    return tuple(
        replace(entry, source=replace(entry.source, key="source")) if isinstance(entry, Citation) else entry
        for entry in _entries(claim, name)
    )


def _entries(claim: Claim | None, name: str) -> _Entries:
    value = getattr(claim, name, None)
    if isinstance(value, tuple):
        return value
    return () if value is None else (value,)


def _changes(name: str, before: Claim | None, after: Claim) -> Iterator[FieldChange]:
    one, several = _NAMES[name]
    old, new = ([_readable(entry) for entry in _entries(claim, name)] for claim in (before, after))
    gone, come = list((Counter(old) - Counter(new)).elements()), list((Counter(new) - Counter(old)).elements())
    if one == several:
        yield from (FieldChange(one, next(iter(gone), None), next(iter(come), None)) for _ in [0] if gone or come)
        return
    if old != new and not gone and not come:
        yield FieldChange(f"order of the {several}", "; ".join(old), "; ".join(new))
    yield from (FieldChange(one, entry, None) for entry in gone)
    yield from (FieldChange(one, None, entry) for entry in come)


def _readable(entry: object) -> str:
    """On one line; of a citation all that it holds."""
    if not isinstance(entry, Citation):
        return entry.in_words() if isinstance(entry, Interval) else str(entry)
    source = entry.source
    day = source.published and Interval(source.published, source.published).in_words()
    archived = source.archive_url and f"archived at {source.archive_url}"
    parts = (source.title, source.author, source.publisher, day, source.url, archived)
    quote = f": “{entry.quote}”" if entry.quote else ""
    return f"{', '.join(part for part in parts if part)}{quote}"
