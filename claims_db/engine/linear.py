"""Pieces of evidence, each with a weight, and what they add up to: the one model behind likeness, ranking and relation.

`python -m benchmarks.learn` fits the weights.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from claims_db.differences import Weighed

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Feature(Generic[T]):
    """One piece of evidence: a pure function that measures it, and what the measure counts.

    `says` is a sentence for a person, true where the measure is high; `why` tells where `weight` was learned, or why it
    is so. Where a measure is compared with a threshold, that is the weight.
    """

    name: str
    measure: Callable[[T], float]
    weight: float
    says: str
    why: str

    def reached(self, one: T) -> bool:
        """Whether the measure comes up to the weight, taken as a threshold."""
        return self.measure(one) >= self.weight


def chance(total: float) -> float:
    """A sum of logistic regression as a probability, from 0 to 1."""
    return 1.0 / (1.0 + math.exp(-total))


@dataclass(frozen=True, slots=True)
class Linear(Generic[T]):
    """A weighted sum of features. `measured` is always one number a feature, in their order."""

    features: tuple[Feature[T], ...]
    bias: float = 0.0

    def measure(self, one: T) -> tuple[float, ...]:
        """What each feature measures."""
        return tuple(feature.measure(one) for feature in self.features)

    def total(self, measured: tuple[float, ...]) -> float:
        """The weighted sum; good for order, and for a bar that was set on it."""
        pairs = zip(self.features, measured, strict=True)
        return self.bias + sum(feature.weight * number for feature, number in pairs)

    def sum_of(self, one: T) -> float:
        """The weighted sum of what each feature measures."""
        return self.total(self.measure(one))

    def probability(self, measured: tuple[float, ...]) -> float:
        """The sum as a probability, from 0 to 1, where the weights come from a logistic regression."""
        return chance(self.total(measured))

    def weighed(self, measured: tuple[float, ...]) -> tuple[Weighed, ...]:
        """What each feature that measured anything adds, the heaviest first."""
        pairs = zip(self.features, measured, strict=True)
        points = ((feature.says, feature.weight * number) for feature, number in pairs if number)
        return tuple(Weighed(says, added) for says, added in sorted(points, key=lambda pair: -abs(pair[1])))
