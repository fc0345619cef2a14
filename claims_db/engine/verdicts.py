"""From a claim's rating and a message's stance to a verdict: the table of the design, row by row."""

from __future__ import annotations

from claims_db.values import Label, Rating, Stance


def verdict(rating: Rating, stance: Stance, *, differs: bool, only_relative: bool) -> Label:
    """What follows for a message of that stance.

    `differs` says that a detail (number, unit or date) differs; `only_relative` that it is a relative time which was
    once right. Denying a claim with another detail than its own says nothing about the claim.
    """
    if differs and (stance is Stance.DENIES or not rating.holds):
        return Label.NOT_ENOUGH_EVIDENCE
    if rating.holds:
        return _of_true(stance, differs=differs, only_relative=only_relative)
    if rating.holds is False:
        return Label.SUPPORTED if stance is Stance.DENIES else Label.REFUTED
    return Label.OUTDATED if rating is Rating.OUTDATED else Label.CONFLICTING


def _of_true(stance: Stance, *, differs: bool, only_relative: bool) -> Label:
    if stance is Stance.DENIES:
        return Label.REFUTED
    if differs:
        return Label.OUTDATED if only_relative else Label.REFUTED
    return Label.SUPPORTED
