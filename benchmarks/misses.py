"""Which labelled messages get a wrong verdict today: what keeps answers from getting worse unnoticed.

`python -m benchmarks.misses [EVALUATION FOLDER]` writes `messages/misses.json` anew: for each file and kind of message
the lines that are wrong, and those that are wrongly confirmed. A test fails where more of a kind are wrong than are
listed there.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from benchmarks.contrasts import PAIRS, pairs
from benchmarks.evaluation import Evaluation
from benchmarks.quality import OWN, claims_of, labelled, labelled_files, own_files, verdicts
from claims_db.values import Label

LISTED = OWN.folder / "misses.json"
CONFIRMED = "wrongly confirmed"

# By kind of message, the lines of a file, from 1.
Misses = dict[str, list[int]]


def misses(evaluation: Evaluation, name: str, packs: Iterable[Path]) -> Misses:
    """The lines of one file that get a wrong verdict, by kind, and those that are wrongly confirmed."""
    found: Misses = {CONFIRMED: []}
    for message, verdict in verdicts(claims_of(*packs), labelled(evaluation, name)):
        found.setdefault(message.kind, [])
        if not message.is_right(verdict):
            found[message.kind].append(message.number)
        if message.is_wrongly_confirmed(verdict):
            found[CONFIRMED].append(message.number)
    return found


def pair_misses(name: str) -> Misses:
    """The same for a file of pairs of a claim and a message: those that say the same, and those that differ."""
    found: Misses = {"agreeing": [], "differing": [], CONFIRMED: []}
    for number, (contrast, verdict) in enumerate(pairs(name), 1):
        if verdict.label not in contrast.allowed:
            found["agreeing" if Label.SUPPORTED in contrast.allowed else "differing"].append(number)
        if contrast.wrongly(Label.SUPPORTED, verdict):
            found[CONFIRMED].append(number)
    return found


def listed() -> dict[str, Misses]:
    """What was wrong when the list was written, by file."""
    known: dict[str, Misses] = json.loads(LISTED.read_text(encoding="utf-8"))
    return known


def worse(known: Misses, now: Misses) -> list[str]:
    """One sentence for each kind of which more messages are wrong than before: which lines changed, and how."""
    return [
        f"{kind}: {len(lines)} wrong, {len(known[kind])} before;"
        f" newly wrong: lines {sorted(set(lines) - set(known[kind]))},"
        f" newly right: {sorted(set(known[kind]) - set(lines))}"
        for kind, lines in now.items()
        if len(lines) > len(known[kind])
    ]


def main() -> None:
    """Write the list anew."""
    evaluation = Evaluation.find(sys.argv[1] if len(sys.argv) > 1 else None)
    files = (*labelled_files(evaluation), *own_files())
    now = {name: misses(where, name, packs) for where, name, packs in files}
    now |= {name: pair_misses(name) for name in PAIRS}
    LISTED.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
