"""The program that `reading_process` starts for a page: the page on standard input, its facts as JSON out."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from dataclasses import asdict

from claims_db.sources.page.reading import page_facts

SECONDS = 15
_MEMORY_BYTES = 1_500_000_000


def _limit_itself() -> None:
    """Bound the memory and the time of this program where the system can; the time is also bounded from outside."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, _MEMORY_BYTES), (resource.RLIMIT_CPU, SECONDS)):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def main() -> None:
    """Read the page and write what it says of itself."""
    _limit_itself()
    content_type, charset, address = json.loads(sys.stdin.buffer.readline())
    facts = page_facts(sys.stdin.buffer.read(), content_type, charset, address)
    sys.stdout.write(json.dumps(asdict(facts), default=str))


if __name__ == "__main__":
    main()
