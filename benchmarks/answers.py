"""Open questions: whether the right detail of the right claim is told, and nothing where no claim answers.

`questions_dev.jsonl` of the evaluation folder, and files of our own in `questions`. A line lists the claims that answer
and how the detail may be written; an answer is right if it is one of those claims' and holds one of these, in capitals
or not. Without claims, there is no answer.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.evaluation import Evaluation
from benchmarks.quality import OWN, STARTER, TODAY, answering, claims_of
from claims_db.values import Verdict

OWN_QUESTIONS = Evaluation(Path(__file__).parent / "questions")
_DEV_PACKS = ("five_dev_pack.json", "other_dev_pack.json")


def question_files(evaluation: Evaluation) -> Iterator[tuple[Evaluation, str, list[Path]]]:
    """Each file of questions, where it is, and the packs that it is asked of."""
    dev = [STARTER, *map(evaluation.path, _DEV_PACKS)]
    yield evaluation, "questions_dev.jsonl", dev
    yield OWN_QUESTIONS, "radio_and_storms.jsonl", [OWN.path("round_18_pack.json"), OWN.path("round_15_pack.json")]
    for name in ("museum_and_festival", "chess_and_railways", "games_and_towns", "unseen"):
        yield OWN_QUESTIONS, f"{name}.jsonl", [OWN_QUESTIONS.path(f"{name}_pack.json")]


def outcome(row: dict[str, Any], verdict: Verdict) -> str:
    """What became of one question: `right`, `wrong` or `missed`; `silent` or `invented` where nothing answers it."""
    told = verdict.answers[0] if verdict.answers else None
    if not row["claims"]:
        return "invented" if told else "silent"
    if told is None:
        return "missed"
    holds = any(form.casefold() in told.text.casefold() for form in row["answer"])
    return "right" if holds and told.claim.slug in row["claims"] else "wrong"


def report(evaluation: Evaluation) -> None:
    """Print the share of questions that were answered rightly, and of those answered that nothing answers."""
    for where, name, packs in question_files(evaluation):
        answer = answering(claims_of(*packs))
        started = time.perf_counter()
        counts = Counter(outcome(row, answer(row["text"], TODAY)) for row in where.rows(name))
        each = 1000 * (time.perf_counter() - started) / counts.total()
        asked, none = counts["right"] + counts["wrong"] + counts["missed"], counts["silent"] + counts["invented"]
        print(
            f"{name}: {counts['right'] / asked:.3f} of {asked} right"
            f" ({counts['wrong']} wrong, {counts['missed']} without an answer),"
            f" {counts['invented'] / none:.3f} of {none} answered that nothing answers; {each:.0f} ms each"
        )
