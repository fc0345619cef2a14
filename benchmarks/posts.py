"""Real posts and the published checks that they are about: CheckThat! 2022, tasks 2A and 2B (Nakov et al. 2022)."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.evaluation import Evaluation
from benchmarks.quality import claims_of
from claims_db.values import Claim

TASKS = ("checkthat-2a", "checkthat-2b")
DEPTH = 5


@dataclass(frozen=True, slots=True)
class Task:
    """Posts, each with the slugs of the claims that it is about."""

    name: str
    claims: list[Claim]
    posts: list[tuple[str, frozenset[str]]]

    @classmethod
    def read(cls, evaluation: Evaluation, name: str, split: str = "dev") -> Task:
        """One split of a task; posts whose claim cannot exist in a store are kept, and count as missed."""
        relevant: dict[str, set[str]] = {}
        for line in evaluation.path(f"{name}/qrels.{split}.tsv").read_text(encoding="utf-8").splitlines():
            post, slug, *_ = line.split("\t")
            relevant.setdefault(post.casefold(), set()).add(slug)
        posts = [
            (row["text"], frozenset(relevant[row["id"].casefold()]))
            for row in evaluation.rows(f"{name}/queries.{split}.jsonl")
            if row["id"].casefold() in relevant
        ]
        return cls(name, claims_of(evaluation.path(f"{name}/pack.json")), posts)


def average_precision(found: list[str], relevant: frozenset[str]) -> float:
    """AP@5: the mean of the precisions at each right claim among the first five."""
    hits, total = 0, 0.0
    for rank, slug in enumerate(found[:DEPTH], 1):
        if slug in relevant:
            hits += 1
            total += hits / rank
    return total / min(len(relevant), DEPTH)
