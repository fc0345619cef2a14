"""Whether agreement is earned: true and false statements that differ from a claim in one place.

`contrast_dev.jsonl` and `contrasts_dev.jsonl` of the evaluation folder; a message lists the verdicts that are allowed.
`several_dev.jsonl` has messages of several statements, each with its claims and verdicts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.evaluation import Evaluation
from benchmarks.quality import STARTER, TODAY, claims_of
from claims_db.engine.check import check
from claims_db.engine.index import ClaimIndex
from claims_db.values import Label, Message, Verdict

_PACKS = ("five_dev_pack.json", "other_dev_pack.json")
# Kinds of messages that agree with their claim, where silence is no way out.
AGREEING = frozenset({"same", "starter-agrees"})


@dataclass(frozen=True, slots=True)
class Contrast:
    """A message beside a claim, and the verdicts that are allowed for it. `number` is its line in the file, from 1."""

    number: int
    text: str
    at: datetime
    kind: str
    allowed: frozenset[str]

    def wrongly(self, label: Label, verdict: Verdict) -> bool:
        """Whether it got that verdict and must not."""
        return verdict.label is label and label not in self.allowed


def contrast_files(evaluation: Evaluation) -> Iterator[tuple[str, list[Path]]]:
    """The files, and the packs that each is checked against."""
    yield "contrast_dev.jsonl", [STARTER, evaluation.path("contrast_dev_pack.json")]
    yield "contrasts_dev.jsonl", [STARTER, *map(evaluation.path, _PACKS)]


def contrasts(evaluation: Evaluation, name: str, packs: list[Path]) -> Iterator[tuple[Contrast, Verdict]]:
    """Each message of a file with what Footnote says of it, all claims in one store."""
    claims = claims_of(*packs)
    index, keys = ClaimIndex(claims), {claim.pack for claim in claims}
    for number, row in enumerate(evaluation.rows(name), 1):
        at = datetime.fromisoformat(row["at"]) if row.get("at") else TODAY
        contrast = Contrast(number, row["text"], at, row["kind"], frozenset(row["verdict"]))
        yield contrast, check(Message(contrast.text, at), index, keys)


def report(evaluation: Evaluation) -> None:
    """Print how many verdicts were allowed, and the two worst mistakes; then messages of several statements."""
    for name, packs in contrast_files(evaluation):
        _report_file(evaluation, name, packs)
    _report_several(evaluation)


def _report_file(evaluation: Evaluation, name: str, packs: list[Path]) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for contrast, verdict in contrasts(evaluation, name, packs):
        for kind in (contrast.kind, "all"):
            counts[kind, "messages"] += 1
            counts[kind, "allowed"] += verdict.label in contrast.allowed
            counts[kind, "confirmed"] += contrast.wrongly(Label.SUPPORTED, verdict)
            counts[kind, "refuted"] += contrast.wrongly(Label.REFUTED, verdict)
    print(f"{name}: kind           messages  allowed verdicts  wrongly confirmed  wrongly refuted")
    for kind in sorted({kind for kind, _ in counts}):
        messages = counts[kind, "messages"]
        shares = (counts[kind, what] / messages for what in ("allowed", "confirmed", "refuted"))
        print(f"  {kind:32} {messages:8}  {'  '.join(f'{share:16.3f}' for share in shares)}")


def _report_several(evaluation: Evaluation) -> None:
    claims = claims_of(STARTER, *map(evaluation.path, _PACKS))
    index, keys = ClaimIndex(claims), {claim.pack for claim in claims}
    right = hidden = total = 0
    for row in evaluation.rows("several_dev.jsonl"):
        verdict = check(Message(row["text"], TODAY), index, keys)
        right += all(is_told(statement, verdict) for statement in row["statements"])
        refutes = any(statement["verdict"] == [Label.REFUTED] for statement in row["statements"])
        hidden += refutes and verdict.label is Label.SUPPORTED
        total += 1
    print(f"several_dev.jsonl: all statements of a message right in {right} of {total}, {right / total:.3f}")
    print(f"  a refutation hidden by an agreement in {hidden}")


def is_told(statement: dict[str, Any], verdict: Verdict) -> bool:
    """Whether one of the verdicts on a message is right for one of its statements; none at all counts as not enough."""
    told = [one for one in (verdict, *verdict.others) if one.claim and one.claim.slug in statement["claims"]]
    labels = [one.label for one in told] or [Label.NOT_ENOUGH_EVIDENCE]
    return any(label in statement["verdict"] for label in labels)
