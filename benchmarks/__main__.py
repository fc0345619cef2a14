"""`python -m benchmarks [EVALUATION FOLDER]`: speed, quality of verdicts, then retrieval and silence."""

from __future__ import annotations

import sys

from benchmarks import quality, retrieval, speed
from benchmarks.evaluation import Evaluation, NoEvaluationError


def main() -> int:
    """Print every figure; exit code 1 where there is nothing to measure on."""
    try:
        evaluation = Evaluation.find(sys.argv[1] if len(sys.argv) > 1 else None)
        speed.report(evaluation)
        print()
        quality.report(evaluation)
        print()
        retrieval.report(evaluation)
    except NoEvaluationError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


sys.exit(main())
