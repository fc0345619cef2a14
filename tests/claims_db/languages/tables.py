"""The shape of a language's table: a few claims, messages about them, and everyday lines that are about none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from claims_db.differences import DifferenceKind
from claims_db.engine.index import ClaimIndex
from claims_db.values import Citation, Claim, Interval, Label, Rating, Source, Stance

_SOURCE = Citation(Source("gazette", "Harbour news", "Harbour Gazette"))


@dataclass(frozen=True)
class Case:
    """A message with the verdict that it gets; `differs` is the kind of the first difference told."""

    name: str
    text: str
    slug: str
    label: Label
    differs: DifferenceKind | None = None
    stance: Stance | None = None


@dataclass(frozen=True)
class Table:
    """All that is tried in one language. `numbered` is a true claim with its number left open, and that number."""

    code: str
    claims: tuple[Claim, ...]
    cases: tuple[Case, ...]
    others: tuple[str, ...]
    chatter: tuple[str, ...]
    numbered: tuple[str, int]

    @cached_property
    def index(self) -> ClaimIndex:
        return ClaimIndex(self.claims)


def true(slug: str, text: str, happened: str | None = None) -> Claim:
    interval = Interval.parse(happened) if happened else None
    return Claim(slug, text, Rating.TRUE, (_SOURCE,), happened=interval, pack="towns")


def false(slug: str, text: str) -> Claim:
    return Claim(slug, text, Rating.FALSE, (_SOURCE,), pack="towns")


def agrees(name: str, text: str, slug: str) -> Case:
    return Case(name, text, slug, Label.SUPPORTED, None, Stance.ASSERTS)


def asks(name: str, text: str, slug: str, label: Label = Label.SUPPORTED) -> Case:
    return Case(name, text, slug, label, None, Stance.ASKS)


def number(name: str, text: str, slug: str) -> Case:
    return Case(name, text, slug, Label.REFUTED, DifferenceKind.NUMBER)


def day(name: str, text: str, slug: str) -> Case:
    return Case(name, text, slug, Label.REFUTED, DifferenceKind.DATE)


def denies(name: str, text: str, slug: str) -> Case:
    return Case(name, text, slug, Label.REFUTED, DifferenceKind.NEGATION, Stance.DENIES)


def repeats(name: str, text: str, slug: str) -> Case:
    """Somebody tells what is false."""
    return Case(name, text, slug, Label.REFUTED, None, Stance.ASSERTS)


def corrects(name: str, text: str, slug: str) -> Case:
    """Somebody denies what is false."""
    return Case(name, text, slug, Label.SUPPORTED, None, Stance.DENIES)
