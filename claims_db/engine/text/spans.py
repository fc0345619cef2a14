"""Stretches of a text as (start, end) character offsets, the end outside."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]
# What leads to a place stands so near to it, in characters.
_NEAR = 80


def is_within(at: int, spans: Iterable[Span]) -> bool:
    """Whether a place lies in any of some stretches."""
    return any(start <= at < end for start, end in spans)


def before(text: str, end: int) -> str:
    """What stands right before a place: enough for a pattern that ends there, however long the text is."""
    return text[max(0, end - _NEAR) : end]
