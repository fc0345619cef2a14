"""Encoders that stand in for the real one: they hear four matters, fail, or take their time."""

from __future__ import annotations

import time
from collections.abc import Sequence

_MATTERS = (
    {"lighthouse", "beacon", "tower", "headland"},
    {"steps", "stairs", "climb"},
    {"clubhouse", "app", "voice"},
    {"cheese", "lunch", "cake"},
)


class Matters:
    """A number for each matter that a sentence has a word of."""

    name = "matters-1"

    def encode(self, texts: Sequence[str]) -> list[list[float]]:
        return [_vector(text) for text in texts]


class Failing:
    """Loads, and ends its program at the first sentence that matters."""

    name = "failing-1"

    def encode(self, texts: Sequence[str]) -> list[list[float]]:
        if any("lighthouse" in text.lower() for text in texts):
            raise SystemExit(1)
        return Matters().encode(texts)


class SameName(Failing):
    """The same under a name whose vectors are kept."""

    name = Matters.name


class Slow:
    """Takes half a second for a question."""

    name = "slow-1"

    def encode(self, texts: Sequence[str]) -> list[list[float]]:
        if any("beacon" in text for text in texts):
            time.sleep(0.5)
        return Matters().encode(texts)


def _vector(text: str) -> list[float]:
    words = set(text.lower().replace(".", " ").replace("?", " ").split())
    told = [float(bool(words & matter)) for matter in _MATTERS]
    length = sum(told) ** 0.5
    return [each / length for each in told] if length else [0.0, 0.0, 0.0, 0.0]
