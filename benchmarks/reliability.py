"""Whether `confidence` means what it says: of the messages judged with a confidence near 0.8, eight in ten are right.

Bins and expected calibration error as in Guo et al. 2017 ("On Calibration of Modern Neural Networks"). Confidence is
meant as the likelihood that the best claim is what the message speaks about; a verdict can still be wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.evaluation import Evaluation
from benchmarks.quality import Labelled, claims_of, labelled, labelled_files
from claims_db.engine.assessment import Assessment
from claims_db.engine.check import assessments
from claims_db.engine.index import ClaimIndex
from claims_db.values import Claim, Label, Message

_EDGES = (0.0, 0.3, 0.5, 0.7, 0.85, 1.0)


@dataclass(frozen=True, slots=True)
class Judged:
    """How sure Footnote is of its best claim for a message, and whether claim and verdict are right."""

    confidence: float
    right_claim: bool
    right_verdict: bool
    part: str


def judged(claims: list[Claim], messages: Iterable[Labelled]) -> Iterator[Judged]:
    """Each message that any claim was compared with."""
    index, packs = ClaimIndex(claims), {claim.pack for claim in claims}
    for message in messages:
        found = assessments(Message(message.text, message.at), index, packs)
        if found:
            yield _judged(message, found[0])


def _judged(message: Labelled, best: Assessment) -> Judged:
    """The verdict is the one that would follow from the best claim, however unsure."""
    right_claim = best.claim.slug in message.claims
    nothing_to_say = best.label is Label.NOT_ENOUGH_EVIDENCE and not message.claims
    return Judged(
        best.confidence, right_claim, nothing_to_say or (right_claim and best.label in message.labels), message.part
    )


def bins(found: Sequence[Judged]) -> Iterator[tuple[float, float, list[Judged]]]:
    """The edges of each bin and what lies in it; the last holds its upper edge too."""
    for low, high in pairwise(_EDGES):
        yield low, high, [one for one in found if low <= one.confidence < high or one.confidence == high == _EDGES[-1]]


def calibration_error(found: Sequence[Judged]) -> float:
    """How far the confidence of a bin lies from the share that is right, each bin counted by what it holds."""
    gaps = (abs(_mean_confidence(inside) - _share_right(inside)) * len(inside) for *_, inside in bins(found) if inside)
    return sum(gaps) / len(found)


def _mean_confidence(inside: Sequence[Judged]) -> float:
    return sum(one.confidence for one in inside) / len(inside)


def _share_right(inside: Sequence[Judged]) -> float:
    return sum(one.right_claim for one in inside) / len(inside)


def report(evaluation: Evaluation) -> None:
    """Print a table for what was tuned on and one for what was held out."""
    found = [
        one
        for where, name, packs in labelled_files(evaluation)
        for one in judged(claims_of(*packs), labelled(where, name))
    ]  # fmt: skip
    for part in ("tuned on", "held out"):
        if inside := [one for one in found if one.part == part]:
            _report_part(part, inside)


def _report_part(part: str, found: Sequence[Judged]) -> None:
    print(f"reliability, {part}: confidence   messages  mean confidence  right claim  right verdict")
    for low, high, inside in bins(found):
        if inside:
            right = sum(one.right_verdict for one in inside) / len(inside)
            print(
                f"  {low:4.2f} to {high:4.2f} {len(inside):24} {_mean_confidence(inside):16.3f}"
                f" {_share_right(inside):12.3f} {right:14.3f}"
            )
    print(f"  expected calibration error {calibration_error(found):.3f}")
