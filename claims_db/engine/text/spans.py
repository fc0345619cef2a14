"""Stretches of a text as (start, end) character offsets, the end outside."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]


def is_within(at: int, spans: Iterable[Span]) -> bool:
    """Whether a place lies in any of some stretches."""
    return any(start <= at < end for start, end in spans)
