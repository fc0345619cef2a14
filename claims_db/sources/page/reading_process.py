"""Reads pages in a separate program, with little time and memory, and no secrets.

A page may be made to keep a parser busy for hours, or to break it. Then that program ends, and Footnote goes on.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from claims_db import programs
from claims_db.errors import Obstacle, UnreachableError
from claims_db.sources.page.facts import PageFacts, ReviewedClaim, page_facts
from claims_db.values import Rating

if TYPE_CHECKING:  # what opens addresses takes long to import
    from claims_db.sources.health.rechecking import Opens
    from claims_db.sources.web.fetching import Fetched

SECONDS = 15
_MEMORY_BYTES = 1_500_000_000


async def facts_at(fetcher: Opens, address: str) -> PageFacts:
    """What the page at `address` says about itself; raises what `Fetcher.fetch` raises, and UnreachableError."""
    return await facts_apart(await fetcher.fetch(address))


async def facts_apart(page: Fetched, seconds: float = SECONDS) -> PageFacts:
    """The facts of a fetched page; raises UnreachableError where it cannot be read in `seconds`."""
    head = json.dumps([page.content_type, page.charset, page.address]).encode()
    try:
        found = json.loads(await _answer(head + b"\n" + page.body, seconds))
        review, published = found.pop("claim_review"), found.pop("published")
        return PageFacts(
            **found,
            published=date.fromisoformat(published) if published else None,
            claim_review=review and ReviewedClaim(review["claim"], review["rating"] and Rating(review["rating"])),
        )
    except (TimeoutError, ValueError, KeyError, TypeError):  # it ran out of time, or ended before it wrote anything
        raise UnreachableError(
            f"{page.address} is too large or too tangled to be read.", Obstacle.TOO_LARGE, status=page.status
        ) from None


async def _answer(given: bytes, seconds: float) -> bytes:
    """What the program writes; raises TimeoutError, and leaves no program behind."""
    import asyncio  # noqa: PLC0415 - the program itself, which runs once a page, starts sooner without it

    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        __name__,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=programs.environment(),
    )
    try:
        async with asyncio.timeout(seconds):
            return (await child.communicate(given))[0]
    finally:
        if child.returncode is None:
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()


def main() -> None:
    """The program itself: the page on standard input, its facts as JSON on standard output.

    It limits its own memory and time where the system can; `_answer` limits the time from outside too.
    """
    with suppress(ImportError):  # Windows has no such module
        import resource  # noqa: PLC0415 - see above

        for what, most in ((resource.RLIMIT_AS, _MEMORY_BYTES), (resource.RLIMIT_CPU, SECONDS)):
            with suppress(ValueError, OSError):
                resource.setrlimit(what, (most, most))
    content_type, charset, address = json.loads(sys.stdin.buffer.readline())
    facts = page_facts(sys.stdin.buffer.read(), content_type, charset, address)
    sys.stdout.write(json.dumps(asdict(facts), default=str))


if __name__ == "__main__":
    main()
