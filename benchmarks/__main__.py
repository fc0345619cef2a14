"""`python -m benchmarks [EVALUATION FOLDER]`: feeds, sources, speed, large stores, the desk, quality, silence, pages.

What tells the memory of another process comes first: a child's peak counts that of the process it was started from.
"""

from __future__ import annotations

import sys

from benchmarks import desk, feeds, health, numbers, pages, quality, reliability, retrieval, scale, speed
from benchmarks.evaluation import Evaluation, NoEvaluationError


def main() -> int:
    """Print every figure; exit code 1 where there is nothing to measure on."""
    try:
        evaluation = Evaluation.find(sys.argv[1] if len(sys.argv) > 1 else None)
        for part in (feeds, health, speed, scale, desk, quality, reliability, numbers, retrieval, pages):
            part.report(evaluation)
            print()
    except NoEvaluationError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


sys.exit(main())
