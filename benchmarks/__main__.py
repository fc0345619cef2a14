"""`python -m benchmarks [EVALUATION FOLDER]`: speed, large stores, feeds, quality, retrieval, silence, pages."""

from __future__ import annotations

import sys

from benchmarks import desk, feeds, health, numbers, pages, quality, reliability, retrieval, scale, speed
from benchmarks.evaluation import Evaluation, NoEvaluationError


def main() -> int:
    """Print every figure; exit code 1 where there is nothing to measure on."""
    try:
        evaluation = Evaluation.find(sys.argv[1] if len(sys.argv) > 1 else None)
        for part in (speed, scale, feeds, health, desk, quality, reliability, numbers, retrieval, pages):
            part.report(evaluation)
            print()
    except NoEvaluationError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


sys.exit(main())
