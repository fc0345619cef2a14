"""Whether agreement is earned: true and false statements that differ from a claim in one place.

`contrast_dev.jsonl` and `contrasts_dev.jsonl` of the evaluation folder; a message lists the verdicts that are allowed.
`several_dev.jsonl` has messages of several statements, each with its claims and verdicts. The `pairs` files of our own
have a claim on each line, and a message that says the same or differs in one place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.evaluation import Evaluation
from benchmarks.quality import OWN, STARTER, TODAY, answering, claims_of, written
from claims_db.values import Citation, Claim, Label, Rating, Source, Verdict

PAIRS = ("pairs_a", "pairs_b", "pairs_c", "pairs_d", "pairs_e")
_PACKS = ("five_dev_pack.json", "other_dev_pack.json")


@dataclass(frozen=True, slots=True)
class Contrast:
    """A kind of message, and the verdicts that are allowed for it."""

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
    answer = answering(claims_of(*packs))
    for row in evaluation.rows(name):
        yield Contrast(row["kind"], frozenset(row["verdict"])), answer(row["text"], written(row))


def report(evaluation: Evaluation) -> None:
    """Print how many verdicts were allowed, and the two worst mistakes; then several statements, and pairs."""
    for name, packs in contrast_files(evaluation):
        _report_file(evaluation, name, packs)
    _report_several(evaluation)
    _report_pairs()


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
    answer = answering(claims_of(STARTER, *map(evaluation.path, _PACKS)))
    right = hidden = total = 0
    for row in evaluation.rows("several_dev.jsonl"):
        verdict = answer(row["text"], written(row))
        right += all(is_told(statement, verdict) for statement in row["statements"])
        refutes = any(statement["verdict"] == [Label.REFUTED] for statement in row["statements"])
        hidden += refutes and verdict.label is Label.SUPPORTED
        total += 1
    print(f"several_dev.jsonl: all statements of a message right in {right} of {total}, {right / total:.3f}")
    print(f"  a refutation hidden by an agreement in {hidden}")


def pairs(name: str) -> Iterator[tuple[Contrast, Verdict]]:
    """Each message of a file with what Footnote says of it, its claim in one store with the starter pack."""
    starter = claims_of(STARTER)
    citations = (Citation(Source("gazette", "Harbour news", "Harbour Gazette")),)
    for row in OWN.rows(f"{name}.jsonl"):
        claim = Claim(name, row["claim"], Rating(row["rating"]), citations, pack=starter[0].pack)
        yield Contrast(row["kind"], frozenset(row["allowed"])), answering([*starter, claim])(row["message"], TODAY)


def _report_pairs() -> None:
    print("pairs: messages, allowed; agreeing, allowed; differing, allowed; wrongly confirmed, wrongly refuted")
    for name in PAIRS:
        counts: Counter[tuple[bool, str]] = Counter()
        for contrast, verdict in pairs(name):
            agreeing = Label.SUPPORTED in contrast.allowed
            counts[agreeing, "messages"] += 1
            counts[agreeing, "allowed"] += verdict.label in contrast.allowed
            counts[False, "confirmed"] += contrast.wrongly(Label.SUPPORTED, verdict)
            counts[False, "refuted"] += contrast.wrongly(Label.REFUTED, verdict)
        both = [counts[True, what] + counts[False, what] for what in ("messages", "allowed")]
        each = [counts[agreeing, what] for agreeing in (True, False) for what in ("messages", "allowed")]
        print(f"  {name}:", *both, *each, counts[False, "confirmed"], counts[False, "refuted"])


def is_told(statement: dict[str, Any], verdict: Verdict) -> bool:
    """Whether one of the verdicts on a message is right for one of its statements; none at all counts as not enough."""
    told = [one for one in (verdict, *verdict.others) if one.claim and one.claim.slug in statement["claims"]]
    labels = [one.label for one in told] or [Label.NOT_ENOUGH_EVIDENCE]
    return any(label in statement["verdict"] for label in labels)
