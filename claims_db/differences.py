"""What differs between a message and a claim, and why the two were scored as they were, for a person to read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# What one side says and the other denies, where no two words are opposites.
SO, NOT_SO = "it is so", "it is not so"


class DifferenceKind(StrEnum):
    """Which kind of detail differs."""

    NUMBER = "number"
    DATE = "date"
    NEGATION = "negation"
    ENTITY = "entity"
    UNIT = "unit"
    ROLE = "role"
    DEGREE = "degree"
    COMPARISON = "comparison"
    TIME = "time"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Difference:
    """The detail that differs, each side in words a reader can compare; `source` is empty where it does not say."""

    kind: DifferenceKind
    said: str
    source: str


class Alignment(StrEnum):
    """How a piece of the message is answered: by a word of the claim, a detail, another wording, or the rating."""

    SAME = "same"
    FORM = "form"
    SPELLING = "spelling"
    SYNONYM = "synonym"
    DETAIL = "detail"
    WORDING = "wording"
    RATING = "rating"


class Group(StrEnum):
    """What a piece of a statement is beside the claim."""

    ANSWERED = "answered"
    HARMLESS = "harmless"
    LEFT_OVER = "left-over"
    CONTRADICTING = "contradicting"


@dataclass(frozen=True, slots=True)
class SaidPart:
    """A piece of a statement, and what it is beside the claim.

    `source` is what the claim has for it: what answers it, told by `how`, or what contradicts it, of some `kind`.
    """

    group: Group
    said: str
    source: str = ""
    how: Alignment | None = None
    kind: DifferenceKind | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One detail that both sides state, and whether they agree on it."""

    kind: DifferenceKind
    said: str
    source: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """A piece of evidence that counted. `points` are log-odds; None where it makes the message another statement."""

    says: str
    points: float | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why both were scored so: the `parts` of the statement in its order; `missing` are words of the claim alone."""

    wording: str
    parts: tuple[SaidPart, ...] = ()
    missing: tuple[str, ...] = ()
    weighed: tuple[Weighed, ...] = ()
