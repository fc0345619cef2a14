"""Whether agreement is earned, by sentence pairs that others published: `python -m benchmarks.public FOLDER`.

Public research has sets of pairs of an evidence sentence and a statement that it supports, refutes, or does neither
with, made so that a look at the words alone misleads. The evidence takes the part of a claim rated true, the statement
that of the message. `benchmarks.public_sets` says which files of which repositories the folder may hold; it is read as
a part of `python -m benchmarks` where the evaluation folder holds it as `public`.

From each set 300 messages are drawn, evenly over the labels, and asked twice: in one store with all evidence of the
set, where claims compete, and each in a store of its own evidence alone. In the one store a verdict by another claim
is right where the set says so of that claim, or where the claim is the message itself, word for word; else the
message's own label counts.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from benchmarks.evaluation import PUBLIC, Evaluation
from benchmarks.public_sets import SETS, Pair, PublicSet, Relation
from benchmarks.quality import TODAY, answering
from claims_db.errors import InvalidValueError
from claims_db.values import Citation, Claim, Label, Rating, Source, Verdict

MESSAGES = 300
SEED = 20261127
_WORD = re.compile(r"\w+")
_CITED = (Citation(Source("evidence", "Evidence", "Evidence")),)
_ONE_STORE, _ALONE = "all claims of a set in one store", "each message with its own evidence alone"
_HEADS = ("refuted: supported", "supported: refuted", "neither: supported", "supported: so", "refuted: so")

Answer = Callable[[str, datetime], Verdict]
# What the set says of a message and one claim.
Known = dict[tuple[str, str], set[Relation]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A message with the verdict on it; `known` is what the set says of it and the claim that was named."""

    pair: Pair
    verdict: Verdict
    known: frozenset[Relation]

    @property
    def relations(self) -> frozenset[Relation]:
        """What may be said of the message."""
        return self.known or frozenset({self.pair.relation})

    @property
    def is_wrong(self) -> bool:
        """Whether it confirms what is not supported, or refutes what is."""
        if self.verdict.label is Label.SUPPORTED:
            return Relation.SUPPORTED not in self.relations
        return self.verdict.label is Label.REFUTED and self.relations == {Relation.SUPPORTED}


def claims_by_text(pairs: Iterable[Pair]) -> dict[str, Claim]:
    """A claim for each piece of evidence that says enough to be one."""
    made: dict[str, Claim] = {}
    for text in dict.fromkeys(text for pair in pairs for text in pair.evidence):
        try:
            made[text] = Claim(f"evidence-{len(made)}", text, Rating.TRUE, _CITED, pack="public")
        except InvalidValueError:
            continue
    return made


def drawn(pairs: Iterable[Pair], number: int = MESSAGES) -> list[Pair]:
    """So many pairs, evenly over the labels that the set has; fewer where it has fewer of a label."""
    by_relation: dict[Relation, list[Pair]] = {}
    for pair in dict.fromkeys(pairs):
        by_relation.setdefault(pair.relation, []).append(pair)
    chance = random.Random(SEED)
    return [
        pair
        for relation in sorted(by_relation)
        for pair in chance.sample(by_relation[relation], min(number // len(by_relation), len(by_relation[relation])))
    ]


def outcomes(pairs: list[Pair], *, alone: bool) -> Iterator[Outcome]:
    """The drawn messages of a set with what Footnote says of them."""
    claims = claims_by_text(pairs)
    usable = [pair for pair in pairs if any(text in claims for text in pair.evidence)]
    known: Known = {}
    for pair in usable:
        for text in pair.evidence:
            known.setdefault((pair.message, text), set()).add(pair.relation)
    together = None if alone else answering(list(claims.values()))
    for pair in drawn(usable):
        answer = together or answering([claims[text] for text in pair.evidence if text in claims])
        verdict = answer(pair.message, TODAY)
        yield Outcome(pair, verdict, _known_of(pair.message, verdict.claim, known))


def _known_of(message: str, claim: Claim | None, known: Known) -> frozenset[Relation]:
    """What is known of a message and a claim: of pairs that are given both ways round, the store has the message."""
    if claim is None:
        return frozenset()
    if _WORD.findall(message.casefold()) == _WORD.findall(claim.text.casefold()):
        return frozenset({Relation.SUPPORTED})
    return frozenset(known.get((message, claim.text), ()))


def row(found: list[Outcome]) -> list[str]:
    """The figures of one set: messages, how many were answered, then a share for each of the heads; "-" of none."""
    total = Counter(outcome.pair.relation for outcome in found)
    answered = sum(outcome.verdict.label is not Label.NOT_ENOUGH_EVIDENCE for outcome in found)

    def share(relation: Relation, label: Label) -> str:
        mistake = relation.value != label.value
        called = sum(
            one.verdict.label is label and one.is_wrong is mistake for one in found if one.pair.relation is relation
        )
        return f"{called / total[relation]:.3f}" if total[relation] else "-"

    return [
        str(len(found)),
        str(answered),
        share(Relation.REFUTED, Label.SUPPORTED),
        share(Relation.SUPPORTED, Label.REFUTED),
        share(Relation.NEITHER, Label.SUPPORTED),
        share(Relation.SUPPORTED, Label.SUPPORTED),
        share(Relation.REFUTED, Label.REFUTED),
    ]


def measure(folder: Path, show: int = 0) -> None:
    """Print both tables, and up to so many wrong verdicts of each set under each."""
    sets = [(each, pairs) for each in SETS if (pairs := each.pairs(folder))]
    if not sets:
        print(f"{folder} holds none of the sets that benchmarks/public_sets.py names.")
    for title, alone in ((_ONE_STORE, False), (_ALONE, True)):
        if sets:
            print(f"{title}\n| set | messages | answered | {' | '.join(_HEADS)} |\n|{'---|' * (3 + len(_HEADS))}")
        _report_sets(sets, show, alone=alone)


def _report_sets(sets: list[tuple[PublicSet, list[Pair]]], show: int, *, alone: bool) -> None:
    everything: list[Outcome] = []
    wrong: list[tuple[str, Outcome]] = []
    for each, pairs in sets:
        found = list(outcomes(pairs, alone=alone))
        everything += found
        wrong += [(each.name, one) for one in islice((one for one in found if one.is_wrong), show)]
        print(f"| {each.name} | {' | '.join(row(found))} |", flush=True)
    if everything:
        print(f"| all | {' | '.join(row(everything))} |\n")
    for name, one in wrong:
        print(f"{name}: {one.pair.relation}, called {one.verdict.label}\n  said:  {one.pair.message}")
        print(f"  claim: {one.verdict.claim.text if one.verdict.claim else ''}")


def report(evaluation: Evaluation) -> None:
    """Print both tables for the evaluation folder's own folder of sets."""
    measure(evaluation.folder / PUBLIC)


def main() -> None:
    """Print both tables for the folder named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.public", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="holds check-outs of the repositories")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="wrong verdicts to print, of each set")
    named = parser.parse_args()
    measure(named.folder, named.show)


if __name__ == "__main__":
    main()
