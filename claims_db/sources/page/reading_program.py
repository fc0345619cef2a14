"""The program that reads pages, one after another, with little time and memory and no secrets.

On standard input comes a line of JSON for each page, and behind it the page's bytes; a line of JSON goes back. A page
that breaks the program gets no answer, and whoever asked starts another one.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from dataclasses import asdict
from typing import Any

SECONDS = 15
"""For one page: of CPU time here, and on the clock on the wall for whoever waits."""
_MEMORY_BYTES = 1_500_000_000


def answer(asked: dict[str, Any], body: bytes) -> object:
    """What a page says about itself or, where `wanted` lists titles with their quotes, which of them it still has."""
    if asked["wanted"] is None:
        from claims_db.sources.page.facts import page_facts  # noqa: PLC0415 - slow to import, and of no use below

        return asdict(page_facts(body, asked["content_type"], asked["charset"], asked["address"]))
    from claims_db.sources.health.quotes import still_says  # noqa: PLC0415 - as above
    from claims_db.sources.page.decoding import decoded  # noqa: PLC0415 - as above

    page = decoded(body, asked["charset"])
    return [still_says(page, title, tuple(quotes)) for title, quotes in asked["wanted"]]


def main() -> None:
    """Read pages until there are no more; limit memory and time where the system can."""
    with suppress(ImportError):  # Windows has no such module
        import resource  # noqa: PLC0415 - see above

        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    while head := sys.stdin.buffer.readline():
        _allow_another_page()
        asked = json.loads(head)
        body = sys.stdin.buffer.read(asked["length"])
        sys.stdout.write(json.dumps(answer(asked, body), default=str) + "\n")
        sys.stdout.flush()


def _allow_another_page() -> None:
    """The limit counts the time since the program began, so each page moves it on."""
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - see above

        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime) + 1 + SECONDS
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
