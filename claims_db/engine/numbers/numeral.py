"""A number as it stands in a text, before its unit and its bound are read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Numeral:
    """`value` and the step it was rounded to; `digits` is what of it stays when its scale or unit changes.

    `other` is its second reading, where the text allows one (`10.935`); `upto` the upper end of a word that means
    several ("a couple", "hundreds"). A `share` is a part of a whole in percent ("a third of"), a `multiple` says how
    many times ("twice").
    """

    value: float
    step: float
    start: int
    end: int
    digits: str
    other: float | None = None
    upto: float | None = None
    ordinal: bool = False
    share: bool = False
    multiple: bool = False


def rounding_step(value: float) -> float:
    """The place of the last digit that is not zero: 2,300 was rounded to hundreds, 11 to ones."""
    whole = round(abs(value))
    if whole != abs(value) or not whole:
        return 1.0
    digits = str(whole)
    return 10.0 ** (len(digits) - len(digits.rstrip("0")))
