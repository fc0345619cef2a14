"""What the programs that Footnote starts beside itself are given: where Python finds Footnote, and no secret."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[1]


def environment() -> dict[str, str]:
    """The whole environment of such a program: whoever breaks into it finds no token.

    Windows needs its system folder.
    """
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    paths = os.pathsep.join([str(_ROOT), *filter(None, sys.path)])
    return kept | {"PYTHONPATH": paths, "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1"}
