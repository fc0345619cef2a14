"""`python -m benchmarks [EVALUATION FOLDER [PART]]` prints every figure, or those of one part.

Each part runs in a process of its own: the peak memory of a program counts that of the process it was started from.
"""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

from benchmarks.evaluation import PUBLIC, Evaluation, NoEvaluationError

PARTS = """
speed feeds health desk quality contrasts answers worth reliability numbers retrieval edits meaning pages
""".split()


def main() -> int:
    """Print every figure; exit code 1 where there is nothing to measure on."""
    folder, parts = (sys.argv[1] if len(sys.argv) > 1 else None), sys.argv[2:]
    try:
        evaluation = Evaluation.find(folder)
        for part in parts:
            import_module(f"benchmarks.{part}").report(evaluation)
    except NoEvaluationError as error:
        print(error, file=sys.stderr)
        return 1
    return 0 if parts else _report_all(evaluation)


def _report_all(evaluation: Evaluation) -> int:
    for part in (*PARTS, *(["public"] if (evaluation.folder / PUBLIC).is_dir() else [])):
        command = [sys.executable, "-m", "benchmarks", str(evaluation.folder), part]
        if code := subprocess.run(command, check=False).returncode:
            return code
        print(flush=True)
    return 0


sys.exit(main())
