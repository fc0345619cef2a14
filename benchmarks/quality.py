"""Quality: whether verdicts are right and about the right claim, and other statements left alone.

The five packs of `five_dev.jsonl` are split: what was tuned on, and what was held out and looked at in sums only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.evaluation import Evaluation
from claims_db.engine.check import check
from claims_db.engine.index import ClaimIndex
from claims_db.files.pack import parse_json, read_pack
from claims_db.values import Claim, Label, Message, Verdict

# Messages without a time of their own were written to be read on this day.
TODAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
HELD_OUT = frozenset({"dev-game", "dev-sport"})
STARTER = Path(__file__).parents[1] / "claims_db" / "starter_pack.json"
# Messages of our own around 60 other subjects. Those of a round were measured before anybody read them
# (benchmarks/RESULTS.md); now everything is tuned on them.
OWN = Evaluation(Path(__file__).parent / "messages")
ROUNDS = ("local_news", *(f"round_{number}" for number in range(2, 21)))
OWN_FILES = ("public_life", "leisure", "mistyped", *ROUNDS)
_DENIALS = {"negation", "doubleneg"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message and the verdicts and claims that are right for it; no claim where nothing should be said.

    `number` is its line in the file, from 1.
    """

    number: int
    text: str
    at: datetime
    labels: frozenset[str]
    claims: frozenset[str]
    tags: frozenset[str]
    kind: str
    part: str

    def is_wrongly_confirmed(self, verdict: Verdict) -> bool:
        """Whether a verdict agrees with what the sources do not say: the worst mistake."""
        return verdict.label is Label.SUPPORTED and Label.SUPPORTED not in self.labels

    def is_right(self, verdict: Verdict) -> bool:
        """Whether a verdict is one of the right ones, about one of the right claims."""
        if not self.claims or (verdict.label is Label.NOT_ENOUGH_EVIDENCE and verdict.label in self.labels):
            return verdict.label is Label.NOT_ENOUGH_EVIDENCE
        return verdict.claim is not None and verdict.claim.slug in self.claims and verdict.label in self.labels


def labelled(evaluation: Evaluation, name: str) -> Iterator[Labelled]:
    """The messages of one file."""
    for number, row in enumerate(evaluation.rows(name), 1):
        yield Labelled(
            number=number,
            text=row["text"],
            at=written(row),
            labels=frozenset(row["verdict"]),
            claims=frozenset(row["claims"]),
            tags=frozenset(row["tags"]),
            kind=_kind(row),
            part="held out" if row.get("pack") in HELD_OUT else "tuned on",
        )


def _kind(row: dict[str, Any]) -> str:
    if not row["claims"]:
        return "none"
    if "not-enough-evidence" in row["verdict"]:
        return "unsaid"
    if _DENIALS & set(row["tags"]):
        return "denial"
    return "wrong detail" if row["differs"] else "agreeing"


def claims_of(*paths: Path) -> list[Claim]:
    """The claims of some pack files."""
    return [claim for path in paths for claim in read_pack(parse_json(path.read_text(encoding="utf-8"))).claims]


def verdicts(claims: list[Claim], messages: Iterable[Labelled]) -> Iterator[tuple[Labelled, Verdict]]:
    """Each message with what Footnote says of it, all claims in one store."""
    answer = answering(claims)
    for message in messages:
        yield message, answer(message.text, message.at)


def answering(claims: list[Claim]) -> Callable[[str, datetime], Verdict]:
    """What Footnote says of a message of that time, all claims in one store."""
    index, packs = ClaimIndex(claims), {claim.pack for claim in claims}
    return lambda text, at: check(Message(text, at), index, packs)


def written(row: dict[str, Any]) -> datetime:
    """When a message counts as written."""
    return datetime.fromisoformat(row["at"]) if row.get("at") else TODAY


def labelled_files(evaluation: Evaluation) -> Iterator[tuple[Evaluation, str, list[Path]]]:
    """Each file of labelled messages, where it is, and the packs that it is checked against."""
    yield evaluation, "chat_dev.jsonl", [STARTER]
    yield evaluation, "other_dev.jsonl", [evaluation.path("other_dev_pack.json")]
    yield evaluation, "five_dev.jsonl", [STARTER, evaluation.path("five_dev_pack.json")]


def own_files() -> Iterator[tuple[Evaluation, str, list[Path]]]:
    """The same for the messages of our own, which are part of Footnote."""
    for name in OWN_FILES:
        yield OWN, f"{name}.jsonl", [STARTER, OWN.path(f"{name}_pack.json")]


def report(evaluation: Evaluation) -> None:
    """Print the share of right verdicts for each file and each kind of message."""
    for where, name, packs in (*labelled_files(evaluation), *own_files()):
        _report_file(where, name, packs)


def _report_file(evaluation: Evaluation, name: str, packs: list[Path]) -> None:
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    confirmed = 0
    for message, verdict in verdicts(claims_of(*packs), labelled(evaluation, name)):
        for key in ((message.part, message.kind), (message.part, "all"), ("whole", message.kind), ("whole", "all")):
            total[key] += 1
            right[key] += message.is_right(verdict)
        confirmed += message.is_wrongly_confirmed(verdict)
    print(f"{name}: right verdict about the right claim")
    for part, kind in sorted(total):
        if part == "whole" or name.startswith("five"):
            share = right[part, kind] / total[part, kind]
            print(f"  {part:9} {kind:13} {right[part, kind]:4} of {total[part, kind]:4}  {share:.3f}")
    print(f"  wrongly confirmed: {confirmed} of {total['whole', 'all']}  {confirmed / total['whole', 'all']:.4f}")
