"""`python -m benchmarks.peers FOLDER CLAIMS` times what others' search takes for a line of chat, and prints JSON."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Sequence

from rapidfuzz import fuzz

from benchmarks.evaluation import Evaluation
from benchmarks.growing import Growing, Layout, chat
from benchmarks.quality import STARTER, claims_of
from benchmarks.retrieval import Rank, bm25s_peer, fts5, fuzzy, tantivy_peer

LINES = 200
# Comparing with every claim takes long.
SLOW_LINES = 20


def medians(evaluation: Evaluation, claims: int) -> dict[str, float]:
    """Milliseconds of processor time, with so many claims beside the starter pack."""
    known = [*claims_of(STARTER), *Growing.read(evaluation, Layout(claims)).claims()]
    lines = chat(evaluation)[:LINES]
    return {
        "rapidfuzz token_set_ratio over all claims": median(fuzzy(known, fuzz.token_set_ratio), lines[:SLOW_LINES]),
        "SQLite FTS5": median(fts5(known), lines),
        "bm25s": median(bm25s_peer(known), lines),
        "tantivy": median(tantivy_peer(known), lines),
    }


def median(rank: Rank, lines: Sequence[str]) -> float:
    """What the middle line takes."""
    times = []
    for line in lines:
        began = time.process_time()
        rank(line)
        times.append((time.process_time() - began) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    print(json.dumps(medians(Evaluation.find(sys.argv[1]), int(sys.argv[2]))))
